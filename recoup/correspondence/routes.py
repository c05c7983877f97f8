"""The route sheet that goes along on visits: whom to visit in which order, and what one needs to know at the door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from recoup.correspondence.letters.typesetting import typeset_page
from recoup.kernel.folding import fold
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.plumbing.localization import Reader, format_date, format_money, format_number, render


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of a route: where, to whom, what is overdue, what was promised, what is to be said."""

    customer: str
    customer_number: str
    postal_code: str
    city: str
    address_lines: tuple[str, ...]
    contact: str
    phone: str
    overdue: tuple[Money, ...]
    promises: tuple[tuple[Money, date], ...]
    note: str


@dataclass(frozen=True, slots=True)
class RouteSheet:
    """All that a route sheet says; `person` is empty where several people share the visits."""

    entity_name: str
    person: str
    day: date
    stops: tuple[Stop, ...]


def in_order(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Return the stops as they lie on the way: by postal code, city and address; without an address last."""
    return tuple(
        sorted(
            stops,
            key=lambda stop: (
                not stop.address_lines,
                fold(stop.postal_code),
                fold(stop.city),
                tuple(map(fold, stop.address_lines)),
                stop.customer_number,
            ),
        )
    )


def route_pdf(sheet: RouteSheet, *, reader: Reader, made_at: datetime) -> bytes:
    """Return the sheet as PDF/A-3a, in the language, calendar and digits of `reader`. Duty C2.

    :raises NoFontForText: a part of the text is in a script that no font here covers
    """

    def say(text: str, **values: Value) -> str:
        return render(Sentence(text, values), reader)

    facts = (
        (say(N_("Date")), format_date(sheet.day, reader, length="full")),
        (say(N_("Visitor")), sheet.person),
        (say(N_("Number of visits")), format_number(len(sheet.stops), reader)),
    )
    data = {
        "language": reader.language,
        "direction": "rtl" if reader.is_rtl else "ltr",
        "sender": sheet.entity_name,
        "title": say(N_("Route sheet")),
        "facts": [pair for pair in facts if pair[1]],
        "stops": [_stop(place, stop, reader) for place, stop in enumerate(in_order(sheet.stops), start=1)],
        "labels": {
            "no_address": say(N_("No address is known.")),
            "overdue": say(N_("Overdue")),
            "promises": say(N_("Promised")),
            "notes": say(N_("Notes")),
        },
        "page_note": say(N_("Page {page} of {pages}"), page="<1>", pages="<2>"),
    }
    return typeset_page("route", data, language=reader.language, made_at=made_at)


def _stop(place: int, stop: Stop, reader: Reader) -> dict[str, object]:
    promised = Sentence(N_("{amount} by {date}"))
    return {
        "place": format_number(place, reader),
        "customer": stop.customer,
        "number": stop.customer_number,
        "address": list(stop.address_lines),
        "contact": stop.contact,
        "phone": stop.phone,
        "overdue": [format_money(amount, reader) for amount in stop.overdue],
        "promises": [
            render(Sentence(promised.text, {"amount": amount, "date": day}), reader)
            for amount, day in stop.promises
        ],
        "note": stop.note,
    }
