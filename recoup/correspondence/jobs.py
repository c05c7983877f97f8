"""Jobs of correspondence: workers send what waits each minute and fetch what came every five, where that is set up."""

from recoup.correspondence import operations
from recoup.correspondence.queries.channels import channels_set_up
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.plumbing.jobs.queue import periodic

_PROGRAM = Actor.program("mail")


@periodic(name="correspondence.send", cron="* * * * *")
def send_due() -> None:
    """Send what waits and is due; whoever else sends at the same time sends other messages."""
    if channels_set_up() == {Channel.LETTER}:
        return
    operations.send_due(now_of=clock.now, actor=_PROGRAM)


@periodic(name="correspondence.fetch", cron="*/5 * * * *")
def fetch_mails() -> None:
    """Take in the e-mails that came."""
    operations.fetch_mails(now_of=clock.now, actor=_PROGRAM)
