"""May we contact the customer: the answer of the guard, and what people tell it."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.correspondence import operations as correspondence_operations
from recoup.correspondence import queries as correspondence
from recoup.kernel.errors import DomainError
from recoup.parties import operations as parties_operations
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.plumbing.storage import queries as storage_queries
from recoup.web.customers.forms.conduct import DAYS, ConsentForm, PreferenceForm, StopForm
from recoup.web.customers.parts import show_part
from recoup.web.customers.presenters import conduct as presenter
from recoup.web.shared.dialogs import close_dialog, show_dialog, tell_page
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.requests import DeskRequest

_DIALOG = "customers/dialogs/conduct.html"
_OF_A_WORD = ("contact", "state", "scope", "channel", "address")


@require_GET
@requires("parties.read")
def index(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show who may be contacted now, and the stops, consents and wishes behind it."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    known = parties.conduct_of(customer_ids=[customer_id], actor=request.actor)[customer_id]
    asked = list(presenter.questions(customer, known.contacts))
    answers = correspondence.ask_door(requests=asked, at=request.now, actor=request.actor)
    names = presenter.names_of(known)
    stops = parties.stops(customer_id=customer_id, actor=request.actor)
    context = {
        "people": presenter.people(customer, known.contacts, asked, answers),
        "unread": correspondence.mails_to_be_read(customer_id=customer_id, actor=request.actor),
        "clock": presenter.clock_of(customer, request.now),
        "party_kind": _(customer.party_kind.label),
        "stops": presenter.stops(stops, names, request.on),
        "consents": presenter.consents(known.consents, names),
        "preferences": presenter.preferences(
            known.preferences, names, {number: str(day) for number, day in DAYS}
        ),
    }
    return show_part(request, customer, "conduct", context)


@require_http_methods(["GET", "POST"])
@requires("parties.hold")
def place_stop(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Stop contact with the customer or one of its contacts."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = StopForm(
        *(request.POST or None, request.FILES or None),
        contacts=parties.contacts(customer_id=customer_id, actor=request.actor),
        initial={"from_date": request.on},
    )
    if form.is_valid():
        try:
            correspondence_operations.stop_contact(
                stop=form.stop(customer_id),
                evidence=form.evidence(),
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            return _done(request, customer_id, _("Contact is stopped."))
    return _dialog(request, customer, form, _("Stop contact"))


@require_POST
@requires("contact.override")
def lift_stop(request: DeskRequest, customer_id: int, stop_id: int) -> HttpResponse:
    """End a stop now."""
    parties_operations.lift_stop(stop_id=stop_id, actor=request.actor, now=request.now)
    return tell_page(request, _("The stop was lifted."), changed="customer-changed", url=_part(customer_id))


@require_http_methods(["GET", "POST"])
@requires("parties.edit_contacts")
def record_consent(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Write down what somebody said about being contacted."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = ConsentForm(
        *(request.POST or None, request.FILES or None),
        contacts=parties.contacts(customer_id=customer_id, actor=request.actor),
        initial=_first_words(request),
    )
    if form.is_valid():
        try:
            correspondence_operations.record_word(
                word=form.consent(customer_id, now=request.now, time_zone=request.time_zone),
                evidence=form.evidence(),
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            return _done(request, customer_id, _("It was written down."))
    return _dialog(request, customer, form, _("Consent or objection"))


@require_GET
@requires("parties.read")
def evidence(request: DeskRequest, customer_id: int, file_id: int) -> FileResponse:
    """Give a file that proves a stop or a word of the customer; never shown by the browser as a page."""
    stops = parties.stops(customer_id=customer_id, actor=request.actor)
    words = parties.consents(customer_id=customer_id, actor=request.actor)
    if file_id not in {stop.evidence_id for stop in stops} | {word.evidence_id for word in words}:
        raise Http404
    return FileResponse(
        storage_queries.open_file(file_id),
        as_attachment=True,
        filename=storage_queries.get_file(file_id).name,
        content_type="application/octet-stream",
    )


@require_http_methods(["GET", "POST"])
@requires("parties.edit_contacts")
def set_preference(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Write down when and how somebody wants to be contacted."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    contacts = parties.contacts(customer_id=customer_id, actor=request.actor)
    form = PreferenceForm(
        request.POST or None, contacts=contacts, initial={"weekdays": [number for number, _day in DAYS]}
    )
    if form.is_valid():
        try:
            parties_operations.set_preference(
                preference=form.preference(customer_id), actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, customer_id, _("The wish was written down."))
    title = _("When and how to contact")
    context = {"form": form, "customer": customer, "title": title, "action": request.path}
    return show_dialog(request, _DIALOG, context)


def _refuse(form: StopForm | ConsentForm, error: DomainError) -> None:
    """Show on the form why it was refused; what is missing at the field of the file."""
    add_refusal(form, error, "file" if isinstance(error, correspondence_operations.FileMissing) else None)


def _dialog(
    request: DeskRequest, customer: CustomerRecord, form: StopForm | ConsentForm, title: str
) -> HttpResponse:
    context: dict[str, object] = {"form": form, "customer": customer, "title": title, "action": request.path}
    return show_dialog(request, _DIALOG, context)


def _first_words(request: DeskRequest) -> dict[str, object]:
    """Return what the form begins with: a word that is put right comes with its way and address."""
    return {"said_on": request.on, **{name: request.GET.get(name, "") for name in _OF_A_WORD}}


def _part(customer_id: int) -> str:
    return reverse("customers:conduct", args=[customer_id])


def _done(request: DeskRequest, customer_id: int, text: str) -> HttpResponse:
    return close_dialog(request, text, changed="customer-changed", url=_part(customer_id))
