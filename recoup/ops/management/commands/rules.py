"""`recoup rules`: load the shipped rules that this database lacks."""

from django.core.management.base import BaseCommand
from rich.console import Console

from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.rulebook import operations as rulebook


class Command(BaseCommand):
    """Load the packs after an upgrade that brought rules but no migration."""

    help = "Load the shipped rules that this database lacks; again changes nothing."

    def handle(self, **options: object) -> None:
        """Load and say what became of them."""
        loaded = rulebook.load_packs(actor=Actor.program("shipped rules"), now=clock.now())
        Console().print(
            f"In force now: {loaded.enacted}. Drafts for a second person: {loaded.drafted}."
            f" Here before: {loaded.known}."
        )
