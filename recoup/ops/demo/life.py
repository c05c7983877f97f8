"""What happens to the demonstration group: drawn from a seed beforehand, so that every run lives the same life.

Pure: no database, no clock. `play` carries it out with the real operations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from recoup.kernel.money import Money
from recoup.kernel.terms import parse_terms
from recoup.ops.demo.companies import Company
from recoup.ops.demo.names import NAMES, Called


class Payer(StrEnum):
    """How a customer pays."""

    PROMPT = "PROMPT"
    HABITUAL = "HABITUAL"
    SEASONAL = "SEASONAL"
    DETERIORATING = "DETERIORATING"
    DISPUTING = "DISPUTING"
    SILENT = "SILENT"


_SHARES = {
    Payer.PROMPT: 53,
    Payer.HABITUAL: 24,
    Payer.SEASONAL: 10,
    Payer.DETERIORATING: 7,
    Payer.DISPUTING: 4,
    Payer.SILENT: 2,
}


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer: number, names, terms, habit, the group it belongs to (a number, or empty)."""

    number: str
    called: Called
    terms: str
    payer: Payer
    parent_number: str


@dataclass(frozen=True, slots=True)
class Sale:
    """A document: what is due when (None: the milestone is not reached yet), one amount for each part."""

    buyer: Buyer
    number: str
    issue_date: date
    parts: tuple[tuple[date | None, Decimal], ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that comes in: `text` is what the bank tells; `meant` says which documents the payer had in mind.

    `is_known` is False where the payer can't be told from the bank's data.
    """

    buyer: Buyer
    received_on: date
    amount: Decimal
    text: str
    meant: tuple[tuple[str, int, Decimal], ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class Life:
    """All that happens to one company."""

    company: Company
    buyers: tuple[Buyer, ...]
    sales: tuple[Sale, ...]
    payments: tuple[Payment, ...]


def draw_life(company: Company, *, first_day: date, last_day: date, seed: str) -> Life:
    """Draw the life of `company` from `first_day` to `last_day`; the same seed draws the same life."""
    random = Random(f"{seed}/{company.entity.code}")
    buyers = tuple(_buyers(company, random))
    sales = tuple(
        sorted(_sales(company, buyers, random, first_day, last_day), key=lambda sale: sale.issue_date)
    )
    payments = sorted(
        (payment for sale in sales for payment in _payments(company, sale, random, last_day)),
        key=lambda payment: payment.received_on,
    )
    return Life(company, buyers, sales, tuple(payments))


def _buyers(company: Company, random: Random) -> Iterator[Buyer]:
    call = NAMES[company.entity.country]
    head = ""
    for serial in range(1, company.customers + 1):
        number = f"{company.entity.code}-{serial:04d}"
        payer = random.choices(list(_SHARES), list(_SHARES.values()))[0]
        # every twentieth customer heads a small group
        parent = head if serial % 20 in (2, 3) else ""
        yield Buyer(number, call(random), random.choice(company.terms), payer, parent)
        head = number if serial % 20 == 1 else head


def _sales(
    company: Company, buyers: tuple[Buyer, ...], random: Random, first_day: date, last_day: date
) -> Iterator[Sale]:
    days = (last_day - first_day).days
    serial = 0
    for place, buyer in enumerate(buyers, start=1):
        for count in range(1, company.items + 1):
            serial += 1
            issued = first_day + timedelta(days=random.randrange(days))
            amount = _price(company, random)
            number = company.numbering.format(customer=f"{place:03d}", serial=serial, year=issued.year)
            yield Sale(
                buyer,
                number if "{customer}" not in company.numbering else f"HD{place:03d}-D{count}",
                issued,
                _parts(company, buyer, issued, amount, is_last=count == company.items),
                is_disputed=buyer.payer is Payer.DISPUTING and random.random() < 0.2,
            )


def _price(company: Company, random: Random) -> Decimal:
    """Draw a price: many small ones, few large ones."""
    share = Decimal(str(round(random.betavariate(1.2, 4.0), 6)))
    exact = company.least + (company.most - company.least) * share
    return exact.quantize(company.unit) if company.unit < 1 else exact // company.unit * company.unit


def _parts(
    company: Company, buyer: Buyer, issued: date, amount: Decimal, *, is_last: bool
) -> tuple[tuple[date | None, Decimal], ...]:
    if company.entity.country == "VN" and is_last:
        # the last installment falls due with the certificate, which nobody can date yet
        return ((None, amount),)
    schedule = parse_terms(buyer.terms).schedule(
        issue_date=issued, total=Money(amount, company.entity.currency)
    )
    return tuple((part.due_date, part.amount.amount) for part in schedule)


def _payments(company: Company, sale: Sale, random: Random, last_day: date) -> Iterator[Payment]:
    for place, (due_date, amount) in enumerate(sale.parts, start=1):
        delay = _delay(sale, due_date, random, last_day)
        if due_date is None or delay is None or sale.is_disputed:
            continue
        received = max(due_date + timedelta(days=delay), sale.issue_date)
        if received <= last_day:
            yield _payment(company, sale, place, amount, received, random)


def _payment(
    company: Company, sale: Sale, place: int, amount: Decimal, received: date, random: Random
) -> Payment:
    chance = random.random()
    wording = company.remittance[-1] if chance > 0.93 else random.choice(company.remittance[:-1])
    paid = amount
    if chance < 0.03:
        # bank charges or a deduction: a little short
        short = amount * Decimal("0.985")
        paid = short.quantize(company.unit) if company.unit < 1 else short // company.unit * company.unit
    return Payment(
        buyer=sale.buyer,
        received_on=received,
        amount=paid,
        text=wording.format(number=sale.number),
        meant=((sale.number, place, paid),),
        is_known=chance < 0.985,
    )


def _delay(sale: Sale, due_date: date | None, random: Random, last_day: date) -> int | None:
    """Draw how many days after the due date the money comes; None means not at all so far."""
    if due_date is None:
        return None
    age = (last_day - sale.issue_date).days
    match sale.buyer.payer:
        case Payer.PROMPT:
            return random.randint(-9, 3)
        case Payer.HABITUAL:
            return random.randint(8, 38)
        case Payer.SEASONAL:
            return random.randint(35, 75) if due_date.month in (1, 2, 7, 8) else random.randint(-4, 9)
        case Payer.DETERIORATING:
            return random.randint(0, 12) + max(0, 420 - age) // 8
        case Payer.DISPUTING:
            return random.randint(2, 30)
        case Payer.SILENT:
            return None if age < 300 else random.randint(20, 60)
