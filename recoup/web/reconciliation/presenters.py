"""Reconciliations as their pages and documents show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recoup.engines.reconciliation import Outcome
from recoup.formats.tables.vocabulary.fields import TableKind, field
from recoup.formats.workbook import Cell, Sheet
from recoup.kernel.money import Money
from recoup.parties.types import CustomerRecord
from recoup.plumbing.localization import Reader, format_date, format_instant, format_number
from recoup.reconciliation.types import (
    BASIS_LABELS,
    OUTCOME_LABELS,
    ComparedLineRecord,
    DifferenceState,
    OutcomeSum,
    Reading,
    ReconciliationRecord,
    Stage,
)
from recoup.web.shared.reading import current

_STAGE_TONES = {Stage.READ: "line", Stage.COMPARED: "warn", Stage.SIGNED: "ok"}
_STATE_TONES = {DifferenceState.OPEN: "warn", DifferenceState.EXPLAINED: "", DifferenceState.CORRECTED: "ok"}


@dataclass(frozen=True, slots=True)
class Row:
    """A reconciliation in the list."""

    found: ReconciliationRecord
    customer: str
    coverage: str
    stage: str
    tone: str
    difference: Money | None


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to look at the lines: which outcomes, how many, what they leave."""

    code: str
    label: str
    lines: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A compared line."""

    found: ComparedLineRecord
    basis: str
    kind: str
    state: str
    tone: str
    owner: str
    is_difference: bool


@dataclass(frozen=True, slots=True)
class GroupOfLines:
    """Lines of one outcome with their sum."""

    title: str
    lines: tuple[Line, ...]
    difference: Money
    count: int


@dataclass(frozen=True, slots=True)
class Document:
    """All that the document of a reconciliation says."""

    found: ReconciliationRecord
    customer: CustomerRecord
    lines: tuple[Line, ...]
    sums: tuple[OutcomeSum, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A step from our balance to theirs: what it is, how many lines, by how much."""

    label: str
    lines: int
    step: Money


def rows(found: Iterable[ReconciliationRecord], customers: Mapping[int, CustomerRecord]) -> list[Row]:
    """Return the list."""
    return [
        Row(
            one,
            customers[one.customer_id].name if one.customer_id in customers else "",
            _(one.coverage.label),
            _(one.stage.label),
            _STAGE_TONES[one.stage],
            one.balances.difference if one.balances else None,
        )
        for one in found
    ]


def sign_words(found: ReconciliationRecord, reader: Reader) -> str:
    """Return how the sign of their amounts was understood, and what spoke for it."""
    if found.signs is None:
        return ""
    votes = found.signs.opposite if found.signs.is_opposite else found.signs.same
    what = (
        _("In their file what they owe us is negative; their amounts were turned round.")
        if found.signs.is_opposite
        else _("In their file what they owe us is positive, as in ours.")
    )
    if not found.signs.is_certain:
        return f"{what} {_('No line proves it: please check.')}"
    why = ngettext("%(count)s line speaks for it.", "%(count)s lines speak for it.", votes)
    return f"{what} {why % {'count': format_number(votes, reader)}}"


def tabs(sums: Sequence[OutcomeSum], current: str) -> list[Tab]:
    """Return the tabs: all differences, each kind of them, what agrees."""
    differing = [one for one in sums if one.outcome is not Outcome.MATCHED]
    found = [Tab("", _("Differences"), sum(one.lines for one in differing), current == "")]
    found += [
        Tab(one.outcome.value, _(OUTCOME_LABELS[one.outcome]), one.lines, current == one.outcome.value)
        for one in differing
    ]
    matched = next((one.lines for one in sums if one.outcome is Outcome.MATCHED), 0)
    code = Outcome.MATCHED.value
    return [*found, Tab(code, _(OUTCOME_LABELS[Outcome.MATCHED]), matched, current == code)]


def outcomes_of(code: str) -> tuple[Outcome, ...]:
    """Return the outcomes that a tab shows; an unknown tab is that of all differences."""
    try:
        return (Outcome(code),)
    except ValueError:
        return tuple(outcome for outcome in Outcome if outcome is not Outcome.MATCHED)


