"""One payment: who pays which items, with what trouble, told how. The truth is written down beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import TypeVar

from recoup.engines.matching import AdviceRow, OpenItem, Receipt
from recoup.kernel.currencies import minor_unit, quantum
from recoup.ops.bench.payments.books import ENTITY, UNITS, Person
from recoup.ops.bench.payments.names import printed_name
from recoup.ops.bench.payments.texts import (
    advance_text,
    empty_text,
    exact_text,
    junk_text,
    noisy_text,
)
from recoup.ops.bench.payments.types import Naming, Trouble, Truth

_NAMINGS = (
    (Naming.EXACT, 44),
    (Naming.NOISY, 20),
    (Naming.NONE, 26),
    (Naming.STRUCTURED, 4),
    (Naming.ADVICE, 6),
)
_TROUBLES = ((Trouble.PLAIN, 800), (Trouble.SHORT, 70), (Trouble.CHARGE, 40), (Trouble.DISCOUNT, 30),
             (Trouble.WITHHELD, 8), (Trouble.PART, 15), (Trouble.CREDIT, 25), (Trouble.OVER, 12))  # fmt: skip
_NOTHING = ((Trouble.ADVANCE, 25), (Trouble.JUNK, 13), (Trouble.RETURNED, 2), (Trouble.DUPLICATE, 10))
_NOTHING_SHARE = 0.05

Drawn = TypeVar("Drawn")
_BANK_CHARGES = (5, 10, 12, 15, 20, 25, 35)


@dataclass(slots=True)
class Payment:
    """What is paid: items with the cents cleared on each, and the money that is sent for it."""

    payer: Person
    items: list[OpenItem]
    cleared: list[Decimal]
    amount: Decimal
    trouble: Trouble
    is_group: bool = False


class Payments:
    """Makes the payments of a world, one by one, from what its customers have open."""

    def __init__(self, people: Sequence[Person], home: str, rate: Decimal, random: Random) -> None:
        """Keep the world's people; `rate` is what one unit of foreign money is worth at home."""
        self._people = {person.customer_id: person for person in people}
        self._home, self._rate, self._random = home, rate, random
        self._groups: dict[int, list[Person]] = {}
        for person in people:
            self._groups.setdefault(person.head_id, []).append(person)
        self._paid: list[tuple[Payment, Receipt]] = []

    def next(self, line_id: int, day: date) -> tuple[Receipt, Truth] | None:
        """Return the next receipt and its truth; None when the customer drawn owes nothing."""
        if self._random.random() < _NOTHING_SHARE:
            return self._nothing(line_id, day)
        weights = [len(person.items) ** 0.8 for person in self._people.values()]
        person = self._random.choices(list(self._people.values()), weights)[0]
        payment = self._payment(person)
        if payment is None:
            return None
        naming = _draw(_NAMINGS, self._random)
        receipt = self._told(line_id, day, payment, naming)
        if naming is Naming.STRUCTURED and not receipt.references:
            naming = Naming.EXACT
        cleared = dict(zip((item.item_id for item in payment.items), payment.cleared, strict=True))
        self._settle(payment)
        if len(self._paid) < 400 or self._random.random() < 0.2:
            self._paid.append((payment, receipt))
        customer_id = payment.items[0].customer_id
        return receipt, Truth(line_id, cleared, naming, payment.trouble, customer_id, payment.is_group)

    def _payment(self, person: Person) -> Payment | None:
        random = self._random
        payer = self._people[person.head_id]
        pool = person.items
        is_group = False
        if len(self._groups[person.head_id]) > 1:
            if random.random() < 0.15:
                payer = person
            elif random.random() < 0.4:
                members = self._groups[person.head_id]
                pool = [
                    item for member in members for item in member.items if member.currency == person.currency
                ]
                pool.sort(key=_age)
            is_group = payer is not person or pool is not person.items
        debts = [item for item in pool if item.amount_open > 0]
        if not debts:
            return None
        trouble = Trouble.CURRENCY if person.currency != self._home else _draw(_TROUBLES, random)
        if person.pays_balance and random.random() < 0.8 and trouble is not Trouble.CURRENCY:
            trouble = Trouble.BALANCE
        payment = self._chosen(payer, person, pool, debts, trouble)
        if payment is not None:
            payment.is_group = is_group
        return payment

    def _chosen(
        self, payer: Person, person: Person, pool: list[OpenItem], debts: list[OpenItem], trouble: Trouble
    ) -> Payment | None:
        random = self._random
        if trouble is Trouble.BALANCE:
            items = sorted(pool, key=_age)
            if sum(item.amount_open for item in items) <= 0:
                items = debts
        elif trouble is Trouble.CREDIT:
            credits = [item for item in pool if item.amount_open < 0][:1]
            items = self._some(person, debts) + credits
            if not credits or sum(item.amount_open for item in items) <= 0:
                items, trouble = [item for item in items if item.amount_open > 0], Trouble.PLAIN
        else:
            items = self._some(person, debts)
        cleared = [item.amount_open for item in items]
        amount = sum(cleared, start=Decimal(0))
        payment = Payment(payer, items, cleared, amount, trouble)
        _trouble(payment, person, self._rate, self._home, random)
        return payment if payment.amount > 0 else None

    def _some(self, person: Person, debts: list[OpenItem]) -> list[OpenItem]:
        random = self._random
        count = (
            min(len(debts), random.choice((2, 2, 2, 3, 3, 4, 5, 6, 8, 12))) if random.random() < 0.45 else 1
        )
        ordered = sorted(debts, key=_age)
        if random.random() < person.oldest_first:
            return ordered[:count]
        return sorted(random.sample(ordered, count), key=_age)

    def _told(self, line_id: int, day: date, payment: Payment, naming: Naming) -> Receipt:
        random, payer = self._random, payment.payer
        country = payer.company.country
        receipt = self._from(line_id, day, payer, payment.amount)
        if naming is Naming.NOISY:
            return replace(receipt, text=noisy_text(payment.items, country, random))
        if naming is Naming.NONE:
            return replace(receipt, text=empty_text(country, random))
        if naming is Naming.ADVICE:
            rows = _advice(payment, self._home, random)
            return replace(receipt, text=empty_text(country, random), advice=rows)
        if naming is Naming.STRUCTURED and len(payment.items) == 1 and payment.items[0].references:
            reference = payment.items[0].references[0]
            if random.random() < 0.4:
                grouped = " ".join(reference[place : place + 4] for place in range(0, len(reference), 4))
                return replace(receipt, text=f"/ROC/{grouped}")
            return replace(receipt, references=(reference,), text=empty_text(country, random))
        return replace(receipt, text=exact_text(payment.items, country, random))

    def _from(self, line_id: int, day: date, payer: Person, amount: Decimal) -> Receipt:
        random = self._random
        account = payer.account if random.random() < 0.93 else f"XX{random.randrange(10**17, 10**18)}"
        virtual = payer.known.virtual_accounts
        return Receipt(
            line_id=line_id,
            entity_id=ENTITY,
            amount=amount,
            currency=self._home,
            value_date=day,
            payer_name=printed_name(payer.company, random),
            payer_account=account if random.random() < 0.9 else "",
            virtual_account=virtual[0] if virtual and random.random() < 0.8 else "",
        )

    def _nothing(self, line_id: int, day: date) -> tuple[Receipt, Truth] | None:
        random = self._random
        trouble = _draw(_NOTHING, random)
        person = random.choice(list(self._people.values()))
        if trouble is Trouble.DUPLICATE:
            if not self._paid:
                return None
            payment, receipt = random.choice(self._paid)
            again = replace(receipt, line_id=line_id, value_date=day)
            return again, Truth(line_id, {}, Naming.NONE, trouble, payment.payer.customer_id)
        debts = [item for item in person.items if item.amount_open > 0]
        amount = self._any_amount()
        if trouble is Trouble.ADVANCE:
            if debts and random.random() < 0.33 and person.currency == self._home:
                amount = random.choice(debts).amount_open
            text = advance_text(person.company.country, random)
        else:
            text = junk_text(random)
        receipt = replace(self._from(line_id, day, person, amount), text=text)
        if trouble is Trouble.RETURNED:
            receipt = replace(receipt, amount=-amount)
        if trouble is not Trouble.ADVANCE:
            bank = random.choice(("BANK", "NGAN HANG", "银行", "FINANZAMT", "ZUS", ""))
            receipt = replace(receipt, payer_name=bank, payer_account="", virtual_account="")
        return receipt, Truth(line_id, {}, Naming.NONE, trouble, None)

    def _any_amount(self) -> Decimal:
        worth, _ = UNITS[self._home]
        value = Decimal(self._random.randrange(50, 20000)) * worth
        return value.quantize(quantum(self._home))

    def _settle(self, payment: Payment) -> None:
        for item, cleared in zip(payment.items, payment.cleared, strict=True):
            owner = self._people[item.customer_id]
            left = replace(item, amount_open=item.amount_open - cleared)
            place = next(index for index, known in enumerate(owner.items) if known.item_id == item.item_id)
            if left.amount_open:
                owner.items[place] = left
            else:
                del owner.items[place]


