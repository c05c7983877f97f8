"""How cash comes up: its kinds of rules are made known to the rulebook."""

from django.apps import AppConfig

from recoup.cash.rules import KINDS
from recoup.rulebook import registry


class CashConfig(AppConfig):
    """Registers what cash leaves to rules."""

    name = "recoup.cash"

    def ready(self) -> None:
        """Register the kinds."""
        registry.register(KINDS)
