"""The customers of a world and their items: heavy-tailed, some with equal amounts, some in a foreign currency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from recoup.engines.matching import Customer, OpenItem
from recoup.kernel.currencies import minor_unit
from recoup.ops.bench.payments.names import COUNTRIES, Company, make_company

ENTITY = 1
FOREIGN = "USD"
# What one unit of money is worth in each currency, and the step in which prices there end.
UNITS = {
    "EUR": (Decimal(1), 1),
    "PLN": (Decimal("4.3"), 1),
    "CNY": (Decimal("7.8"), 1),
    "VND": (Decimal(27000), 100),
}
_SERIES = ("RE-{year}-{n:06d}", "INV/{yy}/{n:06d}", "FV {n:05d}/{month:02d}/{year}", "HD{n:07d}", "{year}{n:06d}",
           "{n:06d}", "SI-{n:07d}")  # fmt: skip


@dataclass(slots=True)
class Person:
    """A customer as it really is: what the master data know of it is `known`."""

    customer_id: int
    company: Company
    known: Customer
    account: str
    currency: str
    size: int
    head_id: int
    oldest_first: float
    pays_balance: bool
    repeats: int
    discount_rate: Decimal
    items: list[OpenItem] = field(default_factory=list)


class Numbers:
    """Document numbers: a few series, dense, so that a wrong digit usually hits another real document."""

    def __init__(self, random: Random) -> None:
        """Choose the series of this world."""
        self._random = random
        self._series = random.sample(_SERIES, 2)
        self._next = random.randrange(1000, 30000)
        self._given: set[str] = set()

    def give(self, issued: date, amount: Decimal) -> str:
        """Return the next number; now and then one that reads as a day or as its own amount."""
        random = self._random
        odd = random.random()
        number = ""
        if odd < 0.004:
            number = f"{issued:%Y%m%d}"
        elif odd < 0.008:
            number = str(int(amount))
        if not number or number in self._given or len(number) < 4:
            self._next += random.randint(1, 3)
            series = self._series[0] if random.random() < 0.8 else self._series[1]
            number = series.format(n=self._next, year=issued.year, yy=issued.year % 100, month=issued.month)
        self._given.add(number)
        return number


def make_people(count: int, home: str, random: Random) -> list[Person]:
    """Return the customers of a world, 12 percent of them in groups whose head pays."""
    people = []
    for customer_id in range(1, count + 1):
        company = make_company(random.choice(COUNTRIES), random)
        account = f"{company.country}{random.randrange(10**17, 10**18)}"
        names = (company.legal,) if random.random() < 0.3 else (company.legal, company.spellings[0])
        known = Customer(
            customer_id=customer_id,
            entity_id=ENTITY,
            number=f"K{20000 + customer_id}",
            names=names,
            accounts=(account,) if random.random() < 0.75 else (),
            virtual_accounts=(f"VA{700000 + customer_id}",) if random.random() < 0.03 else (),
        )
        people.append(
            Person(
                customer_id=customer_id,
                company=company,
                known=known,
                account=account,
                currency=FOREIGN if random.random() < 0.08 else home,
                size=min(80, max(1, int(random.paretovariate(0.9) * 2.2))),
                head_id=customer_id,
                oldest_first=0.9 if random.random() < 0.6 else 0.15,
                pays_balance=random.random() < 0.04,
                repeats=_price(home, random) if random.random() < 0.15 else 0,
                discount_rate=random.choice((Decimal("0.02"), Decimal("0.03"))),
            )
        )
    _group(people, random)
    return people


def _group(people: list[Person], random: Random) -> None:
    place, group_id = 0, 0
    while place < len(people) * 12 // 100:
        size = random.randint(2, 5)
        group_id += 1
        members = people[place : place + size]
        is_known = random.random() < 0.6
        for member in members:
            member.head_id = members[0].customer_id
            if is_known:
                member.known = replace(member.known, group_id=group_id)
        place += size


def _price(currency: str, random: Random) -> int:
    """Return a price in minor units: heavy-tailed, some of them round."""
    worth, step = UNITS.get(currency, UNITS["EUR"])
    value = Decimal(str(round(random.lognormvariate(6.6, 1.3), 2))) * worth
    cents = max(100, int(value.scaleb(minor_unit(currency))))
    if random.random() < 0.12:
        step = 10 ** max(0, len(str(cents)) - 2)
    elif random.random() < 0.3:
        step *= 100
    return max(step, cents // step * step)


def new_item(person: Person, item_id: int, issued: date, numbers: Numbers, random: Random) -> OpenItem:
    """Return a new invoice of the customer, or (one in 25) a credit note."""
    repeats = person.repeats and random.random() < 0.7
    cents = person.repeats if repeats else _price(person.currency, random)
    amount = Decimal(cents).scaleb(-minor_unit(person.currency))
    number = numbers.give(issued, amount)
    if not repeats and random.random() < 0.04:
        amount = -(amount / 5).quantize(Decimal(1).scaleb(-minor_unit(person.currency)))
        number = f"GS-{number}"
    due = issued + timedelta(days=random.choice((14, 30, 30, 30, 60)))
    has_reference = random.random() < 0.2
    references = (creditor_reference(item_id + 10**6),) if has_reference else ()
    return OpenItem(
        item_id=item_id,
        entity_id=ENTITY,
        customer_id=person.customer_id,
        number=number,
        currency=person.currency,
        amount=amount,
        amount_open=amount,
        issue_date=issued,
        due_date=due,
        references=references,
    )


def creditor_reference(number: int) -> str:
    """Return the RF reference of a number, with its check digits."""
    body = f"{number:09d}"
    return f"RF{98 - int(body + '271500') % 97:02d}{body}"


def first_items(people: list[Person], start: date, numbers: Numbers, random: Random) -> Iterator[OpenItem]:
    """Yield the items that are open at the start, in the order in which they were issued."""
    owners = [person for person in people for _ in range(person.size)]
    random.shuffle(owners)
    for item_id, person in enumerate(owners, start=1):
        issued = start - timedelta(days=110 - 110 * item_id // len(owners))
        item = new_item(person, item_id, issued, numbers, random)
        person.items.append(item)
        yield item
