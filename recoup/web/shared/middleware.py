"""What every request of the desk passes through: who asks, how that person reads, for which day."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from recoup.kernel import clock
from recoup.kernel.actor import Actor, ActorKind
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import Reader
from recoup.team.queries import rights_remembered
from recoup.team.types import CalendarSystem, Digits
from recoup.web.shared import scope, views
from recoup.web.shared.reading import Reading, reading_as
from recoup.web.shared.requests import DeskRequest

Next = Callable[[HttpRequest], HttpResponseBase]

# Nothing but our own files, and nothing written into the page itself, may run or style it. Pictures may also be
# data: the QR code of the second step is one.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class DeskMiddleware:
    """Puts actor, reader, instant and business date on the request and activates the person's language."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: DeskRequest) -> HttpResponseBase:
        """Answer the request in the person's own language, calendar and time zone."""
        if request.user.is_authenticated:
            user = request.user
            request.actor = Actor(ActorKind.USER, user.id, user.name)
            request.reader = Reader(
                user.language, CalendarSystem(user.calendar).value, Digits(user.digits).value
            )
            request.time_zone = user.time_zone
        else:
            request.reader = Reader.for_language(translation.get_language_from_request(request))
            request.time_zone = settings.TIME_ZONE
        request.now = clock.now()
        request.on = clock.today(scope.time_zone(request) or request.time_zone)
        with self._reading(request), self._remembering(request):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.reader.language)
        return response

    def process_exception(self, request: DeskRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal of an operation into its sentence; anything else is a fault and goes on up."""
        return views.refused(request, error) if isinstance(error, DomainError) else None

    def _remembering(self, request: DeskRequest) -> AbstractContextManager[None]:
        """A page asks for the same rights a dozen times; whoever may change them asks anew each time."""
        return rights_remembered() if request.method in ("GET", "HEAD") else nullcontext()

    def _reading(self, request: DeskRequest) -> AbstractContextManager[None]:
        return reading_as(Reading(request.reader, request.time_zone))


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends whoever isn't signed in to the sign-in page; only views marked `public` are open."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """Return the way to the sign-in page, as HTMX or a browser understands it."""
        answer = super().handle_no_permission(request, view_func)
        if request.headers.get("HX-Request") == "true":
            answer.status_code = 200
            answer["HX-Redirect"] = answer.url
            del answer["Location"]
        return answer


class SecurityHeadersMiddleware:
    """Says what pages may load, and that no one may keep them: they show who owes what."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with the headers added."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        patch_vary_headers(response, ["HX-Request"])
        return response
