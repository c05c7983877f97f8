"""What collections leaves to rules about offers: how much may be given up, to whom, by whom, and for how long."""

from __future__ import annotations

from decimal import Decimal

from recoup.kernel.sentences import N_, Sentence
from recoup.rulebook.types import FieldType, RuleField, RuleKind, RuleValue

OFFERS = "collections.offers"

_NOTHING, _HUNDRED = Decimal(0), Decimal(99)


def _within(value: RuleValue) -> Sentence | None:
    most = max(value.decimal("discount_max"), value.decimal("settlement_max"))
    if value.decimal("unasked_max") <= most:
        return None
    return Sentence(N_("What needs no approval can't be more than what may be given up at all."))


_OFFERS = RuleKind(
    OFFERS,
    N_("Offers: discounts and settlements"),
    (
        RuleField(
            *("discount_max", FieldType.PERCENT, N_("Discount for paying early, at most")),
            least=_NOTHING,
            most=_HUNDRED,
        ),
        RuleField(
            *("settlement_max", FieldType.PERCENT, N_("Given up in a settlement, at most")),
            least=_NOTHING,
            most=_HUNDRED,
        ),
        RuleField(
            *("settlement_days", FieldType.DAYS, N_("Settlement only of what is overdue by at least")),
            least=_NOTHING,
            most=Decimal(3660),
        ),
        RuleField(
            *("unasked_max", FieldType.PERCENT, N_("Given up without approval, at most")),
            least=_NOTHING,
            most=_HUNDRED,
        ),
        RuleField(
            *("approve_above", FieldType.MONEY, N_("Amount given up to which no approval is needed")),
            least=_NOTHING,
            help=N_("No amount: a second person approves every offer."),
        ),
        RuleField(
            *("days_valid_max", FieldType.DAYS, N_("Good for at most")),
            least=Decimal(1),
            most=Decimal(366),
        ),
    ),
    RuleValue(
        {
            "discount_max": Decimal(3),
            "settlement_max": Decimal(30),
            "settlement_days": 90,
            "unasked_max": Decimal(2),
            "approve_above": {},
            "days_valid_max": 30,
        }
    ),
    help=N_("An offer that is not taken in time expires by itself, and nothing is booked."),
    check=_within,
)

KINDS = (_OFFERS,)
