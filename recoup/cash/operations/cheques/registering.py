"""Take cheques in on the day they are received: one, or a list of them."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction

from recoup.cash import permissions
from recoup.cash.events import ChequeTakenIn
from recoup.cash.models import Cheque
from recoup.cash.operations.cheques.keeping import NOTE_LENGTH, SOURCE, cover, items_of, keep_steps
from recoup.cash.rules import CHEQUE_PRESENTMENT, CHEQUE_REGISTRY
from recoup.cash.types import (
    ChequePlace,
    ChequeState,
    ChequeStepKind,
    NewCheque,
    NewImage,
    RegisteredCheques,
    RegistryState,
)
from recoup.kernel.actor import Actor
from recoup.kernel.folding import fold, fold_reference
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import operations as ledger
from recoup.ledger.queries.numbers import ItemKey, items_by_number
from recoup.ledger.types import ItemKind, Refusal
from recoup.parties import queries as parties
from recoup.plumbing import facts
from recoup.plumbing.storage import operations as storage
from recoup.rulebook import queries as rulebook
from recoup.rulebook.queries import NoRule, RulesInForce
from recoup.team import queries as team

NUMBER_WRONG = N_("The number of a cheque has letters and digits, at most {most} of them.")
SAYAD_WRONG = N_("A Sayad number has {digits} digits; {sayad_id} has not.")
SAYAD_MISSING = N_("A cheque that must be registered needs its Sayad number.")
NOT_REGISTERED = N_("The drawer has not registered cheque {number} in Sayad: it must not be taken in.")
TO_BEARER = N_("Cheque {number} is made out to the bearer, which the law forbids.")
NOT_POSITIVE = N_("The amount {amount} of a cheque must be above zero.")
RECEIVED_LATER = N_("The cheque can't have been received on {received_on}: that day is still to come.")
DRAWER_MISSING = N_("Say who drew cheque {number}.")
BANK_MISSING = N_("Say on which bank cheque {number} is drawn.")
KNOWN = N_("Cheque {number} of {bank_name} is registered already.")
SAYAD_KNOWN = N_("A cheque with the Sayad number {sayad_id} is registered already.")
_SAYAD_DIGITS = 16
_NUMBER_MOST = 50
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('cash.cheques'), %s)"
_KINDS = (ItemKind.CHEQUE, ItemKind.CHEQUE_CREDIT)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A cheque on the way into the book: what was said of it, and its row."""

    new: NewCheque
    row: Cheque

    def key(self, kind: ItemKind) -> ItemKey:
        """Return what names its item in the ledger."""
        return ItemKey(self.new.entity_id, kind, self.row.number, self.row.part)


@transaction.atomic
def register_cheques(
    *,
    cheques: Iterable[NewCheque],
    on: date,
    actor: Actor,
    now: datetime,
    images: Mapping[int, NewImage] | None = None,
) -> RegisteredCheques:
    """Take cheques in, each as an item of its customer that falls due on the date of the cheque, or say why not.

    The items that a cheque covers are settled by it from that day, the cheque's own item takes their place: what the
    customer owes stays the same until money comes. What covers nothing is the customer's credit. `on` is today,
    `images` are pictures by line. What the registry of cheques demands and until when a cheque must be presented are
    rules (`cash.cheque_registry`, IR-D1; `cash.cheque_presentment`, IR-C3).

    :raises NotAllowed: the actor may not apply cash in one of the entities
    :raises NotFound: an item to cover is not the customer's
    :raises AboveOpen: more of an item is to be covered than is open
    """
    new = list(cheques)
    entity_ids = sorted({one.entity_id for one in new})
    for entity_id in entity_ids:
        team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
        with connection.cursor() as cursor:
            cursor.execute(_ALONE, [entity_id])
    rules = rulebook.rules_in_force(kinds=[CHEQUE_REGISTRY, CHEQUE_PRESENTMENT], on=on, entity_ids=entity_ids)
    desk = _Desk(new, rules, on=on)
    drafts, refused = [], []
    for one in new:
        reason = desk.doubt(one)
        if reason is None:
            drafts.append(desk.draft(one))
        else:
            refused.append(Refusal(one.line, reason))
    taken, late = _post(drafts, actor=actor, now=now)
    for draft in taken:
        if image := (images or {}).get(draft.new.line):
            kept = storage.store(
                name=image.name, media_type=image.media_type, content=image.content, actor=actor, now=now
            )
            draft.row.image_id = kept.id
    refused = sorted([*refused, *late], key=lambda one: one.line)
    _keep(taken, actor=actor, now=now)
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for draft in taken:
        totals[draft.row.currency] += draft.row.amount
    return RegisteredCheques(
        cheque_ids=tuple(draft.row.pk for draft in taken),
        refused=tuple(refused),
        totals=tuple(Money(amount, currency) for currency, amount in sorted(totals.items())),
    )


