"""Frozen data of the reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from recoup.engines.priority import Behavior
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger.types import HoldReason as ItemHoldReason
from recoup.ledger.types import ItemKind, document_name
from recoup.metrics import aging
from recoup.metrics.aging import AgingBy
from recoup.parties.types import CustomerRecord, FieldChange


@dataclass(frozen=True, slots=True)
class BucketSetLine:
    """A named set of aging buckets; `upper_days` are the last days of all late buckets but the open-ended one."""

    code: str
    upper_days: tuple[int, ...]

    @property
    def labels(self) -> tuple[Sentence, ...]:
        """The headings of all buckets in their order."""
        starts = [1, *(day + 1 for day in self.upper_days)]
        late = [
            Sentence(N_("{first}–{last} days late"), {"first": first, "last": last})
            for first, last in zip(starts, self.upper_days, strict=False)
        ]
        over = Sentence(N_("over {days} days late"), {"days": self.upper_days[-1]})
        fixed = (Sentence(N_("No due date yet")), Sentence(N_("Not due")))
        return (*fixed, *late, over, Sentence(N_("Unapplied")))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all buckets in their order, as columns of files."""
        return aging.bucket_names(self.upper_days)


class AgingRow(NamedTuple):
    """One row: what it stands for, and its buckets in `currency`; they sum to `total`.

    `key` is the id of the customer, group, entity or collector; None for a currency row or no collector.
    """

    key: int | None
    entity_id: int | None
    code: str
    name: str
    currency: str
    buckets: tuple[Decimal, ...]
    total: Decimal

    @property
    def money(self) -> tuple[Money, ...]:
        """The buckets as money."""
        return tuple(Money(amount, self.currency) for amount in self.buckets)

    @property
    def money_total(self) -> Money:
        """The total as money."""
        return Money(self.total, self.currency)


@dataclass(frozen=True, slots=True)
class TieOut:
    """The aging of an entity and currency against the balance of its control account; they must be equal."""

    entity_id: int
    entity_code: str
    aged: Money
    control: Money

    @property
    def is_tied(self) -> bool:
        """Whether the two agree to the last minor unit."""
        return self.aged == self.control


@dataclass(frozen=True, slots=True)
class AgingTable:
    """An aging as of `as_of`, as known at `known_at` (None: as known now), with its proof."""

    by: AgingBy
    as_of: date
    known_at: datetime | None
    bucket_set: BucketSetLine
    rows: tuple[AgingRow, ...]
    row_count: int
    totals: tuple[AgingRow, ...]
    tie_out: tuple[TieOut, ...]


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in the reporting currency and the date of the rate it was converted by."""

    money: Money
    rate_date: date


class CustomerListSort(StrEnum):
    """By what a list of customers is sorted; amounts of several currencies compare in the reporting currency."""

    NAME = "name"
    NUMBER = "number"
    OPEN = "open"
    OVERDUE = "overdue"
    DAYS_LATE = "late"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class CustomerListRequest:
    """What of the customers to list, as of `on`; an empty filter leaves everything.

    `entity_ids` narrows to some of the entities that the actor may read; `page` counts from 1.
    """

    on: date
    text: str = ""
    entity_ids: tuple[int, ...] = ()
    owner_id: int | None = None
    country: str = ""
    currency: str = ""
    behavior: Behavior | None = None
    segment: str = ""
    only_overdue: bool = False
    only_held: bool = False
    sort: CustomerListSort = CustomerListSort.NAME
    descending: bool = False
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class CustomerBalance:
    """What a customer owes in one currency; the buckets are those of the list's set and sum to `total`.

    `total` counts money received and not yet applied; `days_late` is that of the oldest overdue item, else 0.
    """

    total: Money
    overdue: Money
    days_late: int
    buckets: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class CustomerListRow:
    """A customer in a list: the balances are live, points and reason are those of the last worklist.

    `segments` are codes, one or more where the currencies differ.
    """

    customer: CustomerRecord
    balances: tuple[CustomerBalance, ...]
    behavior: Behavior | None
    segments: tuple[str, ...]
    points: int
    reason: Sentence | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class CustomerListPage:
    """One page of a list of customers; `total` counts all that the filters leave, `number` counts from 1."""

    rows: tuple[CustomerListRow, ...]
    total: int
    number: int
    size: int
    bucket_set: BucketSetLine


class TimelineKind(StrEnum):
    """What kind of thing happened to a customer."""

    MONEY = "MONEY"
    MESSAGE = "MESSAGE"
    HOLD = "HOLD"
    DATA = "DATA"
    TALK = "TALK"
    PROMISE = "PROMISE"


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One thing that happened, in words; `effective_date` is when it counts, where it is an entry of the ledger.

    `note` is what a person wrote about it. The ids say what it opens to, if anything.
    """

    at: datetime
    kind: TimelineKind
    sentence: Sentence
    actor_name: str
    note: str = ""
    effective_date: date | None = None
    item_id: int | None = None
    entry_id: int | None = None
    message_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    learned: tuple[Sentence, ...] = ()


class TimelineCursor(NamedTuple):
    """A place in a timeline: everything below it is older."""

    at: datetime
    rank: int
    id: int


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A stretch of a timeline, newest first; `older` is where to go on, None at its end."""

    events: tuple[TimelineEvent, ...]
    older: TimelineCursor | None


class CustomerItemSort(StrEnum):
    """By what a customer's items are sorted."""

    DUE = "due"
    NUMBER = "number"
    ISSUED = "issued"
    AMOUNT = "amount"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class CustomerItemsRequest:
    """Which items of a customer to list, as they stood at the end of `as_of` and were known at `known_at`.

    `known_at` None is as known now. `bucket` is the name of a bucket of the default set, `text` the beginning of a
    document number in any spelling; an empty filter leaves everything. `page` counts from 1.
    """

    customer_id: int
    as_of: date
    known_at: datetime | None = None
    only_open: bool = True
    kind: ItemKind | None = None
    currency: str = ""
    bucket: str = ""
    text: str = ""
    sort: CustomerItemSort = CustomerItemSort.DUE
    descending: bool = False
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class CustomerItem:
    """An item as it stood: `amount_open` then, `days_late` then (0 when not late), the hold then in force."""

    id: int
    kind: ItemKind
    number: str
    part: int
    reference: str
    issue_date: date
    due_date: date | None
    amount: Money
    amount_open: Money
    days_late: int
    is_reversed: bool
    held: ItemHoldReason | None

    @property
    def name(self) -> str:
        """What people call it: its number, or what the bank says of a receipt."""
        return document_name(self.kind, self.number, self.reference)


@dataclass(frozen=True, slots=True)
class CustomerItemsPage:
    """One page of a customer's items; `sums` is what is open of all that the filters leave, by currency."""

    items: tuple[CustomerItem, ...]
    total: int
    number: int
    size: int
    sums: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class CustomerPlaces:
    """What there is to filter customers by: countries and currencies in use, and our people by id."""

    countries: tuple[str, ...]
    currencies: tuple[str, ...]
    owners: Mapping[int, str]
