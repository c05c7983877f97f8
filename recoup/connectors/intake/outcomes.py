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
from recoup.kernel.sentences import N_, NN_, Sentence
from recoup.team import queries as team
from recoup.team.types import EntityRecord

SOURCE = "import"
"""The source of all entries that imports post: the same document is known whichever file brings it."""

ROUNDED, ROUNDED_PLURAL = NN_(
    "{count} amount was rounded to the decimals of its currency.",
    "{count} amounts were rounded to the decimals of their currency.",
)
BELOW, BELOW_PLURAL = NN_(
    "{count} line below the table was left out, it looks like a total or a note.",
    "{count} lines below the table were left out, they look like totals or notes.",
)


class NoEntity(DomainError):
    """There is no company of ours in which the actor may import."""

    text = N_("There is no company of ours yet into which you may import.")


class EntityNotChosen(DomainError):
    """The file doesn't name our companies, there are several, and none was chosen."""

    text = N_("There are several companies of ours: choose the one that the rows belong to.")


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
        :raises EntityNotChosen: there are several, and nothing says which one a row belongs to
        """
        found = team.entities(actor=self.actor, permission="imports.run")
        if not found:
            raise NoEntity
        is_open = self.options.entity_id is None and "entity_code" not in self.plan.columns
        if is_open and len(found) > 1 and "entity_code" not in self.plan.constants:
            raise EntityNotChosen
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


def reading_notes(*, rounded: int, footers: list[int]) -> Iterator[Sentence]:
    """Yield what to say about rounded amounts and lines below the table, nothing where there are none."""
    if rounded:
        yield Sentence(ROUNDED, {"count": rounded}, ROUNDED_PLURAL, "count")
    if footers:
        yield Sentence(BELOW, {"count": len(footers)}, BELOW_PLURAL, "count")