class _Desk:
    """Judges cheques one after the other: what is wrong with one, and which of its number it is."""

    def __init__(self, new: Sequence[NewCheque], rules: RulesInForce, *, on: date) -> None:
        self._rules, self._on = rules, on
        numbers = {fold_reference(one.number) for one in new}
        known = Cheque.objects.filter(entity_id__in={one.entity_id for one in new}, number__in=numbers)
        self._seen = set(known.values_list("entity_id", "bank_folded", "account_number", "number"))
        self._parts: Counter[tuple[int, str]] = Counter((row[0], row[3]) for row in self._seen)
        sayad = {fold_reference(one.sayad_id) for one in new} - {""}
        self._sayad = set(Cheque.objects.filter(sayad_id__in=sayad).values_list("sayad_id", flat=True))

    def doubt(self, new: NewCheque) -> Sentence | None:
        """Return why a cheque can't be taken in, if it can't."""
        number, sayad_id = fold_reference(new.number), fold_reference(new.sayad_id)
        told = {"number": new.number, "sayad_id": new.sayad_id}
        rule = self._rules.resolve(CHEQUE_REGISTRY, entity_id=new.entity_id).value
        must = rule.flag("must_be_registered")
        wrong = (
            (not 0 < len(number) <= _NUMBER_MOST, Sentence(NUMBER_WRONG, {"most": _NUMBER_MOST})),
            (not new.drawer.strip(), Sentence(DRAWER_MISSING, told)),
            (not fold(new.bank_name), Sentence(BANK_MISSING, told)),
            (new.amount <= 0, Sentence(NOT_POSITIVE, {"amount": new.amount})),
            (new.received_on > self._on, Sentence(RECEIVED_LATER, {"received_on": new.received_on})),
            (must and not sayad_id, Sentence(SAYAD_MISSING)),
            (
                bool(sayad_id) and not (len(sayad_id) == _SAYAD_DIGITS and sayad_id.isdigit()),
                Sentence(SAYAD_WRONG, {"digits": _SAYAD_DIGITS, "sayad_id": new.sayad_id}),
            ),
            (must and not new.is_registered, Sentence(NOT_REGISTERED, told)),
            (new.is_to_bearer and not rule.flag("bearer_is_allowed"), Sentence(TO_BEARER, told)),
            (sayad_id in self._sayad, Sentence(SAYAD_KNOWN, told)),
            (
                self._key(new) in self._seen,
                Sentence(KNOWN, {"number": new.number, "bank_name": new.bank_name}),
            ),
        )
        return next((reason for is_wrong, reason in wrong if is_wrong), None)

    def draft(self, new: NewCheque) -> _Draft:
        """Return a cheque that nothing speaks against as it will stand in the book."""
        number, sayad_id = fold_reference(new.number), fold_reference(new.sayad_id)
        self._seen.add(self._key(new))
        self._sayad |= {sayad_id} - {""}
        self._parts[new.entity_id, number] += 1
        registry = RegistryState.REGISTERED if new.is_registered else RegistryState.NOT_REGISTERED
        row = Cheque(
            entity_id=new.entity_id,
            number=number,
            part=self._parts[new.entity_id, number],
            sayad_id=sayad_id,
            registry=registry.value if sayad_id else "",
            drawer=" ".join(new.drawer.split())[:200],
            bank_name=" ".join(new.bank_name.split())[:200],
            bank_folded=fold(new.bank_name)[:200],
            branch=" ".join(new.branch.split())[:100],
            account_number=fold_reference(new.account_number)[:64],
            place=new.place.value,
            is_to_bearer=new.is_to_bearer,
            cheque_date=new.cheque_date,
            received_on=new.received_on,
            present_by=self._present_by(new),
            currency=new.currency,
            amount=new.amount,
            state=ChequeState.IN_HAND.value,
            last_on=new.received_on,
            note=new.note.strip()[:NOTE_LENGTH],
        )
        return _Draft(new, row)

    def _key(self, new: NewCheque) -> tuple[int, str, str, str]:
        account = fold_reference(new.account_number)[:64]
        return new.entity_id, fold(new.bank_name)[:200], account, fold_reference(new.number)

    def _present_by(self, new: NewCheque) -> date | None:
        try:
            rule = self._rules.resolve(CHEQUE_PRESENTMENT, entity_id=new.entity_id).value
        except NoRule:
            return None
        if new.place is ChequePlace.ABROAD:
            return _months_after(new.cheque_date, rule.whole("abroad_months"))
        is_near = new.place is ChequePlace.SAME_PLACE
        return new.cheque_date + timedelta(
            days=rule.whole("same_place_days" if is_near else "other_place_days")
        )


