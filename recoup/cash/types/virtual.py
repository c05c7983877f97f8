"""Virtual accounts: numbers of ours that were given to one customer each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from recoup.ledger.types import Refusal


class NewVirtualAccount(NamedTuple):
    """A number to give to a customer. `line` is the caller's own, by which refusals are told.

    Without a `from_date` the number is the customer's from the day of entry; without an `until_date` for good.
    """

    line: int
    number: str
    customer_number: str
    from_date: date | None = None
    until_date: date | None = None


@dataclass(frozen=True, slots=True)
class SavedVirtualAccounts:
    """What became of a batch: how many are new, how many were there just so, and why others were refused."""

    added: int
    known: int
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class VirtualAccountRecord:
    """A virtual account as lists show it; both dates are included, `until_date` is None while it has no end."""

    id: int
    account_id: int
    customer_id: int
    customer_number: str
    customer_name: str
    number_written: str
    from_date: date
    until_date: date | None
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class VirtualAccountPage:
    """A page of virtual accounts, by number; `count` is how many there are in all."""

    accounts: tuple[VirtualAccountRecord, ...]
    count: int
