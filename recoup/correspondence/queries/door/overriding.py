"""The contacts that people made past a block."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from recoup.correspondence.models import Passage
from recoup.correspondence.permissions import CHECK
from recoup.correspondence.types.door import Override
from recoup.engines.guard import Finding, Verdict
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team


def overrides(*, actor: Actor, since: datetime | None = None, limit: int = 500) -> list[Override]:
    """Return up to `limit` contacts made past a block that the actor may check, the latest first.

    `since` narrows the list when given. This is control report 10 of the domain's controls.
    """
    entity_ids = team.entity_ids(actor=actor, permission=CHECK)
    found = Passage.objects.filter(entity_id__in=entity_ids).exclude(overridden=[])
    if since is not None:
        found = found.filter(at__gte=since)
    return [_override(passage) for passage in found.order_by("-at", "-id")[:limit]]


def _override(passage: Passage) -> Override:
    return Override(
        passage_id=passage.id,
        entity_id=passage.entity_id,
        customer_id=passage.customer_id,
        contact_id=passage.contact_id,
        channel=Channel(passage.channel),
        purpose=Purpose(passage.purpose),
        at=passage.at,
        actor_name=passage.actor_name,
        reason=passage.override_reason,
        findings=tuple(map(_finding, passage.overridden)),
    )


def _finding(packed: Mapping[str, object]) -> Finding:
    """Return a finding that the door packed."""
    sentence, not_before = packed["sentence"], packed["not_before"]
    assert isinstance(sentence, Mapping)
    return Finding(
        rule=str(packed["rule"]),
        sentence=Sentence.from_json(sentence),
        verdict=Verdict(str(packed["verdict"])),
        not_before=datetime.fromisoformat(not_before) if isinstance(not_before, str) else None,
        may_override=bool(packed["may_override"]),
        source=str(packed["source"]),
        is_overridden=bool(packed["is_overridden"]),
    )
