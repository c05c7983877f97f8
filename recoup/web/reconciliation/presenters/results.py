"""What a reconciliation came to, as lists and pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recoup.engines.reconciliation import Outcome
from recoup.engines.reconciliation.schedules import Finding, Measure
from recoup.formats.tables.vocabulary.fields import field
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.parties.types import CustomerRecord
from recoup.plumbing.localization import Reader, format_date, format_number
from recoup.reconciliation.types import (
    BASIS_LABELS,
    OUTCOME_LABELS,
    ComparedLineRecord,
    DifferenceState,
    Kind,
    OutcomeSum,
    Reading,
    ReconciliationRecord,
    Result,
    Stage,
    is_difference,
    result_of,
    results_of,
)

CONTRACTS = "CONTRACTS"
"""The tab that shows the progress of each contract instead of lines."""

_STAGE_TONES = {Stage.READ: "line", Stage.COMPARED: "warn", Stage.SIGNED: "ok"}
_STATE_TONES = {DifferenceState.OPEN: "warn", DifferenceState.EXPLAINED: "", DifferenceState.CORRECTED: "ok"}


@dataclass(frozen=True, slots=True)
class About:
    """Whose account, or whose contracts, a reconciliation is about; `customer_id` only for an account."""

    number: str
    name: str
    customer_id: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A reconciliation in the list."""

    found: ReconciliationRecord
    name: str
    coverage: str
    stage: str
    tone: str
    difference: Money | None


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to look at the result: which lines, or the contracts, and how many there are."""

    code: str
    label: str
    lines: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Titles:
    """What the two sides of a line are, and their amounts."""

    ours: str
    our_amount: str
    theirs: str
    their_amount: str


@dataclass(frozen=True, slots=True)
class Line:
    """A compared line."""

    found: ComparedLineRecord
    basis: str
    kind: str
    theirs: str
    state: str
    tone: str
    owner: str
    is_difference: bool


@dataclass(frozen=True, slots=True)
class GroupOfLines:
    """Lines of one outcome with their sum."""

    title: str
    titles: Titles
    lines: tuple[Line, ...]
    difference: Money
    count: int


_ACCOUNT_TITLES = Titles(N_("With us"), N_("Our amount"), N_("With them"), N_("Their amount"))
_TITLES: Mapping[Measure, Titles] = {
    Measure.TERMS: Titles(N_("In the ledger"), N_("Billed"), N_("In the schedule"), N_("Scheduled")),
    Measure.PAID: Titles(N_("In the ledger"), N_("Applied"), N_("In the schedule"), N_("Paid by the schedule")),
    Measure.BANK: Titles(N_("In the ledger"), N_("Applied"), N_("In the schedule"), N_("Of it proven")),
    Measure.WAITING: Titles(N_("Receipt"), N_("Applied"), N_("Payment text"), N_("At the bank")),
}  # fmt: skip


def rows(
    found: Iterable[ReconciliationRecord],
    customers: Mapping[int, CustomerRecord],
    entities: Mapping[int, str],
) -> list[Row]:
    """Return the list; `entities` are the names of our companies."""
    return [
        Row(
            one,
            _name(one, customers, entities),
            _(one.coverage.label),
            _(one.stage.label),
            _STAGE_TONES[one.stage],
            one.balances.difference if one.balances else None,
        )
        for one in found
    ]


def _name(
    one: ReconciliationRecord, customers: Mapping[int, CustomerRecord], entities: Mapping[int, str]
) -> str:
    if one.kind is Kind.SCHEDULE:
        return _("Contracts of %(company)s") % {"company": entities.get(one.entity_id, "")}
    customer = customers.get(one.customer_id or 0)
    return customer.name if customer else ""


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


def tabs(kind: Kind, sums: Sequence[OutcomeSum], chosen: str, contracts: int) -> list[Tab]:
    """Return the tabs: all differences, each kind of them, what needs no clearing, and the contracts if there are."""
    differing = [one for one in sums if is_difference(one.outcome)]
    found = [Tab("", _("Differences"), sum(one.lines for one in differing), chosen == "")]
    if kind is Kind.SCHEDULE:
        found.append(Tab(CONTRACTS, _("Contracts"), contracts, chosen == CONTRACTS))
    counts = {one.outcome: one.lines for one in sums}
    quiet = [one for one in results_of(kind) if not is_difference(one)]
    shown = [one.outcome for one in differing] + [
        one for one in quiet if one in counts or one is not Finding.NOT_DUE_YET
    ]
    return found + [
        Tab(one.value, _(OUTCOME_LABELS[one]), counts.get(one, 0), chosen == one.value) for one in shown
    ]


def outcomes_of(kind: Kind, code: str) -> tuple[Result, ...]:
    """Return the results that a tab shows; an unknown tab is that of all differences."""
    try:
        found = result_of(code)
    except ValueError:
        found = None
    if found in results_of(kind):
        return (found,) if found is not None else ()
    return tuple(one for one in results_of(kind) if is_difference(one))


def groups(
    lines: Iterable[ComparedLineRecord], sums: Iterable[OutcomeSum], names: Mapping[int, str]
) -> list[GroupOfLines]:
    """Return the lines by outcome, each group with the sum of all its lines, shown or not."""
    whole = {one.outcome: one for one in sums}
    by_outcome: dict[Result, list[Line]] = {one: [] for one in whole}
    for found in lines:
        by_outcome[found.outcome].append(line(found, names))
    return [
        GroupOfLines(
            _(OUTCOME_LABELS[outcome]),
            _titles(outcome),
            tuple(found),
            whole[outcome].difference,
            whole[outcome].lines,
        )
        for outcome, found in by_outcome.items()
        if found
    ]


def _titles(outcome: Result) -> Titles:
    said = _ACCOUNT_TITLES if isinstance(outcome, Outcome) else _TITLES[outcome.measure]
    return Titles(_(said.ours), _(said.our_amount), _(said.theirs), _(said.their_amount))


def line(found: ComparedLineRecord, names: Mapping[int, str]) -> Line:
    """Return one compared line."""
    basis = BASIS_LABELS[found.basis]
    return Line(
        found=found,
        basis=_(basis) if basis else "",
        kind=_(found.label) if found.label else "",
        theirs=found.their_number or found.their_text,
        state=_(found.state.label) if found.state else "",
        tone=_STATE_TONES[found.state] if found.state else "",
        owner=names.get(found.owner_id or 0, ""),
        is_difference=found.state is not None,
    )


def coverage(found: ReconciliationRecord) -> str:
    """Return what the file lists."""
    return _(found.coverage.label)


def stage(found: ReconciliationRecord) -> tuple[str, str]:
    """Return how far the reconciliation is, and in which tone to say it."""
    return _(found.stage.label), _STAGE_TONES[found.stage]


def missing(found: ReconciliationRecord, reading: Reading) -> list[str]:
    """Return the groups of fields of which one is needed and none was found."""
    return [" / ".join(_(field(found.kind.table, name).label) for name in group) for group in reading.missing]


def title(found: ReconciliationRecord, about: About, reader: Reader) -> str:
    """Return what the reconciliation is called."""
    day = format_date(found.as_of, reader, length="medium")
    if found.kind is Kind.SCHEDULE:
        return _("Contracts of %(company)s as of %(day)s") % {"company": about.name, "day": day}
    return _("%(customer)s as of %(day)s") % {"customer": about.name, "day": day}
