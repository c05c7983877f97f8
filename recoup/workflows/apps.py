"""How workflows come up: what follows from facts is made known."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class WorkflowsConfig(AppConfig):
    """Connects the reactions."""

    name = "recoup.workflows"

    def ready(self) -> None:
        """Connect them."""
        # By its name, because reactions need models, and Django reads this file before there are any.
        import_string("recoup.workflows.reactions.connect")()
