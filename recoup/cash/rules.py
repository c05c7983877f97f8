"""What cash leaves to rules: matching, the order of allocation, tolerances, cheques.

The rulebook holds what the rules say; `recoup.rulebook.queries.resolve` tells which one applies and why. Codes of
choices are names for good: decisions that were made keep them.
"""

from __future__ import annotations

from decimal import Decimal

from recoup.kernel.sentences import N_, Sentence
from recoup.rulebook.types import Choice, FieldType, RuleField, RuleKind, RuleValue

MATCHING_THRESHOLDS = "cash.matching_thresholds"
MATCHING_TIERS = "cash.matching_tiers"
ITEM_ORDER = "cash.item_order"
PART_ORDER = "cash.part_order"
SMALL_DIFFERENCES = "cash.small_differences"
BANK_CHARGES = "cash.bank_charges"
DISCOUNTS = "cash.discounts"
WITHHOLDING = "cash.withholding"
FOREIGN_CURRENCY = "cash.foreign_currency"
CHEQUE_PRESENTMENT = "cash.cheque_presentment"
CHEQUE_REGISTRY = "cash.cheque_registry"
CHEQUE_REDEPOSIT = "cash.cheque_redeposit"
CHEQUE_BOUNCE = "cash.cheque_bounce"
STATEMENT_SIGN_OFF = "cash.statement_sign_off"
REMITTANCE_ADVICES = "cash.remittance_advices"
PAYMENT_CONFIRMATIONS = "cash.payment_confirmations"

_NOTHING, _HUNDRED = Decimal(0), Decimal(100)
_POINTS_MAX = Decimal(300)
_DAYS_APART_MAX = Decimal(90)
_UNASKED = N_("May be applied without asking")


def _rising_thresholds(value: RuleValue) -> Sentence | None:
    if value.whole("propose") <= value.whole("apply"):
        return None
    return Sentence(N_("What is good enough to be applied must be good enough to be proposed."))


_THRESHOLDS = RuleKind(
    MATCHING_THRESHOLDS,
    N_("Matching: how sure one must be"),
    (
        RuleField(
            *("apply", FieldType.INTEGER, N_("Apply from")),
            unit=N_("points"),
            least=_NOTHING,
            most=_POINTS_MAX,
            help=N_("A match with at least so much evidence is applied without asking."),
        ),
        RuleField(
            *("propose", FieldType.INTEGER, N_("Propose from")),
            unit=N_("points"),
            least=-_POINTS_MAX,
            most=_POINTS_MAX,
            help=N_("A match with at least so much evidence is shown to the clerk."),
        ),
        RuleField(
            *("lead", FieldType.INTEGER, N_("Lead over the second best")),
            unit=N_("points"),
            least=Decimal(1),
            most=_POINTS_MAX,
            help=N_("With less than this between the best two, nothing is applied: a tie refuses."),
        ),
        RuleField(
            *("apply_short", FieldType.BOOLEAN, N_("Part payments may be applied without asking")),
        ),
    ),
    RuleValue({"apply": 60, "propose": -25, "lead": 12, "apply_short": True}),
    help=N_("Ten points more mean ten times as likely."),
    check=_rising_thresholds,
)

_TIERS = RuleKind(
    MATCHING_TIERS,
    N_("Matching: where to look, and in which order"),
    (
        RuleField(
            *("tiers", FieldType.CHOICES, N_("Order")),
            choices=(
                Choice("ADVICE", N_("Lines of a remittance advice")),
                Choice("NAMED", N_("Numbers and references in the text")),
                Choice("AMOUNT", N_("Items of the payer that add up to the amount")),
                Choice("HABIT", N_("How this payer usually pays")),
                Choice("SETTLED", N_("Settled items, for double payments")),
            ),
            help=N_("What is left out is not looked at."),
        ),
        RuleField(
            *("proposals_max", FieldType.INTEGER, N_("Proposals shown at most")),
            least=Decimal(1),
            most=Decimal(20),
        ),
        RuleField(
            *("duplicate_days", FieldType.DAYS, N_("Settled items stay candidates for")),
            least=_NOTHING,
            most=Decimal(3660),
            help=N_("So long a second payment of the same item is recognized as a double payment."),
        ),
        RuleField(
            *("work_max", FieldType.INTEGER, N_("Sums tried for one receipt at most")),
            least=Decimal(100),
            most=Decimal(1_000_000),
        ),
    ),
    RuleValue(
        {
            "tiers": ("ADVICE", "NAMED", "AMOUNT", "HABIT", "SETTLED"),
            "proposals_max": 5,
            "duplicate_days": 180,
            "work_max": 20_000,
        }
    ),
)

