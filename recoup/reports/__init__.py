"""Reads everything, changes nothing: aging, tie-out, exceptions, lists."""
