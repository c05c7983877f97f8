"""What an intake gets, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from recoup.connectors.types import ImportOptions
from recoup.formats.tables.layouts import Row, RowProblem
from recoup.formats.tables.plans import TablePlan
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.team import queries as team
from recoup.team.types import EntityRecord

SOURCE = "import"
"""The source of all entries that imports post: the same document is known whichever file brings it."""

BELOW = N_("{count} line below the table was left out, it looks like a total or a note.")
BELOW_PLURAL = N_("{count} lines below the table were left out, they look like totals or notes.")


class NoEntity(DomainError):
    """There is no company of ours in which the actor may import."""

    text = N_("There is no company of ours yet into which you may import.")


@dataclass(frozen=True, slots=True)
class Intake:
    """Rows to take in: `rows` reads the file anew at each call."""

    rows: Callable[[], Iterable[Row | RowProblem]]
    plan: TablePlan
    options: ImportOptions
    actor: Actor
    now: datetime

    def entities(self) -> list[EntityRecord]:
        """Return our companies into which the actor may import.

        :raises NoEntity: there is none
        """
        found = team.entities(actor=self.actor, permission="imports.run")
        if not found:
            raise NoEntity
        return found


@dataclass(slots=True)
class Taken:
    """What became of the rows: counts, sums by currency, every refused line with its reason, and notes."""

    accepted: int = 0
    known: int = 0
    changed: int = 0
    totals: tuple[Money, ...] = ()
    refused: Mapping[int, Sentence] = field(default_factory=dict)
    notes: list[Sentence] = field(default_factory=list)
    entity_ids: frozenset[int] = frozenset()


def footer_notes(footers: list[int]) -> Iterator[Sentence]:
    """Yield what to say about lines below the table, nothing when there are none."""
    if footers:
        yield Sentence(BELOW, {"count": len(footers)}, BELOW_PLURAL, "count")
