"""Receipts whose sender names the item to pay outright, in a field of its own: paid at once, nothing to guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from recoup.cash.models import Receipt
from recoup.cash.operations.application import NOTHING, posting_days, total
from recoup.cash.operations.matching import posting
from recoup.cash.operations.matching.keeping import Result, remember
from recoup.cash.operations.matching.outcomes import PERIOD_CLOSED
from recoup.cash.operations.matching.plans import Money, Plan, PostingDays
from recoup.cash.types import AppliedReceipts, Method, RefusalCode, RefusedReceipt
from recoup.engines.matching import Share, Verdict
from recoup.kernel import money as kernel
from recoup.kernel.actor import Actor
from recoup.kernel.batches import in_batches
from recoup.kernel.folding import fold_reference
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import queries as ledger
from recoup.ledger.queries import LockedItem, NamedItem, OpenReceipt

NO_SUCH_ITEM = N_("There is no item {number}.")
NUMBER_SHARED = N_("More than one item has the number {number}.")
OTHER_CURRENCY = N_("Item {number} is in {item_currency}, the receipt in {receipt_currency}.")
A_CREDIT = N_("Item {number} is a credit: apply this receipt by hand.")
SETTLED = N_("Item {number} is already settled.")
_BATCH = 25_000


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is done with a receipt, or why nothing is."""

    money: OpenReceipt
    plan: Plan | None = None
    refused: RefusedReceipt | None = None


def apply_named(
    *, item_ids: Collection[int], entity_ids: Iterable[int], on: date, actor: Actor, now: datetime
) -> AppliedReceipts:
    """Apply those of the receipts `item_ids` whose sender named the item to pay outright.

    Each pays what is open of that item, the first part first, and no more; the rest stays unapplied with the
    customer. Two customers' items of one number are told apart by who paid.
    """
    wanted = Receipt.objects.filter(item_id__in=item_ids).exclude(pays_item_number="")
    numbers = dict(wanted.values_list("item_id", "pays_item_number"))
    result = NOTHING
    for entity_id in entity_ids if numbers else ():
        receipts = ledger.open_receipts(entity_id=entity_id, until=on)
        days = posting_days(entity_id=entity_id, on=on, actor=actor)
        for batch in in_batches((money for money in receipts if money.item_id in numbers), _BATCH):
            bench = _Bench(batch, numbers, entity_id=entity_id, days=days)
            result = total(result, bench.apply(actor=actor, now=now))
    return result


class _Bench:
    """One batch of receipts with the items that they name, under locks; what one pays, the next find settled."""

    def __init__(
        self, batch: Sequence[OpenReceipt], numbers: Mapping[int, str], *, entity_id: int, days: PostingDays
    ) -> None:
        self._batch, self._numbers, self._entity_id, self._days = batch, numbers, entity_id, days
        self._named: dict[str, list[NamedItem]] = {}
        wanted = {fold_reference(numbers[money.item_id]) for money in batch}
        for item in ledger.items_named(entity_id=entity_id, numbers=wanted, until=days.on):
            self._named.setdefault(item.number_folded, []).append(item)
        found = [item.item_id for items in self._named.values() for item in items]
        self._items: Mapping[int, LockedItem] = ledger.locked_items(
            item_ids=[*found, *(money.item_id for money in batch)]
        )
        self._open = {item_id: item.amount_open for item_id, item in self._items.items()}

    def apply(self, *, actor: Actor, now: datetime) -> AppliedReceipts:
        """Post what can be posted and keep why the rest can't."""
        verdicts = [self._judge(money) for money in self._batch if self._open.get(money.item_id, 0) < 0]
        plans = [verdict.plan for verdict in verdicts if verdict.plan is not None]
        done = posting.post(posting.planned(plans, self._items, self._days), actor=actor, now=now)
        remember([_result(verdict, now) for verdict in verdicts])
        amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
        for plan in plans:
            amounts[plan.money.currency] += plan.paid
        return AppliedReceipts(
            applied=len(plans),
            identified=sum(1 for one in done if one.moved),
            refused=tuple(verdict.refused for verdict in verdicts if verdict.refused is not None),
            totals=tuple(kernel.Money(amount, currency) for currency, amount in sorted(amounts.items())),
        )

    def _judge(self, money: OpenReceipt) -> _Verdict:
        number = self._numbers[money.item_id]
        named = [
            item
            for item in self._named.get(fold_reference(number), ())
            if money.customer_id in (None, item.customer_id)
        ]
        refused = self._doubt(money, number, named)
        if refused is not None:
            return _Verdict(money, refused=refused)
        left, shares = money.amount_unapplied, []
        for item in sorted(named, key=lambda item: (item.part, item.item_id)):
            amount = min(left, self._open[item.item_id])
            if amount > 0:
                shares.append(Share(item.item_id, item.customer_id, amount, amount))
                left -= amount
                self._open[item.item_id] -= amount
        held = Money(
            *(money.item_id, money.item_id, self._entity_id, money.customer_id, money.currency),
            *(money.amount_unapplied, money.applies_from),
        )
        plan = Plan(held, tuple(shares), (), named[0].customer_id, method=Method.OUTRIGHT)
        return _Verdict(money, plan)

    def _doubt(self, money: OpenReceipt, number: str, named: Sequence[NamedItem]) -> RefusedReceipt | None:
        """Return why the number can't be followed, if it can't."""
        told = {"number": number}
        if not named:
            return _refusal(money, RefusalCode.NOTHING_FOUND, Sentence(NO_SUCH_ITEM, told))
        places = {(item.customer_id, item.part) for item in named}
        if len(places) < len(named) or len({item.customer_id for item in named}) > 1:
            return _refusal(money, RefusalCode.NUMBER_SHARED, Sentence(NUMBER_SHARED, told))
        for item in named:
            if item.currency != money.currency:
                values = told | {"item_currency": item.currency, "receipt_currency": money.currency}
                return _refusal(money, RefusalCode.OTHER_CURRENCY, Sentence(OTHER_CURRENCY, values))
            if self._open[item.item_id] < 0:
                return _refusal(money, RefusalCode.NAMED_ELSE, Sentence(A_CREDIT, told))
        if not any(self._open[item.item_id] for item in named):
            return _refusal(money, RefusalCode.SETTLED, Sentence(SETTLED, told))
        dates = [self._items[item.item_id].applies_from for item in named]
        day = self._days.first_open(money.applies_from, *dates)
        if not self._days.is_open(day):
            closed = Sentence(PERIOD_CLOSED, {"effective_date": day})
            return _refusal(money, RefusalCode.PERIOD_CLOSED, closed)
        return None


def _refusal(money: OpenReceipt, code: RefusalCode, sentence: Sentence) -> RefusedReceipt:
    return RefusedReceipt(money.item_id, code, sentence)


def _result(verdict: _Verdict, now: datetime) -> Result:
    if verdict.refused is None:
        return Result(verdict.money.item_id, Verdict.APPLY, matched_at=now)
    return Result(verdict.money.item_id, Verdict.NONE, None, verdict.refused.code, verdict.refused.sentence)