_ITEM_ORDER = RuleKind(
    ITEM_ORDER,
    N_("Allocation: which item is paid first"),
    (
        RuleField(
            *("steps", FieldType.CHOICES, N_("Order")),
            choices=(
                Choice("AGREEMENT", N_("As the contract says")),
                Choice("PAYER_CHOICE", N_("As the payer says")),
                Choice("CREDITOR_CHOICE", N_("As we say when confirming the payment")),
                Choice("DUE_FIRST", N_("What is due before what is not")),
                Choice("LEAST_SECURED", N_("What is least secured")),
                Choice("MOST_BURDENSOME", N_("What burdens the payer most")),
                Choice("OLDEST_DUE", N_("What is due the longest")),
                Choice("OLDEST_ISSUED", N_("What was issued first")),
                Choice("PRO_RATA", N_("In proportion to the amounts")),
            ),
            help=N_("Each step decides only what the ones before it leave open."),
        ),
    ),
)

_PART_ORDER = RuleKind(
    PART_ORDER,
    N_("Allocation: which part of a debt is paid first"),
    (
        RuleField(
            *("parts", FieldType.CHOICES, N_("Order")),
            choices=(
                Choice("COSTS", N_("Costs of enforcing")),
                Choice("INTEREST", N_("Interest")),
                Choice("PRINCIPAL", N_("Principal")),
            ),
        ),
        RuleField(
            *("despite_payer", FieldType.BOOLEAN, N_("Also where the payer named the debt")),
            help=N_("Whether interest and costs of the named debt may be taken first even then."),
        ),
    ),
)

_SMALL_DIFFERENCES = RuleKind(
    SMALL_DIFFERENCES,
    N_("Small differences"),
    (
        RuleField(
            *("short_max", FieldType.MONEY, N_("Paid too little by at most")),
            least=_NOTHING,
            help=N_("So much is written off, within the limit of whoever applies it. No amount: nothing."),
        ),
        RuleField(*("over_max", FieldType.MONEY, N_("Paid too much by at most")), least=_NOTHING),
        RuleField(
            *("share_max", FieldType.PERCENT, N_("Never more than this share of the item")),
            least=_NOTHING,
            most=_HUNDRED,
        ),
        RuleField(*("unasked", FieldType.BOOLEAN, _UNASKED)),
    ),
    RuleValue({"short_max": {}, "over_max": {}, "share_max": _NOTHING, "unasked": True}),
)

_BANK_CHARGES = RuleKind(
    BANK_CHARGES,
    N_("Bank charges taken from a payment"),
    (
        RuleField(*("charge_max", FieldType.MONEY, N_("At most")), least=_NOTHING),
        RuleField(
            *("share_max", FieldType.PERCENT, N_("Never more than this share of the payment")),
            least=_NOTHING,
            most=_HUNDRED,
        ),
        RuleField(
            *("foreign_only", FieldType.BOOLEAN, N_("Only for payments from abroad")),
        ),
        RuleField(*("unasked", FieldType.BOOLEAN, _UNASKED)),
    ),
    RuleValue({"charge_max": {}, "share_max": _NOTHING, "foreign_only": True, "unasked": True}),
)

_DISCOUNTS = RuleKind(
    DISCOUNTS,
    N_("Discounts taken by the payer"),
    (
        RuleField(
            *("rates", FieldType.PERCENTS, N_("Rates that are recognized")),
            least=_NOTHING,
            most=Decimal(20),
            help=N_("A shortfall of another share is no discount, whatever the payer calls it."),
        ),
        RuleField(*("unasked", FieldType.BOOLEAN, _UNASKED)),
    ),
    RuleValue({"rates": (Decimal(2), Decimal(3)), "unasked": True}),
)

_WITHHOLDING = RuleKind(
    WITHHOLDING,
    N_("Tax withheld by the payer"),
    (
        RuleField(
            *("rates", FieldType.PERCENTS, N_("Rates that are recognized")),
            least=_NOTHING,
            most=Decimal(50),
        ),
        RuleField(
            *("needs_certificate", FieldType.BOOLEAN, N_("Only with the tax certificate")),
            help=N_("Until the certificate is there, the tax withheld stays open."),
        ),
        RuleField(*("unasked", FieldType.BOOLEAN, _UNASKED)),
    ),
    RuleValue({"rates": (Decimal(5), Decimal(10)), "needs_certificate": True, "unasked": True}),
)

