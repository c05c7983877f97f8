"""Play the life of the demonstration group with the real operations, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from recoup.cash import operations as cash
from recoup.cash.types import NewReceipt
from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.types import HoldReason, ItemKind, ItemLine, NewAllocation, NewItem
from recoup.ops.demo.bank import BankLine, Banks, bank_lines, open_accounts
from recoup.ops.demo.calling import Caller, agree, call_customers
from recoup.ops.demo.cheques import ChequeDesk, GivenCheque
from recoup.ops.demo.companies import RATES
from recoup.ops.demo.founding import Group
from recoup.ops.demo.life import Life, Payment, Sale
from recoup.ops.demo.papers import bring_advices, bring_cash_reports
from recoup.parties import queries as parties
from recoup.plumbing.localization import Reader
from recoup.team import queries as team
from recoup.workflows import operations as workflows

# The group has had its daily run for two weeks; what happened before came in with the ledger.
_RUN_DAILY_FOR = timedelta(days=14)
_NOT_LOOKED_AT = timedelta(days=3)
_AGREED_BEFORE = timedelta(days=7)
_OFFICE_DAYS = (0,)
_WORKING_DAYS = range(5)
# A clerk looks at what the program could not apply, and knows most of it from experience.
_APPLIED_BY_HAND = 0.93
# Of the receipts of the past nearly all were cleared up in the end.
_CLEARED_UP = 0.985


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that a day needs: the group, who acts, its banks, and what happens when."""

    group: Group
    banks: Banks
    sales: dict[date, list[tuple[int, Sale]]]
    payments: dict[date, list[tuple[int, Payment]]]
    cheque_desks: tuple[ChequeDesk, ...]
    callers: tuple[Caller, ...]
    random: Random


@dataclass(frozen=True, slots=True)
class Script:
    """What happens from `first_day` to `last_day`; cheques are by the company's code."""

    lives: Sequence[Life]
    cheques: Mapping[str, tuple[GivenCheque, ...]]
    first_day: date
    last_day: date


def play(*, script: Script, group: Group, seed: str, tick: Callable[[], None]) -> None:
    """Live through the script; `tick` is called after each day for the progress bar.

    Invoices go out and receipts come in on Mondays; in the last weeks the banks send their statements
    on every working day, which a clerk reviews and the manager signs off, those of the last days aside.
    """
    first_day, last_day = script.first_day, script.last_day
    banks = open_accounts(group.countries, group.currencies, actor=group.manager, now=at(first_day, 4))
    desks = tuple(
        ChequeDesk(banks.accounts[group.entities[code]], cheques, group.clerk, group.manager)
        for code, cheques in script.cheques.items()
    )
    sales, payments = _sales_by_day(group, script.lives), _payments_by_day(group, script.lives)
    callers = tuple(
        Caller(entity_id, company, group.collectors[entity_id], group.second)
        for entity_id, company in group.companies.items()
    )
    stage = Stage(group, banks, sales, payments, desks, callers, Random(seed))
    agreed_on = _working_day_by(last_day - _AGREED_BEFORE)
    since = day = first_day
    with team.rights_remembered():
        while day <= last_day:
            has_daily_run = last_day - day <= _RUN_DAILY_FOR
            if day.weekday() in (_WORKING_DAYS if has_daily_run else _OFFICE_DAYS) or day == last_day:
                is_looked_at = last_day - day > _NOT_LOOKED_AT
                _live(stage, since, day, has_daily_run=has_daily_run, is_looked_at=is_looked_at)
                if has_daily_run and day < last_day:
                    call_customers(callers, day, at(day, 9), stage.random)
                if day == agreed_on:
                    agree(callers, day, at(day, 10))
                since = day + timedelta(days=1)
            tick()
            day += timedelta(days=1)


