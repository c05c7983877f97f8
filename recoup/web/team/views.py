"""See and change who works here and what each may do."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.kernel.errors import DomainError
from recoup.team import operations as team_operations
from recoup.team import queries as team
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest
from recoup.web.team import presenters
from recoup.web.team.forms import EntityForm, GrantForm, PasswordForm, PersonForm


@require_GET
@requires("team.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show the people."""
    text = request.GET.get("q", "")
    people = presenters.people(team.users(actor=request.actor), text)
    context = {"people": people, "q": text, "may_change": _may_change(request)}
    return render_page(request, "team/index.html", context, fragment="people")


@require_http_methods(["GET", "POST"])
@requires("team.administer")
def add_person(request: DeskRequest) -> HttpResponse:
    """Make an account for a new person."""
    form = PersonForm(request.POST or None, initial=_own_places(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = team_operations.create_user(**form.cleaned_data, actor=request.actor, now=request.now)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The account was made. Now give it a role."))
            return go_to(request, reverse("team:person", args=[made.id]))
    return render_page(request, "team/add_person.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@requires("team.read")
def person(request: DeskRequest, user_id: int) -> HttpResponse:
    """Show one person with the roles, and what may be changed about them."""
    return _person_page(request, user_id)


@require_POST
@requires("team.administer")
def grant(request: DeskRequest, user_id: int) -> HttpResponse:
    """Give the person a role."""
    form = GrantForm(request.POST, entities=team.entities(actor=request.actor, permission="team.administer"))
    if form.is_valid():
        said = form.cleaned_data
        try:
            team_operations.grant_role(
                user_id=user_id,
                role=said["role"],
                entity_id=said["entity"],
                amount_limit=said["amount_limit"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, user_id, _("The role was given."))
    return _person_page(request, user_id, grant_form=form)


@require_POST
@requires("team.administer")
def revoke(request: DeskRequest, user_id: int, grant_id: int) -> HttpResponse:
    """Take a role away."""
    team_operations.revoke_role(grant_id=grant_id, actor=request.actor, now=request.now)
    return _done(request, user_id, _("The role was taken away."))


@require_POST
@requires("team.administer")
def set_password(request: DeskRequest, user_id: int) -> HttpResponse:
    """Give the person a new password."""
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            team_operations.set_password(
                user_id=user_id, password=form.cleaned_data["password"], actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error, "password")
        else:
            return _done(request, user_id, _("The password was changed."))
    return _person_page(request, user_id, password_form=form)


@require_POST
@requires("team.administer")
def close(request: DeskRequest, user_id: int) -> HttpResponse:
    """Close the person's account."""
    team_operations.deactivate_user(user_id=user_id, actor=request.actor, now=request.now)
    return _done(request, user_id, _("The account was closed; nobody can sign in to it."))


@require_POST
@requires("team.administer")
def reopen(request: DeskRequest, user_id: int) -> HttpResponse:
    """Open the person's account again."""
    team_operations.reactivate_user(user_id=user_id, actor=request.actor, now=request.now)
    return _done(request, user_id, _("The account is open again, with the roles it had."))


@require_GET
@requires("team.read")
def entities(request: DeskRequest) -> HttpResponse:
    """Show our companies."""
    lines = presenters.entity_lines(team.entities(actor=request.actor))
    return render_page(request, "team/entities.html", {"entities": lines, "may_change": _may_change(request)})


@require_http_methods(["GET", "POST"])
@requires("team.administer")
def add_entity(request: DeskRequest) -> HttpResponse:
    """Make one of our companies known."""
    form = EntityForm(request.POST or None, initial=_own_places(request))
    if request.method == "POST" and form.is_valid():
        try:
            team_operations.create_entity(entity=form.entity(), actor=request.actor, now=request.now)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The entity was added."))
            return go_to(request, reverse("team:entities"))
    return render_page(request, "team/add_entity.html", {"form": form}, status=422 if form.errors else 200)


def _own_places(request: DeskRequest) -> dict[str, str]:
    return {"language": request.reader.language, "time_zone": request.time_zone}


def _may_change(request: DeskRequest) -> bool:
    return team.has_permission(actor=request.actor, permission="team.administer")


def _done(request: DeskRequest, user_id: int, text: str) -> HttpResponse:
    messages.success(request, text)
    return go_to(request, reverse("team:person", args=[user_id]))


def _person_page(
    request: DeskRequest,
    user_id: int,
    *,
    grant_form: GrantForm | None = None,
    password_form: PasswordForm | None = None,
) -> HttpResponse:
    entities = team.entities(actor=request.actor, permission="team.administer")
    context = {
        "person": presenters.person(team.get_user(user_id=user_id, actor=request.actor)),
        "may_change": bool(entities or _may_change(request)) and user_id != request.actor.id,
        "grant_form": grant_form or GrantForm(entities=entities),
        "password_form": password_form or PasswordForm(),
    }
    return render_page(
        request, "team/person.html", context, status=422 if grant_form or password_form else 200
    )
