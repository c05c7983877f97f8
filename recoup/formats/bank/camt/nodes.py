"""Finding elements by their names, whatever name space and version they are in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lxml.etree import _Element

from recoup.formats.bank.values import decimal_of


def child(node: _Element | None, *path: str) -> _Element | None:
    """Return the first element at `path` below `node`, None when it isn't there."""
    for name in path:
        if node is None:
            return None
        node = next(node.iterchildren(f"{{*}}{name}"), None)
    return node


def children(node: _Element | None, name: str) -> Iterator[_Element]:
    """Yield the elements called `name` right below `node`."""
    if node is not None:
        yield from node.iterchildren(f"{{*}}{name}")


def text(node: _Element | None, *path: str) -> str:
    """Return the text at `path`, empty when it isn't there."""
    found = child(node, *path)
    return (found.text or "").strip() if found is not None else ""


def first_text(node: _Element | None, *paths: tuple[str, ...]) -> str:
    """Return the first text that is there among several places."""
    for path in paths:
        found = text(node, *path)
        if found:
            return found
    return ""


def texts(node: _Element | None, name: str) -> list[str]:
    """Return the texts of all elements called `name` right below `node`, blanks at their ends kept."""
    return [each.text or "" for each in children(node, name)]


def local_name(node: _Element) -> str:
    """Return the name of an element without its name space."""
    return str(node.tag).rpartition("}")[2]


def money(node: _Element | None, *path: str) -> tuple[Decimal, str] | None:
    """Return an amount and its currency, which may be empty; None when there is no amount."""
    found = child(node, *path)
    if found is None:
        return None
    amount = decimal_of(found.text)
    return None if amount is None else (amount, str(found.get("Ccy", "")).strip().upper())


def sign(node: _Element | None) -> int:
    """Return 1 for a credit, -1 for a debit, 0 when the element doesn't say."""
    return {"CRDT": 1, "DBIT": -1}.get(text(node, "CdtDbtInd"), 0)
