"""The second look: which proposals a person should look at twice before they are let go."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from recoup.engines.strategy.types import CourseFacts, Decision, Effect, WaiverReason
from recoup.kernel.sentences import N_, Sentence


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on a proposal is out of the ordinary; `amount` is in reporting currency, 0 for no limit.

    `firm_templates` are letters that a person always lets go.
    """

    amount: Decimal
    passed_over: int
    firm_templates: frozenset[str]


def second_look(facts: CourseFacts, decision: Decision, limits: Limits) -> tuple[Sentence, ...]:
    """Return why a person should look at the step that was decided, in words; empty when it is an ordinary one."""
    step = decision.step
    assert step is not None
    told = []
    if step.template in limits.firm_templates:
        told.append(Sentence(N_("This is a final demand: a person lets it go.")))
    if step.effect is not Effect.NONE:
        told.append(
            Sentence(N_("The step has an effect: {effect}."), {"effect": Sentence(step.effect.label)})
        )
    if limits.amount and facts.amount_reporting is not None and facts.amount_reporting >= limits.amount:
        told.append(
            Sentence(N_("The amount is unusually large: {amount}."), {"amount": facts.amount_overdue})
        )
    jumped = sum(waiver.reason is WaiverReason.JUMPED for waiver in decision.waivers)
    if limits.passed_over and jumped >= limits.passed_over:
        told.append(
            Sentence(
                N_("{steps} step is passed over at once."),
                {"steps": jumped},
                plural=N_("{steps} steps are passed over at once."),
                count="steps",
            )
        )
    if facts.amount_unapplied.is_positive():
        told.append(
            Sentence(
                N_("{amount} was received and waits to be applied: look whether it pays this."),
                {"amount": facts.amount_unapplied},
            )
        )
    return tuple(told)
