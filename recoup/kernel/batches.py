"""Batches: a stream taken in pieces, so that memory does not grow with it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def in_batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield the things in order, in lists of `size`; the last list may be shorter and none is empty."""
    stream = iter(things)
    while batch := list(islice(stream, size)):
        yield batch
