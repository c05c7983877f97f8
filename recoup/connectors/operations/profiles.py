"""Keep the way a file is read under a name, for the next one of its source."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.connectors import permissions
from recoup.connectors.models import ImportProfile
from recoup.connectors.queries.profiles import readable
from recoup.connectors.queries.runs import locked_run
from recoup.connectors.records import profile_record
from recoup.connectors.types import ProfileRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team

_NAME_LENGTH = 100


class InvalidProfileName(DomainError):
    """The name is empty or longer than 100 characters."""

    text = N_("A profile needs a name of up to 100 characters.")


class NothingToSave(DomainError):
    """The file is no table, so there is no way to read it."""

    text = N_("This file is no table: there is nothing to save.")


@transaction.atomic
def save_profile(*, run_id: int, name: str, actor: Actor, now: datetime) -> ProfileRecord:
    """Keep how a received file is read under `name`; a profile of that name and kind is replaced.

    :raises NotFound: there is no such run, or the actor may not know of it
    :raises NotAllowed: the actor may not import, or the name is taken by a profile that the actor may not use
    :raises InvalidProfileName: the name is empty or too long
    :raises NothingToSave: the file is no table
    """
    if not team.has_permission(actor=actor, permission=permissions.RUN):
        raise NotAllowed
    run = locked_run(run_id=run_id, actor=actor)
    cleaned = " ".join(name.split())
    if not 0 < len(cleaned) <= _NAME_LENGTH:
        raise InvalidProfileName
    if run.plan is None:
        raise NothingToSave
    there = ImportProfile.objects.filter(kind=run.kind, name=cleaned).first()
    if there is not None and not readable(actor).filter(pk=there.pk).exists():
        raise NotAllowed
    profile, _ = ImportProfile.objects.update_or_create(
        kind=run.kind,
        name=cleaned,
        defaults={
            "entity_id": run.entity_id,
            "fingerprint": run.fingerprint,
            "plan": run.plan,
            "options": run.options,
            "owner_id": None if actor.is_program else actor.id,
            "saved_at": now,
        },
    )
    _audit(profile, "imports.profile.saved", actor=actor, now=now)
    return profile_record(profile)


@transaction.atomic
def delete_profile(*, profile_id: int, actor: Actor, now: datetime) -> None:
    """Forget a profile; what was imported with it stays.

    :raises NotFound: there is none that the actor may use
    :raises NotAllowed: the actor may not import
    """
    if not team.has_permission(actor=actor, permission=permissions.RUN):
        raise NotAllowed
    profile = readable(actor).filter(pk=profile_id).first()
    if profile is None:
        raise NotFound
    _audit(profile, "imports.profile.deleted", actor=actor, now=now)
    profile.delete()


def _audit(profile: ImportProfile, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(
        action,
        subject_kind="import_profile",
        subject_id=profile.pk,
        entity_id=profile.entity_id,
        actor=actor,
        at=now,
        after={"kind": profile.kind, "name": profile.name},
    )
