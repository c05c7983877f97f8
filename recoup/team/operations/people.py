"""Our people: their accounts, passwords and preferences."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit.operations import record
from recoup.plumbing.localization.reader import Reader
from recoup.team.history import remembers_actor
from recoup.team.models import Grant, User
from recoup.team.operations.entities import check_language, check_time_zone
from recoup.team.queries.people import preferences as preferences_of
from recoup.team.queries.rights import has_permission, rights_of
from recoup.team.types import Preferences, UserRecord

_NAME_LENGTH = 150


class InvalidEmail(DomainError):
    """The text is no e-mail address."""

    text = N_("{email} is not an e-mail address.")


class EmailTaken(DomainError):
    """Another user signs in with the address."""

    text = N_("Somebody already signs in with {email}.")


class InvalidPersonName(DomainError):
    """The name is empty or too long."""

    text = N_("A person's name has between 1 and 150 characters.")


class WeakPassword(DomainError):
    """The password is short, common, or like the person's own data."""

    text = N_("Choose a password of at least 10 characters that is not easily guessed.")


class OwnAccount(NotAllowed):
    """People don't switch off their own account."""

    text = N_("You can't deactivate your own account: another administrator must do it.")


@transaction.atomic
@remembers_actor
def create_user(
    *,
    email: str,
    name: str,
    actor: Actor,
    now: datetime,
    language: str = "en",
    time_zone: str = "UTC",
    password: str | None = None,
) -> UserRecord:
    """Make an account without any rights; without `password` nobody can sign in to it until one is set.

    The language brings its calendar and digits; the person may choose others.

    :raises NotAllowed: the actor administers no entity
    :raises InvalidEmail: the address is none
    :raises EmailTaken: another user has the address
    :raises InvalidPersonName: the name is empty or too long
    :raises WeakPassword: the password is easily guessed
    :raises UnknownLanguage: the program doesn't speak the language
    :raises UnknownTimeZone: there is no such time zone
    """
    if not has_permission(actor=actor, permission="team.administer"):
        raise NotAllowed
    address = _checked_email(email)
    if not 1 <= len(name.strip()) <= _NAME_LENGTH:
        raise InvalidPersonName
    check_language(language)
    check_time_zone(time_zone)
    reader = Reader.for_language(language)
    user = User(
        email=address,
        name=name.strip(),
        language=language,
        calendar=reader.calendar,
        digits=reader.digits,
        time_zone=time_zone,
        created_at=now,
    )
    _put_password(user, password)
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
    _record("team.user.created", user, actor, now, after={"email": address, "name": user.name})
    return UserRecord(id=user.id, email=address, name=user.name, is_active=True, grants=())


@transaction.atomic
@remembers_actor
def set_preferences(*, user_id: int, preferences: Preferences, actor: Actor, now: datetime) -> Preferences:
    """Keep how a user wants the desk; everyone decides for themselves alone.

    :raises NotFound: the actor is neither the user nor the program, or there is no such user
    :raises UnknownLanguage: the program doesn't speak the language
    :raises UnknownTimeZone: there is no such time zone
    """
    if not actor.is_program and actor.id != user_id:
        raise NotFound
    before = preferences_of(user_id)
    check_language(preferences.language)
    check_time_zone(preferences.time_zone)
    User.objects.filter(id=user_id).update(**asdict(preferences))
    if before != preferences:
        record(
            "team.user.preferences_set",
            subject_kind="user",
            subject_id=user_id,
            entity_id=None,
            actor=actor,
            at=now,
            before=asdict(before),
            after=asdict(preferences),
        )
    return preferences


@transaction.atomic
@remembers_actor
def set_password(*, user_id: int, password: str, actor: Actor, now: datetime) -> None:
    """Give a user another password; the user's sessions end with it.

    :raises NotFound: there is no such user, or the actor doesn't administer everything the user has rights to
    :raises WeakPassword: the password is easily guessed
    """
    user = _lock(user_id)
    if actor.is_program or actor.id != user_id:
        _require_administers(actor, user)
    _put_password(user, password)
    user.save(update_fields=["password"])
    _record("team.user.password_set", user, actor, now)


@transaction.atomic
@remembers_actor
def deactivate_user(*, user_id: int, actor: Actor, now: datetime) -> None:
    """Switch an account off at once; its rights rest and its history stays.

    :raises NotFound: there is no such user, or the actor doesn't administer everything the user has rights to
    :raises OwnAccount: the actor is the user
    """
    _switch(user_id, actor, now, is_active=False)


@transaction.atomic
@remembers_actor
def reactivate_user(*, user_id: int, actor: Actor, now: datetime) -> None:
    """Switch an account on again, with the rights it had.

    :raises NotFound: there is no such user, or the actor doesn't administer everything the user has rights to
    :raises OwnAccount: the actor is the user
    """
    _switch(user_id, actor, now, is_active=True)


def _switch(user_id: int, actor: Actor, now: datetime, *, is_active: bool) -> None:
    user = _lock(user_id)
    if not actor.is_program and actor.id == user_id:
        raise OwnAccount
    _require_administers(actor, user)
    if user.is_active != is_active:
        user.is_active = is_active
        user.save(update_fields=["is_active"])
        _record(f"team.user.{'reactivated' if is_active else 'deactivated'}", user, actor, now)


def _lock(user_id: int) -> User:
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise NotFound
    return user


def _require_administers(actor: Actor, user: User) -> None:
    """Let pass whoever administers every entity in which the user has rights: no smaller right may reach a larger."""
    scopes = rights_of(actor).scopes("team.administer")
    if scopes is None:
        return
    held = set(Grant.objects.filter(user=user).values_list("entity_id", flat=True))
    if not scopes or not held <= scopes:
        raise NotFound


def _checked_email(text: str) -> str:
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise InvalidEmail(email=text) from None
    if User.objects.filter(email=address).exists():
        raise EmailTaken(email=address)
    return address


def _put_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError:
            raise WeakPassword from None
    user.set_password(password)


def _record(
    action: str, user: User, actor: Actor, now: datetime, after: dict[str, object] | None = None
) -> None:
    record(action, subject_kind="user", subject_id=user.id, entity_id=None, actor=actor, at=now, after=after)
