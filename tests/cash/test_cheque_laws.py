"""Whatever is done with cheques, in whatever order: nothing is lost, the ledger stays true."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.types import ChequeAct, ChequeDetail, ChequeState, NewCover
from recoup.kernel.errors import DomainError
from recoup.ledger import queries as ledger
from recoup.ledger.models import Item, Posting
from tests.cash.books import APRIL, NOW
from tests.cash.cheque_desk import MAY, Desk

_OFTEN = (ChequeAct.BOUNCE, ChequeAct.REPRESENT, ChequeAct.CLEAR)
_ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["take", "take", "slip", "bank", "bank", "bank", "cancel", "pay", "undo", *ChequeAct, *_OFTEN]
        ),
        st.integers(0, 2),
        st.integers(1, 90),
    ),
    min_size=8,
    max_size=24,
)


@pytest.mark.django_db
@pytest.mark.duty("D10")
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=_ACTS)
def test_a_customer_owes_what_was_invoiced_less_what_the_bank_paid_cheques_or_not(
    acts: list[tuple[str, int, int]],
) -> None:
    with transaction.atomic():
        desk = Desk()
        invoices = [desk.books.invoice(f"INV-{number}", "100") for number in range(2)]
        taken: list[int] = []
        for step, (act, place, amount) in enumerate(acts):
            try:
                _do(desk, act, (taken, place), amount, invoices, day=MAY + timedelta(days=7 * step))
            except DomainError:
                continue
        assert desk.owed() == -_sum("REVENUE", "BANK") and _sum("CHEQUES") == 0
        assert list(ledger.verify()) == []
        for cheque_id in taken:
            _check(queries.get_cheque(cheque_id=cheque_id, actor=desk.ann))
        transaction.set_rollback(True)


def _check(found: ChequeDetail) -> None:
    """Of a cheque that is with us or the bank every cent covers something or is credit; of others nothing does."""
    covered = sum((cover.amount.amount for cover in found.covers), start=Decimal(0))
    cheque = found.cheque
    in_books = cheque.amount.amount if cheque.item_id is not None else Decimal(0)
    assert covered + cheque.amount_uncovered.amount == in_books
    assert in_books or cheque.state in (ChequeState.BOUNCED, ChequeState.RETURNED)
    assert len(found.steps) >= 1 and list(found.steps) == sorted(found.steps, key=lambda step: step.on)


def _do(
    desk: Desk, act: str, which: tuple[list[int], int], amount: int, invoices: list[int], *, day: date
) -> None:
    taken, place = which
    if act == "take":
        item_id = invoices[place % 2]
        open_amount = Item.objects.get(id=item_id).amount_open
        covers = ((item_id, str(min(open_amount, Decimal(amount)))),) if open_amount else ()
        taken.append(desk.taken(str(amount), dated=APRIL, covers=covers))
        return
    slips = queries.deposit_slips(actor=desk.ann)
    if act == "cancel" and slips:
        cash.cancel_slip(slip_id=slips[0].id, actor=desk.ben, now=NOW)
    if act == "cancel" or not taken:
        return
    cheque_id = taken[place % len(taken)]
    given = {"cheque_id": cheque_id, "on": day, "actor": desk.ann, "now": NOW}
    match act:
        case "slip":
            cash.make_slip(
                account_id=desk.account.id, cheque_ids=[cheque_id], day=day, actor=desk.ann, now=NOW
            )
        case "bank":
            desk.bank(cheque_id, day=day)
        case "pay":
            number = queries.get_cheque(cheque_id=cheque_id, actor=desk.ann).cheque.number
            desk.books.pay(str(amount), customer="K-1", pays_item_number=number, on=day)
        case "undo":
            receipt = Item.objects.filter(kind="RECEIPT").order_by("-id").first()
            if receipt is not None:
                cash.undo_receipt(receipt_id=receipt.id, reason="undo", on=day, actor=desk.ann, now=NOW)
        case ChequeAct.COVER:
            cash.cover_items(covers=(NewCover(invoices[place % 2], Decimal(amount)),), **given)
        case ChequeAct.UNCOVER:
            cash.uncover_items(reason="why", **given)
        case ChequeAct.CLEAR:
            cash.clear_cheque(**given)
        case ChequeAct.BOUNCE:
            cash.bounce_cheque(reason="why", **given)
        case ChequeAct.REPRESENT:
            cash.represent_cheque(**given)
        case ChequeAct.RETURN:
            cash.return_cheque(reason="why", **given)


def _sum(*accounts: str) -> Decimal:
    amounts = Posting.objects.filter(account__in=accounts).values_list("amount", flat=True)
    return sum(amounts, start=Decimal(0))
