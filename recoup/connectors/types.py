"""What may cross the border of the connectors room: frozen data and codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from recoup.formats.tables.layouts import Layout
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class RunStatus(StrEnum):
    """Where an import run stands; `REFUSED` is a file that could not be taken in at all."""

    PREVIEWED = "PREVIEWED"
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    REFUSED = "REFUSED"
    FAILED = "FAILED"

    @property
    def label(self) -> str:
        """The name of the status on screens, to be translated."""
        return RUN_STATUS_LABELS[self]

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self in (RunStatus.DONE, RunStatus.REFUSED, RunStatus.FAILED)


RUN_STATUS_LABELS: Mapping[RunStatus, str] = {
    RunStatus.PREVIEWED: N_("Not imported yet"),
    RunStatus.QUEUED: N_("Waiting its turn"),
    RunStatus.RUNNING: N_("Being imported"),
    RunStatus.DONE: N_("Imported"),
    RunStatus.REFUSED: N_("File refused"),
    RunStatus.FAILED: N_("Stopped, nothing imported"),
}

KIND_LABELS: Mapping[TableKind, str] = {
    TableKind.ITEMS: N_("Open items"),
    TableKind.CUSTOMERS: N_("Customers"),
    TableKind.RECEIPTS: N_("Receipts"),
}


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Where rows belong that don't say it themselves, and what may be made for them.

    `entity_id` and `currency` are for rows that name none; an empty currency means the entity's own.
    `create_customers` None leaves it to the file: yes when it names its customers, or when the entity has none yet.
    `round_amounts` rounds amounts (half up) that are finer than their currency, which are refused otherwise.
    """

    entity_id: int | None = None
    currency: str = ""
    create_customers: bool | None = None
    create_entities: bool = False
    round_amounts: bool = False

    def to_json(self) -> dict[str, object]:
        """Return a form that JSON can hold; `from_json` gives the equal options back."""
        return {
            "entity_id": self.entity_id,
            "currency": self.currency,
            "create_customers": self.create_customers,
            "create_entities": self.create_entities,
            "round_amounts": self.round_amounts,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> ImportOptions:
        """Return the options that `to_json` packed."""
        entity_id, create = data["entity_id"], data["create_customers"]
        return cls(
            entity_id=None if entity_id is None else int(str(entity_id)),
            currency=str(data["currency"]),
            create_customers=None if create is None else bool(create),
            create_entities=bool(data["create_entities"]),
            round_amounts=bool(data["round_amounts"]),
        )

    def in_entity(self, entity_id: int) -> ImportOptions:
        """Return the same options for another entity."""
        return replace(self, entity_id=entity_id)


class RefusedRow(NamedTuple):
    """A row that was left out, by its line in the file, and why."""

    line: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of a file; `changed` is for customers whose record was brought up to date."""

    accepted: int = 0
    known: int = 0
    changed: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did or would do.

    `totals` are the sums of the accepted amounts, one per currency. `refused` holds the first refused rows by line;
    `counts.refused` counts all of them. `notes` say what else was done or left out, in whole sentences.
    """

    counts: Counts
    totals: tuple[Money, ...]
    refused: tuple[RefusedRow, ...]
    notes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """An import run as screens show it.

    `reason` says why a file was refused or an import stopped; a file that is no table has no plan. `rows_total` is
    an estimate for files that are not read yet. `entity_ids` are the entities that the imported rows belong to.
    """

    id: int
    kind: TableKind
    entity_id: int | None
    entity_ids: tuple[int, ...]
    file_name: str
    original_id: int
    sha256: str
    plan: TablePlan | None
    options: ImportOptions
    status: RunStatus
    reason: Sentence | None
    rows_total: int
    rows_read: int
    outcome: Outcome
    refused_file_id: int | None
    asked_by_name: str
    asked_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """A plan under a name, with the options it was saved with."""

    id: int
    kind: TableKind
    name: str
    entity_id: int | None
    plan: TablePlan
    options: ImportOptions
    owner_id: int | None
    saved_at: datetime


Understood = str | Decimal | date | None


class UnderstoodRow(NamedTuple):
    """A row of the file as the plan reads it: the values of the plan's fields in their order.

    `sentence` says what is wrong with the row, if anything is.
    """

    line: int
    values: tuple[Understood, ...]
    sentence: Sentence | None


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the file: its title and the first different values in it."""

    title: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen if the file were imported now.

    `fields` are the plan's fields in the order of the rows' values; `reasons` say why a field was found in its
    column; `missing` are groups of fields of which one is needed. `outcome` is what the first `rows_tried` rows
    would do, None when `problem` says why nothing can be done. `creates_customers` is whether unknown customers of
    items are added.
    """

    run: RunRecord
    layout: Layout
    sheets: tuple[str, ...]
    columns: tuple[ColumnView, ...]
    fields: tuple[str, ...]
    reasons: Mapping[str, Sentence]
    missing: tuple[tuple[str, ...], ...]
    questions: tuple[Sentence, ...]
    warnings: tuple[Sentence, ...]
    rows: tuple[UnderstoodRow, ...]
    outcome: Outcome | None
    rows_tried: int
    is_whole: bool
    problem: Sentence | None
    creates_customers: bool
    may_create_customers: bool
