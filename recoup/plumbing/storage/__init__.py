"""Stored files, kept by the hash of their content and never changed.

Words: *content* is bytes, kept once under its SHA-256 however often it is stored; a *stored file* is one
storing of it: the name it came with, its media type, who stored it and when.

Invariants: content is on the disk, whole and synced, before its row is written; rows are only ever added; a
name is data for people and never part of a path.
"""
