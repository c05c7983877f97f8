"""Reads everything, changes nothing: aging with its tie-out, exceptions, lists across rooms.

Reports may read the models of every room below. A figure is defined once in `recoup.metrics` and compiled here.
Owns the bucket sets, which are data.
"""
