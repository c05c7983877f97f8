"""Views that people save for themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit.operations import record
from recoup.team.models import SavedView
from recoup.team.types import SavedViewRecord

_NAME_LENGTH = 100


class InvalidViewName(DomainError):
    """The name of the view is empty or too long."""

    text = N_("The name of a view has between 1 and 100 characters.")


@transaction.atomic
def save_view(*, page: str, name: str, query: str, actor: Actor, now: datetime) -> SavedViewRecord:
    """Keep `query` of `page` under a name of the actor's own; the same name again replaces it.

    :raises InvalidViewName: the name is empty or too long
    :raises NotFound: the program itself acts, and has no views
    """
    if actor.is_program:
        raise NotFound
    cleaned = name.strip()
    if not 1 <= len(cleaned) <= _NAME_LENGTH:
        raise InvalidViewName
    view, _ = SavedView.objects.update_or_create(
        user_id=actor.id, page=page, name=cleaned, defaults={"query": query}
    )
    _record("team.view.saved", view, actor, now)
    return SavedViewRecord(view.id, view.page, view.name, view.query)


@transaction.atomic
def delete_view(*, view_id: int, actor: Actor, now: datetime) -> None:
    """Forget one of the actor's own views.

    :raises NotFound: the actor has no such view
    """
    view = SavedView.objects.filter(id=view_id, user_id=actor.id).first()
    if view is None:
        raise NotFound
    _record("team.view.deleted", view, actor, now)
    view.delete()


def _record(action: str, view: SavedView, actor: Actor, now: datetime) -> None:
    record(
        action,
        subject_kind="saved_view",
        subject_id=view.id,
        entity_id=None,
        actor=actor,
        at=now,
        after={"page": view.page, "name": view.name, "query": view.query},
    )
