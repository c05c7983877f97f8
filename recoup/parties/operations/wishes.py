"""What customers want of us."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.parties.models import CustomerWish
from recoup.parties.operations.locking import lock_customer
from recoup.plumbing.audit.operations import record


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
        "parties.customer.confirmations_wished",
        subject_kind="customer",
        subject_id=customer_id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        before={"confirms_payments": before.confirms_payments if before else None},
        after={"confirms_payments": wanted},
    )
