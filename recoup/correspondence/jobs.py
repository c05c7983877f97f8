"""Jobs of correspondence: sending what waits and fetching what came, as often as they are asked for."""

from recoup.correspondence import operations
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.plumbing.jobs.queue import job

_PROGRAM = Actor.program("mail")


@job(name="correspondence.send")
def send_due() -> None:
    """Send what waits and is due; whoever else sends at the same time sends other messages."""
    operations.send_due(now_of=clock.now, actor=_PROGRAM)


@job(name="correspondence.fetch")
def fetch_mails() -> None:
    """Take in the e-mails that came."""
    operations.fetch_mails(now_of=clock.now, actor=_PROGRAM)
