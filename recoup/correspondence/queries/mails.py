"""What others may ask about e-mails that came in."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from recoup.correspondence import permissions
from recoup.correspondence.models import IncomingMail
from recoup.correspondence.queries.requests import unread_requests
from recoup.correspondence.types import AnswerAsks, MailDetail, MailLine, ThreadedBy
from recoup.formats.mail import MailKind
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import NotFound
from recoup.parties import queries as parties
from recoup.plumbing.storage import queries as storage
from recoup.team import queries as team


def mails(
    *,
    actor: Actor,
    customer_ids: Sequence[int] | None = None,
    is_unassigned: bool = False,
    is_to_be_read: bool = False,
    limit: int = 100,
) -> list[MailLine]:
    """Return up to `limit` e-mails that the actor may read, the newest first.

    What nobody is known of is read by everyone who writes to customers. `customer_ids`, `is_unassigned` and
    `is_to_be_read` (it may ask to end contact, and nobody has looked at it yet) narrow it.
    """
    found = _readable(actor)
    if customer_ids is not None:
        found = found.filter(customer_id__in=customer_ids)
    if is_unassigned:
        found = found.filter(customer=None)
    if is_to_be_read:
        found = _to_be_read(found)
    return [_line(mail) for mail in found.defer("text").order_by("-fetched_at", "-id")[:limit]]


def count_to_be_read(*, actor: Actor) -> int:
    """Return how many e-mails and text messages that the actor may read perhaps ask to end contact, unread so far."""
    return _to_be_read(_readable(actor)).count()


def mails_to_be_read(*, customer_id: int, actor: Actor) -> list[MailLine]:
    """Return what keeps us from a customer until somebody reads it, the oldest first, as far as the actor may read it.

    Among it is what came from an address of the customer's and is not known to be another's.
    """
    contacts = {customer_id: parties.contacts(customer_id=customer_id, actor=actor)}
    unread = unread_requests(contacts=contacts).get(customer_id, ())
    found = _readable(actor).filter(id__in=unread).defer("text")
    return [_line(mail) for mail in found.order_by("id")]


def get_mail(*, mail_id: int, actor: Actor) -> MailDetail:
    """Return one e-mail with its words and files.

    :raises NotFound: there is no such e-mail for the actor
    """
    mail = _readable(actor).filter(id=mail_id).first()
    if mail is None:
        raise NotFound
    files = storage.get_files(mail.files.values_list("file_id", flat=True))
    return MailDetail(
        line=_line(mail),
        text=mail.text,
        raw_id=mail.raw_id,
        files=tuple(files[key] for key in sorted(files)),
        assigned_by_name=mail.assigned_by_name,
        looked_at=mail.looked_at,
        looked_by_name=mail.looked_by_name,
    )


def _readable(actor: Actor) -> QuerySet[IncomingMail]:
    ids = team.entity_ids(actor=actor, permission=permissions.READ)
    if team.entity_ids(actor=actor, permission=permissions.PREPARE):
        return IncomingMail.objects.filter(Q(entity_id__in=ids) | Q(customer=None))
    return IncomingMail.objects.filter(entity_id__in=ids)


def _to_be_read(found: QuerySet[IncomingMail]) -> QuerySet[IncomingMail]:
    return found.filter(asks=AnswerAsks.CEASE, looked_at=None)


def _line(mail: IncomingMail) -> MailLine:
    return MailLine(
        id=mail.id,
        kind=MailKind(mail.kind),
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        written_at=mail.written_at,
        fetched_at=mail.fetched_at,
        entity_id=mail.entity_id,
        customer_id=mail.customer_id,
        message_id=mail.message_id,
        threaded_by=ThreadedBy(mail.threaded_by),
        returns_on=mail.returns_on,
        is_whole=mail.is_whole,
        channel=Channel(mail.channel),
        asks=AnswerAsks(mail.asks),
        is_looked_at=mail.looked_at is not None,
    )
