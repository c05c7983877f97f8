"""Import a file of a bank: kept as it came, read as a stream, taken in whole or not at all."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import BinaryIO

from django.db import connection, transaction

from recoup.cash import permissions
from recoup.cash.models import BankFile
from recoup.cash.operations.bank import taking_sql
from recoup.cash.operations.bank.rows import COLUMNS, Progress, Telling
from recoup.cash.operations.bank.taking import lock_accounts, take_in
from recoup.cash.operations.bank.telling import Accounts, resolve
from recoup.cash.queries.layouts import SavedProfiles, saved_profiles
from recoup.cash.types import (
    FileStatus,
    ImportChoices,
    ImportedFile,
    ImportedStatement,
    RefusedStatement,
)
from recoup.formats.bank.faults import UnreadableStatement
from recoup.formats.bank.reading import read_events
from recoup.formats.bank.types import BankFormat, StatementEnd
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed
from recoup.kernel.sentences import Sentence
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db.copy import copy_rows
from recoup.plumbing.storage import operations as storage
from recoup.plumbing.storage.types import StoredFileRef
from recoup.team import queries as team

_LOCK_FILE = "SELECT pg_advisory_xact_lock(hashtext('cash.bank_file'), hashtext(%s))"
_MANY = 5_000
_GROWING = "ledger_item, ledger_entry, ledger_posting, cash_receipt, cash_statementline"
_NO_CHOICES = ImportChoices()


def import_bank_file(
    *,
    content: BinaryIO,
    name: str,
    choices: ImportChoices = _NO_CHOICES,
    actor: Actor,
    now: datetime,
    dry_run: bool = False,
    on_progress: Progress = lambda _: None,
) -> ImportedFile:
    """Take in the statements of a bank file and post what came in; `on_progress` hears how many lines are read.

    All is written in one transaction, so that a program that dies in between leaves nothing. The same file again
    changes nothing; a line that another file told before is told again, never posted again. A statement of an
    account that is not known is refused and the others are taken in; bring the file again when the account is
    there. A file that can't be read is kept and refused as a whole. `content` is read as a stream from its
    beginning and must be one that can be rewound; amounts are in the accounts' currencies.

    :raises NotAllowed: the actor may not apply cash, or make accounts known, where that is asked for
    """
    _require(choices, actor)
    sha256 = _hash(content)
    try:
        with transaction.atomic():
            imported = _import(content, name, sha256, choices, actor, now, on_progress)
            if dry_run:
                transaction.set_rollback(True)
    except UnreadableStatement as error:
        return _refuse(content, name, sha256, error.sentence, actor=actor, now=now, dry_run=dry_run)
    if imported.accepted >= _MANY and not dry_run:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {_GROWING}")
    return imported


def _require(choices: ImportChoices, actor: Actor) -> None:
    if not team.has_permission(actor=actor, permission=permissions.APPLY):
        raise NotAllowed
    if choices.register_for is not None:
        for permission in (permissions.APPLY, permissions.EDIT_ACCOUNTS):
            team.require(actor=actor, permission=permission, entity_id=choices.register_for)


def _hash(content: BinaryIO) -> str:
    content.seek(0)
    digest = hashlib.sha256()
    while piece := content.read(1 << 20):
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest()


def _import(
    content: BinaryIO,
    name: str,
    sha256: str,
    choices: ImportChoices,
    actor: Actor,
    now: datetime,
    on_progress: Progress,
) -> ImportedFile:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_FILE, [sha256])
    before = BankFile.objects.filter(sha256=sha256).first()
    if before is not None and before.status == FileStatus.READ:
        return ImportedFile(before.pk, name, BankFormat(before.format), FileStatus.READ, is_known=True)
    saved = saved_profiles(actor=actor, account_id=choices.account_id)
    ends = _stage(content, name, saved, on_progress)
    accounts = Accounts(choices, saved.accounts, actor=actor, now=now)
    told, refused = resolve(ends, accounts, now=now)
    lock_accounts(each.account.id for each in told)
    file = before or _new_file(content, name, sha256, actor=actor, now=now)
    file.format = (ends[0].header.format if ends else BankFormat.SHEET).value
    file.status = _status(len(told), len(refused)).value
    file.reason = None
    file.refused = [
        {"place": each.place, "account": each.account, "reason": each.sentence.to_json()} for each in refused
    ]
    file.save()
    statements = take_in(told, file=file, actor=actor, now=now)
    _audit(file, statements, refused, actor=actor, now=now)
    return ImportedFile(
        file_id=file.pk,
        name=name,
        format=BankFormat(file.format),
        status=FileStatus(file.status),
        statements=tuple(statements),
        refused=tuple(refused),
        registered=tuple(accounts.registered),
    )


def _stage(content: BinaryIO, name: str, saved: SavedProfiles, on_progress: Progress) -> list[StatementEnd]:
    """Copy the lines of the file into the database as they are read, and return how its statements ended."""
    telling = Telling()
    with connection.cursor() as cursor:
        cursor.execute(taking_sql.STAGE)
        events = read_events(content, name=name, profiles=saved.profiles)
        copy_rows(cursor, "staged_line", COLUMNS, telling.rows(events, on_progress))
        cursor.execute("ANALYZE staged_line")
    return telling.ends


def _status(taken: int, refused: int) -> FileStatus:
    if not refused:
        return FileStatus.READ
    return FileStatus.PARTLY if taken else FileStatus.REFUSED


def _new_file(content: BinaryIO, name: str, sha256: str, *, actor: Actor, now: datetime) -> BankFile:
    stored = _store(content, name, actor=actor, now=now)
    return BankFile(
        original_id=stored.id,
        sha256=sha256,
        name=stored.name,
        told_by_kind=str(actor.kind),
        told_by_id=actor.id,
        told_by_name=actor.name[:200],
        told_at=now,
    )


def _store(content: BinaryIO, name: str, *, actor: Actor, now: datetime) -> StoredFileRef:
    content.seek(0)
    return storage.store(
        name=name, media_type="application/octet-stream", content=content, actor=actor, now=now
    )


@transaction.atomic
def _refuse(
    content: BinaryIO, name: str, sha256: str, reason: Sentence, *, actor: Actor, now: datetime, dry_run: bool
) -> ImportedFile:
    """Keep a file that can't be read, with the reason."""
    refused = ImportedFile(None, name, None, FileStatus.REFUSED, reason=reason)
    if dry_run:
        return refused
    file = BankFile.objects.filter(sha256=sha256).first()
    if file is None:
        file = _new_file(content, name, sha256, actor=actor, now=now)
        file.status, file.reason = FileStatus.REFUSED.value, reason.to_json()
        file.save()
        _audit(file, (), (), actor=actor, now=now)
    return ImportedFile(file.pk, name, None, FileStatus.REFUSED, reason=reason)


def _audit(
    file: BankFile,
    statements: list[ImportedStatement] | tuple[()],
    refused: list[RefusedStatement] | tuple[()],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    entities = {each.account.entity_id for each in statements}
    audit.record(
        "cash.bank_file.imported",
        subject_kind="cash.bank_file",
        subject_id=file.pk,
        entity_id=min(entities) if len(entities) == 1 else None,
        actor=actor,
        at=now,
        after={
            "file": file.name,
            "sha256": file.sha256,
            "status": file.status,
            "statements": len(statements),
            "refused": len(refused),
            "lines": sum(each.accepted for each in statements),
            "receipts": sum(each.receipts for each in statements),
        },
    )
