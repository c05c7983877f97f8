"""The shell's own addresses, and what is shown when something is refused, missing or broken."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.plumbing.localization import render
from recoup.team import queries as team
from recoup.web.shared import pages, scope
from recoup.web.shared.context import Frame, Shell
from recoup.web.shared.gates import signed_in
from recoup.web.shared.requests import DeskRequest


@require_GET
@signed_in
def home(request: DeskRequest) -> HttpResponse:
    """Lead to the first page that the person may see."""
    return HttpResponseRedirect(Shell(request).home)


@require_POST
@signed_in
def choose_scope(request: DeskRequest) -> HttpResponse:
    """Show one entity or all from now on."""
    chosen = request.POST.get("entity")
    entity = team.get_entity(entity_id=pages.number_or_404(chosen), actor=request.actor) if chosen else None
    scope.choose(request, entity)
    return pages.go_to(request, pages.next_url(request, "/"))


def refused(request: DeskRequest, error: DomainError) -> HttpResponse:
    """Say why an operation or a query refused: NotFound as 404, NotAllowed as 403, anything else as 422."""
    text = render(error.sentence, request.reader)
    match error:
        case NotFound():
            return _problem(request, _("Not found"), text, status=404)
        case NotAllowed():
            return _problem(request, _("Not allowed"), text, status=403)
        case _:
            return _problem(request, _("This can't be done"), text, status=422)


def not_found(request: DeskRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, to strangers as to those who mistyped."""
    return _problem(
        request, _("Not found"), _("There is no such page, or you have no right to see it."), status=404
    )


def forbidden(request: DeskRequest, exception: Exception) -> HttpResponse:
    """Say that this isn't allowed."""
    return _problem(request, _("Not allowed"), _("You don't have the right to do this."), status=403)


def forged(request: DeskRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old to be sure who sent it (Django's protection against forged requests)."""
    text = _(
        "This page was open too long, or another program sent it. Open it again and repeat what you did."
    )
    return _problem(request, _("Please try again"), text, status=403)


def fault(request: HttpRequest) -> HttpResponse:
    """Say that the program failed, without using anything that may have failed."""
    context = {
        "shell": Frame(),
        "heading": _("Something went wrong"),
        "text": _("This didn't work, and the fault is ours. It was written down; please try again."),
    }
    return HttpResponse(loader.render_to_string("shell/problem_entrance.html", context), status=500)


def _problem(request: DeskRequest, heading: str, text: str, *, status: int) -> HttpResponse:
    """Show the problem beside what the person was doing where that is possible, else as a page of its own."""
    if pages.wants_fragment(request) or (request.htmx and request.method != "GET"):
        messages.error(request, text)
        return pages.notice_only(request, status=status)
    template = "shell/problem.html" if request.user.is_authenticated else "shell/problem_entrance.html"
    return pages.render_page(request, template, {"heading": heading, "text": text}, status=status)