def _months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _post(drafts: Sequence[_Draft], *, actor: Actor, now: datetime) -> tuple[list[_Draft], list[Refusal]]:
    """Post the items of the cheques; return those that the ledger took, and why it refused the others."""
    items = (
        item
        for draft in drafts
        for item in items_of(
            draft.row, draft.new.customer_number, line=draft.new.line, on=draft.row.received_on
        )
    )
    posted = ledger.post_items(items=items, source=SOURCE, actor=actor, now=now)
    reasons = {refusal.line: refusal for refusal in posted.refused}
    return [draft for draft in drafts if draft.new.line not in reasons], list(reasons.values())


def _keep(taken: Sequence[_Draft], *, actor: Actor, now: datetime) -> None:
    """Keep the cheques that the ledger took, with their first step, and let them cover what they are for."""
    items = items_by_number(keys=[draft.key(kind) for draft in taken for kind in _KINDS])
    customers = _customers(taken, actor)
    for draft in taken:
        draft.row.item_id = items[draft.key(ItemKind.CHEQUE)].id
        draft.row.credit_id = items[draft.key(ItemKind.CHEQUE_CREDIT)].id
        draft.row.customer_id = customers[draft.new.entity_id, draft.new.customer_number]
    Cheque.objects.bulk_create(draft.row for draft in taken)
    by_day: defaultdict[date, list[Cheque]] = defaultdict(list)
    for draft in taken:
        by_day[draft.row.received_on].append(draft.row)
    for day, rows in sorted(by_day.items()):
        keep_steps(rows, ChequeStepKind.REGISTERED, on=day, actor=actor, now=now)
    for draft in taken:
        cover(draft.row, draft.new.covers, on=draft.row.received_on, actor=actor, now=now)
    facts.publish(_facts(draft.row for draft in taken), at=now)


def _customers(taken: Sequence[_Draft], actor: Actor) -> Mapping[tuple[int, str], int]:
    numbers: defaultdict[int, set[str]] = defaultdict(set)
    for draft in taken:
        numbers[draft.new.entity_id].add(draft.new.customer_number)
    return {
        (entity_id, number): customer_id
        for entity_id, wanted in numbers.items()
        for number, customer_id in parties.customer_ids(
            entity_id=entity_id, numbers=wanted, actor=Actor.program(actor.name)
        ).items()
    }


def _facts(rows: Iterable[Cheque]) -> Iterator[ChequeTakenIn]:
    for row in rows:
        yield ChequeTakenIn(
            row.pk, row.entity_id, row.customer_id, row.amount, row.currency, row.cheque_date, row.received_on
        )
