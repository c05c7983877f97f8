"""Take in a customer's ledger or a schedule of contracts, and correct how the file is understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction

from recoup.engines.reconciliation import SignChoice
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.reading import Table
from recoup.formats.tables.values import DateStyle
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.parties import queries as parties
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import operations as storage
from recoup.reconciliation import permissions
from recoup.reconciliation.ledger_files import read_lines
from recoup.reconciliation.models import Reconciliation
from recoup.reconciliation.queries.reconciliations import get_reconciliation, locked
from recoup.reconciliation.schedule_files import read_schedule
from recoup.reconciliation.table_files import dated, open_stored, proposed, with_columns
from recoup.reconciliation.types import Coverage, Kind, ReconciliationRecord, Stage
from recoup.team import queries as team


class PeriodInvalid(DomainError):
    """The first day lies after the last one."""

    text = N_("The period begins after the day up to which the books are compared.")


class NoLines(DomainError):
    """The file is a table, but none of its rows can be compared."""

    text = N_(
        "No row of the file “{name}” can be read as a document or payment with an amount in {currency}. "
        "Check that it is the customer's ledger and that its header is there."
    )


class NoInstallments(NoLines):
    """The file is a table, but none of its rows is an installment."""

    text = N_(
        "No row of the file “{name}” can be read as an installment of a contract in {currency}. "
        "Check that it is the payment schedule and that its header is there."
    )


class SignedOff(DomainError):
    """The reconciliation is signed off."""

    text = N_("This reconciliation is signed off; nothing of it can be changed any more.")


@dataclass(frozen=True, slots=True)
class LedgerUpload:
    """A customer's ledger file as it comes in, and what it is compared with.

    `from_date` is for files that list a period, None for the whole life of the account; `currency` empty means the
    customer's, or else the entity's.
    """

    name: str
    media_type: str
    content: BinaryIO
    customer_id: int
    coverage: Coverage
    as_of: date
    from_date: date | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleUpload:
    """A schedule of contracts as it comes in; `currency` empty means the entity's."""

    name: str
    media_type: str
    content: BinaryIO
    entity_id: int
    coverage: Coverage
    as_of: date
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ReadingChange:
    """What a person corrects: columns by field (None: as they are), the sign, their opening balance in their sign.

    `dates` says how their dates are written; None leaves that to the cells.
    """

    columns: Mapping[str, int] | None = None
    sign: SignChoice = SignChoice.FOUND_OUT
    their_opening: Decimal | None = None
    dates: DateStyle | None = None


@transaction.atomic
def receive_ledger(*, upload: LedgerUpload, actor: Actor, now: datetime) -> ReconciliationRecord:
    """Keep a customer's ledger file and find out how it is to be read; nothing is compared yet.

    The same file for the same customer, currency, coverage and dates is the reconciliation that is there already.

    :raises NotFound: there is no such customer, or the actor may not know of it
    :raises NotAllowed: the actor may not reconcile accounts of the entity
    :raises PeriodInvalid: the first day lies after the last one
    :raises UnreadableTable: the file is no table; the subclass says why
    :raises NoLines: it is one, but none of its rows can be compared
    :raises TooManyRows: it has more rows than one account can have
    """
    detail = parties.get_customer(customer_id=upload.customer_id, actor=actor)
    entity_id = detail.customer.entity_id
    team.require(actor=actor, permission=permissions.WORK, entity_id=entity_id)
    from_date = upload.from_date if upload.coverage is Coverage.PERIOD else None
    if from_date is not None and from_date > upload.as_of:
        raise PeriodInvalid
    entity = team.get_entity(entity_id=entity_id, actor=actor)
    currency = upload.currency or detail.customer.currency or entity.currency
    return _taken_in(
        upload,
        {
            "entity_id": entity_id,
            "customer_id": upload.customer_id,
            "currency": currency,
            "coverage": upload.coverage.value,
            "as_of": upload.as_of,
            "from_date": from_date,
        },
        actor=actor,
        now=now,
    )


