"""Keeping customers, a whole batch at once: one COPY, then a few statements over sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_, Sentence
from recoup.parties import checks
from recoup.parties.cleaning import clean_name, clean_number
from recoup.parties.search import stored_text
from recoup.parties.types import NewCustomer, Refusal, SavedCustomers
from recoup.plumbing.audit.operations import record_many
from recoup.plumbing.audit.types import Deed
from recoup.plumbing.db.copy import copy_rows
from recoup.plumbing.localization.zones import zones_of_country
from recoup.team import queries as team
from recoup.team.history import remembers_actor
from recoup.team.rights import Rights

_SQL = Path(__file__).parent / "sql"
_COLUMNS = ("place", *NewCustomer._fields, "search_text", "home_zone")
_WORTH_ANALYZING = 10_000
_REFUSALS: Mapping[str, str] = {
    "DIFFERENT_LINES": N_("The number {number} stands on several lines with different details."),
    "UNKNOWN_PARENT": N_("There is no customer {parent} to be the group parent."),
    "UNKNOWN_OWNER": N_("The colleague who should look after customer {number} is not known."),
    "CIRCLE": N_("With {parent} as its parent the customer would be its own parent in a circle."),
}


@transaction.atomic
@remembers_actor
def save_customers(*, customers: Iterable[NewCustomer], actor: Actor, now: datetime) -> SavedCustomers:
    """Add new customers and change known ones; the same batch again changes nothing.

    Lines are read one at a time and may be very many; while they come the connection is busy, so their source must
    not ask the database. Texts are cleaned of invisible marks first. A line that
    can't be taken is refused with its reason and the others are kept; equal lines count once.

    :raises NotFound: a line belongs to an entity in which the actor has no right at all
    :raises NotAllowed: the actor may not edit customers there
    """
    refused: list[Refusal] = []
    rights = team.rights_of(actor)
    with connection.cursor() as cursor:
        cursor.execute((_SQL / "incoming_table.sql").read_text())
        taken = copy_rows(cursor, "parties_incoming", _COLUMNS, _checked(customers, rights, refused.append))
        cursor.execute((_SQL / "resolve_incoming.sql").read_text())
        refused_late = _refused_by_database(cursor)
        cursor.execute((_SQL / "add_incoming.sql").read_text(), {"now": now})
        added = int(cursor.rowcount)
        if added >= _WORTH_ANALYZING:
            # What follows in this transaction, often items by the million, is planned for the rows there are now.
            cursor.execute("ANALYZE parties_customer")
        cursor.execute((_SQL / "change_known.sql").read_text())
        changed = cursor.fetchall()
        _store_search_texts(cursor, changed)
        _record(cursor, changed, actor, now)
    refused = sorted([*refused, *refused_late], key=attrgetter("line"))
    known = taken - len(refused_late) - added - len(changed)
    return SavedCustomers(added, known, len(changed), tuple(refused))


def _checked(
    customers: Iterable[NewCustomer], rights: Rights, refuse: Callable[[Refusal], None]
) -> Iterator[tuple[object, ...]]:
    """Yield the rows for the database of all customers that are right in themselves; refuse the others."""
    allowed: set[int] = set()
    for place, customer in enumerate(customers):
        if customer.entity_id not in allowed:
            rights.require("parties.edit", entity_id=customer.entity_id)
            allowed.add(customer.entity_id)
        cleaned = _cleaned(customer)
        refusal = _refusal(cleaned)
        if refusal is None:
            yield (place, *cleaned, _search_text(cleaned), _home_zone(cleaned.country))
        else:
            refuse(Refusal(customer.line, refusal))


def _cleaned(customer: NewCustomer) -> NewCustomer:
    terms = clean_number(customer.terms_code)
    return NewCustomer(
        line=customer.line,
        entity_id=customer.entity_id,
        number=clean_number(customer.number),
        name_legal=clean_name(customer.name_legal),
        name_trading=clean_name(customer.name_trading),
        name_latin=clean_name(customer.name_latin),
        tax_id=clean_number(customer.tax_id),
        country=customer.country.strip().upper(),
        language=customer.language.strip().lower(),
        currency=customer.currency.strip().upper(),
        terms_code=terms if checks.terms_refusal(terms) else checks.terms_code(terms),
        time_zone=customer.time_zone.strip(),
        parent_number=clean_number(customer.parent_number),
        portfolio_owner_id=customer.portfolio_owner_id,
        party_kind=customer.party_kind.strip().upper(),
    )


def _refusal(customer: NewCustomer) -> Sentence | None:
    """Return what is wrong with a cleaned line by itself, or None."""
    return (
        checks.number_refusal(customer.number)
        or checks.names_refusal(customer.name_legal, customer.name_trading, customer.name_latin)
        or checks.tax_id_refusal(customer.tax_id)
        or checks.codes_refusal(
            country=customer.country,
            language=customer.language,
            currency=customer.currency,
            time_zone=customer.time_zone,
        )
        or checks.terms_refusal(customer.terms_code)
        or checks.party_kind_refusal(customer.party_kind)
    )


def _home_zone(country: str) -> str:
    """Return the one time zone of a country; empty where it has several, or none that is known."""
    zones = zones_of_country(country) if country else ()
    return zones[0] if len(zones) == 1 else ""


def _search_text(customer: NewCustomer) -> str:
    names = (customer.name_legal, customer.name_trading, customer.name_latin)
    return stored_text(number=customer.number, names=names, tax_id=customer.tax_id)


def _refused_by_database(cursor: CursorWrapper) -> list[Refusal]:
    cursor.execute(
        "SELECT line, refusal, number, parent_number FROM parties_resolved"
        " WHERE refusal IS NOT NULL AND refusal <> 'REPEATED' ORDER BY place"
    )
    return [
        Refusal(line, Sentence(_REFUSALS[refusal], {"number": number, "parent": parent}))
        for line, refusal, number, parent in cursor.fetchall()
    ]


def _store_search_texts(cursor: CursorWrapper, changed: Sequence[tuple[object, ...]]) -> None:
    """Put together what a search looks through where a line did not say all of it: folding is not done in SQL."""
    rows = [
        (customer_id, stored_text(number=str(number), names=tuple(map(str, names)), tax_id=str(tax_id)))
        for customer_id, _, number, *names, tax_id, search_text in changed
        if not search_text
    ]
    if not rows:
        return
    cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.parties_found;"
        "CREATE TEMP TABLE parties_found (id bigint PRIMARY KEY, search_text text NOT NULL) ON COMMIT DROP"
    )
    copy_rows(cursor, "parties_found", ("id", "search_text"), rows)
    cursor.execute(
        "UPDATE parties_customer AS c SET search_text = f.search_text FROM parties_found AS f WHERE c.id = f.id"
    )


def _record(
    cursor: CursorWrapper, changed: Sequence[tuple[object, ...]], actor: Actor, now: datetime
) -> None:
    """Write one event for each entity; the change history keeps every customer."""
    cursor.execute(
        "SELECT entity_id, count(*) FILTER (WHERE is_new) FROM parties_resolved"
        " WHERE refusal IS NULL GROUP BY entity_id"
    )
    changes = Counter(entity_id for _, entity_id, *_ in changed)
    deeds = [
        Deed(entity_id, entity_id, after={"added": added, "changed": changes[entity_id]})
        for entity_id, added in cursor.fetchall()
        if added or changes[entity_id]
    ]
    record_many("parties.customers.saved", subject_kind="entity", deeds=deeds, actor=actor, at=now)
