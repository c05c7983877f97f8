"""Packing: frozen content into JSON and back, without losing a digit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import TypeVar, get_args, get_origin, get_type_hints

Content = TypeVar("Content")


def pack(value: object) -> object:
    """Return `value` (a frozen dataclass and what it holds) as JSON holds it: amounts and dates become text."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [pack(part) for part in value]
        case _ if is_dataclass(value):
            return {field.name: pack(getattr(value, field.name)) for field in fields(value)}
        case _:
            raise TypeError(f"a message can't hold a {type(value).__name__}: {value!r}")


def unpack(kind: type[Content], packed: object) -> Content:
    """Return the `kind` that `pack` packed."""
    unpacked = _unpacked(kind, packed)
    assert isinstance(unpacked, kind)
    return unpacked


def _unpacked(kind: object, packed: object) -> object:
    if isinstance(kind, UnionType):
        return None if packed is None else _unpacked(get_args(kind)[0], packed)
    if get_origin(kind) is tuple:
        assert isinstance(packed, list)
        return tuple(_unpacked(get_args(kind)[0], part) for part in packed)
    if isinstance(kind, type) and is_dataclass(kind):
        assert isinstance(packed, Mapping)
        hints = _hints(kind)
        return kind(**{name: _unpacked(hints[name], value) for name, value in packed.items()})
    if kind is Decimal:
        return Decimal(str(packed))
    return date.fromisoformat(str(packed)) if kind is date else packed


@cache
def _hints(kind: type) -> Mapping[str, object]:
    """Return the types of a dataclass's fields: reading them anew takes longer than the letter."""
    return get_type_hints(kind)
