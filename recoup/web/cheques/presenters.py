"""Cheques, slips and counts as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from recoup.cash.types import (
    BankAccountRecord,
    ChequeAct,
    ChequeDetail,
    ChequeRecord,
    ChequeState,
    ChequeStepRecord,
    ChequeSum,
    CountLine,
    CountRecord,
    CountResult,
    SlipRecord,
)
from recoup.correspondence.slips import SlipContent, SlipLine
from recoup.parties.types import CustomerRecord
from recoup.team.types import EntityRecord

_TONES = {
    ChequeState.IN_HAND: "",
    ChequeState.ON_SLIP: "warn",
    ChequeState.BANKED: "line",
    ChequeState.PAID: "ok",
    ChequeState.BOUNCED: "bad",
    ChequeState.RETURNED: "mute",
}
_KEPT = frozenset({ChequeState.IN_HAND, ChequeState.ON_SLIP})
_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Row:
    """A cheque in a list. `is_due`: it could be banked; `is_late`: the time for presenting it is nearly over."""

    cheque: ChequeRecord
    customer: str
    state: str
    tone: str
    registry: str
    is_due: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """Cheques of one state and currency."""

    label: str
    found: ChequeSum


@dataclass(frozen=True, slots=True)
class Step:
    """A step in a cheque's history."""

    found: ChequeStepRecord
    label: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be done with a cheque: where it is asked for, and by which key."""

    url: str
    label: str
    key: str
    tone: str


@dataclass(frozen=True, slots=True)
class ActWords:
    """The words with which an act is asked for and done."""

    key: str
    title: str
    done: str
    tone: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A deposit slip."""

    slip: SlipRecord
    account: BankAccountRecord | None
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class CountedLine:
    """A cheque of a count."""

    found: CountLine
    label: str
    tone: str


def act_words(act: ChequeAct) -> ActWords:
    """Return the words of an act."""
    match act:
        case ChequeAct.FIND_IN_REGISTRY:
            return ActWords("F", _("Sayad shows it as registered"), _("The registration is noted."))
        case ChequeAct.CONFIRM_IN_REGISTRY:
            return ActWords("F", _("We confirmed it in Sayad"), _("The confirmation is noted."))
        case ChequeAct.UNCOVER:
            help_text = _("The items are open again; the cheque stays.")
            return ActWords("X", _("Take it off its items"), _("The items are open again."), help=help_text)
        case ChequeAct.BOUNCE:
            help_text = _("All that the cheque covered is open again. Write down the bank’s reason.")
            return ActWords(
                "B", _("It bounced"), _("The cheque bounced; its items are open again."), "bad", help_text
            )
        case ChequeAct.REPRESENT:
            help_text = _("It covers again what it covered, as far as that is still open.")
            return ActWords("P", _("Present it again"), _("The cheque is in hand again."), help=help_text)
        case ChequeAct.RETURN:
            help_text = _("What it still covers is open again.")
            return ActWords(
                "R", _("Give it back to the drawer"), _("The cheque is given back."), help=help_text
            )
        case _:
            return ActWords("C", _("The bank paid it"), _("The cheque is paid."), "go")


def rows(cheques: Iterable[ChequeRecord], customers: Mapping[int, CustomerRecord], *, on: date) -> list[Row]:
    """Return cheques as they are listed."""
    return [row(cheque, customers, on=on) for cheque in cheques]


def row(cheque: ChequeRecord, customers: Mapping[int, CustomerRecord], *, on: date) -> Row:
    """Return one cheque as it is listed."""
    is_kept = cheque.state in _KEPT
    return Row(
        cheque=cheque,
        customer=customers[cheque.customer_id].name if cheque.customer_id in customers else "",
        state=_(cheque.state.label),
        tone=_TONES[cheque.state],
        registry=_(cheque.registry.label) if cheque.registry and is_kept else "",
        is_due=is_kept and cheque.cheque_date <= on,
        is_late=is_kept and cheque.present_by is not None and cheque.present_by - on <= _SOON,
    )


def sums(found: Iterable[ChequeSum]) -> list[Sum]:
    """Return the sums."""
    return [Sum(_(one.state.label), one) for one in found]


def steps(detail: ChequeDetail) -> list[Step]:
    """Return the history, the latest step first."""
    return [Step(step, _(step.kind.label)) for step in reversed(detail.steps)]


def buttons(detail: ChequeDetail) -> list[Button]:
    """Return what can be done with a cheque, save covering, which has a form of its own on the page."""
    return [
        Button(_address(detail.cheque.id, act), words.title, words.key, words.tone)
        for act in ChequeAct
        if act in detail.acts and act is not ChequeAct.COVER
        for words in [act_words(act)]
    ]


def _address(cheque_id: int, act: ChequeAct) -> str:
    if act is ChequeAct.CLEAR:
        return reverse("cheques:clear", args=[cheque_id])
    return reverse("cheques:act", args=[cheque_id, act.value.lower().replace("_", "-")])


def is_paid_otherwise(detail: ChequeDetail) -> bool:
    """Return whether money came for a cheque that never went to the bank: it should go back to its drawer."""
    return detail.cheque.state is ChequeState.PAID and ChequeAct.RETURN in detail.acts


def slip_row(slip: SlipRecord, accounts: Mapping[int, BankAccountRecord]) -> SlipRow:
    """Return a deposit slip with its state."""
    if slip.is_cancelled:
        state, tone = _("cancelled"), "mute"
    elif slip.confirmed is None:
        state, tone = _("waits for a second person"), "warn"
    else:
        state, tone = _("confirmed"), "ok"
    return SlipRow(slip, accounts.get(slip.account_id), state, tone)


def slip_content(
    slip: SlipRecord, account: BankAccountRecord, entity: EntityRecord, cheques: Mapping[int, ChequeRecord]
) -> SlipContent:
    """Return all that the slip says on paper."""
    return SlipContent(
        number=slip.id,
        entity_name=entity.name,
        entity_name_latin=entity.name_latin,
        bank_name=account.bank_name,
        account_name=account.name,
        account_number=account.number_written,
        day=slip.day,
        lines=tuple(
            SlipLine(
                number=cheque.number,
                sayad_id=cheque.sayad_id,
                drawer=cheque.drawer,
                bank=" · ".join(part for part in (cheque.bank_name, cheque.branch) if part),
                cheque_date=cheque.cheque_date,
                amount=cheque.amount,
            )
            for cheque in (cheques[cheque_id] for cheque_id in slip.cheque_ids)
        ),
        total=slip.total,
        made_by=slip.made.by,
        confirmed_by=slip.confirmed.by if slip.confirmed else "",
    )


def counted(count: CountRecord) -> Sequence[CountedLine]:
    """Return the cheques of a count, those that differ first."""
    tones = {CountResult.SEEN: "ok", CountResult.MISSING: "bad", CountResult.NOT_IN_BOOK: "warn"}
    lines = sorted(count.lines, key=lambda line: line.result is CountResult.SEEN)
    return [CountedLine(line, _(line.result.label), tones[line.result]) for line in lines]
