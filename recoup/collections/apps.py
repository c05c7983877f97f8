"""How collections comes up: its kinds of rules are made known to the rulebook."""

from django.apps import AppConfig

from recoup.collections import rules_offers, rules_plans
from recoup.rulebook import registry


class CollectionsConfig(AppConfig):
    """Registers what collections leaves to rules."""

    name = "recoup.collections"

    def ready(self) -> None:
        """Register the kinds."""
        registry.register((*rules_plans.KINDS, *rules_offers.KINDS))
