"""A reconciliation as a document: to print, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from recoup.engines.reconciliation import Outcome
from recoup.engines.reconciliation.schedules import Measure
from recoup.formats.workbook import Cell, Sheet
from recoup.kernel.money import Money
from recoup.plumbing.localization import Reader, format_instant
from recoup.reconciliation.types import (
    OUTCOME_LABELS,
    ContractProgress,
    Kind,
    OutcomeSum,
    ReconciliationRecord,
    Result,
)
from recoup.web.reconciliation.presenters.contracts import contract_cells, contract_headings
from recoup.web.reconciliation.presenters.results import About, Line, sign_words
from recoup.web.shared.reading import current


@dataclass(frozen=True, slots=True)
class Document:
    """All that the document of a reconciliation says."""

    found: ReconciliationRecord
    about: About
    lines: tuple[Line, ...]
    sums: tuple[OutcomeSum, ...]
    contracts: tuple[ContractProgress, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A step from our balance to theirs: what it is, how many lines, by how much."""

    label: str
    lines: int
    step: Money


@dataclass(frozen=True, slots=True)
class BalanceWords:
    """What the two balances are called, and the way from one to the other."""

    ours: str
    theirs: str
    way: str


def balance_words(found: ReconciliationRecord) -> BalanceWords:
    """Return what the balances are called."""
    if found.kind is Kind.SCHEDULE:
        return BalanceWords(
            _("Billed in the ledger"), _("Installments of the schedule"), _("From the ledger to the schedule")
        )
    return BalanceWords(
        _("Balance in our books"), _("Balance in their books"), _("From our balance to theirs")
    )


def explanation(sums: Iterable[OutcomeSum]) -> list[Explanation]:
    """Return the steps that lead from our balance to theirs."""
    return [
        Explanation(_(OUTCOME_LABELS[one.outcome]), one.lines, -one.difference)
        for one in sums
        if _is_step(one.outcome)
    ]


def _is_step(outcome: Result) -> bool:
    """Return whether lines with this outcome stand between the balances: of contracts, those about the terms."""
    return (
        outcome is not Outcome.MATCHED if isinstance(outcome, Outcome) else outcome.measure is Measure.TERMS
    )


def sheets(document: Document, reader: Reader) -> list[Sheet]:
    """Return the reconciliation as a workbook: what explains the balances, contracts, differences, what agrees."""
    differing = [one for one in document.lines if one.is_difference]
    matched = [one for one in document.lines if not one.is_difference]
    headings = [
        *(_("Result"), _("Contract"), _("What it is"), _("Our number"), _("Our date"), _("Our amount")),
        *(_("Their number"), _("Their text"), _("Their date"), _("Their amount"), _("Difference")),
        *(_("State"), _("Person in charge"), _("To be cleared up by"), _("What is behind it")),
        _("How it was found"),
    ]
    title = _(document.found.kind.label)
    found = [
        Sheet(title, [title, ""], _summary(document, reader), reader.is_rtl),
        Sheet(_("Differences"), headings, map(_cells, differing), reader.is_rtl),
        Sheet(_("In both books"), headings, map(_cells, matched), reader.is_rtl),
    ]
    if document.found.kind is Kind.SCHEDULE:
        rows = map(contract_cells, document.contracts)
        found.insert(1, Sheet(_("Contracts"), contract_headings(), rows, reader.is_rtl))
    return found


def _summary(document: Document, reader: Reader) -> list[Sequence[Cell]]:
    found, about = document.found, document.about
    balances, words = found.balances, balance_words(found)
    assert balances is not None, "only what was compared becomes a document"
    whose = _("Our company") if about.customer_id is None else _("Customer")
    rows: list[Sequence[Cell]] = [
        (whose, f"{about.number} {about.name}"),
        (_("As of"), found.as_of),
        (_("First day of the period"), found.from_date),
        (_("Currency"), found.currency),
        (_("Their file"), found.file_name),
        (_("Fingerprint of the file"), found.sha256),
        (_("Their sign"), sign_words(found, reader)),
        (),
        (words.ours, balances.ours.amount),
    ]
    rows += [(one.label, one.step.amount) for one in explanation(document.sums)]
    rows += [(words.theirs, balances.theirs.amount), ()]
    if found.signature is None:
        return [*rows, (_("Not signed off yet"), None)]
    here = current()
    return [
        *rows,
        (_("Signed off by"), found.signature.by),
        (_("Signed off at"), format_instant(found.signature.at, here.reader, here.time_zone)),
        (_("Remark"), found.signature.note),
    ]


def _cells(shown: Line) -> list[Cell]:
    one = shown.found
    return [
        *(_(OUTCOME_LABELS[one.outcome]), one.contract, shown.kind, one.our_number, one.our_day),
        *(_amount(one.our_amount), one.their_number, one.their_text, one.their_day),
        *(_amount(one.their_amount), one.difference.amount),
        *(shown.state, shown.owner, one.clear_by, one.note, shown.basis),
    ]


def _amount(money: Money | None) -> Decimal | None:
    return None if money is None else money.amount


def file_name(found: ReconciliationRecord, about: About) -> str:
    """Return the name of the document's file, in letters that every system keeps."""
    number = "".join(sign for sign in about.number if sign.isascii() and sign.isalnum())
    return f"reconciliation-{number}-{found.as_of.isoformat()}-{found.id}.xlsx"
