"""Dialogs that arrive by request and go when what they ask for is done.

A link opens one with `hx-get`, `hx-target="body"`, `hx-swap="beforeend"`; its form (`c-form-dialog`) posts back and is
replaced by itself while something is wrong. Parts of the page that show what was changed listen for the event:
`hx-trigger="customer-changed from:body"`. Somebody whose browser follows the link instead, in a tab of its own or
because the page was not ready yet, gets the dialog as a page and is sent on when it is done.
"""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django_htmx.http import reswap, trigger_client_event

from recoup.web.shared.pages import go_to, notice_only, render_page, wants_fragment
from recoup.web.shared.requests import DeskRequest


def show_dialog(request: DeskRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """Show the dialog, the fragment `dialog` of its template, with what is wrong in its `form` if anything is."""
    status = 422 if getattr(context.get("form"), "errors", None) else 200
    return render_page(request, template, context, fragment="dialog", status=status)


def close_dialog(request: DeskRequest, text: str, *, changed: str, url: str) -> HttpResponse:
    """Say that it is done, take the dialog away and tell the page what was changed; without HTMX go to `url`."""
    if not wants_fragment(request) or _is_the_page(request):
        messages.success(request, text)
        return go_to(request, url)
    return reswap(tell_page(request, text, changed=changed, url=url), "delete")


def tell_page(request: DeskRequest, text: str, *, changed: str, url: str) -> HttpResponse:
    """Say that it is done and tell the page what was changed; without HTMX go to `url`."""
    messages.success(request, text)
    if not wants_fragment(request):
        return go_to(request, url)
    return trigger_client_event(notice_only(request, status=200), changed)


def _is_the_page(request: DeskRequest) -> bool:
    """Return whether the dialog is not on a page but is the page."""
    return urlsplit(request.htmx.current_url_abs_path or "").path == request.path
