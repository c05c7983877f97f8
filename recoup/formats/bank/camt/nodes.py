"""Elements as plain objects, found by their names whatever name space and version they are in.

A booking is turned over once and then looked into a hundred times: looking things up in a dictionary is many times
faster than searching the element itself each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lxml.etree import _Element

from recoup.formats.bank.values import decimal_of


class Node:
    """An element: its name without the name space, its text, currency, and what is inside by name.

    `line` is where the outermost element begins. Only elements called something with an A have a currency: amounts.
    """

    __slots__ = ("currency", "inside", "line", "name", "text")

    def __init__(self, element: _Element, *, line: int | None = None) -> None:
        tag = element.tag
        self.name: str = tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""
        self.text: str = element.text or ""
        self.currency: str = str(element.get("Ccy", "")).strip().upper() if "A" in self.name else ""
        self.line: int = (element.sourceline or 0) if line is None else line
        self.inside: dict[str, list[Node]] = {}
        for each in element:
            node = Node(each, line=self.line)
            if node.name in self.inside:
                self.inside[node.name].append(node)
            else:
                self.inside[node.name] = [node]


_NONE: Sequence[Node] = ()


def child(node: Node | None, *path: str) -> Node | None:
    """Return the first element at `path` below `node`, None when it isn't there."""
    for name in path:
        if node is None:
            return None
        found = node.inside.get(name)
        node = found[0] if found else None
    return node


def children(node: Node | None, name: str) -> Sequence[Node]:
    """Return the elements called `name` right below `node`."""
    return node.inside.get(name, _NONE) if node is not None else _NONE


def all_inside(node: Node) -> Iterator[Node]:
    """Yield everything right below `node`, by name."""
    for group in node.inside.values():
        yield from group


def text(node: Node | None, *path: str) -> str:
    """Return the text at `path`, empty when it isn't there."""
    found = child(node, *path)
    return found.text.strip() if found is not None else ""


def first_text(node: Node | None, *paths: tuple[str, ...]) -> str:
    """Return the first text that is there among several places."""
    if node is not None:
        for path in paths:
            found = text(node, *path)
            if found:
                return found
    return ""


def texts(node: Node | None, name: str) -> list[str]:
    """Return the texts of all elements called `name` right below `node`, blanks at their ends kept."""
    return [each.text for each in children(node, name)]


def local_name(element: _Element) -> str:
    """Return the name of an element without its name space."""
    return str(element.tag).rpartition("}")[2]


def money(node: Node | None, *path: str) -> tuple[Decimal, str] | None:
    """Return an amount and its currency, which may be empty; None when there is no amount."""
    found = child(node, *path)
    if found is None:
        return None
    amount = decimal_of(found.text)
    return None if amount is None else (amount, found.currency)


def sign(node: Node | None) -> int:
    """Return 1 for a credit, -1 for a debit, 0 when the element doesn't say."""
    return {"CRDT": 1, "DBIT": -1}.get(text(node, "CdtDbtInd"), 0)
