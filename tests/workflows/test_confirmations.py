"""Who wants it hears once, on the day, what became of the money; and later the truth about what was undone."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from recoup.cash import operations as cash
from recoup.cash.models import ReceiptDeed
from recoup.correspondence import queries as correspondence
from recoup.correspondence.types import ConfirmationContent, MessageKind
from recoup.parties import operations as parties
from recoup.parties.models import Customer
from tests.people import PROGRAM
from tests.workflows.office import Office

pytestmark = pytest.mark.duty("A2.3")


def want(number: str, wanted: bool | None) -> None:
    """Keep what the customer wants."""
    parties.wish_confirmations(
        customer_id=Customer.objects.get(number=number).id,
        wanted=wanted,
        actor=PROGRAM,
        now=datetime(2026, 3, 1, tzinfo=UTC),
    )


def confirmations() -> list[ConfirmationContent]:
    """Return what was told, the oldest first."""
    found = []
    for line in correspondence.messages(actor=PROGRAM)[::-1]:
        if line.kind is MessageKind.CONFIRMATION:
            content = correspondence.get_message(message_id=line.id, actor=PROGRAM).content
            assert isinstance(content, ConfirmationContent) and line.pdf_id is not None
            found.append(content)
    return found


def told(content: ConfirmationContent) -> list[str]:
    """Return the numbers of the items that are said to be paid."""
    return [line.number for receipt in content.receipts for line in receipt.lines]


def test_one_confirmation_tells_all_payments_of_a_day_once(office: Office) -> None:
    for place in (1, 2):
        office.invoice(f"INV-{place}", f"{place}04.37", issued="2026-03-01", due="2026-04-01")
        office.receipt(f"T{place}", f"{place}04.37", f"INV-{place}", on="2026-03-10")
    office.invoice("INV-9", "904.37", customer="K-2", issued="2026-03-01", due="2026-04-01")
    office.receipt("T9", "904.37", "INV-9", on="2026-03-10")
    office.run("2026-03-09")
    want("K-1", True)
    office.run("2026-03-10")
    (content,) = confirmations()
    assert told(content) == ["INV-1", "INV-2"] and len(content.receipts) == 2
    assert content.language == "pl" and not content.amount_unapplied
    office.receipt("T3", "1.00", "INV-404", on="2026-03-10")
    office.run("2026-03-10")
    office.run("2026-03-11")
    assert len(confirmations()) == 1


def test_nobody_hears_who_does_not_want_to(office: Office) -> None:
    office.invoice("INV-1", "104.37", issued="2026-03-01", due="2026-04-01")
    office.run("2026-03-09")
    want("K-1", True)
    want("K-1", None)
    office.receipt("T1", "104.37", "INV-1", on="2026-03-10")
    office.run("2026-03-10")
    assert office.open_amount("INV-1") == 0 and confirmations() == []


def test_what_was_undone_is_told_with_the_next_confirmation_only(office: Office) -> None:
    for place in (1, 2, 3):
        office.invoice(f"INV-{place}", f"{place}04.37", issued="2026-03-01", due="2026-04-01")
    office.run("2026-03-09")
    want("K-1", True)
    office.receipt("T1", "104.37", "INV-1", on="2026-03-10")
    office.run("2026-03-10")
    undo(day=10)
    office.run("2026-03-11")
    assert [told(content) for content in confirmations()] == [["INV-1"]]
    office.receipt("T2", "204.37", "INV-2", on="2026-03-12")
    office.run("2026-03-12")
    first, second = confirmations()
    assert told(second) == ["INV-2"] and [line.number for line in second.taken_back] == ["INV-1"]
    assert told(first) == ["INV-1"]
    office.receipt("T3", "304.37", "INV-3", on="2026-03-13")
    office.run("2026-03-13")
    assert confirmations()[-1].taken_back == ()


def undo(*, day: int) -> None:
    """Take back what was applied last."""
    deed = ReceiptDeed.objects.filter(kind="APPLIED").latest("id")
    cash.undo_deed(
        deed_id=deed.id,
        reason="meant for something else",
        on=deed.done_at.date(),
        actor=PROGRAM,
        now=datetime.combine(deed.done_at.date().replace(day=day), time(12), UTC),
    )
