"""What becomes of a decision: a plan to post, or proposals with the reason why nothing is applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recoup.cash.operations.matching.facts import Case, Undone
from recoup.cash.operations.matching.plans import NOTHING, Money, Plan, PostingDays
from recoup.cash.operations.matching.rules import CashRules
from recoup.cash.types import DeedKind, RefusalCode
from recoup.engines.matching import Clue, Decision, Doubt, OpenItem, Proposal, Reason, Verdict
from recoup.kernel.money import Money as Amount
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger.queries import LockedItem

UNDONE = N_("This was done with the receipt before, and a person undid it.")
CHANGED = N_("The receipt or the item changed while it was looked at; the next run looks again.")
PERIOD_CLOSED = N_("The period of {effective_date} is closed.")
NOT_TOLERATED = N_("The difference is more than the rules allow without asking.")
ADVICE_SUM_DIFFERS = N_("The remittance advice lists {listed}, and {amount} is to be applied.")
NOT_AS_ADVISED = N_("Not every document of the remittance advice is open with what is paid on it.")
_NAMING = frozenset({Clue.ADVICE, Clue.STRUCTURED, Clue.NUMBER, Clue.NUMBER_ALIKE, Clue.NUMBER_DIGITS})
_DOUBTING = frozenset({Clue.STRANGER, Clue.LEFT_OUT, Clue.REST_UNNAMED})
_ABOUT_AMOUNT = frozenset({RefusalCode.SHORT, RefusalCode.OVER, RefusalCode.DUPLICATE, RefusalCode.SETTLED})


@dataclass(slots=True)
class Outcome:
    """What is made of a receipt: the plan, or why there is none. `payer` is who paid, beyond doubt, None if unsure."""

    case: Case
    decision: Decision
    plan: Plan | None = None
    code: RefusalCode | None = None
    refusal: Sentence | None = None
    payer: int | None = None

    def refuse(self, code: RefusalCode, sentence: Sentence) -> None:
        """Turn to proposing: nothing is posted, the payer stays where the money is."""
        self.plan, self.payer, self.code, self.refusal = None, None, code, sentence


class Court:
    """Turns decisions into outcomes, under the locks of all items concerned."""

    def __init__(
        self,
        *,
        seen: Mapping[int, OpenItem],
        rules: CashRules,
        undone: Undone,
        items: Mapping[int, LockedItem],
        days: PostingDays,
    ) -> None:
        self._seen, self._rules, self._undone, self._items, self._days = seen, rules, undone, items, days
        self._open = {item_id: item.amount_open for item_id, item in items.items()}

    def outcome(self, case: Case, decision: Decision) -> Outcome:
        """Return what becomes of one decision; keeps count of what the ones before it take."""
        found = Outcome(case, decision)
        against = _against_advice(case, decision)
        if against is not None:
            found.code, found.refusal = RefusalCode.ADVICE_DIFFERS, against
            if case.money.customer_id is None:
                found.payer = decision.customer_id
        elif decision.verdict is Verdict.APPLY:
            found.plan = self._plan(case, decision)
            self._check(found)
        else:
            assert decision.refusal is not None
            found.code, found.refusal = self._code(decision), decision.refusal.sentence
            if case.money.customer_id is None:
                found.payer = self._payer(decision, found.code)
        if found.payer is not None:
            found.plan = Plan(self.money(case), (), (), found.payer, kind=DeedKind.PAYER_NAMED)
            self._check_payer(found)
        elif found.plan is not None:
            for share in found.plan.shares:
                self._open[share.item_id] -= share.amount
        return found

    def money(self, case: Case) -> Money:
        """Return the money of a receipt as it is."""
        return Money(
            receipt_id=case.receipt_id,
            item_id=case.money.item_id,
            entity_id=case.facts.entity_id,
            customer_id=case.money.customer_id,
            currency=case.money.currency,
            left=case.money.amount_unapplied,
            applies_from=case.money.applies_from,
        )

    def _plan(self, case: Case, decision: Decision) -> Plan:
        best = decision.proposals[0]
        payer = decision.customer_id if decision.customer_id in best.customer_ids else best.customer_ids[0]
        return Plan(
            money=self.money(case),
            shares=best.shares,
            residues=best.residues,
            payer=payer,
            evidence=best.evidence,
            rank=1,
            score=best.score,
            foreign=frozenset(
                share.item_id
                for share in best.shares
                if self._seen[share.item_id].currency != case.money.currency
            ),
            short={
                share.item_id: left
                for share in best.shares
                if (left := self._open.get(share.item_id, NOTHING) - share.amount) > 0
            },
        )

    def _check(self, found: Outcome) -> None:
        plan, case = found.plan, found.case
        assert plan is not None
        if not self._stands(case, plan):
            found.refuse(RefusalCode.CHANGED, Sentence(CHANGED))
            return
        for residue in plan.residues:
            whole = self._seen[residue.item_id].amount if residue.item_id else case.money.amount_unapplied
            if residue.reason is Reason.BANK_CHARGE:
                whole = case.money.amount_unapplied
            is_foreign = self._rules.is_foreign(case.facts)
            if not self._rules.tolerates(
                residue.reason, residue.amount, case.money.currency, whole, is_foreign=is_foreign
            ):
                code = RefusalCode.SHORT if residue.amount < 0 else RefusalCode.OVER
                found.refuse(code, Sentence(NOT_TOLERATED))
                return
        pairs = {(case.receipt_id, share.item_id) for share in plan.shares}
        payers = {(case.receipt_id, customer_id) for customer_id in plan.customer_ids}
        is_moving = case.money.customer_id not in plan.customer_ids
        if pairs & self._undone.items or (is_moving and payers & self._undone.payers):
            found.refuse(RefusalCode.UNDONE, Sentence(UNDONE))
            return
        dates = [self._items[share.item_id].applies_from for share in plan.shares]
        self._check_days(found, self._days.first_open(case.money.applies_from, *dates))

    def _stands(self, case: Case, plan: Plan) -> bool:
        """Return whether money and items are as they were when they were compared, and not taken by now."""
        money = self._items.get(case.money.item_id)
        if money is None or -money.amount_open != case.money.amount_unapplied:
            return False
        for share in plan.shares:
            item = self._items.get(share.item_id)
            if item is None or item.amount_open != self._seen[share.item_id].amount_open:
                return False
            if abs(share.amount) > abs(self._open[share.item_id]) or item.applies_from > self._days.on:
                return False
        return True

    def _check_payer(self, found: Outcome) -> None:
        case = found.case
        if (case.receipt_id, found.payer) in self._undone.payers:
            found.refuse(RefusalCode.UNDONE, Sentence(UNDONE))
            return
        money = self._items.get(case.money.item_id)
        if money is None or -money.amount_open != case.money.amount_unapplied:
            found.refuse(RefusalCode.CHANGED, Sentence(CHANGED))
            return
        self._check_days(found, self._days.first_open(case.money.applies_from))

    def _check_days(self, found: Outcome, *dates: date) -> None:
        for day in dates:
            if not self._days.is_open(day):
                found.refuse(RefusalCode.PERIOD_CLOSED, Sentence(PERIOD_CLOSED, {"effective_date": day}))
                return

    def _code(self, decision: Decision) -> RefusalCode:
        """Return the reason's code; a difference tells whether less or more came."""
        assert decision.refusal is not None
        doubt = decision.refusal.doubt
        if doubt is Doubt.DIFFERENCE:
            return RefusalCode.OVER if _surplus(decision.proposals[0]) > 0 else RefusalCode.SHORT
        if doubt is Doubt.WEAK and decision.proposals:
            clues = {piece.clue for piece in decision.proposals[0].evidence}
            if clues & _NAMING and Clue.SHORT in clues:
                return RefusalCode.SHORT
        if doubt is Doubt.NOT_MONEY_IN:
            return RefusalCode.NOTHING_FOUND
        return RefusalCode(doubt)

    def _payer(self, decision: Decision, code: RefusalCode | None) -> int | None:
        """Return whose money it is beyond doubt, though nothing can be applied: nobody is chased for what came.

        That is the one whom account, name or number certainly tell, or whose items alone the text names for sure.
        """
        if decision.customer_id is not None:
            return decision.customer_id
        if code not in _ABOUT_AMOUNT or not decision.proposals:
            return None
        best = decision.proposals[0]
        clues = {piece.clue for piece in best.evidence}
        if len(best.customer_ids) == 1 and clues & _NAMING and not clues & _DOUBTING:
            return best.customer_ids[0]
        return None


