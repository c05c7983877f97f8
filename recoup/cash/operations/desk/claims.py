"""Claims: two clerks never work the same receipt."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection, transaction

from recoup.cash import permissions
from recoup.cash.models import Claim, Receipt
from recoup.cash.types import ClaimRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.team import queries as team

CLAIM_TIME = timedelta(minutes=10)

_CLAIM = """
INSERT INTO cash_claim AS c (receipt_id, user_id, user_name, until) VALUES (%(receipt)s, %(user)s, %(name)s, %(until)s)
ON CONFLICT (receipt_id) DO UPDATE SET user_id = %(user)s, user_name = %(name)s, until = %(until)s
WHERE c.user_id = %(user)s OR c.until <= %(now)s
RETURNING c.until
"""


class ClaimedByOther(DomainError):
    """Somebody else works on the receipt."""

    text = N_("{name} is working on this receipt.")


@transaction.atomic
def claim_receipt(*, receipt_id: int, actor: Actor, now: datetime) -> ClaimRecord:
    """Say that the actor works on a receipt, for ten minutes; claiming anew renews it. A look at it leaves no trace.

    :raises NotFound: there is no such receipt for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises ClaimedByOther: somebody else works on it
    """
    require_receipt(receipt_id, actor)
    until = now + CLAIM_TIME
    values: dict[str, int | str | datetime] = {
        "receipt": receipt_id,
        "user": actor.id,
        "name": actor.name,
        "until": until,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        if cursor.fetchone() is None:
            raise ClaimedByOther(name=Claim.objects.get(receipt_id=receipt_id).user_name)
    return ClaimRecord(actor.id, actor.name, until)


@transaction.atomic
def release_receipt(*, receipt_id: int, actor: Actor, now: datetime) -> None:
    """Give up the actor's claim on a receipt; where there is none nothing changes."""
    Claim.objects.filter(receipt_id=receipt_id, user_id=actor.id, until__gt=now).delete()


def require_receipt(receipt_id: int, actor: Actor) -> Receipt:
    """Return a receipt that the actor may work on.

    :raises NotFound: there is no such receipt for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    """
    receipt = Receipt.objects.filter(pk=receipt_id).first()
    if receipt is None:
        raise NotFound
    team.require(actor=actor, permission=permissions.APPLY, entity_id=receipt.entity_id)
    return receipt


def locked_receipt(receipt_id: int, actor: Actor, now: datetime) -> Receipt:
    """Return a receipt that the actor may work on, locked until the transaction ends.

    :raises NotFound: there is no such receipt for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises ClaimedByOther: somebody else works on it
    """
    require_receipt(receipt_id, actor)
    [receipt] = locked_receipts([receipt_id])
    name = claimed_by_others([receipt_id], actor, now).get(receipt_id)
    if name is not None:
        raise ClaimedByOther(name=name)
    return receipt


def locked_receipts(receipt_ids: Collection[int]) -> list[Receipt]:
    """Return receipts locked until the transaction ends, in one order for everybody."""
    return list(Receipt.objects.select_for_update().filter(pk__in=receipt_ids).order_by("pk"))


def claimed_by_others(receipt_ids: Collection[int], actor: Actor, now: datetime) -> dict[int, str]:
    """Return by receipt who else works on it; the program need not wait for anybody."""
    if actor.is_program:
        return {}
    others = Claim.objects.filter(receipt_id__in=receipt_ids, until__gt=now).exclude(user_id=actor.id)
    return dict(others.values_list("receipt_id", "user_name"))
