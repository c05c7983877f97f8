"""Fetching e-mails from the mailbox that the settings name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from recoup.correspondence.models import Mailbox
from recoup.correspondence.operations.incoming.taking import take_in_mail
from recoup.correspondence.types import TakenMails
from recoup.formats.mail import MailKind
from recoup.kernel.actor import Actor
from recoup.plumbing.delivery import imap
from recoup.plumbing.delivery.types import Server

SIZE_MAX = 30 * 1024 * 1024
_TRY_LOCK = "SELECT pg_try_advisory_lock(hashtext('correspondence.fetch'))"
_UNLOCK = "SELECT pg_advisory_unlock(hashtext('correspondence.fetch'))"


def fetch_mails(*, now_of: Callable[[], datetime], actor: Actor) -> TakenMails:
    """Take in the e-mails that came since the last time, each in a transaction of its own with its place in the box.

    A box that can't be read is no fault of the round: why stands in the result and with the box. Without a mailbox in
    the settings nothing happens; of two rounds at once one does.

    :raises WrongAddress: the setting is no address of a mailbox
    """
    if not settings.MAILBOX:
        return TakenMails()
    server = imap.server_of(settings.MAILBOX)
    with connection.cursor() as cursor:
        cursor.execute(_TRY_LOCK)
        if cursor.fetchone() != (True,):
            return TakenMails()
    try:
        return _fetch(server, now_of, actor)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(_UNLOCK)


def _fetch(server: Server, now_of: Callable[[], datetime], actor: Actor) -> TakenMails:
    box, _ = Mailbox.objects.get_or_create(name=f"{server.user}@{server.host}/{server.path or 'INBOX'}")
    since = imap.Place(box.validity, box.uid) if box.uid else None
    counts: Counter[str] = Counter()
    failure = ""
    try:
        for fetched in imap.fetch(server, since=since, size_max=SIZE_MAX):
            with transaction.atomic():
                taken = take_in_mail(
                    content=fetched.content,
                    size=fetched.size,
                    is_whole=fetched.is_whole,
                    actor=actor,
                    now=now_of(),
                )
                box.validity, box.uid = fetched.place.validity, fetched.place.uid
                box.save()
            counts["known" if taken.mail_id is None else "new"] += 1
            if taken.mail_id is not None:
                counts["bounced"] += taken.kind is MailKind.BOUNCE
                counts["unassigned"] += taken.customer_id is None
    except imap.MailboxFailed as error:
        failure = str(error)
    box.read_at, box.failure = now_of(), failure
    box.save()
    return TakenMails(**counts, failure=failure)
