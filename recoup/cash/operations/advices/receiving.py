"""Bring a remittance advice in: read, kept as it came, and given its receipt where just one fits."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction

from recoup.cash import permissions
from recoup.cash.models import Advice, AdviceRow
from recoup.cash.operations.advices.attaching import join
from recoup.cash.operations.desk.claims import require_receipt
from recoup.cash.operations.desk.looking_again import propose_anew
from recoup.cash.operations.matching.meeting import attach_waiting
from recoup.cash.queries.advices import get_advice
from recoup.cash.types import AdviceRecord
from recoup.formats.remittance.reading import read_advice
from recoup.formats.remittance.types import Advice as ReadAdvice
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed
from recoup.kernel.folding import fold_reference
from recoup.kernel.money import is_fine_enough
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db.copy import copy_rows
from recoup.plumbing.storage import operations as storage
from recoup.team import queries as team

_TOO_LARGE = Decimal("1E+18")
_FINDINGS_MAX = 20
_COLUMNS = (
    *("advice_id", "place", "line", "number", "number_folded", "document_date", "gross", "deducted", "paid"),
)

_ENTITIES = """
SELECT i.entity_id, count(DISTINCT i.number_folded) AS found FROM ledger_item AS i
WHERE i.entity_id = ANY(%s) AND i.number_folded = ANY(%s) AND i.amount_open <> 0 AND NOT i.is_reversed
  AND i.kind <> 'RECEIPT'
GROUP BY i.entity_id ORDER BY found DESC, i.entity_id
"""


_CURRENCIES = """
SELECT DISTINCT i.currency FROM ledger_item AS i
WHERE i.entity_id = %s AND i.number_folded = ANY(%s) AND i.amount_open <> 0 AND NOT i.is_reversed
  AND i.kind <> 'RECEIPT'
"""


class AdviceKnown(DomainError):
    """The same file was brought in before."""

    text = N_("The remittance advice “{name}” was brought in before, on {date}.")


class WhoseAdvice(DomainError):
    """Nothing says to which of our companies the advice belongs."""

    text = N_("Its documents don't tell to which of our companies “{name}” was sent. Say which one it is.")


class AmountsTooFine(DomainError):
    """An amount is finer or larger than its currency has it."""

    text = N_("An amount of “{name}” is finer or larger than an amount in {currency} can be.")


@transaction.atomic
def import_advice(
    *,
    content: bytes,
    name: str,
    entity_id: int | None = None,
    receipt_id: int | None = None,
    on: date,
    actor: Actor,
    now: datetime,
) -> AdviceRecord:
    """Take a remittance advice in: a CSV, XLSX, text or PDF file with what one payment is for.

    With `receipt_id` it is that receipt's, and what follows is proposed; else the receipt is looked for, and until one
    comes the advice waits. Without an `entity_id` its open documents tell whose it is. Where it names no currency it is
    in the receipt's, in that of its open documents, or in the entity's own. `on` is the day on which it came.

    :raises NotAllowed: the actor may not apply cash in the entity
    :raises NotFound: there is no such receipt for the actor
    :raises AdviceKnown: the same file was brought in before
    :raises WhoseAdvice: nothing says to which company it belongs
    :raises UnreadableAdvice: it is no advice; the subclass says why
    :raises DomainError: it can't be the receipt's; the sentence says why
    """
    receipt = require_receipt(receipt_id, actor) if receipt_id is not None else None
    read = read_advice(content, name=name)
    if receipt is not None:
        entity_id = receipt.entity_id
    if entity_id is None:
        entity_id = _entity_of(read, name, actor)
    team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
    _refuse_known(content, name, entity_id)
    if receipt is not None and not read.currency:
        currency = receipt.item.currency
    else:
        currency = read.currency or _currency_of(read, entity_id, actor)
    advice = _keep(
        read,
        content,
        name,
        entity_id=entity_id,
        currency=currency,
        on=on,
        actor=actor,
        now=now,
    )
    if receipt is not None:
        join(advice, receipt, actor=actor, now=now)
        propose_anew(receipt_id=receipt.pk, entity_id=entity_id, on=on, actor=actor, now=now)
    else:
        attach_waiting(entity_id=entity_id, on=on, actor=actor, now=now)
    return get_advice(advice_id=advice.id, actor=actor)


def _entity_of(read: ReadAdvice, name: str, actor: Actor) -> int:
    """Return the entity whose open documents the advice names; the only one, where the actor works in one alone."""
    allowed = team.entity_ids(actor=actor, permission=permissions.APPLY)
    if not allowed:
        raise NotAllowed
    if len(allowed) == 1:
        return next(iter(allowed))
    numbers = [fold_reference(line.number) for line in read.lines]
    with connection.cursor() as cursor:
        cursor.execute(_ENTITIES, [sorted(allowed), numbers])
        found = cursor.fetchall()
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        raise WhoseAdvice(name=name)
    return int(found[0][0])


def _currency_of(read: ReadAdvice, entity_id: int, actor: Actor) -> str:
    """Return the one currency of the open documents that the advice names, else the entity's own."""
    with connection.cursor() as cursor:
        cursor.execute(_CURRENCIES, [entity_id, [fold_reference(line.number) for line in read.lines]])
        found = [currency for (currency,) in cursor]
    return found[0] if len(found) == 1 else team.get_entity(entity_id=entity_id, actor=actor).currency


