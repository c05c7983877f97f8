"""How collections comes up: its kinds of rules are made known to the rulebook."""

from django.apps import AppConfig

from recoup.collections import rules, rules_plans, strategy_rules
from recoup.rulebook import registry


class CollectionsConfig(AppConfig):
    """Registers what collections leave to rules."""

    name = "recoup.collections"

    def ready(self) -> None:
        """Register the kinds."""
        registry.register((*strategy_rules.KINDS, *rules.KINDS, *rules_plans.KINDS))
