"""Notes on receipts, and questions to colleagues."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.cash.models import ReceiptNote
from recoup.cash.operations.desk.claims import require_receipt
from recoup.cash.queries.workbench.details import note_record
from recoup.cash.types import NoteRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


class NothingWritten(DomainError):
    """A note says something."""

    text = N_("Write something.")


@transaction.atomic
def write_note(*, receipt_id: int, text: str, actor: Actor, now: datetime) -> NoteRecord:
    """Write a note on a receipt.

    :raises NotFound: there is no such receipt for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises NothingWritten: it is empty
    """
    return _write(receipt_id, text, None, actor=actor, now=now)


@transaction.atomic
def ask_colleague(*, receipt_id: int, user_id: int, text: str, actor: Actor, now: datetime) -> NoteRecord:
    """Ask a colleague about a receipt; the question is open until somebody answers it.

    :raises NotFound: there is no such receipt or colleague for the actor
    :raises DomainError: as `write_note`
    """
    if user_id not in {user.id for user in team.users(actor=actor)}:
        raise NotFound
    return _write(receipt_id, text, user_id, actor=actor, now=now)


@transaction.atomic
def answer_question(*, note_id: int, text: str, actor: Actor, now: datetime) -> NoteRecord:
    """Answer a question on a receipt by a note; the question is closed.

    :raises NotFound: there is no such question for the actor
    :raises DomainError: as `write_note`
    """
    question = ReceiptNote.objects.select_for_update().filter(pk=note_id).exclude(asked=None).first()
    if question is None:
        raise NotFound
    answer = _write(question.receipt_id, text, None, actor=actor, now=now)
    question.answered_at = now
    question.save(update_fields=["answered_at"])
    return answer


def _write(receipt_id: int, text: str, asked_id: int | None, *, actor: Actor, now: datetime) -> NoteRecord:
    receipt = require_receipt(receipt_id, actor)
    if not text.strip():
        raise NothingWritten
    names = team.names_by_id([asked_id]) if asked_id is not None else {}
    note = ReceiptNote.objects.create(
        receipt=receipt,
        text=text.strip(),
        asked_id=asked_id,
        asked_name=names.get(asked_id, "") if asked_id is not None else "",
        written_by_id=actor.id,
        written_by_name=actor.name,
        written_at=now,
    )
    audit.record(
        "cash.receipt.noted" if asked_id is None else "cash.receipt.asked",
        subject_kind="cash.receipt",
        subject_id=receipt_id,
        entity_id=receipt.entity_id,
        actor=actor,
        at=now,
        after={"note": note.pk, "asked": asked_id},
    )
    return note_record(note)
