"""What follows from facts that rooms publish: one table, read once when the program comes up.

The rooms don't know each other. A fact without a reaction stands here with an empty list, so that one sees what
could follow.
"""

from __future__ import annotations

from collections.abc import Mapping

from recoup.cash import events as cash
from recoup.collections import events as collections
from recoup.plumbing import facts
from recoup.workflows.agreed_messages import (
    ask_about_broken,
    confirm_in_writing,
    put_offer_in_writing,
    send_agreement,
)
from recoup.workflows.agreements import follow_money
from recoup.workflows.promises import judge_what_was_promised

REACTIONS: Mapping[type[object], tuple[facts.Reaction, ...]] = {
    cash.CashApplied: (judge_what_was_promised, follow_money),
    cash.ShortPaid: (),
    cash.PayerNamed: (),
    cash.ReceiptUndone: (judge_what_was_promised, follow_money),
    cash.ReceiptReturned: (),
    cash.MoneyPassedOn: (),
    cash.ChequeTakenIn: (),
    cash.ChequeBounced: (judge_what_was_promised, follow_money),
    cash.ChequeReturned: (judge_what_was_promised, follow_money),
    collections.PromiseMade: (confirm_in_writing,),
    collections.PromiseKept: (),
    collections.PromiseBroken: (ask_about_broken,),
    collections.PlanBegun: (send_agreement,),
    collections.OfferMade: (put_offer_in_writing,),
}


def connect() -> None:
    """Let the reactions hear of their facts."""
    for kind, reactions in REACTIONS.items():
        for reaction in reactions:
            facts.react(kind, reaction)
