"""The evidence and the refusals in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from recoup.engines.matching.ideas import Case
from recoup.engines.matching.index import amount_of
from recoup.engines.matching.types import Clue, Doubt, Refusal
from recoup.engines.matching.weighing import Piece, Weighed
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value

_CLUES: Mapping[Clue, str] = {
    Clue.SAID: N_("A person said that this customer paid."),
    Clue.VIRTUAL_ACCOUNT: N_("The money came to account {read}, which only this customer was given."),
    Clue.ACCOUNT: N_("It was paid from {read}, an account of this customer."),
    Clue.ACCOUNT_SHARED: N_("It was paid from {read}, which this customer shares with others."),
    Clue.CUSTOMER_NUMBER: N_("The text names customer {read}."),
    Clue.ALIAS: N_("{read} has paid for this customer before."),
    Clue.NAME: N_("The payer's name, {read}, is the customer's."),
    Clue.NAME_CLOSE: N_("The payer's name, {read}, is close to the customer's."),
    Clue.NAME_LOOSE: N_("The payer's name, {read}, is a little like the customer's."),
    Clue.GROUP: N_("The payer and the customer belong to one group."),
    Clue.STRANGER: N_("Somebody else paid, as far as the account and the name tell."),
    Clue.STRUCTURED: N_("The payment reference {read} belongs to it."),
    Clue.NUMBER: N_("The text names {read}."),
    Clue.NUMBER_ALIKE: N_("The text names {read}, with letters and digits that look alike mixed up."),
    Clue.NUMBER_DIGITS: N_("The text gives the digits {read} of its number."),
    Clue.NUMBER_PART: N_("{read} in the text is part of its number, or has one digit wrong."),
    Clue.NUMBER_WEAK: N_("{read} in the text may be its number or something else."),
    Clue.CONTRACT: N_("The text names contract {read}."),
    Clue.ADVICE: N_("The remittance advice lists it."),
    Clue.REST_UNNAMED: N_("The text doesn't name everything that the amount pays."),
    Clue.LEFT_OUT: N_("The text also names {read}, which this leaves out."),
    Clue.AMOUNT: N_("The amount agrees to the last cent."),
    Clue.BALANCE: N_("The amount is the whole open balance."),
    Clue.OLDEST_FIRST: N_("The amount is the sum of the oldest open items."),
    Clue.SUM: N_("The amount is the sum of these items."),
    Clue.DIFFERENCE: N_("The amount differs from what is open."),
    Clue.SHORT: N_("Less came than is open."),
    Clue.OVER: N_("More came than is open."),
    Clue.CONVERTED: N_("At the day's exchange rate the amount agrees roughly."),
    Clue.HABIT: N_("The customer usually pays like this."),
    Clue.ADVANCE: N_("The text speaks of a deposit or an advance payment."),
    Clue.UNEXPLAINED: N_("Nothing explains {read} in the text."),
    Clue.DUPLICATE: N_("An item of this amount was settled lately."),
}
_DOUBTS: Mapping[Doubt, str] = {
    Doubt.NOTHING_FOUND: N_("Nothing open fits this receipt."),
    Doubt.NOT_MONEY_IN: N_("This is no money that came in."),
    Doubt.WEAK: N_("The evidence is worth {score} points; {needed} are needed."),
    Doubt.TIE: N_("Another explanation is as good, or nearly."),
    Doubt.COMPETING: N_("Another receipt of this run wants the same item."),
    Doubt.OTHER_CUSTOMER: N_("The items belong to another customer than the one who seems to have paid."),
    Doubt.OTHER_ENTITY: N_("The text names {read}, an item of another of our companies."),
    Doubt.OTHER_CURRENCY: N_("The items are in another currency than the receipt."),
    Doubt.SETTLED: N_("The text names {read}, which is settled already."),
    Doubt.DUPLICATE: N_("It looks like a second payment of something settled already."),
    Doubt.ADVANCE: N_("The text speaks of a deposit or an advance payment, and names no item."),
    Doubt.NAMED_ELSE: N_("The text names {read}, which the amount doesn't pay."),
    Doubt.DIFFERENCE: N_("The amount differs from what is open by {difference}."),
}


def sentence_of(piece: Piece) -> Sentence:
    """Return a piece of evidence in words."""
    text = _CLUES[piece.clue]
    return Sentence(text, {"read": piece.read}) if "{read}" in text else Sentence(text)


def refusal_of(doubt: Doubt, case: Case, weighed: Weighed | None = None) -> Refusal:
    """Return why nothing is applied, in words."""
    values: dict[str, Value] = {}
    text = _DOUBTS[doubt]
    if weighed is not None:
        if doubt is Doubt.WEAK:
            values = {"score": weighed.score, "needed": case.policy.apply_from}
        elif "{read}" in text:
            values = {"read": next((p.read for p in weighed.pieces if p.clue is Clue.LEFT_OUT), "")}
        elif doubt is Doubt.DIFFERENCE:
            values = {"difference": _difference(case, weighed)}
    return Refusal(doubt, Sentence(text, values))


def _difference(case: Case, weighed: Weighed) -> Money:
    idea, currency = weighed.idea, case.receipt.currency
    cents = abs(case.cents - sum(row.open for row in idea.rows))
    return Money(amount_of(cents, currency), currency)


def plain_refusal(doubt: Doubt) -> Refusal:
    """Return a refusal whose words need no values."""
    return Refusal(doubt, Sentence(_DOUBTS[doubt]))
