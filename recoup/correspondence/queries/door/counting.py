"""The contacts made and received lately, for the guard's counters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection

from recoup.correspondence.types.door import ContactOutcome
from recoup.engines.guard import ANSWERS, LIVE, Past
from recoup.kernel.contact import Channel, Purpose
from recoup.ledger import queries as ledger

KEPT_IN_MIND = timedelta(days=32)
"""Longer than any number of days that a rule may count."""

# What failed has reached nobody: a server that refuses for now must not use up the customer's contacts.
_PAST = """
SELECT p.customer_id, p.at, p.channel, p.purpose, p.address, o.outcome, FALSE AS is_incoming, p.item_ids
FROM correspondence_passage AS p
LEFT JOIN LATERAL (
    SELECT outcome FROM correspondence_passageoutcome WHERE passage_id = p.id ORDER BY id DESC LIMIT 1
) AS o ON TRUE
WHERE p.customer_id = ANY(%(customer_ids)s) AND p.at > %(since)s
    AND o.outcome IS DISTINCT FROM 'FAILED'
UNION ALL
SELECT customer_id, at, channel, '', address, NULL, TRUE, '{}'
FROM correspondence_incoming
WHERE customer_id = ANY(%(customer_ids)s) AND at > %(since)s
"""

# Only the latest word about a contact counts, so a mistake is put right by another word.
_WRONG = """
SELECT DISTINCT p.customer_id, p.address
FROM correspondence_passage AS p JOIN correspondence_passageoutcome AS o ON o.passage_id = p.id
WHERE p.customer_id = ANY(%(customer_ids)s) AND o.outcome = 'WRONG_NUMBER'
  AND NOT EXISTS (SELECT FROM correspondence_passageoutcome AS l WHERE l.passage_id = p.id AND l.id > o.id)
"""


def wrong_numbers(*, customer_ids: Collection[int]) -> frozenset[tuple[int, str]]:
    """Return customers and numbers of theirs that reached somebody else, unless a later word took it back."""
    with connection.cursor() as cursor:
        cursor.execute(_WRONG, {"customer_ids": list(customer_ids)})
        return frozenset(cursor.fetchall())


def past_contacts(*, customer_ids: Collection[int], at: datetime) -> Mapping[int, tuple[Past, ...]]:
    """Return the contacts with each customer that counters may count at the instant, by two queries at most."""
    found: dict[int, list[Past]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_PAST, {"customer_ids": list(customer_ids), "since": at - KEPT_IN_MIND})
        rows = cursor.fetchall()
    debts = ledger.debts_of(item_ids={item_id for row in rows for item_id in row[-1]})
    for customer_id, made_at, channel, purpose, address, outcome, is_incoming, item_ids in rows:
        past = (
            received(Channel(channel), address, made_at)
            if is_incoming
            else made(Channel(channel), Purpose(purpose), address, made_at, outcome)
        )
        about = frozenset(debts[item_id] for item_id in item_ids if item_id in debts)
        found[customer_id].append(replace(past, debts=about) if about else past)
    return {customer_id: tuple(past) for customer_id, past in found.items()}


def made(channel: Channel, purpose: Purpose, address: str, at: datetime, outcome: str | None = None) -> Past:
    """Return a contact of ours as counters see it; one whose outcome isn't known was not answered."""
    return Past(
        at=at,
        channel=channel,
        address=address,
        is_conversation=outcome is not None and ContactOutcome(outcome).is_conversation,
        counts=purpose not in ANSWERS or channel in LIVE,
        is_advertising=purpose is Purpose.OFFER,
    )


def received(channel: Channel, address: str, at: datetime) -> Past:
    """Return a contact of the customer's as counters see it: a call that reached us is a conversation."""
    return Past(
        at=at, channel=channel, address=address, is_incoming=True, is_conversation=channel is Channel.CALL
    )
