"""Take what the gateway tells. Whoever doesn't know the secret finds nothing; who tells nonsense changes nothing."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from recoup.correspondence import operations
from recoup.kernel.actor import Actor
from recoup.web.gateway.forms import ReportForm, TextForm
from recoup.web.shared.gates import public
from recoup.web.shared.requests import DeskRequest

_GATEWAY = Actor.program("SMS gateway")
_AGAIN_IN_SECONDS = "30"


@csrf_exempt
@require_http_methods(["GET", "POST"])
@public
def report(request: DeskRequest, secret: str) -> HttpResponse:
    """Take a report of delivery: 204 when it was understood, 400 when not, 503 when it must come again."""
    _require_secret(secret)
    form = ReportForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return HttpResponse(status=400)
    said = form.cleaned_data
    try:
        operations.take_report(
            reference=said["id"],
            reported=said["status"],
            answer=said["answer"] or form.data["status"],
            actor=_GATEWAY,
            now=request.now,
        )
    except operations.NotYetSent:
        return HttpResponse(status=503, headers={"Retry-After": _AGAIN_IN_SECONDS})
    return HttpResponse(status=204)


@csrf_exempt
@require_http_methods(["GET", "POST"])
@public
def text(request: DeskRequest, secret: str) -> HttpResponse:
    """Take a text message that came in: 204 when it is kept, now or before, 400 when it is none."""
    _require_secret(secret)
    form = TextForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return HttpResponse(status=400)
    said = form.cleaned_data
    operations.take_in_text(
        sender=said["from"],
        text=said["text"],
        reference=said["id"],
        written_at=None,
        actor=_GATEWAY,
        now=request.now,
    )
    return HttpResponse(status=204)


def _require_secret(secret: str) -> None:
    if not settings.SMS_SECRET or not constant_time_compare(secret, settings.SMS_SECRET):
        raise Http404