def groups(
    lines: Iterable[ComparedLineRecord], sums: Iterable[OutcomeSum], names: Mapping[int, str]
) -> list[GroupOfLines]:
    """Return the lines by outcome, each group with the sum of all its lines, shown or not."""
    by_outcome: dict[Outcome, list[Line]] = {}
    for one in lines:
        by_outcome.setdefault(one.outcome, []).append(line(one, names))
    whole = {one.outcome: one for one in sums}
    return [
        GroupOfLines(
            _(OUTCOME_LABELS[outcome]), tuple(found), whole[outcome].difference, whole[outcome].lines
        )
        for outcome, found in by_outcome.items()
    ]


def line(found: ComparedLineRecord, names: Mapping[int, str]) -> Line:
    """Return one compared line."""
    basis = BASIS_LABELS[found.basis]
    return Line(
        found=found,
        basis=_(basis) if basis else "",
        kind=_(found.label) if found.label else "",
        state=_(found.state.label) if found.state else "",
        tone=_STATE_TONES[found.state] if found.state else "",
        owner=names.get(found.owner_id or 0, ""),
        is_difference=found.state is not None,
    )


def coverage(found: ReconciliationRecord) -> str:
    """Return what the customer's file lists."""
    return _(found.coverage.label)


def stage(found: ReconciliationRecord) -> tuple[str, str]:
    """Return how far the reconciliation is, and in which tone to say it."""
    return _(found.stage.label), _STAGE_TONES[found.stage]


def missing(reading: Reading) -> list[str]:
    """Return the groups of fields of which one is needed and none was found."""
    return [
        " / ".join(_(field(TableKind.ACCOUNT, name).label) for name in group) for group in reading.missing
    ]


def explanation(sums: Iterable[OutcomeSum]) -> list[Explanation]:
    """Return the steps that lead from our balance to theirs."""
    return [
        Explanation(_(OUTCOME_LABELS[one.outcome]), one.lines, -one.difference)
        for one in sums
        if one.outcome is not Outcome.MATCHED
    ]


def sheets(document: Document, reader: Reader) -> list[Sheet]:
    """Return the reconciliation as a workbook: the balances and what explains them, differences, what agrees."""
    differing = [one for one in document.lines if one.is_difference]
    matched = [one for one in document.lines if not one.is_difference]
    headings = [
        *(_("Result"), _("What it is"), _("Our number"), _("Our date"), _("Our amount")),
        *(_("Their number"), _("Their text"), _("Their date"), _("Their amount"), _("Difference")),
        *(_("State"), _("Person in charge"), _("What is behind it"), _("How it was found")),
    ]
    return [
        Sheet(
            _("Account reconciliation"),
            [_("Account reconciliation"), ""],
            _summary(document, reader),
            reader.is_rtl,
        ),
        Sheet(_("Differences"), headings, map(_cells, differing), reader.is_rtl),
        Sheet(_("In both books"), headings, map(_cells, matched), reader.is_rtl),
    ]


def _summary(document: Document, reader: Reader) -> list[Sequence[Cell]]:
    found, customer = document.found, document.customer
    balances = found.balances
    assert balances is not None, "only what was compared becomes a document"
    rows: list[Sequence[Cell]] = [
        (_("Customer"), f"{customer.number} {customer.name}"),
        (_("As of"), found.as_of),
        (_("First day of the period"), found.from_date),
        (_("Currency"), found.currency),
        (_("Their file"), found.file_name),
        (_("Fingerprint of the file"), found.sha256),
        (_("Their sign"), sign_words(found, reader)),
        (),
        (_("Balance in our books"), balances.ours.amount),
    ]
    rows += [(one.label, one.step.amount) for one in explanation(document.sums)]
    rows += [(_("Balance in their books"), balances.theirs.amount), ()]
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
        *(_(OUTCOME_LABELS[one.outcome]), shown.kind, one.our_number, one.our_day, _amount(one.our_amount)),
        *(one.their_number, one.their_text, one.their_day, _amount(one.their_amount), one.difference.amount),
        *(shown.state, shown.owner, one.note, shown.basis),
    ]


def _amount(money: Money | None) -> Decimal | None:
    return None if money is None else money.amount


def file_name(found: ReconciliationRecord, customer: CustomerRecord) -> str:
    """Return the name of the document's file, in letters that every system keeps."""
    number = "".join(sign for sign in customer.number if sign.isascii() and sign.isalnum())
    return f"reconciliation-{number}-{found.as_of.isoformat()}-{found.id}.xlsx"


def title(found: ReconciliationRecord, customer: CustomerRecord, reader: Reader) -> str:
    """Return what the reconciliation is called."""
    day = format_date(found.as_of, reader, length="medium")
    return _("%(customer)s as of %(day)s") % {"customer": customer.name, "day": day}