def _working_day_by(day: date) -> date:
    """Return the day itself, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - _WORKING_DAYS[-1]))


def _sales_by_day(group: Group, lives: Iterable[Life]) -> dict[date, list[tuple[int, Sale]]]:
    days: dict[date, list[tuple[int, Sale]]] = defaultdict(list)
    for life in lives:
        for sale in life.sales:
            days[sale.issue_date].append((group.entities[life.company.entity.code], sale))
    return days


def _payments_by_day(group: Group, lives: Iterable[Life]) -> dict[date, list[tuple[int, Payment]]]:
    days: dict[date, list[tuple[int, Payment]]] = defaultdict(list)
    for life in lives:
        for payment in life.payments:
            days[payment.received_on].append((group.entities[life.company.entity.code], payment))
    return days


def _live(stage: Stage, since: date, day: date, *, has_daily_run: bool, is_looked_at: bool) -> None:
    """Do on `day` what has come up since."""
    days = [since + timedelta(days=step) for step in range((day - since).days + 1)]
    if any(one.day == 1 for one in days):
        record_rates(day)
    _sell(stage, day, [sale for one in days for sale in stage.sales.get(one, ())])
    for desk in stage.cheque_desks:
        desk.live(since, day, now=at(day, 5))
    payments = [payment for one in days for payment in stage.payments.get(one, ())]
    if has_daily_run:
        lines = bank_lines(day, payments)
        told = stage.banks.tell(day, lines, actor=stage.group.clerk, now=at(day, 6))
        _run(day)
        if is_looked_at:
            _look_at_statements(stage, day, payments, told)
        else:
            _bring_papers(stage, day, payments, lines)
    else:
        _receive(stage, day, payments)


def _bring_papers(
    stage: Stage,
    day: date,
    payments: Sequence[tuple[int, Payment]],
    lines: Mapping[int, Sequence[BankLine]],
) -> None:
    """Bring in what accounting and payers sent, for a clerk to work with."""
    clerk = stage.group.clerk
    bring_cash_reports(day, stage.banks.accounts, lines, actor=clerk, now=at(day, 15))
    owed = _open_items(stage, day, payments)
    names = {(entity_id, payment.buyer.number): payment.buyer.called for entity_id, payment in payments}
    items = [
        (entity_id, (called.latin or called.legal), owed.get((entity_id, number), ()))
        for (entity_id, number), called in names.items()
    ]
    bring_advices(day, items, actor=clerk, now=at(day, 16))


def at(day: date, hour: int) -> datetime:
    """Return the instant at which something happens on `day`."""
    return datetime.combine(day, time(hour), tzinfo=UTC)


def record_rates(day: date) -> None:
    """Record the month's exchange rates to the euro."""
    drift = Decimal(1) + Decimal((day.year * 12 + day.month) % 7 - 3) / 200
    rates = [
        ledger.NewRate(code, "EUR", day, (rate * drift).quantize(Decimal("1e-12")))
        for code, rate in RATES.items()
    ]
    ledger.record_rates(
        rates=rates, source="demonstration", actor=Actor.program("demonstration"), now=at(day, 5)
    )


def _sell(stage: Stage, day: date, sales: Sequence[tuple[int, Sale]]) -> None:
    if not sales:
        return
    currencies = stage.group.currencies
    items = (
        NewItem(
            line=line,
            entity_id=entity_id,
            customer_number=sale.buyer.number,
            kind=ItemKind.INSTALLMENT if currencies[entity_id] == "VND" else ItemKind.INVOICE,
            number=sale.number,
            part=part,
            reference="",
            issue_date=sale.issue_date,
            due_date=due_date,
            currency=currencies[entity_id],
            amount=amount,
        )
        for line, (entity_id, sale) in enumerate(sales, start=1)
        for part, (due_date, amount) in enumerate(sale.parts, start=1)
    )
    ledger.post_items(items=items, source="invoicing", actor=Actor.program("invoicing"), now=at(day, 16))
    for entity_id, company in stage.group.companies.items():
        disputed = [sale for entity, sale in sales if entity == entity_id and sale.is_disputed]
        _dispute(stage, day, disputed, note=company.returned, actor=stage.group.collectors[entity_id])


def _dispute(stage: Stage, day: date, sales: Sequence[Sale], *, note: str, actor: Actor) -> None:
    """Hold what the customer will not accept, for some weeks."""
    found = [
        item for sale in sales for item in ledger_queries.find_items(text=sale.number, actor=actor, limit=2)
    ]
    if found:
        ledger.place_item_holds(
            item_ids=sorted({item.id for item in found}),
            reason=HoldReason.DISPUTED,
            note=note,
            from_date=day,
            until_date=day + timedelta(days=stage.random.randint(40, 200)),
            actor=actor,
            now=at(day, 17),
        )


