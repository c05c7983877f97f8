"""The gate in front of every view: which permission it needs.

Each decorator writes the name of the permission on the view as `.permission`; the permission table of the tests
lists every address with it and fails when a view has none.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.http.response import HttpResponseBase

from recoup.team import queries as team
from recoup.web.shared import scope
from recoup.web.shared.requests import DeskRequest

P = ParamSpec("P")
View = Callable[Concatenate[DeskRequest, P], HttpResponseBase]

SIGNED_IN = "signed in"
PUBLIC = "public"


class _Gated(Protocol):
    permission: str


def requires(*permissions: str) -> Callable[[View[P]], View[P]]:
    """Let only those pass who hold the permission, or one of several, in some entity; all others find nothing (404).

    Sets `request.entity_ids`, to which the view must confine itself.
    """

    def gate(view: View[P]) -> View[P]:
        @wraps(view)
        def gated(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            rights = team.rights_of(request.actor)
            if not any(map(rights.has, permissions)):
                raise Http404
            allowed = (team.entity_ids(actor=request.actor, permission=name) for name in permissions)
            request.entity_ids = scope.narrowed(request, frozenset().union(*allowed))
            return view(request, *args, **kwargs)

        return _named(gated, " or ".join(permissions))

    return gate


def signed_in(view: View[P]) -> View[P]:
    """Let everyone pass who is signed in: for what concerns nobody but the person, like preferences."""
    return _named(view, SIGNED_IN)


def public(view: View[P]) -> View[P]:
    """Let everyone pass, signed in or not."""
    return _named(login_not_required(view), PUBLIC)


def _named(view: View[P], permission: str) -> View[P]:
    cast(_Gated, view).permission = permission
    return view
