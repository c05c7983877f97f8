"""What the shell around every page shows; worked out only when a template asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale

from recoup.cash import queries as cash
from recoup.cash.types import WorkFilter
from recoup.plumbing.localization import is_rtl
from recoup.team import queries as team
from recoup.team.types import EntityRecord
from recoup.web.shared import navigation, scope
from recoup.web.shared.navigation import Group
from recoup.web.shared.requests import DeskRequest


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """A language one can switch to, under its own name."""

    code: str
    html_code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """A theme one can switch to."""

    code: str
    label: str | Promise
    icon: str
    is_chosen: bool


class Frame:
    """The frame of any page, also one before the sign-in or after a fault: needs no database."""

    def __init__(self, theme: str = "system") -> None:
        self.theme = theme
        self.language = translation.get_language() or settings.LANGUAGE_CODE

    @property
    def html_language(self) -> str:
        """The language as HTML writes it: `zh-Hans`."""
        return html_language(self.language)

    @property
    def direction(self) -> str:
        """Which way the language runs: `ltr` or `rtl`."""
        return direction(self.language)

    @property
    def language_code(self) -> str:
        """The language in two letters, for the top bar."""
        return self.language.split("-")[0].upper()

    @property
    def language_name(self) -> str:
        """The language's own name."""
        return dict(settings.LANGUAGES)[self.language]

    @property
    def languages(self) -> list[LanguageChoice]:
        """All languages of the desk."""
        return [
            LanguageChoice(code, html_language(code), name, code == self.language)
            for code, name in settings.LANGUAGES
        ]


class Shell(Frame):
    """The frame of a signed-in person's page with rail and top bar."""

    def __init__(self, request: DeskRequest) -> None:
        super().__init__(theme=getattr(request.user, "theme", "system"))
        self._request = request

    @cached_property
    def rail(self) -> tuple[Group, ...]:
        """The pages that the person may see."""
        rights = team.rights_of(self._request.actor)
        counts = {"approvals:index": self._approvals_waiting()} if rights.has("approvals.decide") else {}
        if rights.has("cash.apply"):
            counts["cash:index"] = self._receipts_to_work()
        return navigation.rail(rights, self._request.path, counts)

    @property
    def home(self) -> str:
        """The first page that the person may see."""
        return self.rail[0].entries[0].url

    @property
    def search_url(self) -> str:
        """Where the search dialog asks."""
        return navigation.address("search:index")

    @cached_property
    def entities(self) -> Sequence[EntityRecord]:
        """The entities to choose from; none when there is only one."""
        entities = team.entities(actor=self._request.actor)
        return entities if len(entities) > 1 else ()

    @cached_property
    def entity(self) -> EntityRecord | None:
        """The entity chosen, None for all of them."""
        chosen = scope.entity_id(self._request)
        return next((entity for entity in self.entities if entity.id == chosen), None)

    @property
    def entity_label(self) -> str | Promise:
        """The entity chosen, in a word."""
        return self.entity.code if self.entity else _("All entities")

    def _approvals_waiting(self) -> int:
        waiting = team.open_approvals(actor=self._request.actor, now=self._request.now)
        return sum(approval.refusal is None for approval in waiting)

    def _receipts_to_work(self) -> int:
        """Count the receipts with money left where the person may apply cash, in the entity chosen."""
        allowed = team.entity_ids(actor=self._request.actor, permission="cash.apply")
        wanted = WorkFilter(entity_ids=scope.narrowed(self._request, allowed))
        return cash.work_page(
            wanted=wanted, size=0, on=self._request.on, now=self._request.now, actor=self._request.actor
        ).count

    @property
    def themes(self) -> list[ThemeChoice]:
        """The themes to choose from."""
        choices = (
            ("light", _("Light"), "sun"),
            ("dark", _("Dark"), "moon"),
            ("system", _("As the device"), "monitor"),
        )
        return [ThemeChoice(code, label, icon, code == self.theme) for code, label, icon in choices]


def html_language(code: str) -> str:
    """Return a language of Django as HTML writes it: `zh-hans` is `zh-Hans`."""
    return to_locale(code).replace("_", "-")


def direction(code: str) -> str:
    """Return which way a language of Django runs: `ltr` or `rtl`."""
    return "rtl" if is_rtl(code) else "ltr"


def shell(request: HttpRequest) -> dict[str, Frame]:
    """Give templates `shell`."""
    return {"shell": Shell(cast(DeskRequest, request)) if request.user.is_authenticated else Frame()}
