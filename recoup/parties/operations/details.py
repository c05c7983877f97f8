"""What belongs to customers: contacts, addresses and the names under which they pay. Batches; one is a batch of one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

import phonenumbers
from django.db import models, transaction

from recoup.kernel.actor import Actor
from recoup.kernel.contact import PartyKind
from recoup.kernel.errors import NotFound
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence
from recoup.parties import checks
from recoup.parties.cleaning import clean_lines, clean_name, clean_number
from recoup.parties.models import Address, Contact, Customer, PayerAlias
from recoup.parties.operations.locking import InvalidEntry, lock_customer
from recoup.parties.queries.details import address_record, contact_record
from recoup.parties.types import (
    AddedRows,
    AddressRecord,
    ContactRecord,
    NewAddress,
    NewContact,
    NewPayerAlias,
    Refusal,
    usual_role,
)
from recoup.plumbing.audit.operations import record, record_many
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team
from recoup.team.history import remembers_actor

_CONTACT_EDITORS = ("parties.edit", "parties.edit_contacts")
_ALIAS_EDITORS = ("parties.edit", "parties.edit_contacts", "cash.apply")
_NO_CUSTOMER = Sentence(N_("There is no such customer."))
_EMPTY_CONTACT = Sentence(N_("A contact needs a name, an e-mail address or a phone number."))
_EMPTY_ADDRESS = Sentence(N_("The address is empty."))
_EMPTY_NAME = Sentence(N_("The name is empty."))

Asked = TypeVar("Asked", NewContact, NewAddress, NewPayerAlias)
Row = TypeVar("Row", Contact, Address, PayerAlias)


@transaction.atomic
@remembers_actor
def add_contacts(*, contacts: Iterable[NewContact], actor: Actor, now: datetime) -> AddedRows:
    """Add contacts of any customers; one that is there already, name, purpose, e-mail and phone alike, is known.

    Phone numbers are kept in the international form where they can be read as such in the customer's country.
    A customer that the actor may not edit is refused as if it were not there.
    """
    return _add(Contact, list(contacts), _new_contact, _contact_key, actor, now)


@transaction.atomic
@remembers_actor
def add_addresses(*, addresses: Iterable[NewAddress], actor: Actor, now: datetime) -> AddedRows:
    """Add addresses of any customers; one that is there already with the same purpose is known.

    A customer that the actor may not edit is refused as if it were not there.
    """
    return _add(Address, list(addresses), _new_address, _address_key, actor, now)


@transaction.atomic
@remembers_actor
def add_payer_aliases(*, aliases: Iterable[NewPayerAlias], actor: Actor, now: datetime) -> AddedRows:
    """Learn under which other names customers pay; a name that folds to a known one of the customer is known.

    A customer that the actor may not edit is refused as if it were not there.
    """
    return _add(PayerAlias, list(aliases), _new_alias, _alias_key, actor, now)


@transaction.atomic
@remembers_actor
def change_contact(
    *, contact_id: int, contact: NewContact, is_active: bool, actor: Actor, now: datetime
) -> ContactRecord:
    """Change a contact, or with `is_active` False keep it for its history only.

    :raises NotFound: there is no such contact of this customer, or the actor has no right there
    :raises NotAllowed: the actor may not edit contacts there
    :raises InvalidEntry: a field can't be kept as it is
    """
    customer = lock_customer(customer_id=contact.customer_id, actor=actor, permissions=_CONTACT_EDITORS)
    if not Contact.objects.filter(id=contact_id, customer=customer).exists():
        raise NotFound
    row = _accepted(_new_contact(contact, customer))
    row.id, row.is_active = contact_id, is_active
    row.save(force_update=True)
    _record_one("parties.contact.changed", row, customer, actor, now)
    return contact_record(row)


@transaction.atomic
@remembers_actor
def change_address(
    *, address_id: int, address: NewAddress, is_active: bool, actor: Actor, now: datetime
) -> AddressRecord:
    """Change an address, or with `is_active` False keep it for its history only.

    :raises NotFound: there is no such address of this customer, or the actor has no right there
    :raises NotAllowed: the actor may not edit addresses there
    :raises InvalidEntry: a field can't be kept as it is
    """
    customer = lock_customer(customer_id=address.customer_id, actor=actor, permissions=_CONTACT_EDITORS)
    if not Address.objects.filter(id=address_id, customer=customer).exists():
        raise NotFound
    row = _accepted(_new_address(address, customer))
    row.id, row.is_active = address_id, is_active
    row.save(force_update=True)
    _record_one("parties.address.changed", row, customer, actor, now)
    return address_record(row)


@transaction.atomic
@remembers_actor
def remove_payer_alias(*, alias_id: int, actor: Actor, now: datetime) -> None:
    """Unlearn a payer's name; the change history keeps it.

    :raises NotFound: there is no such name, or the actor has no right there
    :raises NotAllowed: the actor may not edit payer names there
    """
    alias = PayerAlias.objects.filter(id=alias_id).first()
    if alias is None:
        raise NotFound
    customer = lock_customer(customer_id=alias.customer_id, actor=actor, permissions=_ALIAS_EDITORS)
    _record_one("parties.payer_alias.removed", alias, customer, actor, now)
    alias.delete()


def _add(
    model: type[Row],
    asked: Sequence[Asked],
    make: Callable[[Asked, Customer], Row | Sentence],
    key: Callable[[Row], Hashable],
    actor: Actor,
    now: datetime,
) -> AddedRows:
    """Add those of the `asked` rows that are right and not there yet, in one statement."""
    customers = _editable({one.customer_id for one in asked}, model, actor)
    known = {key(row) for row in model._default_manager.filter(customer__in=customers.keys())}
    rows: list[Row] = []
    refused: list[Refusal] = []
    for place, one in enumerate(asked, start=1):
        customer = customers.get(one.customer_id)
        made = _NO_CUSTOMER if customer is None else make(one, customer)
        if isinstance(made, Sentence):
            refused.append(Refusal(place, made))
        elif key(made) not in known:
            known.add(key(made))
            rows.append(made)
    model._default_manager.bulk_create(rows)
    deeds = [Deed(row.customer_id, customers[row.customer_id].entity_id, after=_facts(row)) for row in rows]
    record_many(f"parties.{_word(model)}.added", subject_kind="customer", deeds=deeds, actor=actor, at=now)
    return AddedRows(len(rows), len(asked) - len(rows) - len(refused), tuple(refused))


def _editable(customer_ids: set[int], model: type[models.Model], actor: Actor) -> dict[int, Customer]:
    rights = team.rights_of(actor)
    editors = _ALIAS_EDITORS if model is PayerAlias else _CONTACT_EDITORS
    found = Customer.objects.select_for_update(of=("self",)).filter(id__in=customer_ids).order_by("id")
    return {
        customer.id: customer
        for customer in found
        if any(rights.has(permission, customer.entity_id) for permission in editors)
    }


def _new_contact(asked: NewContact, customer: Customer) -> Contact | Sentence:
    contact = Contact(
        customer_id=customer.id,
        name=clean_name(asked.name),
        purpose=asked.purpose,
        email=clean_number(asked.email),
        phone=_phone(clean_number(asked.phone), customer.country),
        language=asked.language.strip().lower(),
        role=asked.role or usual_role(asked.purpose, PartyKind(customer.party_kind)),
    )
    if not (contact.name or contact.email or contact.phone):
        return _EMPTY_CONTACT
    refusal = (
        (checks.NAME_TOO_LONG if len(contact.name) > checks.NAME_LENGTH else None)
        or checks.email_refusal(contact.email)
        or checks.phone_refusal(contact.phone)
        or checks.codes_refusal(country="", language=contact.language, currency="", time_zone="")
    )
    return refusal or contact


def _new_address(asked: NewAddress, customer: Customer) -> Address | Sentence:
    address = Address(
        customer_id=customer.id,
        purpose=asked.purpose,
        lines=clean_lines(asked.lines),
        postal_code=clean_number(asked.postal_code),
        city=clean_name(asked.city),
        region=clean_name(asked.region),
        country=asked.country.strip().upper() or customer.country,
    )
    if not (address.lines or address.city):
        return _EMPTY_ADDRESS
    refusal = checks.address_refusal(address.lines, address.postal_code, address.city, address.region)
    return (
        refusal
        or checks.codes_refusal(country=address.country, language="", currency="", time_zone="")
        or address
    )


def _new_alias(asked: NewPayerAlias, customer: Customer) -> PayerAlias | Sentence:
    name = clean_name(asked.name)
    if not fold(name):
        return _EMPTY_NAME
    if len(name) > checks.NAME_LENGTH:
        return checks.NAME_TOO_LONG
    return PayerAlias(customer_id=customer.id, name=name, name_folded=fold(name))


def _phone(text: str, country: str) -> str:
    """Return the number in international form, or as it is where it can't be read."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return text
    if not phonenumbers.is_possible_number(number):
        return text
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _accepted(made: Row | Sentence) -> Row:
    if isinstance(made, Sentence):
        raise InvalidEntry(made)
    return made


def _contact_key(row: Contact) -> Hashable:
    return row.customer_id, row.name, row.purpose, row.email.lower(), row.phone


def _address_key(row: Address) -> Hashable:
    return row.customer_id, row.purpose, row.lines, row.postal_code, row.city, row.country


def _alias_key(row: PayerAlias) -> Hashable:
    return row.customer_id, row.name_folded


def _record_one(
    action: str, row: Contact | Address | PayerAlias, customer: Customer, actor: Actor, now: datetime
) -> None:
    record(
        action,
        subject_kind="customer",
        subject_id=customer.id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        after=_facts(row),
    )


def _facts(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _word(model: type[models.Model]) -> str:
    return {Contact: "contact", Address: "address"}.get(model, "payer_alias")
