"""Payment confirmations of a day: who wants one, what was applied since the last, and its content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from recoup.cash import operations as cash
from recoup.cash import queries as cash_queries
from recoup.cash.types import ClearedItem, ConfirmablePayments
from recoup.correspondence import operations as correspondence
from recoup.correspondence import queries as correspondence_queries
from recoup.correspondence.types import (
    ConfirmationContent,
    ConfirmationLine,
    ConfirmedReceipt,
    Letterhead,
    Recipient,
)
from recoup.kernel.actor import Actor
from recoup.parties import queries as parties
from recoup.parties.queries.mailing import Mailing, mailing_of
from recoup.parties.queries.portfolios import customers_left_alone
from recoup.plumbing.localization import language_to_write
from recoup.team import queries as team
from recoup.team.types import EntityRecord


@dataclass(frozen=True, slots=True)
class ConfirmationsMade:
    """How many confirmations were made now, and how many applications they told of."""

    made: int
    applications: int


NOTHING = ConfirmationsMade(0, 0)


@transaction.atomic
def make_confirmations(*, entity_id: int, on: date, actor: Actor, now: datetime) -> ConfirmationsMade:
    """Put one confirmation for each customer and currency with new applications into the outbox; nothing is sent.

    Made only for customers who want them: by what is kept with the customer, else by the rules. What is applied after
    a customer has its confirmation of the day waits for the next day's. Customers whom nobody is to contact get none.

    :raises NotAllowed: the actor may not write to the customers of the entity, or not apply cash
    """
    wishes = parties.confirmation_wishes(entity_id=entity_id)
    is_for_all = cash_queries.confirmations_wanted(entity_id=entity_id, on=on)
    if not is_for_all and not any(wishes.values()):
        return NOTHING
    refusing = {customer_id for customer_id, wanted in wishes.items() if not wanted}
    already = correspondence_queries.confirmed_already(entity_id=entity_id, business_date=on)
    found = cash_queries.payments_to_confirm(
        entity_id=entity_id,
        customer_ids=None if is_for_all else wishes.keys() - refusing,
        except_ids=refusing | customers_left_alone(entity_id=entity_id, on=on),
        now=now,
    )
    payments = [each for each in found if (each.customer_id, each.currency) not in already]
    if not payments:
        return NOTHING
    entity = team.get_entity(actor=actor, entity_id=entity_id)
    contents = list(_contents(payments, entity=entity, on=on, actor=actor))
    prepared = correspondence.prepare_confirmations(contents=contents, business_date=on, actor=actor, now=now)
    told = cash.note_confirmed(
        entity_id=entity_id,
        deed_ids={deed_id for each in payments for deed_id in each.deed_ids},
        retracted_ids={deed_id for each in payments for deed_id in each.retracted_ids},
        on=on,
        actor=actor,
        now=now,
    )
    return ConfirmationsMade(prepared.count, told)


def _contents(
    payments: Iterable[ConfirmablePayments], *, entity: EntityRecord, on: date, actor: Actor
) -> Iterator[ConfirmationContent]:
    """Yield the content of each confirmation; the customers' data are read once for all of them."""
    listed = list(payments)
    ids = {each.customer_id for each in listed}
    customers = parties.customers_by_id(customer_ids=ids, actor=actor)
    mailings = mailing_of(customer_ids=ids)
    for each in listed:
        customer = customers[each.customer_id]
        mailing = mailings.get(customer.id, Mailing())
        yield ConfirmationContent(
            entity_id=entity.id,
            customer_id=customer.id,
            currency=each.currency,
            language=language_to_write(customer.language, entity.language),
            business_date=on,
            letterhead=Letterhead(name=entity.name, name_latin=entity.name_latin),
            recipient=Recipient(
                number=customer.number,
                name=customer.name_legal,
                address_lines=mailing.address_lines,
                contact_name=mailing.contact_name,
                tax_id=customer.tax_id,
            ),
            receipts=tuple(
                ConfirmedReceipt(paid.received_on, paid.reference, paid.amount, _lines(paid.items))
                for paid in each.receipts
            ),
            taken_back=_lines(each.taken_back),
            amount_unapplied=each.amount_unapplied,
        )


def _lines(items: Iterable[ClearedItem]) -> tuple[ConfirmationLine, ...]:
    return tuple(ConfirmationLine(item.number, item.paid, item.amount_open, item.currency) for item in items)
