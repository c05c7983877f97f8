"""Our own companies."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from recoup.kernel import currencies
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.plumbing.audit.operations import record
from recoup.team.history import remembers_actor
from recoup.team.models import Entity
from recoup.team.places import countries, languages, time_zones
from recoup.team.queries.rights import require_everywhere
from recoup.team.types import EntityRecord, NewEntity

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,19}", re.ASCII)
_NAME_LENGTH = 300


class InvalidEntityCode(DomainError):
    """The code has other signs than letters, digits, hyphen and underscore, or more than 20 of them."""

    text = N_("The code {code} can't be used: up to 20 letters A to Z, digits, hyphens and underscores.")


class EntityCodeTaken(DomainError):
    """Another entity has the code."""

    text = N_("There is already an entity with the code {code}.")


class InvalidName(DomainError):
    """The name is empty or longer than 300 characters."""

    text = N_("A name has between 1 and 300 characters.")


class UnknownCountry(DomainError):
    """There is no such country."""

    text = N_("There is no country with the code {code}.")


class UnknownCurrency(DomainError):
    """There is no such currency."""

    text = N_("There is no currency with the code {code}.")


class UnknownLanguage(DomainError):
    """The program doesn't speak the language."""

    text = N_("The language {code} is not one of the program's.")


class UnknownTimeZone(DomainError):
    """There is no such time zone."""

    text = N_("There is no time zone with the name {name}.")


@transaction.atomic
@remembers_actor
def create_entity(*, entity: NewEntity, actor: Actor, now: datetime) -> EntityRecord:
    """Make one of our companies known; its code becomes upper case.

    :raises NotAllowed: the actor doesn't administer all entities
    :raises InvalidEntityCode: the code can't be used
    :raises EntityCodeTaken: another entity has the code
    :raises InvalidName: a name is missing or too long
    :raises UnknownCountry: there is no such country
    :raises UnknownCurrency: there is no such currency
    :raises UnknownLanguage: the program doesn't speak the language
    :raises UnknownTimeZone: there is no such time zone
    """
    require_everywhere(actor=actor, permission="team.administer")
    cleaned = replace(entity, code=entity.code.strip().upper(), name=entity.name.strip())
    _check(cleaned)
    made, is_new = Entity.objects.get_or_create(
        code=cleaned.code, defaults=asdict(cleaned) | {"created_at": now}
    )
    if not is_new:
        raise EntityCodeTaken(code=cleaned.code)
    record(
        "team.entity.created",
        subject_kind="entity",
        subject_id=made.id,
        entity_id=made.id,
        actor=actor,
        at=now,
        after=asdict(cleaned),
    )
    return EntityRecord(id=made.id, **asdict(cleaned))


def check_language(language: str) -> None:
    """Let a language of the program pass.

    :raises UnknownLanguage: it is none
    """
    if language not in languages():
        raise UnknownLanguage(code=language)


def check_time_zone(name: str) -> None:
    """Let the name of a time zone pass.

    :raises UnknownTimeZone: there is no such time zone
    """
    if name not in time_zones():
        raise UnknownTimeZone(name=name)


def _check(entity: NewEntity) -> None:
    if not _CODE.fullmatch(entity.code):
        raise InvalidEntityCode(code=entity.code)
    if not entity.name or max(len(entity.name), len(entity.name_latin)) > _NAME_LENGTH:
        raise InvalidName
    if entity.country not in countries():
        raise UnknownCountry(code=entity.country)
    if not currencies.is_known(entity.currency):
        raise UnknownCurrency(code=entity.currency)
    check_language(entity.language)
    check_time_zone(entity.time_zone)
