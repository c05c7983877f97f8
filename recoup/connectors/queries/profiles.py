"""Saved profiles."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from recoup.connectors import permissions
from recoup.connectors.models import ImportProfile
from recoup.connectors.records import profile_record
from recoup.connectors.types import ProfileRecord
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.team import queries as team


def profiles(*, actor: Actor) -> list[ProfileRecord]:
    """Return the profiles that the actor may use, by kind and name."""
    return [profile_record(profile) for profile in readable(actor)]


def profile_named(*, name: str, kind: TableKind, actor: Actor) -> ProfileRecord:
    """Return the profile for tables of `kind` under that name.

    :raises NotFound: there is none that the actor may use
    """
    found = readable(actor).filter(kind=kind.value, name=name).first()
    if found is None:
        raise NotFound
    return profile_record(found)


def matching_profile(*, fingerprint: str, kind: TableKind, actor: Actor) -> ProfileRecord | None:
    """Return the newest profile for files with that header, or None."""
    found = readable(actor).filter(kind=kind.value, fingerprint=fingerprint).order_by("-saved_at").first()
    return None if found is None or not fingerprint else profile_record(found)


def readable(actor: Actor) -> QuerySet[ImportProfile]:
    """Return the profiles that the actor may use: of an own entity, or of no entity in particular."""
    entity_ids = team.entity_ids(actor=actor, permission=permissions.READ)
    return ImportProfile.objects.filter(Q(entity_id__in=entity_ids) | Q(entity=None))