def _refuse_known(content: bytes, name: str, entity_id: int) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    before = Advice.objects.filter(entity_id=entity_id, sha256=sha256).first()
    if before is not None:
        raise AdviceKnown(name=name, date=before.received_on)


def _keep(
    read: ReadAdvice,
    content: bytes,
    name: str,
    *,
    entity_id: int,
    currency: str,
    on: date,
    actor: Actor,
    now: datetime,
) -> Advice:
    _refuse_too_fine(read, name, currency)
    stored = storage.store(
        name=name, media_type="application/octet-stream", content=content, actor=actor, now=now
    )
    findings = [*read.findings, *(left.sentence for left in read.left_out)]
    advice = Advice.objects.create(
        entity_id=entity_id,
        original_id=stored.id,
        sha256=stored.sha256,
        file_name=stored.name,
        form=read.form.value,
        payer_name=read.payer_name,
        reference=read.reference,
        payment_date=read.payment_date,
        currency=currency,
        total=read.total,
        total_stated=read.total_stated,
        row_count=len(read.lines),
        is_sound=read.is_sound,
        findings=[sentence.to_json() for sentence in findings[:_FINDINGS_MAX]],
        received_on=on,
        received_at=now,
        received_by_kind=str(actor.kind),
        received_by_id=actor.id or 0,
        received_by_name=actor.name[:200],
    )
    _keep_rows(advice, read)
    audit.record(
        "cash.advice.received",
        subject_kind="cash.advice",
        subject_id=advice.id,
        entity_id=entity_id,
        actor=actor,
        at=now,
        after={
            "file": advice.file_name,
            "sha256": advice.sha256,
            "rows": advice.row_count,
            "total": read.total,
        },
    )
    return advice


def _refuse_too_fine(read: ReadAdvice, name: str, currency: str) -> None:
    for line in read.lines:
        for amount in (line.paid, line.deducted, line.gross or Decimal(0)):
            if abs(amount) >= _TOO_LARGE or not is_fine_enough(amount, currency):
                raise AmountsTooFine(name=name, currency=currency)


def _keep_rows(advice: Advice, read: ReadAdvice) -> None:
    rows = (
        (
            *(advice.id, place, line.line, line.number, fold_reference(line.number)[:100]),
            *(line.document_date, line.gross, line.deducted, line.paid),
        )
        for place, line in enumerate(read.lines)
    )
    with connection.cursor() as cursor:
        copy_rows(cursor, AdviceRow._meta.db_table, _COLUMNS, rows)
