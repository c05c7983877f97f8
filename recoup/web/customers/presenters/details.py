"""What belongs to a customer, as the parts of its page show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from recoup.correspondence.types import MessageLine
from recoup.ledger.types import HoldLine
from recoup.parties.types import (
    AddressRecord,
    BankAccountRecord,
    BankAccountStatus,
    ContactRecord,
    HoldRecord,
)
from recoup.plumbing.localization.reader import LANGUAGES, locale_of
from recoup.team.types import ApprovalRecord, ApprovalStatus
from recoup.web.shared.reading import current


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact; `mailto` and `tel` are addresses for the browser."""

    record: ContactRecord
    purpose: str
    language: str


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An address, line by line as written on an envelope."""

    record: AddressRecord
    purpose: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A bank account."""

    record: BankAccountRecord
    status: str
    is_in_use: bool


@dataclass(frozen=True, slots=True)
class WaitingChange:
    """A change of a bank account that waits for a second person."""

    approval: ApprovalRecord
    account_number: str
    is_retirement: bool


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold on the customer; `until` is the last day."""

    record: HoldRecord
    reason: str
    scope: str
    is_in_force: bool

    @property
    def may_be_lifted(self) -> bool:
        """Whether it has not ended yet."""
        return self.record.lifted_at is None


@dataclass(frozen=True, slots=True)
class ItemHoldRow:
    """A hold on one of the customer's items; `until_date` is the first day after it."""

    line: HoldLine
    reason: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A message in the list."""

    line: MessageLine
    kind: str
    status: str
    language: str


def contacts(records: Iterable[ContactRecord]) -> list[ContactRow]:
    """Return the contacts."""
    return [ContactRow(record, _(record.purpose.label), _language(record.language)) for record in records]


def addresses(records: Iterable[AddressRecord]) -> list[AddressRow]:
    """Return the addresses."""
    names = locale_of(current().reader.language).territories
    return [_address(record, names) for record in records]


def accounts(records: Iterable[BankAccountRecord]) -> list[AccountRow]:
    """Return the bank accounts."""
    return [
        AccountRow(record, _(record.status.label), record.status is BankAccountStatus.ACTIVE)
        for record in records
    ]


def waiting(approvals: Iterable[ApprovalRecord], now: datetime) -> list[WaitingChange]:
    """Return the changes of bank accounts that wait for a second person."""
    return [
        WaitingChange(
            approval, str(approval.payload.get("account_number", "")), bool(approval.payload.get("retire"))
        )
        for approval in approvals
        if approval.status is ApprovalStatus.OPEN and approval.expires_at > now
    ]


def holds(records: Iterable[HoldRecord], on: date) -> list[HoldRow]:
    """Return the holds on the customer and whether they are in force on a day."""
    return [
        HoldRow(record, _(record.reason.label), _(record.scope.label), _is_in_force(record, on))
        for record in records
    ]


def item_holds(lines: Iterable[HoldLine], on: date) -> list[ItemHoldRow]:
    """Return the holds on items and whether they are in force on a day."""
    return [
        ItemHoldRow(
            line,
            _(line.reason.label),
            line.lifted_at is None
            and line.from_date <= on
            and (line.until_date is None or line.until_date > on),
        )
        for line in lines
    ]


def letters(lines: Iterable[MessageLine]) -> list[LetterRow]:
    """Return the messages of a list."""
    return [letter(line) for line in lines]


def letter(line: MessageLine) -> LetterRow:
    """Return a message."""
    return LetterRow(line, _(line.kind.label), _(line.status.label), _language(line.language))


def _address(record: AddressRecord, names: Mapping[str, str]) -> AddressRow:
    place = " ".join(filter(None, (record.postal_code, record.city)))
    country = str(names.get(record.country, record.country))
    lines = (*record.lines.splitlines(), place, record.region, country)
    return AddressRow(record, _(record.purpose.label), tuple(filter(None, lines)))


def _is_in_force(hold: HoldRecord, on: date) -> bool:
    is_over = hold.until_date is not None and hold.until_date < on
    return hold.lifted_at is None and hold.from_date <= on and not is_over


def _language(code: str) -> str:
    if code not in LANGUAGES:
        return ""
    return str(locale_of(code).get_display_name(str(locale_of(current().reader.language))))
