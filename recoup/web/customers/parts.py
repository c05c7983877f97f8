"""The page of one customer: a head that stays, and one part of many below it, each at an address of its own."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from recoup.parties.types import CustomerRecord
from recoup.team import queries as team
from recoup.web.customers.presenters.head import head_of, may_of
from recoup.web.shared.pages import render_page, wants_fragment
from recoup.web.shared.requests import DeskRequest


def show_part(
    request: DeskRequest, customer: CustomerRecord, part: str, context: Mapping[str, object]
) -> HttpResponse:
    """Show a part of the page: alone when only that is asked for, else below the customer's head."""
    whole = {
        "customer": customer,
        "part": part,
        "part_template": f"customers/parts/{part}.html",
        "tabs": _tabs(request, customer),
        "may": may_of(request.actor, customer),
        **context,
    }
    if not wants_fragment(request):
        whole |= {"head": head_of(request, customer.id)}
    return render_page(request, "customers/page.html", whole, fragment="part")


def _tabs(request: DeskRequest, customer: CustomerRecord) -> list[tuple[str, str, str]]:
    """Return code, address and label of the parts that the person may see."""
    rights = team.rights_of(request.actor)
    tabs = [
        ("items", "customers:page", _("Items"), "ledger.read"),
        ("course", "customers:course", _("Course"), "collections.read"),
        ("timetable", "customers:timetable", _("Collection plan"), "collections.read"),
        ("acts", "customers:acts", _("Contacts made and promises"), "collections.read"),
        ("contacts", "customers:contacts", _("Contacts"), "parties.read"),
        ("accounts", "customers:accounts", _("Bank and payers"), "parties.read"),
        ("conduct", "customers:conduct", _("May we contact?"), "parties.read"),
        ("holds", "customers:holds", _("Holds"), "parties.read"),
        ("letters", "customers:letters", _("Letters"), "correspondence.read"),
        ("plans", "customers:plans", _("Plans and offers"), "collections.read"),
        ("reconciliations", "customers:reconciliations", _("Reconciliations"), "reports.read"),
        ("history", "customers:history", _("Changes"), "parties.read"),
    ]
    return [
        (code, reverse(name, args=[customer.id]), label)
        for code, name, label, permission in tabs
        if rights.has(permission, customer.entity_id)
    ]
