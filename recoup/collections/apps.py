"""How collections comes up: its kinds of rules are made known to the rulebook."""

from django.apps import AppConfig

from recoup.collections import rules, rules_offers, rules_plans, strategy_rules
from recoup.rulebook import registry


class CollectionsConfig(AppConfig):
    """Registers what collections leave to rules."""

    name = "recoup.collections"

    def ready(self) -> None:
        """Register the kinds."""
        kinds = (*strategy_rules.KINDS, *rules.KINDS, *rules_plans.KINDS, *rules_offers.KINDS)
        registry.register(kinds)
