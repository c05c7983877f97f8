"""The agreement on a payment plan as a paper: collections says what was agreed, correspondence prints it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from recoup.collections import queries as collections
from recoup.collections.types import ItemRole, PlanDetail, PlanState
from recoup.correspondence.agreements import (
    AgreedInstallment,
    AgreedItem,
    AgreementContent,
    agreement_pdf,
)
from recoup.correspondence.queries.templates import house_rules
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_, Sentence
from recoup.parties import queries as parties
from recoup.parties.queries.mailing import Mailing, mailing_of
from recoup.plumbing.localization import Reader, language_to_write
from recoup.team import queries as team


def agreement_pdf_of(*, plan_id: int, actor: Actor, now: datetime) -> bytes:
    """Return the agreement on a plan as PDF/A-3a, in the customer's language, or else the entity's.

    :raises NotFound: there is no such plan for the actor
    :raises NoFontForText: a part of the text is in a script that no font here covers
    """
    detail = collections.get_plan(plan_id=plan_id, actor=actor)
    line = detail.line
    entity = team.get_entity(actor=actor, entity_id=line.entity_id)
    customer = parties.get_customer(customer_id=line.customer_id, actor=actor).customer
    mailing = mailing_of(customer_ids=[customer.id]).get(customer.id, Mailing())
    language = language_to_write(customer.language, entity.language)
    rules = house_rules(on=line.made_on, entity_ids=[entity.id], customer_ids=[customer.id])
    content = AgreementContent(
        number=line.id,
        day=line.made_on,
        creditor=entity.name,
        creditor_latin=entity.name_latin,
        debtor=customer.name_legal,
        debtor_number=customer.number,
        debtor_address=mailing.address_lines,
        debt=line.debt,
        interest=line.interest,
        waived=line.waived,
        items=tuple(
            AgreedItem(item.number, item.due_date, item.amount)
            for item in detail.items
            if item.role is ItemRole.DEBT
        ),
        installments=tuple(
            AgreedInstallment(one.number, one.due_date, one.principal, one.interest)
            for one in line.installments
        ),
        terms=tuple(_terms(detail)),
        is_draft=line.state in (PlanState.DRAFT, PlanState.ASKED),
        form=rules.form_of(entity_id=entity.id, customer_id=customer.id),
    )
    return agreement_pdf(content, reader=Reader.for_language(language), made_at=now)


def _terms(detail: PlanDetail) -> Iterator[Sentence]:
    """Yield what both sides sign, sentence by sentence."""
    terms, line = detail.terms, detail.line
    yield Sentence(N_("Every payment settles the oldest installment that is not paid yet."))
    yield Sentence(
        N_("An installment is missed when it is not paid in full {days} days after its date."),
        {"days": terms.grace_days},
    )
    yield Sentence(
        N_("When {missed} installments are missed at the same time, all that is left is payable at once."),
        {"missed": terms.missed_max},
    )
    if terms.days_max is not None:
        yield Sentence(
            N_("So it is when one installment is late by more than {days} days."), {"days": terms.days_max}
        )
    if line.waived.is_positive():
        yield Sentence(
            N_("When all installments are paid as agreed, the creditor lets off {amount}."),
            {"amount": line.waived},
        )
    yield Sentence(
        N_("The due dates of the items stay as they are; while this agreement is kept they are not enforced.")
    )
