"""Worlds from seeds: odd seeds are for tuning, even ones for measuring."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from recoup.engines.matching import Rate, Receipt
from recoup.ops.bench.payments.books import FOREIGN, UNITS, Numbers, first_items, make_people, new_item
from recoup.ops.bench.payments.lines import Payments
from recoup.ops.bench.payments.types import Day, Truth, World

TUNING_SEEDS = (1, 3, 5, 7)
MEASURING_SEEDS = (2, 4, 6, 8)
_START = date(2026, 3, 2)
_HOMES = tuple(UNITS)


def make_world(seed: int, *, customers: int = 1500, lines: int = 4000, days: int = 10) -> World:
    """Return the world of a seed: its home currency, its people, and `lines` receipts spread over `days`.

    Every receipt is drawn from what is open when it comes; paid items close at once and new ones appear.
    """
    random = Random(seed)
    home = _HOMES[seed // 2 % len(_HOMES)]
    people = make_people(customers, home, random)
    numbers = Numbers(random)
    items = tuple(first_items(people, _START, numbers, random))
    rate = (UNITS[home][0] / Decimal("1.08")).quantize(Decimal("0.0001"))
    payments = Payments(people, home, rate, random)
    item_id, line_id = len(items), 0
    made = []
    closed = 0
    for index in range(days):
        day = _START + timedelta(days=index + 1)
        fresh = []
        for _ in range(closed):
            item_id += 1
            person = random.choices(people, [person.size for person in people])[0] if index else people[0]
            item = new_item(person, item_id, day - timedelta(days=1), numbers, random)
            person.items.append(item)
            fresh.append(item)
        lines_of_day: list[tuple[Receipt, Truth]] = []
        closed = 0
        while len(lines_of_day) < lines // days:
            line = payments.next(line_id + 1, day)
            if line is not None:
                line_id += 1
                lines_of_day.append(line)
                closed += len(line[1].cleared)
        receipts, truths = zip(*lines_of_day, strict=True)
        made.append(Day(day, tuple(fresh), receipts, truths))
    return World(
        seed=seed,
        currency=home,
        customers=tuple(person.known for person in people),
        companies={person.customer_id: person.company for person in people},
        rates=(Rate(FOREIGN, home, rate),),
        items=items,
        days=tuple(made),
    )
