"""What collections leaves to rules about payment plans: what needs an approval, and when a plan is broken."""

from __future__ import annotations

from decimal import Decimal

from recoup.kernel.sentences import N_
from recoup.rulebook.types import Choice, FieldType, RuleField, RuleKind, RuleValue

PLANS = "collections.plans"

_NOTHING, _HUNDRED = Decimal(0), Decimal(100)
_YEARS = Decimal(3660)

_PLANS = RuleKind(
    PLANS,
    N_("Payment plans"),
    (
        RuleField(
            *("approve_above", FieldType.MONEY, N_("Debt up to which no approval is needed")),
            least=_NOTHING,
            help=N_("A plan of a larger debt is approved by a second person. No amount: every plan is."),
        ),
        RuleField(
            *("installments_unasked", FieldType.INTEGER, N_("Installments without approval, at most")),
            least=Decimal(1),
            most=Decimal(240),
        ),
        RuleField(
            *("days_unasked", FieldType.DAYS, N_("Days until all is paid without approval, at most")),
            least=Decimal(1),
            most=_YEARS,
        ),
        RuleField(
            *("annual_rate", FieldType.PERCENT, N_("Interest a year that is proposed")),
            least=_NOTHING,
            most=_HUNDRED,
            help=N_(
                "Simple interest on what is still owed, by days over 365. None is often the better offer."
            ),
        ),
        RuleField(
            *("grace_days", FieldType.DAYS, N_("Days of grace after the plan date")),
            least=_NOTHING,
            most=Decimal(60),
        ),
        RuleField(
            *("missed_max", FieldType.INTEGER, N_("Missed installments that break the plan")),
            least=Decimal(1),
            most=Decimal(12),
            help=N_("Missed at the same time: one that is paid late after all no longer counts."),
        ),
        RuleField(
            *("days_max", FieldType.DAYS, N_("Or one installment late by more than")),
            least=Decimal(1),
            most=_YEARS,
        ),
        RuleField(
            *("consequences", FieldType.CHOICES, N_("What follows when it is broken")),
            choices=(
                Choice("CHASE_AGAIN", N_("Its items are chased again, where they stood")),
                Choice("WAIVED_COMES_BACK", N_("What was to be let off is owed again")),
            ),
        ),
    ),
    RuleValue(
        {
            "approve_above": {},
            "installments_unasked": 6,
            "days_unasked": 190,
            "annual_rate": _NOTHING,
            "grace_days": 3,
            "missed_max": 2,
            "days_max": 30,
            "consequences": ("CHASE_AGAIN", "WAIVED_COMES_BACK"),
        }
    ),
    help=N_("A plan moves no due date: aging and provision go on by the contract."),
)

KINDS = (_PLANS,)
