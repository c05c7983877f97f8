"""The workbench as its page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from recoup.cash.types import (
    DeedRecord,
    EvidenceRecord,
    OpenItemLine,
    ProgressAmount,
    ProposalRecord,
    ResidueRecord,
    ShareRecord,
    WorkDetail,
    WorkLine,
)
from recoup.engines.matching import Reason
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.web.cash.bench_state import BenchState

KEYS_OF_PROPOSALS = 3
_DIGITS_MIN = 3
_FOUND_MAX = 7
_LEFT_OVER = (Reason.OVERPAYMENT, Reason.DUPLICATE)


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A line in the list; `query` opens it."""

    line: WorkLine
    query: str
    is_open: bool
    is_claimed_by_other: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the bank's text; what names an item that the chosen proposal pays is marked."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What of a receipt is settled otherwise than by an item, or stays."""

    reason: str
    amount: Money
    stays: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal; `key` chooses it, `left` stays unapplied if it is applied."""

    record: ProposalRecord
    key: str
    query: str
    is_chosen: bool
    shares: tuple[tuple[ShareRecord, Money], ...]
    differences: tuple[Difference, ...]
    speaking_for: tuple[EvidenceRecord, ...]
    speaking_against: tuple[EvidenceRecord, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An open item beside the receipt; `applied` is what the chosen proposal pays of it, None for nothing."""

    item: OpenItemLine
    applied: Money | None
    is_same_currency: bool


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """The open items of a customer; `key` says that the money is this customer's, where it isn't yet."""

    customer: CustomerRecord
    rows: tuple[ItemRow, ...]
    is_payer: bool
    key: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done with the receipt before."""

    record: DeedRecord
    kind: str
    method: str
    shares: tuple[tuple[ShareRecord, Money], ...]


@dataclass(frozen=True, slots=True)
class OpenLine:
    """The line that is open with all that helps to decide."""

    line: WorkLine
    pieces: tuple[Piece, ...]
    proposals: tuple[Proposed, ...]
    chosen: Proposed | None
    groups: tuple[ItemGroup, ...]
    applied: Money
    remaining: Money
    deeds: tuple[Deed, ...]
    is_claimed_by_other: bool
    is_stale: bool

    @property
    def items(self) -> tuple[ItemRow, ...]:
        """All open items beside the receipt."""
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class Found:
    """A customer that was found; `query` shows the open items besides. `number` is the item by which it was found."""

    customer: CustomerRecord
    number: str
    query: str


@dataclass(frozen=True, slots=True)
class Meter:
    """How far the receipts shown are, in one currency; `share` of the meter is done, in hundredths."""

    currency: str
    share: str
    left: Money
    proposed: Money
    done_receipts: int
    open_receipts: int


@dataclass(frozen=True, slots=True)
class Way:
    """Something that may be done with a line: its key, where it is asked, its name."""

    key: str
    url: str
    label: str


def listed(lines: Sequence[WorkLine], state: BenchState, *, open_id: int | None, me: int) -> list[ListedLine]:
    """Return the lines as they are listed, each with the address that opens it."""
    return [
        ListedLine(
            line=line,
            query=state.at(line.receipt_id, place).query,
            is_open=line.receipt_id == open_id,
            is_claimed_by_other=is_claimed_by_other(line, me),
        )
        for place, line in enumerate(lines)
    ]


def is_claimed_by_other(line: WorkLine, me: int) -> bool:
    """Return whether somebody else works on the line."""
    return line.claim is not None and line.claim.user_id != me


def open_line(
    detail: WorkDetail,
    customers: Sequence[CustomerRecord],
    items: Sequence[OpenItemLine],
    state: BenchState,
    *,
    me: int,
) -> OpenLine:
    """Return the line that is open; without a choice the first proposal that still holds is chosen."""
    line = detail.line
    usable = [each for each in detail.proposals if not each.is_stale]
    chosen_id = state.proposal if state.proposal in {each.id for each in usable} else None
    if chosen_id is None and usable:
        chosen_id = usable[0].id
    proposals = tuple(
        _proposed(each, place, state, chosen_id=chosen_id) for place, each in enumerate(usable, start=1)
    )
    chosen = next((each for each in proposals if each.is_chosen), None)
    paid = _paid(chosen)
    applied = Money(sum(paid.values(), start=Decimal(0)), line.left.currency)
    return OpenLine(
        line=line,
        pieces=tuple(marked(line.text, [share.number for share, _paid in chosen.shares] if chosen else [])),
        proposals=proposals,
        chosen=chosen,
        groups=tuple(_groups(customers, items, paid, line)),
        applied=applied,
        remaining=line.left - applied,
        deeds=tuple(deed(each) for each in detail.deeds),
        is_claimed_by_other=is_claimed_by_other(line, me),
        is_stale=len(usable) < len(detail.proposals),
    )


def deed(record: DeedRecord) -> Deed:
    """Return what was done, in words."""
    return Deed(
        record=record,
        kind=_(record.kind.label),
        method=_(record.method.label),
        shares=tuple(_with_paid(record.shares, record.amount.currency)),
    )


def meters(progress: Iterable[ProgressAmount], totals: Iterable[Money] | None) -> list[Meter]:
    """Return how far the receipts are, the currency with the most receipts first.

    `totals` is all that is left to work, where it is known: older money, too.
    """
    left = {each.currency: each for each in totals} if totals is not None else None
    ordered = sorted(progress, key=lambda each: -each.receipts)
    return [_meter(each, left) for each in ordered]


def ways(line: WorkLine) -> list[Way]:
    """Return what else may be done with a line, each with its key."""
    asked = [
        ("X", "cash:not_ours", _("Not ours")),
        ("V", "cash:attach_advice", _("Advice")),
        ("N", "cash:note", _("Note")),
        ("A", "cash:ask", _("Ask")),
        ("R", "cash:refund", _("Refund")),
    ]
    if line.customer_id is not None:
        asked.insert(0, ("D", "cash:to_suspense", _("Suspense")))
    return [Way(key, reverse(name, args=[line.receipt_id]), label) for key, name, label in asked]


def found(text: str, state: BenchState, *, actor: Actor) -> list[Found]:
    """Return customers by name or number, then those of items whose number begins with the text."""
    customers = parties.find_customers(text=text, actor=actor, limit=_FOUND_MAX)
    rows = [Found(each, "", state.with_customer(each.id).query) for each in customers]
    items = ledger.find_items(text=text, actor=actor, limit=_FOUND_MAX)
    numbers = {item.customer_id: item.number for item in items if item.customer_id}
    owners = parties.customers_by_id(customer_ids=list(numbers), actor=actor)
    by_item = [
        Found(owners[customer_id], number, state.with_customer(customer_id).query)
        for customer_id, number in numbers.items()
        if customer_id in owners
    ]
    # Who types a number means the item.
    is_number = any(sign.isdigit() for sign in text)
    return [*by_item, *rows] if is_number else [*rows, *by_item]


def marked(text: str, numbers: Sequence[str]) -> Iterable[Piece]:
    """Yield the text in pieces, marking where it holds one of the numbers or the digits at the end of one."""
    wanted = [re.escape(number) for number in sorted(numbers, key=len, reverse=True) if number]
    tails = (re.findall(rf"\d{{{_DIGITS_MIN},}}", number)[-1:] for number in numbers)
    wanted += [rf"(?<!\d){tail[0]}(?!\d)" for tail in tails if tail]
    if not wanted:
        yield Piece(text, False)
        return
    pieces = re.split(f"({'|'.join(wanted)})", text, flags=re.IGNORECASE)
    for place, piece in enumerate(pieces):
        if piece:
            yield Piece(piece, place % 2 == 1)


def _proposed(record: ProposalRecord, place: int, state: BenchState, *, chosen_id: int | None) -> Proposed:
    currency = record.amount.currency
    return Proposed(
        record=record,
        key=str(place) if place <= KEYS_OF_PROPOSALS else "",
        query=state.choosing(record.id).query,
        is_chosen=record.id == chosen_id,
        shares=tuple(_with_paid(record.shares, currency)),
        differences=tuple(_difference(each, currency) for each in record.residues),
        speaking_for=tuple(each for each in record.evidence if each.points > 0),
        speaking_against=tuple(each for each in record.evidence if each.points <= 0),
    )


def _with_paid(shares: Iterable[ShareRecord], currency: str) -> Iterable[tuple[ShareRecord, Money]]:
    return ((share, Money(share.paid, currency)) for share in shares)


def _difference(record: ResidueRecord, currency: str) -> Difference:
    return Difference(_(record.reason.label), Money(record.amount, currency), record.reason in _LEFT_OVER)


def _paid(chosen: Proposed | None) -> dict[int, Decimal]:
    """Return what the proposal pays of each item."""
    paid: dict[int, Decimal] = {}
    for share in chosen.record.shares if chosen else ():
        paid[share.item_id] = paid.get(share.item_id, Decimal(0)) + share.paid
    return paid


def _item_row(item: OpenItemLine, paid: dict[int, Decimal], line: WorkLine) -> ItemRow:
    amount = paid.get(item.item_id)
    currency = line.left.currency
    return ItemRow(
        item=item,
        applied=None if amount is None else Money(amount, currency),
        is_same_currency=item.amount_open.currency == currency,
    )


def _groups(
    customers: Sequence[CustomerRecord],
    items: Sequence[OpenItemLine],
    paid: dict[int, Decimal],
    line: WorkLine,
) -> Iterator[ItemGroup]:
    """Yield the items by customer; M names the first of them who doesn't have the money yet."""
    others = [customer.id for customer in customers if customer.id != line.customer_id]
    for customer in customers:
        own = sorted(
            (item for item in items if item.customer_id == customer.id),
            key=lambda item: (item.item_id not in paid, item.due_date or item.issue_date, item.number),
        )
        yield ItemGroup(
            customer=customer,
            rows=tuple(_item_row(item, paid, line) for item in own),
            is_payer=customer.id == line.customer_id,
            key="M" if others[:1] == [customer.id] else "",
        )


def _meter(progress: ProgressAmount, left: Mapping[str, Money] | None) -> Meter:
    done = progress.received - progress.left
    share = done * 100 / progress.received if progress.received else Decimal(100)
    currency = progress.currency
    own = Money(progress.left, currency)
    return Meter(
        currency=currency,
        share=f"{share:.2f}",
        left=own if left is None else left.get(currency, Money.zero(currency)),
        proposed=Money(progress.proposed, currency),
        done_receipts=progress.done,
        open_receipts=progress.receipts - progress.done,
    )
