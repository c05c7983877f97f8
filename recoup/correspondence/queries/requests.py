"""Words that perhaps ask us to end contact and that nobody has read yet: whom we leave alone until somebody has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import connection

from recoup.kernel.contact import Channel
from recoup.parties.queries.senders import Origins
from recoup.parties.types import ContactRecord

# The conditions stand here as the index `mail_to_be_read` has them: it holds just the few that nobody has read.
_UNREAD = """
SELECT id, customer_id, channel, sender FROM correspondence_incomingmail
WHERE asks = 'CEASE' AND looked_at IS NULL
  AND (customer_id IS NULL OR customer_id = ANY(%(customer_ids)s))
ORDER BY id
"""


class _Unread(NamedTuple):
    """A message that nobody has read, and where it came from."""

    id: int
    customer_id: int | None
    channel: str
    sender: str


def unread_requests(*, contacts: Mapping[int, Collection[ContactRecord]]) -> Mapping[int, Sequence[int]]:
    """Return by customer the messages that perhaps ask us to end contact and that nobody has read; by one query.

    `contacts` are those of each customer who is asked about; whom nothing keeps us from is left out. As long as nobody
    knows whose a message is, it counts for every customer who has the address or number that it came from: any of
    them may be meant.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, {"customer_ids": list(contacts)})
        rows = [_Unread(*row) for row in cursor]
    found: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.customer_id is not None:
            found[row.customer_id].append(row.id)
    strays = [row for row in rows if row.customer_id is None]
    if strays:
        for customer_id, mail_ids in _by_address(strays, contacts):
            found[customer_id] += mail_ids
    return found


def _by_address(
    strays: Sequence[_Unread], contacts: Mapping[int, Collection[ContactRecord]]
) -> Iterable[tuple[int, Sequence[int]]]:
    """Yield the customers who have an address that one of the messages came from, with those messages."""
    anywhere = _origins(strays)
    for customer_id, people in contacts.items():
        if any(map(anywhere.has, people)):
            yield customer_id, [row.id for row in strays if any(map(_origins([row]).has, people))]


def _origins(rows: Iterable[_Unread]) -> Origins:
    by_text = Channel.SMS.value
    listed = list(rows)
    return Origins.of(
        emails=[row.sender for row in listed if row.channel != by_text],
        phones=[row.sender for row in listed if row.channel == by_text],
    )
