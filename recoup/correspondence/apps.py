"""How correspondence comes up: its kinds of rules are made known to the rulebook."""

from django.apps import AppConfig

from recoup.correspondence.evidence_rules import EVIDENCE_KIND
from recoup.correspondence.rules import KINDS
from recoup.correspondence.stop_rules import STOP_KIND
from recoup.correspondence.template_rules import TEMPLATE_KINDS
from recoup.rulebook import registry


class CorrespondenceConfig(AppConfig):
    """Registers what correspondence leaves to rules."""

    name = "recoup.correspondence"

    def ready(self) -> None:
        """Register the kinds."""
        registry.register((*KINDS, STOP_KIND, EVIDENCE_KIND))
        registry.register(TEMPLATE_KINDS)
