"""What others may ask about remittance advices."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from recoup.cash import permissions
from recoup.cash.models import Advice, ReceiptDeed
from recoup.cash.types import AdvicePage, AdviceRecord, AdviceRowRecord, AdviceStage, DeedKind
from recoup.formats.remittance.types import AdviceForm
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team

# Of several items under one number (the parts of an instalment plan) the first is named.
_ROWS = """
SELECT row.line, row.number, row.document_date, row.gross, row.deducted, row.paid, i.id, coalesce(c.name_legal, ''),
    i.amount_open, i.currency
FROM cash_advicerow AS row
JOIN cash_advice AS a ON a.id = row.advice_id
LEFT JOIN LATERAL (
    SELECT i.id, i.amount_open, i.currency, i.customer_id FROM ledger_item AS i
    WHERE i.entity_id = a.entity_id AND i.number_folded = row.number_folded AND i.amount_open <> 0
      AND NOT i.is_reversed AND i.kind <> 'RECEIPT'
    ORDER BY i.part, i.id LIMIT 1
) AS i ON true
LEFT JOIN parties_customer AS c ON c.id = i.customer_id
WHERE row.advice_id = %(advice)s ORDER BY row.place LIMIT %(limit)s OFFSET %(offset)s
"""


_APPLIED = Exists(
    ReceiptDeed.objects.filter(receipt_id=OuterRef("receipt_id"), kind=DeedKind.APPLIED.value, undone_at=None)
)


def advice_page(
    *,
    actor: Actor,
    entity_ids: frozenset[int] | None = None,
    stage: AdviceStage | None = None,
    text: str = "",
    page: int = 1,
    size: int = 50,
) -> AdvicePage:
    """Return a page of the remittance advices that the actor may read, the newest first."""
    found = _readable(actor)
    if entity_ids is not None:
        found = found.filter(entity_id__in=entity_ids)
    if stage is AdviceStage.WAITING:
        found = found.filter(receipt=None)
    elif stage is not None:
        found = found.exclude(receipt=None)
        found = found.filter(_APPLIED) if stage is AdviceStage.USED else found.exclude(_APPLIED)
    if text:
        found = found.filter(
            Q(payer_name__icontains=text) | Q(reference__icontains=text) | Q(file_name__icontains=text)
        )
    start = (page - 1) * size
    return AdvicePage(
        tuple(_record(advice) for advice in found.order_by("-id")[start : start + size]), found.count()
    )


def get_advice(*, advice_id: int, actor: Actor) -> AdviceRecord:
    """Return one remittance advice.

    :raises NotFound: there is none, or the actor may not read it
    """
    advice = _readable(actor).filter(pk=advice_id).first()
    if advice is None:
        raise NotFound
    return _record(advice)


def advice_of_receipt(*, receipt_id: int, actor: Actor) -> AdviceRecord | None:
    """Return the remittance advice of a receipt, None when it has none that the actor may read."""
    advice = _readable(actor).filter(receipt_id=receipt_id).first()
    return None if advice is None else _record(advice)


def advice_rows(*, advice_id: int, actor: Actor, page: int = 1, size: int = 100) -> list[AdviceRowRecord]:
    """Return a page of the rows of an advice in the order of the file, each with our open item of that number.

    :raises NotFound: there is no such advice, or the actor may not read it
    """
    get_advice(advice_id=advice_id, actor=actor)
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"advice": advice_id, "limit": size, "offset": (page - 1) * size})
        return [
            AdviceRowRecord(
                line=line,
                number=number,
                document_date=day,
                gross=gross,
                deducted=deducted,
                paid=paid,
                item_id=item_id,
                customer_name=customer,
                amount_open=None if amount is None else Money(amount, currency),
            )
            for line, number, day, gross, deducted, paid, item_id, customer, amount, currency in cursor
        ]


def _readable(actor: Actor) -> QuerySet[Advice]:
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    return Advice.objects.filter(entity_id__in=entities).annotate(is_used=_APPLIED)


def _record(advice: Advice) -> AdviceRecord:
    is_used: bool = advice.is_used  # type: ignore[attr-defined]  # annotated in `_readable`
    stage = AdviceStage.WAITING
    if advice.receipt_id is not None:
        stage = AdviceStage.USED if is_used else AdviceStage.ATTACHED
    stated = advice.total_stated
    return AdviceRecord(
        id=advice.id,
        entity_id=advice.entity_id,
        file_id=advice.original_id,
        file_name=advice.file_name,
        form=AdviceForm(advice.form),
        payer_name=advice.payer_name,
        reference=advice.reference,
        payment_date=advice.payment_date,
        total=Money(advice.total, advice.currency),
        total_stated=None if stated is None else Money(stated, advice.currency),
        row_count=advice.row_count,
        is_sound=advice.is_sound,
        findings=tuple(Sentence.from_json(each) for each in advice.findings),
        received_at=advice.received_at,
        received_by=advice.received_by_name,
        stage=stage,
        receipt_id=advice.receipt_id,
        attached_at=advice.attached_at,
        attached_by=advice.attached_by_name,
        is_attached_by_itself=advice.is_attached_by_itself,
    )
