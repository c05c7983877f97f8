"""The progress of contracts as the page and the workbook show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from recoup.engines.reconciliation.schedules import PaidBy
from recoup.formats.workbook import Cell
from recoup.kernel.money import Money
from recoup.plumbing.localization import Reader, format_money
from recoup.reconciliation.types import PAID_BY_LABELS, ContractProgress


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract: whose, how much of it came through the bank, and in words where the rest came from."""

    found: ContractProgress
    about: str
    from_bank: Money
    elsewhere: str


def contract_rows(found: Iterable[ContractProgress], reader: Reader) -> list[ContractRow]:
    """Return the contracts as they are listed."""
    return [contract_row(one, reader) for one in found]


def contract_row(one: ContractProgress, reader: Reader) -> ContractRow:
    """Return one contract, or all of them together."""
    elsewhere = (
        f"{_(PAID_BY_LABELS[source])}: {format_money(amount, reader)}"
        for source, amount in one.paid_by.items()
        if source is not PaidBy.BANK
    )
    return ContractRow(
        one,
        " · ".join(filter(None, (one.unit, one.customer_name))),
        one.paid_by.get(PaidBy.BANK, Money(Decimal(0), one.paid.currency)),
        " · ".join(elsewhere),
    )


def contract_headings() -> list[str]:
    """Return the headings of the contracts in a workbook."""
    return [
        *(
            _("Contract"),
            _("Unit"),
            _("Customer"),
            _("Installments"),
            _("Scheduled"),
            _("Billed"),
            _("Fallen due"),
        ),
        *(_("Applied"), *(_(PAID_BY_LABELS[source]) for source in PaidBy), _("Overdue")),
        *(_("At the bank, not applied"), _("Paid by the schedule"), _("Differences")),
    ]


def contract_cells(one: ContractProgress) -> Sequence[Cell]:
    """Return a contract as a row of a workbook."""
    sources = (one.paid_by.get(source) for source in PaidBy)
    return [
        *(one.contract, one.unit, one.customer_name, one.installments),
        *(one.scheduled.amount, one.billed.amount, one.due.amount, one.paid.amount),
        *(money.amount if money else Decimal(0) for money in sources),
        *(one.overdue.amount, one.waiting.amount),
        one.scheduled_paid.amount if one.scheduled_paid else None,
        one.differences,
    ]