def _age(item: OpenItem) -> tuple[date, int]:
    return item.due_date or date.max, item.item_id


def _draw(choices: Sequence[tuple[Drawn, int]], random: Random) -> Drawn:
    return random.choices([choice for choice, _ in choices], [weight for _, weight in choices])[0]


def _trouble(payment: Payment, person: Person, rate: Decimal, home: str, random: Random) -> None:
    """Change the payment as its trouble demands."""
    step = quantum(home)
    worth = UNITS[home][0]
    largest = max(range(len(payment.items)), key=lambda place: payment.cleared[place])
    total = payment.amount
    if payment.trouble is Trouble.SHORT:
        place = random.randrange(len(payment.items))
        less = (payment.cleared[place] * random.randint(1, 30) / 100).quantize(step)
        if random.random() < 0.7:
            less = (less / 10).quantize(step) * 10 if less > 10 * step else less
        payment.cleared[place] -= less
        payment.amount = total - less
    elif payment.trouble is Trouble.CHARGE:
        fee = (
            Decimal(random.choice(_BANK_CHARGES) if random.random() < 0.5 else random.randrange(300, 3500))
            * worth
        )
        fee = (fee if fee < 36 * worth else fee / 100).quantize(step)
        if fee * 4 < total:
            payment.amount = total - fee
    elif payment.trouble is Trouble.DISCOUNT:
        payment.amount = sum(
            (_less(cents, person.discount_rate, step) for cents in payment.cleared), start=Decimal(0)
        )
    elif payment.trouble is Trouble.WITHHELD:
        payment.amount = sum(
            (_less(cents, Decimal("0.1"), step) for cents in payment.cleared), start=Decimal(0)
        )
    elif payment.trouble is Trouble.PART:
        part = (payment.cleared[largest] * random.choice((25, 30, 40, 50, 50, 60)) / 100).quantize(step)
        payment.items, payment.cleared, payment.amount = [payment.items[largest]], [part], part
    elif payment.trouble is Trouble.OVER:
        payment.amount = total + (Decimal(random.randrange(100, 30000)) / 100 * worth).quantize(step)
    elif payment.trouble is Trouble.CURRENCY:
        slip = Decimal(random.randint(-60, 60)) / 10000
        payment.amount = (total * rate * (1 + slip)).quantize(step)


def _less(amount: Decimal, rate: Decimal, step: Decimal) -> Decimal:
    return amount - (amount * rate).quantize(step, rounding="ROUND_HALF_UP")


def _advice(payment: Payment, home: str, random: Random) -> tuple[AdviceRow, ...]:
    """Return the remittance advice: numbers, most with what is paid on each; in the receipt's currency or none."""
    with_amounts = random.random() < 0.8 and payment.trouble in (Trouble.PLAIN, Trouble.SHORT, Trouble.PART,
                                                                Trouble.CREDIT, Trouble.BALANCE)  # fmt: skip
    rows = []
    for item, cleared in zip(payment.items, payment.cleared, strict=True):
        number = item.number if random.random() < 0.9 else item.number.replace("-", "").replace("/", "")
        rows.append(AdviceRow(number, cleared if with_amounts and minor_unit(home) >= 0 else None))
    random.shuffle(rows)
    return tuple(rows)
