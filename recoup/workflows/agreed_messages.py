"""What was agreed is put in writing: promises made and broken, plans that begin, offers. Nothing is sent by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from recoup.collections.events import OfferMade, PlanBegun, PromiseBroken, PromiseMade
from recoup.correspondence import operations as correspondence
from recoup.correspondence.types import (
    AgreedPart,
    AgreementContent,
    Letterhead,
    MessageDraft,
    Recipient,
    TemplateCode,
)
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose
from recoup.parties import queries as parties
from recoup.parties.queries.mailing import Mailing, mailing_of
from recoup.parties.types import ContactPurpose, CustomerRecord
from recoup.plumbing.localization import language_to_write
from recoup.team import queries as team
from recoup.team.types import EntityRecord

_ACTOR = Actor.program("agreements")
_PURPOSES: Mapping[TemplateCode, Purpose] = {
    TemplateCode.PROMISE_CONFIRMATION: Purpose.AGREEMENT,
    TemplateCode.PROMISE_BROKEN: Purpose.FOLLOW_UP,
    TemplateCode.PLAN_AGREEMENT: Purpose.AGREEMENT,
    TemplateCode.OFFER: Purpose.OFFER,
}


@dataclass(frozen=True, slots=True)
class _Agreed:
    """What is to be written to a customer about one currency; `before` is what was owed before it.

    `about` names what it puts in writing: each thing once, however many there are on a day.
    """

    customer_id: int
    currency: str
    on: date
    parts: tuple[AgreedPart, ...]
    by_date: date
    about: str
    before: Decimal = Decimal(0)
    lists_parts: bool = True


def confirm_in_writing(facts: Sequence[object], at: datetime) -> None:
    """Put a confirmation of each promise into the outbox; what a customer promises at once stands in one message."""
    made = [fact for fact in facts if isinstance(fact, PromiseMade)]
    parts = [(fact, AgreedPart(fact.promise_date, fact.amount.amount), fact.amount.currency) for fact in made]
    _prepare(TemplateCode.PROMISE_CONFIRMATION, _together(parts), at)


def ask_about_broken(facts: Sequence[object], at: datetime) -> None:
    """Put a question about each broken promise into the outbox, for a person to let go."""
    broken = [fact for fact in facts if isinstance(fact, PromiseBroken) and fact.amount_missing.is_positive()]
    parts = [
        (fact, AgreedPart(fact.promise_date, fact.amount_missing.amount), fact.amount_missing.currency)
        for fact in broken
    ]
    _prepare(TemplateCode.PROMISE_BROKEN, _together(parts), at)


def send_agreement(facts: Sequence[object], at: datetime) -> None:
    """Put the agreement on each plan that begins into the outbox."""
    _prepare(
        TemplateCode.PLAN_AGREEMENT,
        [
            _Agreed(
                customer_id=fact.customer_id,
                currency=fact.amount.currency,
                on=fact.on,
                parts=tuple(AgreedPart(day, amount.amount) for day, amount in fact.payments),
                by_date=fact.payments[-1][0],
                about=f"plan {fact.plan_id}",
            )
            for fact in facts
            if isinstance(fact, PlanBegun)
        ],
        at,
    )


def put_offer_in_writing(facts: Sequence[object], at: datetime) -> None:
    """Put each offer that is good into the outbox."""
    _prepare(
        TemplateCode.OFFER,
        [
            _Agreed(
                customer_id=fact.customer_id,
                currency=fact.to_pay.currency,
                on=fact.on,
                parts=(AgreedPart(fact.valid_until, fact.to_pay.amount),),
                by_date=fact.valid_until,
                about=f"offer {fact.offer_id}",
                before=fact.debt.amount,
                lists_parts=False,
            )
            for fact in facts
            if isinstance(fact, OfferMade)
        ],
        at,
    )


def _together(
    told: Iterable[tuple[PromiseMade | PromiseBroken, AgreedPart, str]],
) -> list[_Agreed]:
    """Bring the promises of a customer, a currency and a day together, in the order of their days.

    A promise can be broken again after money mended it: so the day belongs to what it is about.
    """
    accounts: dict[tuple[date, int, str], list[AgreedPart]] = defaultdict(list)
    promises: dict[tuple[date, int, str], set[int]] = defaultdict(set)
    for fact, part, currency in told:
        accounts[fact.on, fact.customer_id, currency].append(part)
        promises[fact.on, fact.customer_id, currency].add(fact.promise_id)
    return [
        _Agreed(
            customer_id=customer_id,
            currency=currency,
            on=on,
            parts=tuple(sorted(parts, key=_day)),
            by_date=max(part.due_date for part in parts),
            about=" ".join(["promises", *map(str, sorted(promises[on, customer_id, currency])), f"of {on}"]),
        )
        for (on, customer_id, currency), parts in accounts.items()
    ]


def _prepare(template: TemplateCode, agreed: Sequence[_Agreed], at: datetime) -> None:
    """Prepare a message for each, by e-mail where the contact has an address, else as a letter."""
    drafts: dict[date, list[MessageDraft]] = defaultdict(list)
    for draft in _drafts(template, agreed):
        drafts[draft.content.business_date].append(draft)
    for on, of_day in drafts.items():
        correspondence.prepare_messages(drafts=of_day, business_date=on, actor=_ACTOR, now=at)


def _drafts(template: TemplateCode, agreed: Sequence[_Agreed]) -> Iterator[MessageDraft]:
    if not agreed:
        return
    ids = {each.customer_id for each in agreed}
    customers = parties.customers_by_id(customer_ids=ids, actor=_ACTOR)
    mailings = mailing_of(customer_ids=ids)
    desks = parties.contacts_by_customer(
        customer_ids=ids, purpose=ContactPurpose.ACCOUNTS_PAYABLE, actor=_ACTOR
    )
    entities = {entity.id: entity for entity in team.entities(actor=_ACTOR)}
    for each in agreed:
        customer = customers[each.customer_id]
        mailing = mailings.get(each.customer_id, Mailing())
        desk = next((one for one in desks.get(each.customer_id, ()) if one.email), None)
        if desk is None and not mailing.address_lines:
            continue
        yield MessageDraft(
            content=_content(template, each, customer, entities[customer.entity_id], mailing),
            channel=Channel.LETTER if desk is None else Channel.EMAIL,
            purpose=_PURPOSES[template],
            template=template,
            contact_id=None if desk is None else desk.id,
            address="" if desk is None else desk.email,
            about=each.about,
        )


def _content(
    template: TemplateCode, agreed: _Agreed, customer: CustomerRecord, entity: EntityRecord, mailing: Mailing
) -> AgreementContent:
    return AgreementContent(
        entity_id=entity.id,
        customer_id=customer.id,
        currency=agreed.currency,
        language=language_to_write(customer.language, entity.language),
        business_date=agreed.on,
        letterhead=Letterhead(name=entity.name, name_latin=entity.name_latin),
        recipient=Recipient(
            number=customer.number,
            name=customer.name_legal,
            address_lines=mailing.address_lines,
            contact_name=mailing.contact_name,
            tax_id=customer.tax_id,
        ),
        template=template.value,
        amount=sum((part.amount for part in agreed.parts), start=Decimal(0)),
        amount_before=agreed.before,
        by_date=agreed.by_date,
        parts=agreed.parts if agreed.lists_parts else (),
    )


def _day(part: AgreedPart) -> date:
    return part.due_date
