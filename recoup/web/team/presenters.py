"""People, roles and companies as the team's pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recoup.kernel.folding import fold
from recoup.plumbing.localization.reader import locale_of
from recoup.team.types import EntityRecord, GrantRecord, UserRecord
from recoup.web.shared.choices import time_zone_label
from recoup.web.shared.reading import current
from recoup.web.shared.tags import money_text


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role of a person in a sentence of its own."""

    id: int
    role: str
    where: str
    limit: str

    @property
    def text(self) -> str:
        """Role and place together, for a pill."""
        return f"{self.role} · {self.where}"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list."""

    id: int
    name: str
    email: str
    is_active: bool
    grants: tuple[GrantLine, ...]


@dataclass(frozen=True, slots=True)
class EntityLine:
    """One of our companies in the list."""

    code: str
    name: str
    name_latin: str
    country: str
    currency: str
    time_zone: str
    language: str


def people(users: Iterable[UserRecord], text: str) -> list[PersonLine]:
    """Return the people whose name or address holds `text`, in any spelling; the active ones first."""
    wanted = fold(text)
    found = [person(user) for user in users if wanted in fold(f"{user.name} {user.email}")]
    return sorted(found, key=lambda line: not line.is_active)


def person(user: UserRecord) -> PersonLine:
    """Return one person."""
    grants = tuple(_grant(grant) for grant in user.grants)
    return PersonLine(user.id, user.name, user.email, user.is_active, grants)


def entity_lines(entities: Iterable[EntityRecord]) -> list[EntityLine]:
    """Return our companies with the names of country, currency and language in the reader's language."""
    locale = locale_of(current().reader.language)
    return [
        EntityLine(
            code=entity.code,
            name=entity.name,
            name_latin=entity.name_latin,
            country=str(locale.territories.get(entity.country, entity.country)),
            currency=entity.currency,
            time_zone=time_zone_label(entity.time_zone, current().reader.language),
            language=str(locale_of(entity.language).get_display_name(str(locale))),
        )
        for entity in entities
    ]


def _grant(grant: GrantRecord) -> GrantLine:
    return GrantLine(
        id=grant.id,
        role=_(grant.role.label),
        where=grant.entity_code or _("all entities"),
        limit=money_text(grant.limit) if grant.limit else _("without limit"),
    )
