"""Judge receipts: what each may pay, or why it may pay nothing. Decides under locks and writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recoup.cash.types import RefusalCode, RefusedReceipt
from recoup.engines.references import (
    Candidate,
    Decision,
    ReceiptFacts,
    Tokens,
    decide,
    numbers_in,
    pay_named,
    tokens_of,
)
from recoup.kernel.folding import fold_reference
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import queries as ledger
from recoup.ledger.queries import NamedItem, OpenReceipt

SOURCE = "cash"
OTHER_CUSTOMER = N_("The text names items of another customer than the payer.")
UNDONE = N_("This receipt was applied to what it names before, and that was undone.")
PERIOD_CLOSED = N_("The period of {effective_date} is closed.")
NO_SUCH_ITEM = N_("There is no item {number}.")


@dataclass(frozen=True, slots=True)
class Case:
    """A receipt to judge: its key in this room, its money, its folded text.

    `number` is the item that the sender named outright, as printed and `number_folded` for comparing; or empty.
    `keys` are the folded numbers that the receipt could name.
    """

    receipt_id: int
    money: OpenReceipt
    tokens: Tokens
    number: str
    number_folded: str
    keys: frozenset[str]

    @classmethod
    def of(cls, receipt_id: int, money: OpenReceipt, *, text: str, number: str) -> Case:
        """Return the case of a receipt with this text and, where its sender named one outright, item number."""
        tokens, folded = tokens_of(text), fold_reference(number)
        keys = frozenset((folded,)) if folded else numbers_in(tokens)
        return cls(receipt_id, money, tokens, number, folded, keys)

    def reference_to(self, item_id: int) -> str:
        """Return the name under which this receipt pays that item, for good."""
        return f"{self.receipt_id}>{item_id}"

    @property
    def reference_of_payer(self) -> str:
        """The name under which the payer of this receipt is identified, for good."""
        return f"{self.receipt_id}>payer"


@dataclass(frozen=True, slots=True)
class Payment:
    """A part of a receipt for one item, counting from `effective_date`."""

    item_id: int
    amount: Decimal
    effective_date: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done with a receipt: `payments`, or the reason for none.

    `payer` is the customer for whom the receipt is to leave suspense, on `payer_date`; None when it need not.
    """

    case: Case
    payments: tuple[Payment, ...] = ()
    refused: RefusedReceipt | None = None
    payer: int | None = None
    payer_date: date = date.min


class PostingDays:
    """On which days something may count: `on` is the day of the run, `closed` the entity's closed periods."""

    def __init__(self, *, on: date, closed: Sequence[tuple[date, date]]) -> None:
        self.on = on
        self._closed = closed

    def is_open(self, day: date) -> bool:
        """Return whether something may still be posted into `day`."""
        return not any(first <= day <= last for first, last in self._closed)

    def first_open(self, *days: date) -> date:
        """Return the latest of `days`; when its period is closed, the day of the run."""
        latest = max(days)
        return latest if self.is_open(latest) else max(latest, self.on)


def judge(cases: Sequence[Case], *, entity_id: int, days: PostingDays) -> list[Verdict]:
    """Judge receipts one after the other, oldest first: what one pays, the next ones find settled."""
    items: dict[str, list[NamedItem]] = {}
    numbers = {number for case in cases for number in case.keys}
    for item in ledger.items_named(entity_id=entity_id, numbers=numbers, until=days.on):
        items.setdefault(item.number_folded, []).append(item)
    found = [item.item_id for named in items.values() for item in named]
    amounts = ledger.locked_amounts(item_ids=[*found, *(case.money.item_id for case in cases)])
    bench = _Bench(items, dict(amounts), _done_before(cases, items, entity_id=entity_id), days)
    return [bench.judge(case) for case in cases if amounts[case.money.item_id] < 0]


def _done_before(
    cases: Iterable[Case], items: Mapping[str, Sequence[NamedItem]], *, entity_id: int
) -> Collection[str]:
    """Return the names of what was done before and undone since by a person."""
    given_back = [case for case in cases if case.money.is_given_back]
    references = [case.reference_of_payer for case in given_back]
    references += [
        case.reference_to(item.item_id)
        for case in given_back
        for number in case.keys
        for item in items.get(number, ())
    ]
    return ledger.posted_references(entity_id=entity_id, source=SOURCE, source_refs=references)


class _Bench:
    """All that the judgment of one batch needs; `amounts` are the open amounts, less what was given out already."""

    def __init__(
        self,
        items: Mapping[str, Sequence[NamedItem]],
        amounts: dict[int, Decimal],
        undone: Collection[str],
        days: PostingDays,
    ) -> None:
        self._items = items
        self._amounts = amounts
        self._undone = undone
        self._days = days

    def judge(self, case: Case) -> Verdict:
        """Return the verdict on one receipt and keep count of what it pays."""
        money = case.money
        named = {item.item_id: item for number in case.keys for item in self._items.get(number, ())}
        decision = self._decide(case, named.values())
        payer = decision.customer_id
        if money.customer_id is not None and payer not in (None, money.customer_id):
            return _refuse(case, RefusalCode.OTHER_CUSTOMER, Sentence(OTHER_CUSTOMER))
        if self._is_undone(case, decision):
            return _refuse(case, RefusalCode.UNDONE, Sentence(UNDONE))
        payer_date = self._days.first_open(money.applies_from)
        payments = tuple(
            Payment(
                share.item_id,
                share.amount,
                self._days.first_open(payer_date, named[share.item_id].applies_from),
            )
            for share in decision.apply
        )
        for day in (payer_date, *(payment.effective_date for payment in payments)):
            if payer is not None and not self._days.is_open(day):
                closed = Sentence(PERIOD_CLOSED, {"effective_date": day})
                return _refuse(case, RefusalCode.PERIOD_CLOSED, closed)
        for payment in payments:
            self._amounts[payment.item_id] -= payment.amount
        refused = _refused(case, decision)
        return Verdict(case, payments, refused, None if money.customer_id else payer, payer_date)

    def _decide(self, case: Case, named: Collection[NamedItem]) -> Decision:
        facts = ReceiptFacts(-self._amounts[case.money.item_id], case.money.currency, case.tokens)
        if case.number_folded:
            own = [item for item in named if case.money.customer_id in (None, item.customer_id)]
            return pay_named(facts, case.number_folded, self._candidates(own))
        return decide(facts, self._candidates(named))

    def _candidates(self, items: Iterable[NamedItem]) -> list[Candidate]:
        return [
            Candidate(
                item.item_id,
                item.number_folded,
                self._amounts[item.item_id],
                item.customer_id,
                item.currency,
                part=item.part,
                number=item.number,
            )
            for item in items
        ]

    def _is_undone(self, case: Case, decision: Decision) -> bool:
        if not self._undone:
            return False
        if case.money.customer_id is None and case.reference_of_payer in self._undone:
            return True
        return any(case.reference_to(share.item_id) in self._undone for share in decision.apply)


def _refused(case: Case, decision: Decision) -> RefusedReceipt | None:
    if decision.refused is None:
        return None
    code = RefusalCode(decision.refused.doubt)
    sentence = decision.refused.sentence
    if code is RefusalCode.NOTHING_NAMED and case.number:
        sentence = Sentence(NO_SUCH_ITEM, {"number": case.number})
    return RefusedReceipt(case.money.item_id, code, sentence)


def _refuse(case: Case, code: RefusalCode, sentence: Sentence) -> Verdict:
    return Verdict(case, refused=RefusedReceipt(case.money.item_id, code, sentence))
