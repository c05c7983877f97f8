"""Lists of cheques from CSV or XLSX: kept as they came, tried, taken in whole or without the rows that are refused."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import ChequeList
from recoup.cash.operations.cheques.registering import register_cheques
from recoup.cash.operations.cheques.rows import Reading, read_rows
from recoup.cash.queries.cheque_lists import list_record
from recoup.cash.types import ChequeListRecord, ChequeListTrial, ListedCheque, RegisteredCheques
from recoup.formats.lists.reading import read_list
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger.types import Refusal
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import operations as storage
from recoup.plumbing.storage import queries as stored
from recoup.team import queries as team

_NOTHING = RegisteredCheques((), (), ())


class ChequeListKnown(DomainError):
    """The same file was taken in before."""

    text = N_("The list “{name}” was taken in before.")


class WhoseCheques(DomainError):
    """Nothing says to which company they were given."""

    text = N_("Say to which of our companies the cheques of “{name}” were given.")


class NothingToTake(DomainError):
    """No row can be taken in."""

    text = N_("None of the cheques in “{name}” can be taken in: {reason}")


class SomeRefused(DomainError):
    """All or nothing was asked for."""

    text = N_("{count} rows of “{name}” can't be taken in, so none was.")


@transaction.atomic
def receive_cheque_list(
    *, content: bytes, name: str, entity_id: int | None, actor: Actor, now: datetime
) -> ChequeListRecord:
    """Keep a list of cheques, so that a person can look at what would become of it. No cheque is taken in yet.

    Without an `entity_id` it is the only company for which the actor applies cash.

    :raises NotAllowed: the actor may not apply cash in the entity
    :raises WhoseCheques: there are several companies and none is named
    :raises ChequeListKnown: the same file was taken in before
    :raises DomainError: it is no list of cheques; the sentence says why
    """
    entity_id = _entity(entity_id, name, actor)
    read_list(content, name=name, kind=TableKind.CHEQUES)
    sha256 = hashlib.sha256(content).hexdigest()
    _refuse_known(entity_id, sha256, name)
    kept = storage.store(
        name=name, media_type="application/octet-stream", content=content, actor=actor, now=now
    )
    row = ChequeList.objects.create(
        entity_id=entity_id,
        original_id=kept.id,
        sha256=sha256,
        file_name=name[:300],
        received_at=now,
        received_by_name=actor.name[:200],
    )
    _audit(row, "received", actor=actor, now=now)
    return list_record(row)


def try_cheque_list(*, list_id: int, on: date, actor: Actor, now: datetime) -> ChequeListTrial:
    """Return what would become of each row of a list, and change nothing.

    :raises NotFound: there is no such list for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    """
    row = _readable(list_id, actor)
    with transaction.atomic():
        reading, refused, done = _register(row, on=on, actor=actor, now=now)
        transaction.set_rollback(True)
    return _trial(reading, refused, done)


@transaction.atomic
def take_cheque_list(
    *, list_id: int, leave_refused: bool, on: date, actor: Actor, now: datetime
) -> ChequeListRecord:
    """Take the cheques of a list in: all of them, or with `leave_refused` those against which nothing speaks.

    :raises NotFound: there is no such list for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises ChequeListKnown: it was taken in before
    :raises SomeRefused: there are rows that can't be taken in, and nothing may be left out
    :raises NothingToTake: none of the rows can be taken in
    """
    row = _readable(list_id, actor, lock=True)
    if row.taken_at is not None:
        raise ChequeListKnown(name=row.file_name)
    _refuse_known(row.entity_id, row.sha256, row.file_name)
    _reading, refused, done = _register(row, on=on, actor=actor, now=now)
    if refused and not leave_refused:
        raise SomeRefused(count=len(refused), name=row.file_name)
    if not done.cheque_ids:
        reason = refused[0].sentence if refused else Sentence(N_("there is no row in it"))
        raise NothingToTake(name=row.file_name, reason=reason)
    row.taken, row.taken_at, row.taken_by_name = len(done.cheque_ids), now, actor.name[:200]
    row.refused = [{"line": one.line, "reason": one.sentence.to_json()} for one in refused]
    row.save()
    _audit(row, "taken", actor=actor, now=now)
    return list_record(row)


@transaction.atomic
def import_cheque_list(
    *, content: bytes, name: str, entity_id: int | None = None, on: date, actor: Actor, now: datetime
) -> ChequeListRecord:
    """Take in the cheques of a list against which nothing speaks; the others are told by their lines.

    :raises DomainError: as `receive_cheque_list` and `take_cheque_list`
    """
    received = receive_cheque_list(content=content, name=name, entity_id=entity_id, actor=actor, now=now)
    return take_cheque_list(list_id=received.id, leave_refused=True, on=on, actor=actor, now=now)


def _entity(entity_id: int | None, name: str, actor: Actor) -> int:
    if entity_id is not None:
        team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
        return entity_id
    allowed = team.entity_ids(actor=actor, permission=permissions.APPLY)
    if not allowed:
        raise NotAllowed
    if len(allowed) > 1:
        raise WhoseCheques(name=name)
    return next(iter(allowed))


def _refuse_known(entity_id: int, sha256: str, name: str) -> None:
    if ChequeList.objects.filter(entity_id=entity_id, sha256=sha256).exclude(taken=0).exists():
        raise ChequeListKnown(name=name)


def _readable(list_id: int, actor: Actor, *, lock: bool = False) -> ChequeList:
    rows = ChequeList.objects.select_for_update() if lock else ChequeList.objects.all()
    row = rows.filter(pk=list_id).first()
    if row is None or row.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    team.require(actor=actor, permission=permissions.APPLY, entity_id=row.entity_id)
    return row


def _register(
    row: ChequeList, *, on: date, actor: Actor, now: datetime
) -> tuple[Reading, list[Refusal], RegisteredCheques]:
    """Take in what can be; what a refused cheque would have covered is free for the others, so they are tried anew."""
    with stored.open_file(row.original_id) as content:
        rows = read_list(content.read(), name=row.file_name, kind=TableKind.CHEQUES)
    out: dict[int, Refusal] = {}
    while True:
        reading = read_rows(rows, entity_id=row.entity_id, without=out.keys(), on=on, actor=actor)
        refused = [one for one in reading.refused if one.line not in out]
        if not refused:
            with transaction.atomic():
                done = register_cheques(cheques=reading.cheques, on=on, actor=actor, now=now)
                if done.refused:
                    transaction.set_rollback(True)
            refused = list(done.refused)
        if not refused:
            return reading, sorted(out.values(), key=lambda one: one.line), done
        out.update({one.line: one for one in refused})


def _trial(reading: Reading, refused: Sequence[Refusal], done: RegisteredCheques) -> ChequeListTrial:
    reasons = {one.line: one.sentence for one in refused}
    names = reading.customer_names
    rows = []
    for line, cheque in sorted(reading.said.items()):
        covered = None
        if cheque is not None and cheque.covers:
            covered = Money(sum((one.amount for one in cheque.covers), start=Decimal(0)), cheque.currency)
        name = names.get(cheque.customer_number, "") if cheque is not None else ""
        rows.append(ListedCheque(line, cheque, name, covered, reasons.get(line)))
    return ChequeListTrial(tuple(rows), done.totals)


def _audit(row: ChequeList, what: str, *, actor: Actor, now: datetime) -> None:
    audit.record(
        f"cash.cheque_list.{what}",
        subject_kind="cash.cheque_list",
        subject_id=row.pk,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        after={
            "file": row.file_name,
            "sha256": row.sha256,
            "taken": row.taken,
            "refused": len(row.refused),
        },
    )