def _against_advice(case: Case, decision: Decision) -> Sentence | None:
    """Return why the receipt isn't what its advice says: then nothing is applied by itself, whatever it may pay."""
    advice = case.facts.advice
    stated = sorted(line.amount for line in advice if line.amount is not None)
    if not advice or len(stated) < len(advice):
        return None
    listed = sum(stated, start=NOTHING)
    if listed != case.money.amount_unapplied:
        currency = case.money.currency
        values = {"listed": Amount(listed, currency), "amount": Amount(case.money.amount_unapplied, currency)}
        return Sentence(ADVICE_SUM_DIFFERS, values)
    if decision.verdict is not Verdict.APPLY:
        return None
    best = decision.proposals[0]
    clues = {piece.clue for piece in best.evidence}
    is_as_advised = Clue.ADVICE in clues and Clue.REST_UNNAMED not in clues
    if is_as_advised and sorted(share.paid for share in best.shares) == stated:
        return None
    return Sentence(NOT_AS_ADVISED)


def _surplus(proposal: Proposal) -> Decimal:
    return sum((residue.amount for residue in proposal.residues), start=NOTHING)


def items_of(cases: Iterable[Case], decisions: Sequence[Decision]) -> set[int]:
    """Return all items that must be locked before anything is posted by these decisions."""
    found = {case.money.item_id for case in cases}
    for decision in decisions:
        if decision.verdict is Verdict.APPLY:
            found.update(share.item_id for share in decision.proposals[0].shares)
    return found
