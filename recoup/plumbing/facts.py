"""Facts that rooms publish, and who hears of them: within the transaction that made them, many at once.

A room publishes without knowing who listens. `recoup.workflows.reactions` is the one table of what follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

Reaction = Callable[[Sequence[object], datetime], None]

_reactions: dict[type[object], list[Reaction]] = defaultdict(list)


def react(kind: type[object], reaction: Reaction) -> None:
    """Let `reaction` hear of all facts of `kind`; the same reaction twice hears once."""
    if reaction not in _reactions[kind]:
        _reactions[kind].append(reaction)


def publish(facts: Iterable[object], *, at: datetime) -> None:
    """Tell the facts to those who listen, kind by kind, and the instant for which they were made.

    What a reaction raises undoes what made them.
    """
    by_kind: dict[type[object], list[object]] = {}
    for fact in facts:
        by_kind.setdefault(type(fact), []).append(fact)
    for kind, many in by_kind.items():
        for reaction in _reactions.get(kind, ()):
            reaction(many, at)