def _receive(stage: Stage, day: date, payments: Sequence[tuple[int, Payment]]) -> None:
    """Take in the receipts as the old system kept them: most with the document that a clerk applied them to."""
    if payments:
        cash.post_receipts(
            receipts=_receipts(stage, day, payments),
            source="bank file",
            actor=stage.group.clerk,
            now=at(day, 6),
        )


def _look_at_statements(
    stage: Stage, day: date, payments: Sequence[tuple[int, Payment]], told: Mapping[int, int]
) -> None:
    """Apply by hand what the daily run couldn't explain, review the statements (by entity), and sign the day off."""
    clerk, manager = stage.group.clerk, stage.group.manager
    _apply_by_hand(stage, day, payments)
    for entity_id, statement_id in sorted(told.items()):
        cash.review_statement(statement_id=statement_id, actor=clerk, now=at(day, 12))
        account_id = stage.banks.accounts[entity_id].id
        cash.sign_off_day(account_id=account_id, day=day, actor=manager, now=at(day, 14))


def _receipts(stage: Stage, day: date, payments: Iterable[tuple[int, Payment]]) -> Iterator[NewReceipt]:
    for line, (entity_id, payment) in enumerate(payments, start=1):
        ((number, _, _),) = payment.meant
        is_applied = stage.random.random() < _CLEARED_UP
        yield NewReceipt(
            line=line,
            entity_id=entity_id,
            customer_number=payment.buyer.number if payment.is_known else "",
            bank_reference=f"{day:%y%m%d}{line:05d}",
            value_date=payment.received_on,
            currency=stage.group.currencies[entity_id],
            amount=payment.amount,
            payer_name=payment.buyer.called.latin or payment.buyer.called.legal,
            text=payment.text,
            pays_item_number=number if is_applied else "",
        )


def _apply_by_hand(stage: Stage, day: date, payments: Sequence[tuple[int, Payment]]) -> None:
    """Apply most of what the program refused to guess, as a clerk who knows the customers does."""
    numbers = {payment.buyer.number for _, payment in payments if payment.is_known}
    doubtful = [
        (entity_id, payment)
        for entity_id, payment in payments
        if payment.buyer.number in numbers and stage.random.random() < _APPLIED_BY_HAND
    ]
    items = _open_items(stage, day, doubtful)
    allocations: dict[int, list[NewAllocation]] = defaultdict(list)
    for entity_id, payment in doubtful:
        known = _allocation(day, items.get((entity_id, payment.buyer.number), []), payment)
        if known is not None:
            allocations[entity_id].append(known)
    for entity_id, found in allocations.items():
        ledger.allocate(
            allocations=found,
            source="desk",
            actor=stage.group.clerk,
            now=at(day, 11),
            reason=stage.group.companies[entity_id].recognized,
        )


def _open_items(
    stage: Stage, day: date, payments: Sequence[tuple[int, Payment]]
) -> dict[tuple[int, str], list[ItemLine]]:
    clerk = stage.group.clerk
    ids: dict[int, tuple[int, str]] = {}
    for entity_id in sorted({entity_id for entity_id, _ in payments}):
        numbers = {payment.buyer.number for entity, payment in payments if entity == entity_id}
        found = parties.customer_ids(entity_id=entity_id, numbers=numbers, actor=clerk)
        ids |= {customer_id: (entity_id, number) for number, customer_id in found.items()}
    items: dict[tuple[int, str], list[ItemLine]] = defaultdict(list)
    for item in ledger_queries.items_of_customer(customer_ids=sorted(ids), actor=clerk, on=day):
        if item.customer_id is not None:
            items[ids[item.customer_id]].append(item)
    return items


def _allocation(day: date, items: Sequence[ItemLine], payment: Payment) -> NewAllocation | None:
    """Return what the clerk would apply: the money that still lies there, to the item that the payer meant."""
    ((number, part, amount),) = payment.meant
    receipt = next((item for item in items if item.amount_open.amount == -amount), None)
    meant = next((item for item in items if (item.number, item.part) == (number, part)), None)
    if receipt is None or meant is None or meant.amount_open.amount < amount:
        return None
    return NewAllocation(receipt.id, meant.id, amount, day, f"hand/{receipt.id}")


def _run(day: date) -> None:
    workflows.run_daily(
        on=day, actor=Actor.program("daily run"), now_of=lambda: at(day, 8), reader=Reader.for_language("en")
    )
