"""What customers want of us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.parties.models import Customer, CustomerWish
from recoup.parties.operations.locking import lock_customer
from recoup.plumbing.audit.operations import record, record_many
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team

_ACTION = "parties.customer.confirmations_wished"


@transaction.atomic
def save_confirmation_wishes(*, wishes: Mapping[int, bool], actor: Actor, now: datetime) -> int:
    """Keep by customer whether it wants its payments confirmed, and return how many wishes are new or changed.

    :raises NotFound: the actor has no right at all in the entity of one of the customers
    :raises NotAllowed: the actor may not edit customers there
    """
    customers = dict(Customer.objects.filter(pk__in=wishes).values_list("pk", "entity_id"))
    rights = team.rights_of(actor)
    for entity_id in sorted(set(customers.values())):
        rights.require("parties.edit", entity_id=entity_id)
    rows = CustomerWish.objects.select_for_update().filter(pk__in=customers)
    before = dict(rows.values_list("customer_id", "confirms_payments"))
    changed = {key: wishes[key] for key in customers if before.get(key) is not wishes[key]}
    CustomerWish.objects.bulk_create(
        [CustomerWish(customer_id=key, confirms_payments=wanted) for key, wanted in changed.items()],
        update_conflicts=True,
        unique_fields=["customer"],
        update_fields=["confirms_payments"],
    )
    deeds = [
        Deed(
            key,
            customers[key],
            before={"confirms_payments": before.get(key)},
            after={"confirms_payments": wanted},
        )
        for key, wanted in changed.items()
    ]
    record_many(_ACTION, subject_kind="customer", deeds=deeds, actor=actor, at=now)
    return len(changed)


@transaction.atomic
def wish_confirmations(*, customer_id: int, wanted: bool | None, actor: Actor, now: datetime) -> None:
    """Keep whether the customer wants its payments confirmed; None leaves it to the rules.

    :raises NotFound: there is no such customer, or the actor has no right in its entity
    :raises NotAllowed: the actor may not edit customers or contacts there
    """
    customer = lock_customer(
        customer_id=customer_id, actor=actor, permissions=["parties.edit", "parties.edit_contacts"]
    )
    before = CustomerWish.objects.filter(customer=customer).first()
    if (before.confirms_payments if before else None) == wanted:
        return
    if wanted is None:
        CustomerWish.objects.filter(customer=customer).delete()
    else:
        CustomerWish.objects.update_or_create(customer=customer, defaults={"confirms_payments": wanted})
    record(
        _ACTION,
        subject_kind="customer",
        subject_id=customer_id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        before={"confirms_payments": before.confirms_payments if before else None},
        after={"confirms_payments": wanted},
    )
