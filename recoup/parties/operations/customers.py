"""Changing one customer, and handing portfolios over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.parties import checks
from recoup.parties.cleaning import clean_name, clean_number
from recoup.parties.models import Customer
from recoup.parties.operations.locking import InvalidEntry, lock_customer, lock_numbers
from recoup.parties.queries.customers import customer_record, group_ids
from recoup.parties.search import stored_text
from recoup.parties.types import CustomerFields, CustomerRecord
from recoup.plumbing.audit.operations import record, record_many
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team
from recoup.team.history import remembers_actor


class UnknownParent(DomainError):
    """The parent is no customer of the same entity."""

    text = N_("The group parent must be a customer of the same company.")


class GroupCircle(DomainError):
    """The parent stands below the customer in the group."""

    text = N_("The group parent stands below this customer in the group.")


class OwnerWithoutRights(DomainError):
    """The colleague may not read the customers."""

    text = N_("{name} has no right to see all of these customers.")


@transaction.atomic
@remembers_actor
def change_customer(
    *, customer_id: int, fields: CustomerFields, actor: Actor, now: datetime
) -> CustomerRecord:
    """Change what is kept of one customer; the number and the entity never change.

    :raises NotFound: there is no such customer, or the actor has no right in its entity
    :raises NotAllowed: the actor may not edit customers there
    :raises InvalidEntry: a field can't be kept as it is
    :raises UnknownParent: the parent is no customer of the same entity
    :raises GroupCircle: the parent stands below the customer
    """
    customer = lock_customer(customer_id=customer_id, actor=actor, permissions=["parties.edit"])
    wanted = _checked(fields)
    if wanted.parent_id is not None and wanted.parent_id != customer.parent_id:
        _check_parent(customer, wanted.parent_id, actor)
    before = {name: getattr(customer, name) for name in asdict(wanted)}
    changes = {name: value for name, value in asdict(wanted).items() if before[name] != value}
    if changes:
        for name, value in changes.items():
            setattr(customer, name, value)
        customer.search_text = _search_text(customer)
        customer.save(update_fields=[*changes, "search_text"])
        record(
            "parties.customer.changed",
            subject_kind="customer",
            subject_id=customer.id,
            entity_id=customer.entity_id,
            actor=actor,
            at=now,
            before={name: before[name] for name in changes},
            after=changes,
        )
    return customer_record(customer)


@transaction.atomic
@remembers_actor
def assign_portfolio(*, customer_ids: Iterable[int], user_id: int | None, actor: Actor, now: datetime) -> int:
    """Give customers to a colleague to look after, or with None to nobody; return how many changed hands.

    Customers that the actor may not assign are left out silently, as if they were not there.

    :raises NotFound: there is no such active colleague
    :raises OwnerWithoutRights: the colleague may not read one of the customers
    """
    scopes = team.rights_of(actor).scopes("parties.assign")
    chosen = Customer.objects.select_for_update(of=("self",)).filter(id__in=set(customer_ids)).order_by("id")
    if scopes is not None:
        chosen = chosen.filter(entity_id__in=scopes)
    moved = [customer for customer in chosen if customer.portfolio_owner_id != user_id]
    if user_id is not None:
        _check_owner(user_id, {customer.entity_id for customer in moved})
    Customer.objects.filter(id__in=[customer.id for customer in moved]).update(portfolio_owner_id=user_id)
    deeds = [
        Deed(
            customer.id,
            customer.entity_id,
            before={"portfolio_owner_id": customer.portfolio_owner_id},
            after={"portfolio_owner_id": user_id},
        )
        for customer in moved
    ]
    return record_many("parties.customer.assigned", subject_kind="customer", deeds=deeds, actor=actor, at=now)


def _checked(wanted: CustomerFields) -> CustomerFields:
    cleaned = replace(
        wanted,
        name_legal=clean_name(wanted.name_legal),
        name_trading=clean_name(wanted.name_trading),
        name_latin=clean_name(wanted.name_latin),
        tax_id=clean_number(wanted.tax_id),
        terms_code=clean_number(wanted.terms_code),
    )
    refusal = (
        checks.names_refusal(cleaned.name_legal, cleaned.name_trading, cleaned.name_latin)
        or checks.tax_id_refusal(cleaned.tax_id)
        or checks.missing_code_refusal(cleaned.country, cleaned.language, cleaned.currency, cleaned.time_zone)
        or checks.codes_refusal(
            country=cleaned.country,
            language=cleaned.language,
            currency=cleaned.currency,
            time_zone=cleaned.time_zone,
        )
        or checks.terms_refusal(cleaned.terms_code)
    )
    if refusal is not None:
        raise InvalidEntry(refusal)
    return replace(cleaned, terms_code=checks.terms_code(cleaned.terms_code))


def _check_parent(customer: Customer, parent_id: int, actor: Actor) -> None:
    lock_numbers(entity_id=customer.entity_id)
    if not Customer.objects.filter(id=parent_id, entity_id=customer.entity_id).exists():
        raise UnknownParent
    if parent_id in group_ids(customer_id=customer.id, actor=actor):
        raise GroupCircle


def _check_owner(user_id: int, entity_ids: Iterable[int]) -> None:
    owner = team.find_actor(user_id)
    rights = team.rights_of(owner)
    if not all(rights.has("parties.read", entity_id) for entity_id in entity_ids):
        raise OwnerWithoutRights(name=owner.name)


def _search_text(customer: Customer) -> str:
    names = (customer.name_legal, customer.name_trading, customer.name_latin)
    return stored_text(number=customer.number, names=names, tax_id=customer.tax_id)
