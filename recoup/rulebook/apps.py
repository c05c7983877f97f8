"""How the rulebook comes up: after every migration of a database the shipped rules that it lacks are loaded."""

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string

from recoup.kernel import clock
from recoup.kernel.actor import Actor


class RulebookConfig(AppConfig):
    """Loads the packs into a fresh or renewed database."""

    name = "recoup.rulebook"

    def ready(self) -> None:
        """Wait for migrations."""
        post_migrate.connect(load_shipped_rules, sender=self)


def load_shipped_rules(**_told: object) -> None:
    """Load what is shipped, unless the migrations went back to before there was a rulebook."""
    if "rulebook_enactment" not in connection.introspection.table_names():
        return
    # By its name, because operations need models, and Django reads this file before there are any.
    load_packs = import_string("recoup.rulebook.operations.load_packs")
    load_packs(actor=Actor.program("shipped rules"), now=clock.now())
