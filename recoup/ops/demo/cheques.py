"""Post-dated cheques of the demonstration: some customers in Iran pay by them, and some of these bounce.

What is drawn is pure, from a random source of its own, so that the rest of the life stays as it is; `ChequeDesk` plays
it with the real operations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from recoup.cash import operations as cash
from recoup.cash import queries as cash_queries
from recoup.cash.types import BankAccountRecord, ChequeFilter, ChequeState, NewCheque, NewCover, RegistryState
from recoup.kernel.actor import Actor
from recoup.ledger.queries.numbers import ItemKey, NumberedItem, items_by_number
from recoup.ledger.types import ItemKind
from recoup.ops.demo.life import Buyer, Life, Payer, Payment, Sale

_COUNTRY = "IR"
_BANKS = ("بانک ملی", "بانک ملت", "بانک صادرات", "بانک تجارت", "بانک سپه")
_BRANCHES = ("شعبه مرکزی", "شعبه بازار", "شعبه میدان ولیعصر")
_REASON = "کسری موجودی"
_TEXT = "وصول چک {number}"
_PAYERS = (Payer.HABITUAL, Payer.SEASONAL, Payer.DETERIORATING)
_PAID, _WAITING = 48, 14
_BOUNCING = 0.12
_GIVEN_AFTER = timedelta(days=6)
_AHEAD = timedelta(days=14)
_CLEARED_AFTER = timedelta(days=4)
_BOUNCED_AFTER = timedelta(days=5)
_MADE_GOOD_AFTER = timedelta(days=34)


@dataclass(frozen=True, slots=True)
class GivenCheque:
    """A cheque that a customer hands over for one document; `bounces_on` is None for one that is paid."""

    buyer: Buyer
    number: str
    sayad_id: str
    bank: str
    branch: str
    given_on: date
    cheque_date: date
    amount: Decimal
    covers: str
    bounces_on: date | None


def draw_cheques(life: Life, *, last_day: date, seed: str) -> tuple[Life, tuple[GivenCheque, ...]]:
    """Let some customers of a company in Iran pay by post-dated cheques; return the life without those payments."""
    if life.company.entity.country != _COUNTRY:
        return life, ()
    random = Random(f"{seed}/{life.company.entity.code}/cheques")
    sales = {sale.number: sale for sale in life.sales if len(sale.parts) == 1}
    payments, cheques = list(life.payments), []
    for payment in _chosen(life, sales, random):
        sale = sales[payment.meant[0][0]]
        does_bounce = random.random() < _BOUNCING
        cheque = _cheque(sale, payment.received_on, random, does_bounce=does_bounce)
        cheques.append(cheque)
        payments.remove(payment)
        payments += _money(payment, cheque, last_day)
    paid = {payment.meant[0][0] for payment in life.payments}
    waiting = [
        sale
        for sale in sales.values()
        if sale.number not in paid and not sale.is_disputed and sale.issue_date + _GIVEN_AFTER <= last_day
        if (due := sale.parts[0][0]) is not None and due > last_day
    ]
    for sale in random.sample(waiting, min(_WAITING, len(waiting))):
        due = sale.parts[0][0]
        assert due is not None
        cheques.append(_cheque(sale, due + timedelta(days=random.randint(0, 30)), random, does_bounce=False))
    payments.sort(key=lambda payment: payment.received_on)
    return replace(life, payments=tuple(payments)), tuple(cheques)


def _chosen(life: Life, sales: Mapping[str, Sale], random: Random) -> list[Payment]:
    fit = [
        payment
        for payment in life.payments
        if payment.buyer.payer in _PAYERS
        and payment.is_known
        and (sale := sales.get(payment.meant[0][0])) is not None
        and payment.amount == sale.parts[0][1]
        and sale.issue_date + _GIVEN_AFTER + _AHEAD <= payment.received_on
    ]
    return random.sample(fit, min(_PAID, len(fit)))


def _cheque(sale: Sale, cheque_date: date, random: Random, *, does_bounce: bool) -> GivenCheque:
    return GivenCheque(
        buyer=sale.buyer,
        number=f"{random.randrange(100_000, 1_000_000)}",
        sayad_id=f"{random.randrange(10**15, 10**16)}",
        bank=random.choice(_BANKS),
        branch=random.choice(_BRANCHES),
        given_on=sale.issue_date + _GIVEN_AFTER,
        cheque_date=cheque_date,
        amount=sale.parts[0][1],
        covers=sale.number,
        bounces_on=cheque_date + _BOUNCED_AFTER if does_bounce else None,
    )


def _money(payment: Payment, cheque: GivenCheque, last_day: date) -> list[Payment]:
    """Return the money that comes of a cheque: from its bank, or later by transfer when it bounced."""
    if cheque.bounces_on is not None:
        made_good = replace(payment, received_on=cheque.cheque_date + _MADE_GOOD_AFTER)
        return [made_good] if made_good.received_on <= last_day else []
    text = _TEXT.format(number=cheque.number)
    meant = ((cheque.number, 1, cheque.amount),)
    cleared = replace(payment, received_on=cheque.cheque_date + _CLEARED_AFTER, text=text, meant=meant)
    return [cleared] if cleared.received_on <= last_day else []


@dataclass(frozen=True, slots=True)
class ChequeDesk:
    """Where the cheques of one company are kept: who keeps them, who looks on, and what comes when."""

    account: BankAccountRecord
    cheques: tuple[GivenCheque, ...]
    clerk: Actor
    second: Actor

    def live(self, since: date, day: date, *, now: datetime) -> None:
        """Do on `day` what has come up since: take in, bank what is due, note what bounced."""
        if given := [one for one in self.cheques if since <= one.given_on <= day]:
            self._take_in(given, day, now=now)
        bounced = [one for one in self.cheques if one.bounces_on and since <= one.bounces_on <= day]
        if any(since <= one.cheque_date <= day for one in self.cheques):
            self._bank(day, now=now)
        for one in bounced:
            self._bounce(one, day, now=now)

    def _take_in(self, given: Sequence[GivenCheque], day: date, *, now: datetime) -> None:
        entity_id = self.account.entity_id
        with transaction.atomic():
            items = items_by_number(
                keys=[ItemKey(entity_id, ItemKind.INVOICE, one.covers, 1) for one in given]
            )
        new = [
            NewCheque(
                line=line,
                entity_id=entity_id,
                customer_number=one.buyer.number,
                number=one.number,
                drawer=one.buyer.called.legal,
                bank_name=one.bank,
                cheque_date=one.cheque_date,
                received_on=day,
                currency=self.account.currency,
                amount=one.amount,
                sayad_id=one.sayad_id,
                branch=one.branch,
                is_registered=True,
                covers=_covers(items.get(ItemKey(entity_id, ItemKind.INVOICE, one.covers, 1)), one.amount),
            )
            for line, one in enumerate(given, start=1)
        ]
        done = cash.register_cheques(cheques=new, on=day, actor=self.clerk, now=now)
        for cheque_id in done.cheque_ids:
            cash.update_registry(
                cheque_id=cheque_id, state=RegistryState.CONFIRMED, on=day, actor=self.clerk, now=now
            )

    def _bank(self, day: date, *, now: datetime) -> None:
        due = cash_queries.bankable_cheques(
            entity_id=self.account.entity_id, currency=self.account.currency, day=day, actor=self.clerk
        )
        if due:
            slip = cash.make_slip(
                account_id=self.account.id,
                cheque_ids=[one.id for one in due],
                day=day,
                actor=self.clerk,
                now=now,
            )
            cash.confirm_slip(slip_id=slip.id, actor=self.second, now=now)

    def _bounce(self, one: GivenCheque, day: date, *, now: datetime) -> None:
        wanted = ChequeFilter(
            entity_ids=frozenset({self.account.entity_id}),
            states=frozenset({ChequeState.BANKED}),
            text=one.sayad_id,
        )
        for found in cash_queries.cheques_page(wanted=wanted, page=1, size=1, actor=self.clerk).cheques:
            cash.bounce_cheque(cheque_id=found.id, reason=_REASON, on=day, actor=self.clerk, now=now)


def _covers(item: NumberedItem | None, amount: Decimal) -> tuple[NewCover, ...]:
    share = min(amount, item.amount_open) if item is not None else Decimal(0)
    return (NewCover(item.id, share),) if item is not None and share > 0 else ()
