"""How much of a difference a person may settle without a second one."""

from __future__ import annotations

from decimal import Decimal

from recoup.cash import permissions
from recoup.cash.operations.matching.plans import ACCOUNTS, Plan
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.team import queries as team


def settled_by(plan: Plan) -> Decimal:
    """Return what the plan settles without money, in the receipt's currency: positive."""
    return sum(
        (abs(residue.amount) for residue in plan.residues if residue.reason in ACCOUNTS), start=Decimal(0)
    )


def require_limit(plan: Plan, actor: Actor) -> None:
    """Let the actor pass who may settle the plan's differences.

    :raises NotAllowed: the actor may not apply cash in the entity
    :raises AboveLimit: they are above the actor's limit
    :raises LimitInOtherCurrency: the actor's limit is in another currency
    """
    amount = settled_by(plan)
    if amount:
        team.require(
            actor=actor,
            permission=permissions.APPLY,
            entity_id=plan.money.entity_id,
            amount=Money(amount, plan.money.currency),
        )