_FOREIGN_CURRENCY = RuleKind(
    FOREIGN_CURRENCY,
    N_("Payments in another currency"),
    (
        RuleField(
            *("rate_tolerance", FieldType.PERCENT, N_("The payer's rate may differ by")),
            least=_NOTHING,
            most=Decimal(20),
        ),
        RuleField(*("unasked", FieldType.BOOLEAN, _UNASKED)),
    ),
    RuleValue({"rate_tolerance": Decimal(1), "unasked": False}),
)

_CHEQUE_PRESENTMENT = RuleKind(
    CHEQUE_PRESENTMENT,
    N_("Cheques: when they must be presented"),
    (
        RuleField(
            *("same_place_days", FieldType.DAYS, N_("Payable in the same place")),
            least=Decimal(1),
            most=Decimal(3660),
        ),
        RuleField(
            *("other_place_days", FieldType.DAYS, N_("Payable in another place of the country")),
            least=Decimal(1),
            most=Decimal(3660),
        ),
        RuleField(
            *("abroad_months", FieldType.INTEGER, N_("Drawn abroad")),
            unit=N_("months"),
            least=Decimal(1),
            most=Decimal(120),
        ),
    ),
    help=N_("Counted from the date on the cheque; later the recourse against endorsers is lost."),
)

_CHEQUE_REGISTRY = RuleKind(
    CHEQUE_REGISTRY,
    N_("Cheques: the national registry"),
    (
        RuleField(
            *("must_be_registered", FieldType.BOOLEAN, N_("Must be registered before we take it in")),
        ),
        RuleField(*("bearer_is_allowed", FieldType.BOOLEAN, N_("May be made out to the bearer"))),
    ),
    RuleValue({"must_be_registered": False, "bearer_is_allowed": True}),
)

_CHEQUE_REDEPOSIT = RuleKind(
    CHEQUE_REDEPOSIT,
    N_("Cheques: presenting one again that bounced"),
    (
        RuleField(
            *("times_max", FieldType.INTEGER, N_("How often at most")),
            least=_NOTHING,
            most=Decimal(5),
        ),
        RuleField(
            *("after_days", FieldType.DAYS, N_("Not before")),
            least=_NOTHING,
            most=Decimal(60),
            help=N_("Business days after it bounced."),
        ),
    ),
    RuleValue({"times_max": 1, "after_days": 3}),
)

_CHEQUE_BOUNCE = RuleKind(
    CHEQUE_BOUNCE,
    N_("Cheques: what a bounced one costs the customer"),
    (
        RuleField(
            *("fee", FieldType.MONEY, N_("Fee")),
            least=_NOTHING,
            help=N_("Posted as an item of the customer when the cheque bounces. No amount: nothing."),
        ),
    ),
    RuleValue({"fee": {}}),
)

_STATEMENT_SIGN_OFF = RuleKind(
    STATEMENT_SIGN_OFF,
    N_("Bank statements: signing off a day"),
    (
        RuleField(
            *("second_person", FieldType.BOOLEAN, N_("By another person than the one who reviewed it")),
        ),
    ),
    RuleValue({"second_person": True}),
)

_REMITTANCE_ADVICES = RuleKind(
    REMITTANCE_ADVICES,
    N_("Remittance advices: which receipt they are for"),
    (
        RuleField(
            *("days_before", FieldType.DAYS, N_("Money may have come before the day of the advice by")),
            least=_NOTHING,
            most=_DAYS_APART_MAX,
        ),
        RuleField(
            *("days_after", FieldType.DAYS, N_("Money may come after the day of the advice by")),
            least=_NOTHING,
            most=_DAYS_APART_MAX,
            help=N_("Amount, currency and payer must agree besides, and just one receipt may fit."),
        ),
    ),
    RuleValue({"days_before": 5, "days_after": 10}),
)

_PAYMENT_CONFIRMATIONS = RuleKind(
    PAYMENT_CONFIRMATIONS,
    N_("Payment confirmations"),
    (
        RuleField(
            *("wanted", FieldType.BOOLEAN, N_("Made for customers who said nothing about them")),
            help=N_("What a customer wants is kept with the customer and counts first."),
        ),
    ),
    RuleValue({"wanted": False}),
)

KINDS = (
    _THRESHOLDS,
    _TIERS,
    _ITEM_ORDER,
    _PART_ORDER,
    _SMALL_DIFFERENCES,
    _BANK_CHARGES,
    _DISCOUNTS,
    _WITHHOLDING,
    _FOREIGN_CURRENCY,
    _CHEQUE_PRESENTMENT,
    _CHEQUE_REGISTRY,
    _CHEQUE_REDEPOSIT,
    _CHEQUE_BOUNCE,
    _STATEMENT_SIGN_OFF,
    _REMITTANCE_ADVICES,
    _PAYMENT_CONFIRMATIONS,
)
