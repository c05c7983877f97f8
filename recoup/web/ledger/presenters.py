"""Entries, items and periods as the explorer shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.ledger.types import EntryKind, EntryLine, HoldLine, ItemKind, ItemLine, PostingLine
from recoup.reports.types import TieOut
from recoup.team.types import EntityRecord

_TONES: Mapping[EntryKind, str] = {
    EntryKind.ISSUE: "mute",
    EntryKind.OPENING: "mute",
    EntryKind.RECEIPT: "ok",
    EntryKind.ALLOCATION: "",
    EntryKind.IDENTIFICATION: "",
    EntryKind.DIFFERENCE: "",
    EntryKind.PASSED_ON: "warn",
    EntryKind.WRITE_OFF: "warn",
    EntryKind.REVERSAL: "bad",
}
# Where the program's own entries come from.
SOURCES: Mapping[str, str] = {
    "bank file": N_("Bank file"),
    "cash": N_("Application of receipts"),
    "desk": N_("Receivables desk"),
    "import": N_("Import"),
    "invoicing": N_("Invoicing"),
    "reversal": N_("Reversal"),
    "write-off": N_("Write-off"),
}
_POSTINGS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Side:
    """One posting in words: the account, its item if any, the amount without and with its sign."""

    account: str
    item_id: int | None
    item_name: str
    amount: Money
    signed: Money


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with its two sides; `amount` is the sum of the debits in the first currency."""

    line: EntryLine
    entity: str
    kind: str
    tone: str
    source: str
    amount: Money
    debits: tuple[Side, ...]
    credits: tuple[Side, ...]

    @property
    def debits_shown(self) -> tuple[Side, ...]:
        """The debits that a list has room for."""
        return self.debits[:_POSTINGS_SHOWN]

    @property
    def credits_shown(self) -> tuple[Side, ...]:
        """The credits that a list has room for."""
        return self.credits[:_POSTINGS_SHOWN]

    @property
    def more(self) -> int:
        """How many postings a list leaves out."""
        shown = len(self.debits_shown) + len(self.credits_shown)
        return len(self.debits) + len(self.credits) - shown


@dataclass(frozen=True, slots=True)
class Movement:
    """What an entry did to one item, and what was open after it."""

    entry: Entry
    amount: Money
    balance: Money


@dataclass(frozen=True, slots=True)
class Application:
    """A payment of one item by another: `other` paid it, or was paid by it; `amount` is positive."""

    entry_id: int
    on: date
    other_id: int
    other_kind: str
    other_name: str
    amount: Money
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item with everything that happened to it."""

    item: ItemLine
    entity: str
    kind: str
    days_late: int
    movements: tuple[Movement, ...]
    applications: tuple[Application, ...]
    holds: tuple[Hold, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is open any more."""
        return self.item.amount_open.is_zero()

    @property
    def is_money(self) -> bool:
        """Whether it is money that came in, which has a value date and is never due."""
        return self.item.kind in (ItemKind.RECEIPT, ItemKind.DEPOSIT)


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold on an item; `is_lifted` when it was ended by hand."""

    line: HoldLine
    reason: str
    is_in_force: bool


def source_name(source: str) -> str:
    """Return where an entry comes from, in words; another program's own word stays as it is."""
    return _(SOURCES[source]) if source in SOURCES else source


def entries(lines: Iterable[EntryLine], entities: Iterable[EntityRecord]) -> list[Entry]:
    """Return the entries for a list."""
    codes = {entity.id: entity.code for entity in entities}
    return [entry(line, codes.get(line.entity_id, "")) for line in lines]


def entry(line: EntryLine, entity: str) -> Entry:
    """Return one entry with its sides."""
    debits = [posting for posting in line.postings if posting.amount.is_positive()]
    credits = [posting for posting in line.postings if posting.amount.is_negative()]
    currency = line.postings[0].amount.currency
    same = [posting.amount for posting in debits if posting.amount.currency == currency]
    return Entry(
        line=line,
        entity=entity,
        kind=_(line.kind.label),
        tone=_TONES[line.kind],
        source=source_name(line.source),
        amount=sum(same, start=Money.zero(currency)),
        debits=tuple(map(_side, debits)),
        credits=tuple(map(_side, credits)),
    )


def movements(
    item: ItemLine, lines: Iterable[EntryLine], *, as_of: date | None = None, known_at: datetime | None = None
) -> list[Movement]:
    """Return what the entries did to the item, with the balance after each; only those that count by the dates."""
    balance = Money.zero(item.amount.currency)
    found = []
    for line in lines:
        is_later = as_of is not None and line.effective_date > as_of
        if is_later or (known_at is not None and line.recorded_at > known_at):
            continue
        own = [posting.amount for posting in line.postings if posting.item_id == item.id]
        amount = sum(own, start=Money.zero(item.amount.currency))
        balance += amount
        found.append(Movement(entry(line, ""), amount, balance))
    return found


def item_page(
    item: ItemLine,
    lines: Sequence[EntryLine],
    holds: Iterable[HoldLine],
    *,
    entities: Iterable[EntityRecord],
    on: date,
) -> ItemPage:
    """Return an item with its entries, what paid it or what it paid, and its holds."""
    is_late = item.due_date is not None and item.due_date < on and item.amount_open.is_positive()
    return ItemPage(
        item=item,
        entity=next((entity.code for entity in entities if entity.id == item.entity_id), ""),
        kind=_(item.kind.label),
        days_late=(on - item.due_date).days if is_late and item.due_date else 0,
        movements=tuple(movements(item, lines)),
        applications=tuple(_applications(item, lines)),
        holds=tuple(_hold(hold, on) for hold in holds),
    )


def ties_by_entity(ties: Iterable[TieOut]) -> list[tuple[str, list[TieOut]]]:
    """Return the proofs of each entity under its code, one for each currency."""
    found: dict[str, list[TieOut]] = {}
    for tie in ties:
        found.setdefault(tie.entity_code, []).append(tie)
    return list(found.items())


def _side(posting: PostingLine) -> Side:
    return Side(
        _(posting.account.label), posting.item_id, posting.item_name, abs(posting.amount), posting.amount
    )


def _applications(item: ItemLine, lines: Iterable[EntryLine]) -> Iterable[Application]:
    for line in lines:
        if line.kind is not EntryKind.ALLOCATION:
            continue
        own = [posting.amount for posting in line.postings if posting.item_id == item.id]
        for posting in line.postings:
            if posting.item_id is not None and posting.item_id != item.id:
                yield Application(
                    entry_id=line.id,
                    on=line.effective_date,
                    other_id=posting.item_id,
                    other_kind=_(posting.item_kind.label) if posting.item_kind else "",
                    other_name=posting.item_name,
                    amount=Money(min(_sum(own), abs(posting.amount.amount)), posting.amount.currency),
                    is_reversed=line.reversed_by_id is not None,
                )


def _sum(amounts: Iterable[Money]) -> Decimal:
    return abs(sum((amount.amount for amount in amounts), start=Decimal(0)))


def _hold(line: HoldLine, on: date) -> Hold:
    is_over = line.until_date is not None and line.until_date <= on
    is_in_force = line.lifted_at is None and line.from_date <= on and not is_over
    return Hold(line, _(line.reason.label), is_in_force)
