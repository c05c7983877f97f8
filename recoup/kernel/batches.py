"""Batches: a stream taken in pieces, so that memory does not grow with it, and the work on a large one."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def in_batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield the things in order, in lists of `size`; the last list may be shorter and none is empty."""
    stream = iter(things)
    while batch := list(islice(stream, size)):
        yield batch


@contextmanager
def no_search_for_circles() -> Iterator[None]:
    """Let Python not look for circles of objects: a batch makes millions without any, and looking costs a fifth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
