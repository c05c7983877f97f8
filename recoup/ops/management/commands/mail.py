"""`recoup mail`: send what waits, fetch what came."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from recoup.correspondence import operations
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.plumbing.delivery.types import WrongAddress

_PROGRAM = Actor.program("mail")


class Command(BaseCommand):
    """Send or fetch from the command line."""

    help = "Send the messages that wait (send), or take in the e-mails that came (fetch)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare which of the two."""
        parser.add_argument("deed", choices=("send", "fetch"))

    def handle(self, *, deed: str, **options: object) -> None:
        """Do it and say what was done."""
        try:
            self.stdout.write(_send() if deed == "send" else _fetch())
        except WrongAddress as error:
            raise CommandError(f"An address in the settings is wrong: {error}.") from None


def _send() -> str:
    sent = operations.send_due(now_of=clock.now, actor=_PROGRAM)
    return (
        f"Sent: {sent.sent}. Put off: {sent.later}. Stopped by a contact rule: {sent.refused}. "
        f"Outdated and withdrawn: {sent.withdrawn}. Failed: {sent.failed}. In doubt: {sent.unknown}. "
        f"Waiting for a channel that is not set up: {sent.waiting}."
    )


def _fetch() -> str:
    taken = operations.fetch_mails(now_of=clock.now, actor=_PROGRAM)
    if taken.failure:
        raise CommandError(f"The mailbox could not be read: {taken.failure}")
    return (
        f"New: {taken.new}, of which came back: {taken.bounced}, to be assigned: {taken.unassigned}. "
        f"Known already: {taken.known}."
    )
