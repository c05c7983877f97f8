"""What the sign-in page offers beside allauth's own steps."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from recoup.web.shared.gates import public
from recoup.web.shared.pages import next_url
from recoup.web.shared.requests import DeskRequest

_YEAR = 365 * 24 * 60 * 60


@require_GET
@public
def choose_language(request: DeskRequest, code: str) -> HttpResponse:
    """Remember on this device in which language the pages before the sign-in are shown."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    response = HttpResponseRedirect(next_url(request, reverse("account_login")))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=_YEAR, httponly=True, samesite="Lax")
    return response
