"""Working a difference off: one dialog for every place where two sources are compared and people clear up the rest.

The slice says what differs (`Difference`), in which states a difference can be (`states`), and what to do with what
the person wrote (`act`); the rest is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.plumbing.localization import format_number
from recoup.team import queries as team
from recoup.web.shared.days import DayField
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal, offer
from recoup.web.shared.reading import current
from recoup.web.shared.requests import DeskRequest


class Written(NamedTuple):
    """What a person writes about a difference; `is_for_alike` means all others of its kind that are open, too."""

    state: str
    note: str
    owner_id: int | None
    clear_by: date | None
    is_for_alike: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference to work off: what it is, how large, what was written about it so far, and where the form goes.

    `alike` counts the others of its kind that nobody has cleared up; without `has_deadline` none can be set. `changed`
    is the event that tells the page, `url` where somebody goes who has no page around the dialog.
    """

    kind: str
    name: str
    amount: Money
    written: Written
    action: str
    changed: str
    url: str
    has_deadline: bool = False
    alike: int = 0


class ClearForm(forms.Form):
    """How far a difference is cleared up, by whom and until when, and what is behind it."""

    state = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)
    owner = forms.TypedChoiceField(label=_("Person in charge"), required=False, coerce=int, empty_value=None)
    clear_by = DayField(label=_("To be cleared up by"), required=False)
    note = forms.CharField(
        label=_("What is behind it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    alike = forms.BooleanField(required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        difference: Difference,
        states: Iterable[tuple[str, str]],
        colleagues: Iterable[tuple[int, str]],
    ) -> None:
        written = difference.written
        initial = {"state": written.state, "owner": written.owner_id, "note": written.note}
        super().__init__(data, initial=initial | {"clear_by": written.clear_by})
        offer(self, "state", list(states))
        offer(self, "owner", [("", gettext("Nobody yet")), *((str(key), name) for key, name in colleagues)])
        if not difference.has_deadline:
            del self.fields["clear_by"]
        if difference.alike:
            words = ngettext(
                "Write the same about %(count)s other that is open and of this kind",
                "Write the same about %(count)s others that are open and of this kind",
                difference.alike,
            )
            self.fields["alike"].label = words % {"count": format_number(difference.alike, current().reader)}
        else:
            del self.fields["alike"]

    def written(self) -> Written:
        """Return what the person wrote."""
        given = self.cleaned_data
        return Written(
            given["state"], given["note"], given["owner"], given.get("clear_by"), given.get("alike", False)
        )


def work_off(
    request: DeskRequest,
    difference: Difference,
    *,
    states: Iterable[tuple[str, str]],
    act: Callable[[Written], object],
) -> HttpResponse:
    """Show the dialog for a difference, or do what `act` does with what was written and tell the page."""
    colleagues = [(user.id, user.name) for user in team.users(actor=request.actor) if user.is_active]
    form = ClearForm(request.POST or None, difference=difference, states=states, colleagues=colleagues)
    if form.is_valid():
        try:
            act(form.written())
        except DomainError as error:
            add_refusal(form, error)
        else:
            text = gettext("The difference is noted.")
            return close_dialog(request, text, changed=difference.changed, url=difference.url)
    return show_dialog(request, "shell/work_off.html", {"form": form, "difference": difference})
