"""The kinds of rules that this program knows.

A room declares its kinds beside its types and registers them when the program starts (`ready` of its `apps`): the
arrow points down to the rulebook, which knows no room that uses it.
"""

from __future__ import annotations

from collections.abc import Iterable

from recoup.kernel.errors import NotFound
from recoup.rulebook.types import RuleKind
from recoup.rulebook.values import packed, problems

_KINDS: dict[str, RuleKind] = {}


def register(kinds: Iterable[RuleKind]) -> None:
    """Make kinds known; the same kind again changes nothing, another under the same code is a fault."""
    for kind in kinds:
        assert _KINDS.get(kind.code, kind) == kind, f"two kinds of rules are called {kind.code}"
        assert kind.default is None or not problems(kind, packed(kind.default)), (
            f"the standard value of {kind.code} is not one"
        )
        _KINDS[kind.code] = kind


def kinds() -> tuple[RuleKind, ...]:
    """Return all kinds in the order in which the rooms declare them."""
    return tuple(_KINDS.values())


def get_kind(code: str) -> RuleKind:
    """Return the kind with this code.

    :raises NotFound: no room has declared it
    """
    if code not in _KINDS:
        raise NotFound
    return _KINDS[code]