@transaction.atomic
def receive_schedule(*, upload: ScheduleUpload, actor: Actor, now: datetime) -> ReconciliationRecord:
    """Keep a schedule of contracts and find out how it is to be read; nothing is compared yet.

    The same file for the same entity, currency, coverage and date is the reconciliation that is there already.

    :raises NotFound: there is no such entity, or the actor may not know of it
    :raises NotAllowed: the actor may not reconcile accounts of the entity
    :raises UnreadableTable: the file is no table; the subclass says why
    :raises NoInstallments: it is one, but none of its rows is an installment
    :raises TooManyInstallments: it has more rows than one comparison takes
    """
    entity = team.get_entity(entity_id=upload.entity_id, actor=actor)
    team.require(actor=actor, permission=permissions.WORK, entity_id=entity.id)
    return _taken_in(
        upload,
        {
            "entity_id": entity.id,
            "customer_id": None,
            "currency": upload.currency or entity.currency,
            "coverage": upload.coverage.value,
            "as_of": upload.as_of,
            "from_date": None,
        },
        actor=actor,
        now=now,
    )


def _taken_in(
    upload: LedgerUpload | ScheduleUpload, told: Mapping[str, object], *, actor: Actor, now: datetime
) -> ReconciliationRecord:
    """Keep the file; what it is compared with (`told`) and its content are what the reconciliation is known by."""
    stored = storage.store(
        name=upload.name, media_type=upload.media_type, content=upload.content, actor=actor, now=now
    )
    table, kind, currency = open_stored(stored.id, stored.name), upload.coverage.kind, str(told["currency"])
    plan = proposed(table, kind.table)
    if not plan.missing():
        _require_rows(table, plan, upload.coverage, currency, stored.name)
    row, is_new = Reconciliation.objects.get_or_create(
        **told,
        sha256=stored.sha256,
        defaults={
            "kind": kind.value,
            "original_id": stored.id,
            "file_name": stored.name,
            "plan": plan.to_json(),
            "sign": SignChoice.FOUND_OUT.value,
            "stage": Stage.READ.value,
            "made_by_kind": str(actor.kind),
            "made_by_id": actor.id,
            "made_by_name": actor.name[:200],
            "made_at": now,
        },
    )
    if is_new:
        _audit(row, "reconciliation.file.received", actor=actor, now=now)
    return get_reconciliation(reconciliation_id=row.pk, actor=actor)


def _require_rows(table: Table, plan: TablePlan, coverage: Coverage, currency: str, name: str) -> None:
    if coverage.kind is Kind.SCHEDULE:
        if not read_schedule(table, plan, currency=currency, limit=1).rows:
            raise NoInstallments(name=name, currency=currency)
    elif not read_lines(table, plan, coverage=coverage, currency=currency).lines:
        raise NoLines(name=name, currency=currency)


@transaction.atomic
def change_reading(
    *, reconciliation_id: int, change: ReadingChange, actor: Actor, now: datetime
) -> ReconciliationRecord:
    """Correct how the file is understood; what was compared before is forgotten, save what people wrote.

    :raises NotFound: there is no such reconciliation, or the actor may not read it
    :raises NotAllowed: the actor may not reconcile accounts of the entity
    :raises SignedOff: it is signed off
    """
    row = locked(reconciliation_id=reconciliation_id, actor=actor)
    team.require(actor=actor, permission=permissions.WORK, entity_id=row.entity_id)
    if row.stage == Stage.SIGNED:
        raise SignedOff
    plan = TablePlan.from_json(row.plan)
    if change.columns is not None and dict(change.columns) != dict(plan.columns):
        table = open_stored(row.original_id, row.file_name, plan.layout)
        plan = with_columns(table, plan, change.columns)
    row.plan = dated(plan, change.dates).to_json()
    row.sign, row.their_opening = change.sign.value, change.their_opening
    row.save()
    _audit(row, "reconciliation.reading.changed", actor=actor, now=now)
    return get_reconciliation(reconciliation_id=row.pk, actor=actor)


def _audit(row: Reconciliation, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(
        action,
        subject_kind="reconciliation",
        subject_id=row.pk,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        after={
            "customer_id": row.customer_id,
            "file": row.file_name,
            "sha256": row.sha256,
            "as_of": row.as_of,
            "sign": row.sign,
            "their_opening": row.their_opening,
        },
    )
