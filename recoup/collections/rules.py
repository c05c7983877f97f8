"""What collections leaves to rules: promises, next actions, a person's day, and what to say at a call.

The rulebook holds what the rules say; `recoup.rulebook.queries.resolve` tells which one applies and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from recoup.engines.promises import PromiseRules
from recoup.kernel.sentences import N_
from recoup.rulebook.types import FieldType, RuleField, RuleKind, RuleValue

PROMISES = "collections.promises"
FOLLOW_UPS = "collections.follow_ups"
SCRIPTS = "collections.scripts"

_NOTHING = Decimal(0)

_PROMISES = RuleKind(
    PROMISES,
    N_("Promises to pay"),
    (
        RuleField(
            *("grace_days", FieldType.DAYS, N_("Days of grace")),
            least=_NOTHING,
            most=Decimal(30),
            help=N_("So many days after the day promised the money still counts as in time."),
        ),
        RuleField(*("in_business_days", FieldType.BOOLEAN, N_("Count business days only"))),
        RuleField(
            *("tolerance_percent", FieldType.PERCENT, N_("Share that may be missing")),
            least=_NOTHING,
            most=Decimal(50),
        ),
        RuleField(
            *("tolerance", FieldType.MONEY, N_("Amount that may be missing")),
            least=_NOTHING,
            help=N_("The larger of the two counts. What is missing stays open and is chased."),
        ),
        RuleField(
            *("days_ahead_max", FieldType.DAYS, N_("Days ahead at most")),
            least=Decimal(1),
            most=Decimal(366),
            help=N_("For more time there are payment plans."),
        ),
    ),
    RuleValue(
        {
            "grace_days": 2,
            "in_business_days": True,
            "tolerance_percent": Decimal(1),
            "tolerance": {},
            "days_ahead_max": 30,
        }
    ),
)

_FOLLOW_UPS = RuleKind(
    FOLLOW_UPS,
    N_("Next actions and a person’s day"),
    (
        RuleField(
            *("retry_days", FieldType.DAYS, N_("Try again after")),
            least=_NOTHING,
            most=Decimal(60),
            help=N_("Business days after a call that reached nobody."),
        ),
        RuleField(
            *("calls_a_day", FieldType.INTEGER, N_("Calls a person can make in a day")),
            least=Decimal(1),
            most=Decimal(1000),
            help=N_("Today shows so many customers of one’s own at once, and says how many more there are."),
        ),
        RuleField(
            *("cheque_days", FieldType.DAYS, N_("Confirm a cheque before its date")),
            least=_NOTHING,
            most=Decimal(60),
            help=N_("So many days before, Today asks for a call to the drawer: is the account covered?"),
        ),
    ),
    RuleValue({"retry_days": 1, "calls_a_day": 40, "cheque_days": 3}),
)

# Codes of situations are names for good. The standard texts are translated by the catalogue; what an entity writes
# itself is shown as it was written.
SITUATIONS: Mapping[str, str] = {
    "first_call": N_("First call"),
    "again": N_("Another call"),
    "broken_promise": N_("After a broken promise"),
    "running_promise": N_("While a promise runs"),
    "disputed": N_("When the customer disputes"),
    "unable": N_("When the customer can’t pay"),
    "angry": N_("When the customer is angry"),
    "cheque_due": N_("Before a cheque falls due"),
}
_TEXTS: Mapping[str, str] = {
    "first_call": N_(
        "Good day, this is {user} of {company}. I am calling about {amount} that is {days} days late. "
        "Have you got the invoices? When will you pay? Ask for a day and an amount, and say both again at the end."
    ),
    "again": N_(
        "Good day, this is {user} of {company}. We spoke before; {amount} is still open and {days} days late. "
        "Ask what has changed since, then for a day and an amount."
    ),
    "broken_promise": N_(
        "Good day, this is {user} of {company}. You had promised to pay, and the money has not come. What happened? "
        "Ask for payment today, or offer to call the manager. Don’t take the same promise twice."
    ),
    "running_promise": N_(
        "A promise still runs: don’t ask for money again. If the customer calls, thank for the promise and confirm "
        "the day and the amount."
    ),
    "disputed": N_(
        "Listen, write down which invoice, what is wrong and since when. Say that you pass it on today, and agree "
        "what is not in dispute: when will that part be paid?"
    ),
    "unable": N_(
        "Ask what can be paid now, and when the next money comes. A part today and the rest by a day is better than "
        "nothing; for more time propose a payment plan."
    ),
    "angry": N_(
        "Stay calm, let the customer finish, say back what you understood. Never threaten. If it doesn’t calm down, "
        "end the call politely, write down what happened, and ask the manager to take over."
    ),
    "cheque_due": N_(
        "Good day, this is {user} of {company}. Your cheque falls due soon. Is the account covered on that day?"
    ),
}
PLACEHOLDERS = ("user", "company", "customer", "contact", "amount", "days")

_SCRIPTS = RuleKind(
    SCRIPTS,
    N_("What to say at a call"),
    tuple(RuleField(code, FieldType.TEXT, label) for code, label in SITUATIONS.items()),
    RuleValue(dict(_TEXTS)),
    help=N_(
        "In the text, {user}, {company}, {customer}, {contact}, {amount} and {days} stand for what their names say."
    ),
)

KINDS = (_PROMISES, _FOLLOW_UPS, _SCRIPTS)


def promise_rules(value: RuleValue, currency: str) -> PromiseRules:
    """Return what the rule says of promises in a currency."""
    return PromiseRules(
        grace_days=value.whole("grace_days"),
        in_business_days=value.flag("in_business_days"),
        tolerance_percent=value.decimal("tolerance_percent"),
        tolerance=value.money("tolerance", currency).amount,
        days_ahead_max=value.whole("days_ahead_max"),
    )
