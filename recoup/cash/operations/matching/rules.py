"""The rules that matching follows in one entity on one day, from the rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recoup.cash import rules as kinds
from recoup.engines.matching import Policy, Reason, Receipt, Tier
from recoup.formats.bank.values import is_iban
from recoup.rulebook import queries as rulebook
from recoup.team.types import EntityRecord

_KINDS = (
    kinds.MATCHING_THRESHOLDS,
    kinds.MATCHING_TIERS,
    kinds.SMALL_DIFFERENCES,
    kinds.BANK_CHARGES,
    kinds.DISCOUNTS,
    kinds.WITHHOLDING,
    kinds.FOREIGN_CURRENCY,
)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class CashRules:
    """The engine's policy and what goes beyond it. Shares are fractions of the item, or of the payment for charges."""

    policy: Policy
    small_share_max: Decimal
    small_over_max: Mapping[str, Decimal]
    charge_share_max: Decimal
    charges_foreign_only: bool
    home: EntityRecord

    def tolerates(
        self, reason: Reason, amount: Decimal, currency: str, whole: Decimal, *, is_foreign: bool
    ) -> bool:
        """Return whether a difference of `amount` on something of `whole` is within what the rules tolerate.

        `amount` is the receipt less what it clears: negative where less came. What has no rule is not tolerated;
        a share of nothing sets no limit beside the amount. `is_foreign`: the payment came from abroad.
        """
        if reason is Reason.SMALL_DIFFERENCE:
            most = self.small_over_max if amount > 0 else self.policy.difference_max
            return abs(amount) <= _most(most.get(currency, Decimal(0)), self.small_share_max, whole)
        if reason is Reason.BANK_CHARGE:
            most = self.policy.charge_max
            is_near = abs(amount) <= _most(most.get(currency, Decimal(0)), self.charge_share_max, whole)
            return is_near and (is_foreign or not self.charges_foreign_only)
        return reason in self.policy.applied_reasons

    def is_foreign(self, receipt: Receipt) -> bool:
        """Return whether a payment came from abroad: in another currency than ours, or from another country's IBAN."""
        if receipt.currency != self.home.currency:
            return True
        account = receipt.payer_account.replace(" ", "").upper()
        return is_iban(account) and account[:2] != self.home.country


def rules_of(*, entity: EntityRecord, on: date) -> CashRules:
    """Return the rules in force on a day, those of the entity or its country, or the standard ones."""
    found = rulebook.rules_in_force(kinds=_KINDS, on=on, entity_ids=[entity.id])
    sure, tiers, small, charges, discounts, taxes, foreign = (
        found.resolve(kind, entity_id=entity.id).value for kind in _KINDS
    )
    asked = {
        Reason.DISCOUNT: discounts.flag("unasked"),
        Reason.TAX_WITHHELD: taxes.flag("unasked") and not taxes.flag("needs_certificate"),
        Reason.SMALL_DIFFERENCE: small.flag("unasked"),
        Reason.BANK_CHARGE: charges.flag("unasked"),
    }
    policy = Policy(
        tiers=tuple(Tier(code) for code in tiers.codes("tiers")),
        apply_from=sure.whole("apply"),
        propose_from=sure.whole("propose"),
        lead=sure.whole("lead"),
        discount_rates=_fractions(discounts.percents("rates")),
        withholding_rates=_fractions(taxes.percents("rates")),
        charge_max=charges.amounts("charge_max"),
        difference_max=small.amounts("short_max"),
        rate_tolerance=foreign.decimal("rate_tolerance") / _HUNDRED,
        applied_reasons=frozenset(reason for reason, is_free in asked.items() if is_free),
        apply_short=sure.flag("apply_short"),
        apply_foreign_currency=foreign.flag("unasked"),
        proposals_max=tiers.whole("proposals_max"),
        work_max=tiers.whole("work_max"),
        duplicate_days=tiers.whole("duplicate_days"),
    )
    return CashRules(
        policy=policy,
        small_share_max=small.decimal("share_max") / _HUNDRED,
        small_over_max=small.amounts("over_max"),
        charge_share_max=charges.decimal("share_max") / _HUNDRED,
        charges_foreign_only=charges.flag("foreign_only"),
        home=entity,
    )


def _most(amount: Decimal, share: Decimal, whole: Decimal) -> Decimal:
    return min(amount, share * abs(whole)) if share else amount


def _fractions(percents: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    return tuple(percent / _HUNDRED for percent in percents)
