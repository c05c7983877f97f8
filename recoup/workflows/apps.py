"""How workflows come up: what follows from facts is made known."""

from django.apps import AppConfig

from recoup.workflows import reactions


class WorkflowsConfig(AppConfig):
    """Connects the reactions."""

    name = "recoup.workflows"

    def ready(self) -> None:
        """Connect them."""
        reactions.connect()
