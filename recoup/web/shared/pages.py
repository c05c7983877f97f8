"""Pages and their fragments: one template per page, of which HTMX may ask for a named part.

A page template marks its parts with `{% fragment rows %}...{% endfragment %}`. The view ends with

    return render_page(request, "aging/index.html", context, fragment="rows")

and gives the whole page to a browser (and to a followed link or a step back), but only `rows` to an element with
`hx-get`. Messages of `django.contrib.messages` come along either way: as notices on the page, or swapped in
beside a fragment.
"""

from collections.abc import Mapping
from functools import cache

from django.contrib.messages import get_messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.template.base import Template
from django.template.context import make_context
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from recoup.web.shared.requests import DeskRequest
from recoup.web.shared.tags import FragmentNode


def wants_fragment(request: DeskRequest) -> bool:
    """Return whether an element of the page asks for a part of it, not a person for the page."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def render_page(
    request: DeskRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page, or only its `fragment` when HTMX asks for one.

    Give `status=422` with a form that has errors: HTMX then shows it like any answer.
    """
    if fragment and wants_fragment(request):
        return render_fragment(request, template, fragment, context, status=status)
    return HttpResponse(loader.render_to_string(template, dict(context or {}), request), status=status)


def render_fragment(
    request: DeskRequest,
    template: str,
    fragment: str,
    context: Mapping[str, object] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return the part of `template` called `fragment`, with waiting messages beside it."""
    page: Template = loader.get_template(template).template  # type: ignore[attr-defined]  # Django's own backend
    bound = make_context(dict(context or {}), request, autoescape=True)
    with bound.bind_template(page):
        html = _find(page, fragment).render(bound)
    return HttpResponse(html + _messages_beside(request), status=status)


def notice_only(request: DeskRequest, *, status: int) -> HttpResponse:
    """Return only the waiting messages; what is on the page stays as it is."""
    return HttpResponse(
        _messages_beside(request), status=status, headers={"HX-Reswap": "none", "HX-Push-Url": "false"}
    )


def go_to(request: DeskRequest, url: str) -> HttpResponse:
    """Send the browser to `url` after something was done, whether HTMX or the browser asked."""
    if wants_fragment(request):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url, status=303)


def next_url(request: DeskRequest, fallback: str) -> str:
    """Return where the form's `next` field leads if that is on this site, else `fallback`."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe else fallback


def number_or_404(text: str | None) -> int:
    """Return the whole number that an address or a form must carry."""
    if text is None or not text.isascii() or not text.isdigit():
        raise Http404
    return int(text)


def _messages_beside(request: DeskRequest) -> str:
    if not len(get_messages(request)):
        return ""
    return loader.render_to_string("shell/toasts_beside.html", {}, request)


def _find(page: Template, name: str) -> FragmentNode:
    return _fragments(page)[name]


@cache
def _fragments(page: Template) -> Mapping[str, FragmentNode]:
    nodes = page.nodelist.get_nodes_by_type(FragmentNode)
    return {node.name: node for node in nodes if isinstance(node, FragmentNode)}
