"""Show and change the preferences of whoever is signed in."""

from dataclasses import asdict, replace

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.plumbing.localization import Reader
from recoup.team import operations as team_operations
from recoup.team import queries as team
from recoup.team.types import CalendarSystem, Digits, Preferences, Theme
from recoup.web.preferences.forms import LanguageForm, PreferencesForm, ThemeForm
from recoup.web.preferences.presenters import sample
from recoup.web.shared.gates import signed_in
from recoup.web.shared.pages import next_url, render_fragment, render_page
from recoup.web.shared.reading import reading_as
from recoup.web.shared.requests import DeskRequest

_PAGE = "preferences/index.html"


@require_http_methods(["GET", "POST"])
@signed_in
def index(request: DeskRequest) -> HttpResponse:
    """Show the preferences; with POST, keep them."""
    now = team.preferences(request.actor.id)
    form = PreferencesForm(request.POST or None, initial=asdict(now))
    if request.method == "POST" and form.is_valid():
        _keep(request, form.preferences())
        with reading_as(sample(form.preferences(), on=request.on, now=request.now).reading):
            messages.success(request, _("Your preferences were saved."))
        return HttpResponseRedirect(reverse("preferences:index"))
    context = {"form": form, "sample": sample(now, on=request.on, now=request.now)}
    return render_page(request, _PAGE, context, status=422 if form.errors else 200)


@require_GET
@signed_in
def preview(request: DeskRequest) -> HttpResponse:
    """Show how amounts and dates would look with what the form says now."""
    form = PreferencesForm(request.GET)
    if not form.is_valid():
        raise Http404
    shown = sample(form.preferences(), on=request.on, now=request.now)
    return render_fragment(request, _PAGE, "preview", {"sample": shown})


@require_POST
@signed_in
def set_language(request: DeskRequest) -> HttpResponse:
    """Change the language; calendar and digits become those that its readers expect."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise Http404
    reader = Reader.for_language(form.cleaned_data["language"])
    now = team.preferences(request.actor.id)
    calendar, digits = CalendarSystem(reader.calendar), Digits(reader.digits)
    _keep(request, replace(now, language=reader.language, calendar=calendar, digits=digits))
    return HttpResponseRedirect(next_url(request, reverse("preferences:index")))


@require_POST
@signed_in
def set_theme(request: DeskRequest) -> HttpResponse:
    """Change the theme; the page has put it on already."""
    form = ThemeForm(request.POST)
    if not form.is_valid():
        raise Http404
    now = team.preferences(request.actor.id)
    _keep(request, replace(now, theme=Theme(form.cleaned_data["theme"])))
    if request.htmx:
        return HttpResponse(status=204)
    return HttpResponseRedirect(next_url(request, reverse("preferences:index")))


def _keep(request: DeskRequest, wanted: Preferences) -> None:
    team_operations.set_preferences(
        user_id=request.actor.id, preferences=wanted, actor=request.actor, now=request.now
    )
