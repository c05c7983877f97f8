"""What follows for promises: judged anew when money of their items moves, confirmed in writing when made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from recoup.cash.events import CashApplied, ChequeBounced, ChequeReturned, ReceiptUndone
from recoup.collections import operations as collections
from recoup.collections import queries as collections_queries
from recoup.collections.events import PromiseMade
from recoup.correspondence import operations as correspondence
from recoup.correspondence.types import (
    AgreedPart,
    AgreementContent,
    Letterhead,
    MessageDraft,
    Recipient,
    TemplateCode,
)
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose
from recoup.parties import queries as parties
from recoup.parties.queries.mailing import Mailing, mailing_of
from recoup.parties.types import ContactPurpose, CustomerRecord
from recoup.plumbing.localization import LANGUAGES
from recoup.team import queries as team
from recoup.team.types import EntityRecord

_ACTOR = Actor.program("promises")


def judge_what_was_promised(facts: Sequence[object]) -> None:
    """Judge the promises for the items of which money came or was taken back; time doesn't pass by that."""
    items = {
        item_id
        for fact in facts
        if isinstance(fact, CashApplied | ReceiptUndone | ChequeBounced | ChequeReturned)
        for item_id in fact.item_ids
    }
    customer_ids = collections_queries.customers_with_promises_for(item_ids=items)
    collections.judge_promises(customer_ids=customer_ids, on=None, actor=_ACTOR, now=clock.now())


def confirm_in_writing(facts: Sequence[object]) -> None:
    """Put a confirmation of each promise into the outbox, where the customer has somewhere to write to.

    By e-mail where the contact has an address, else as a letter; nothing is sent before somebody lets it go. One
    message a day tells of all promises of a customer in one currency.
    """
    made = [fact for fact in facts if isinstance(fact, PromiseMade)]
    by_day: dict[date, dict[tuple[int, str], list[PromiseMade]]] = defaultdict(lambda: defaultdict(list))
    for fact in made:
        by_day[fact.on][fact.customer_id, fact.amount.currency].append(fact)
    for on, accounts in by_day.items():
        drafts = list(_confirmations(accounts, on))
        if drafts:
            correspondence.prepare_messages(drafts=drafts, business_date=on, actor=_ACTOR, now=clock.now())


def _confirmations(
    accounts: Mapping[tuple[int, str], Sequence[PromiseMade]], on: date
) -> Iterator[MessageDraft]:
    ids = {customer_id for customer_id, _ in accounts}
    customers = parties.customers_by_id(customer_ids=ids, actor=_ACTOR)
    mailings = mailing_of(customer_ids=ids)
    desks = parties.contacts_by_customer(
        customer_ids=ids, purpose=ContactPurpose.ACCOUNTS_PAYABLE, actor=_ACTOR
    )
    entities = {entity.id: entity for entity in team.entities(actor=_ACTOR)}
    for (customer_id, currency), promised in accounts.items():
        customer, entity = customers[customer_id], entities[customers[customer_id].entity_id]
        mailing = mailings.get(customer_id, Mailing())
        desk = next((one for one in desks.get(customer_id, ()) if one.email), None)
        if desk is None and not mailing.address_lines:
            continue
        yield MessageDraft(
            content=_content(promised, currency, customer, entity, mailing, on),
            channel=Channel.LETTER if desk is None else Channel.EMAIL,
            purpose=Purpose.AGREEMENT,
            template=TemplateCode.PROMISE_CONFIRMATION,
            contact_id=None if desk is None else desk.id,
            address="" if desk is None else desk.email,
        )


def _content(
    promised: Sequence[PromiseMade],
    currency: str,
    customer: CustomerRecord,
    entity: EntityRecord,
    mailing: Mailing,
    on: date,
) -> AgreementContent:
    parts = sorted((AgreedPart(each.promise_date, each.amount.amount) for each in promised), key=_day)
    languages = (customer.language, entity.language, "en")
    return AgreementContent(
        entity_id=entity.id,
        customer_id=customer.id,
        currency=currency,
        language=next(language for language in languages if language in LANGUAGES),
        business_date=on,
        letterhead=Letterhead(name=entity.name, name_latin=entity.name_latin),
        recipient=Recipient(
            number=customer.number,
            name=customer.name_legal,
            address_lines=mailing.address_lines,
            contact_name=mailing.contact_name,
            tax_id=customer.tax_id,
        ),
        template=TemplateCode.PROMISE_CONFIRMATION.value,
        amount=sum((part.amount for part in parts), start=Decimal(0)),
        by_date=parts[-1].due_date,
        parts=tuple(parts),
    )


def _day(part: AgreedPart) -> date:
    return part.due_date
