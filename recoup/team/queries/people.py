"""Users, their preferences and their saved views."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from django.db.models import Prefetch, Q

from recoup.kernel.actor import Actor, ActorKind
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.plumbing.localization.reader import Reader
from recoup.team.models import Grant, SavedView, User
from recoup.team.permissions import ROLE_PERMISSIONS
from recoup.team.queries.rights import entity_ids, has_permission
from recoup.team.types import (
    CalendarSystem,
    Digits,
    GrantRecord,
    Preferences,
    Role,
    SavedViewRecord,
    Theme,
    UserRecord,
)


def find_actor(user_id: int) -> Actor:
    """Return the actor that an active user is.

    :raises NotFound: there is no such user, or the user is no longer active
    """
    name = User.objects.filter(id=user_id, is_active=True).values_list("name", flat=True).first()
    if name is None:
        raise NotFound
    return Actor(ActorKind.USER, user_id, name)


def find_user_id(*, email: str) -> int | None:
    """Return the id of the user with this e-mail address, active or not, or None."""
    return User.objects.filter(email=email.strip().lower()).values_list("id", flat=True).first()


def users(*, actor: Actor) -> list[UserRecord]:
    """Return the users whom the actor may see, by name, with the grants in the entities where the actor may.

    Whoever has `team.read` in an entity sees the people with rights there, and the people without any.

    :raises NotAllowed: the actor has `team.read` nowhere
    """
    if not has_permission(actor=actor, permission="team.read"):
        raise NotAllowed
    visible = Q(entity_id__in=entity_ids(actor=actor, permission="team.read")) | Q(entity__isnull=True)
    grants = Grant.objects.filter(visible).select_related("entity").order_by("entity__code", "role")
    found = User.objects.filter(
        Q(id__in=grants.order_by().values("user_id")) | Q(grants__isnull=True)
    ).distinct()
    prefetched = found.prefetch_related(Prefetch("grants", queryset=grants, to_attr="visible_grants"))
    return [_user_record(user, user.visible_grants) for user in prefetched]


def get_user(*, user_id: int, actor: Actor) -> UserRecord:
    """Return one of the users whom the actor may see.

    :raises NotFound: there is no such user, or the actor may not know
    """
    found = next((user for user in users(actor=actor) if user.id == user_id), None)
    if found is None:
        raise NotFound
    return found


def names_by_id(user_ids: Iterable[int]) -> Mapping[int, str]:
    """Return the names of these users, whoever asks: colleagues' names stand on every page."""
    return dict(User.objects.filter(id__in=set(user_ids)).values_list("id", "name"))


def colleagues(*, permission: str, entity_ids: Collection[int]) -> Mapping[int, str]:
    """Return the names of the active people who hold the permission in one of the entities, whoever asks."""
    roles = [role.value for role, names in ROLE_PERMISSIONS.items() if permission in names]
    where = Q(entity_id__in=list(entity_ids)) | Q(entity__isnull=True)
    grants = Grant.objects.filter(where, role__in=roles)
    found = User.objects.filter(id__in=grants.values("user_id"), is_active=True).order_by("name", "id")
    return dict(found.values_list("id", "name"))


def preferences(user_id: int) -> Preferences:
    """Return how this user wants the desk.

    :raises NotFound: there is no such user
    """
    user = User.objects.filter(id=user_id).first()
    if user is None:
        raise NotFound
    return Preferences(
        language=user.language,
        calendar=CalendarSystem(user.calendar),
        digits=Digits(user.digits),
        theme=Theme(user.theme),
        time_zone=user.time_zone,
    )


def reader_for(user_id: int) -> Reader:
    """Return how this user reads: language, calendar and digits.

    :raises NotFound: there is no such user
    """
    wanted = preferences(user_id)
    return Reader(wanted.language, wanted.calendar.value, wanted.digits.value)


def saved_views(*, page: str, actor: Actor) -> list[SavedViewRecord]:
    """Return the views of `page` that the actor saved, by name."""
    views = SavedView.objects.filter(user_id=actor.id, page=page)
    return [SavedViewRecord(view.id, view.page, view.name, view.query) for view in views]


def _user_record(user: User, grants: Iterable[Grant]) -> UserRecord:
    return UserRecord(
        id=user.id,
        email=user.email,
        name=user.name,
        is_active=user.is_active,
        grants=tuple(map(_grant_record, grants)),
    )


def _grant_record(grant: Grant) -> GrantRecord:
    return GrantRecord(
        id=grant.id,
        role=Role(grant.role),
        entity_id=grant.entity_id,
        entity_code=grant.entity.code if grant.entity else "",
        limit=_limit(grant.amount_limit, grant.entity.currency if grant.entity else ""),
    )


def _limit(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)
