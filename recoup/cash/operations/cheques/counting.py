"""The count of the cheques in hand: what lies there against what the book says, signed by a second person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import ChequeCount, ChequeCountLine
from recoup.cash.operations.cheques.keeping import NOTE_LENGTH
from recoup.cash.operations.cheques.slips import require_handling
from recoup.cash.queries.cheques.slips import cheques_to_count, get_count
from recoup.cash.types import CountRecord, CountResult, NewFound
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


class OwnCount(NotAllowed):
    """Whoever counted may not sign."""

    text = N_("You counted yourself: another person must look and sign.")


class SignedAlready(DomainError):
    """It is signed."""

    text = N_("{name} has signed this count already.")


class DifferenceUnexplained(DomainError):
    """Book and count differ, and nothing says why."""

    text = N_("The count differs from the book: say what is behind it.")


@transaction.atomic
def count_cheques(
    *,
    entity_id: int,
    day: date,
    seen: Collection[int],
    found: Sequence[NewFound],
    note: str,
    actor: Actor,
    now: datetime,
) -> CountRecord:
    """Keep a count of the cheques in hand: `seen` are those of the book that lie there, `found` lie there besides.

    What of the book was not seen is missing.

    :raises NotAllowed: the actor may neither apply cash nor sign off statements in the entity, or is a program
    """
    require_handling(actor, entity_id)
    if actor.is_program:
        raise NotAllowed
    book = cheques_to_count(entity_id=entity_id, actor=actor)
    count = ChequeCount.objects.create(
        entity_id=entity_id,
        day=day,
        note=note.strip()[:NOTE_LENGTH],
        counted_by_id=actor.id,
        counted_by_name=actor.name[:200],
        counted_at=now,
    )
    there = set(seen)
    in_book = [
        ChequeCountLine(
            count=count,
            cheque_id=one.id,
            result=CountResult.SEEN if one.id in there else CountResult.MISSING,
            number=one.number,
            currency=one.amount.currency,
            amount=one.amount.amount,
        )
        for one in book
    ]
    besides = [
        ChequeCountLine(
            count=count,
            result=CountResult.NOT_IN_BOOK,
            number=one.number[:50],
            currency=one.currency,
            amount=one.amount,
        )
        for one in found
    ]
    ChequeCountLine.objects.bulk_create([*in_book, *besides])
    kept = get_count(count_id=count.pk, actor=actor)
    _audit(kept, "cash.cheques.counted", note=count.note, actor=actor, now=now)
    return kept


@transaction.atomic
def sign_count(*, count_id: int, note: str, actor: Actor, now: datetime) -> CountRecord:
    """Sign a count as a second person; what differs must be explained, by the counter or with the signature.

    :raises NotFound: there is no such count for the actor
    :raises NotAllowed: the actor may neither apply cash nor sign off statements in the entity
    :raises OwnCount: the actor counted, or is the program
    :raises SignedAlready: it is signed
    :raises DifferenceUnexplained: it differs from the book, and nothing says why
    """
    row = ChequeCount.objects.select_for_update().filter(pk=count_id).first()
    if row is None or row.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    require_handling(actor, row.entity_id)
    if row.signed_at is not None:
        raise SignedAlready(name=row.signed_by_name)
    if actor.is_program or actor.id == row.counted_by_id:
        raise OwnCount
    tidy = note.strip()[:NOTE_LENGTH]
    if get_count(count_id=count_id, actor=actor).differences and not (tidy or row.note):
        raise DifferenceUnexplained
    row.signed_by_id, row.signed_by_name, row.signed_at = actor.id, actor.name[:200], now
    row.signed_note = tidy
    row.save(update_fields=["signed_by", "signed_by_name", "signed_at", "signed_note"])
    kept = get_count(count_id=count_id, actor=actor)
    _audit(kept, "cash.cheques.count_signed", note=tidy, actor=actor, now=now)
    return kept


def _audit(count: CountRecord, action: str, *, note: str, actor: Actor, now: datetime) -> None:
    audit.record(
        action,
        subject_kind="cash.cheque_count",
        subject_id=count.id,
        entity_id=count.entity_id,
        actor=actor,
        at=now,
        after={
            "day": count.day,
            "cheques": len(count.lines),
            "differences": [f"{line.result} {line.number}" for line in count.differences],
            "note": note,
        },
    )
