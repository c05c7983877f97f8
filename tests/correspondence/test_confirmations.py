"""Payment confirmations say what came, what it paid, what is open still, in the customer's language."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pypdf import PdfReader

from recoup.correspondence.letters.typesetting import typeset
from recoup.correspondence.letters.writing import letter_of, template_of, words_of
from recoup.correspondence.packing import pack, unpack
from recoup.correspondence.types import (
    ConfirmationContent,
    ConfirmationLine,
    ConfirmedReceipt,
    Recipient,
)
from recoup.kernel.contact import Channel
from tests.correspondence.reminders import LETTERHEAD, ON

pytestmark = pytest.mark.duty("A2.3")

MADE_AT = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


def confirmation(
    language: str = "en", *, unapplied: str = "0", taken_back: bool = False
) -> ConfirmationContent:
    """Return a confirmation of two payments, the first for two invoices."""
    line = ConfirmationLine("INV-871", Decimal("4200.00"), Decimal(0), "GBP")
    part = ConfirmationLine("INV-902", Decimal("100.00"), Decimal("1085.00"), "GBP")
    small = ConfirmationLine("INV-903", Decimal("10.00"), Decimal(0), "GBP")
    return ConfirmationContent(
        entity_id=1,
        customer_id=1,
        currency="GBP",
        language=language,
        business_date=ON,
        letterhead=LETTERHEAD,
        recipient=Recipient("C-417", "Bexley Facilities plc", ("Unit 7", "Bristol"), "Mr Daniel Osei"),
        receipts=(
            ConfirmedReceipt(date(2026, 11, 20), "TRX-1", Decimal("4300.00"), (line, part)),
            ConfirmedReceipt(date(2026, 11, 21), "", Decimal("10.00"), (small,)),
        ),
        taken_back=(line,) if taken_back else (),
        amount_unapplied=Decimal(unapplied),
    )


def test_the_words_tell_each_payment_and_what_remains() -> None:
    content = confirmation(unapplied="25.50", taken_back=True)
    text = words_of(content, template_of(content), Channel.LETTER).body.replace("\u00a0", " ")
    assert (
        words_of(content, template_of(content), Channel.LETTER).subject.replace("\u00a0", " ")
        == "Payment received: 4,310.00 GBP"
    )
    assert "Thank you for your 2 payments, 4,310.00 GBP in all." in text
    assert "4,300.00 GBP received on 20 November 2026, reference TRX-1:" in text
    assert "INV-871: 4,200.00 GBP, settled" in text
    assert "INV-902: 100.00 GBP, 1,085.00 GBP still open" in text
    assert "25.50 GBP that is not applied yet" in text
    assert "4,200.00 GBP is no longer applied to INV-871" in text


def test_the_content_is_kept_without_losing_a_digit() -> None:
    content = confirmation(unapplied="0.01")
    assert unpack(ConfirmationContent, pack(content)) == content


@pytest.mark.parametrize("language", ["en", "vi", "zh-hans", "fa", "pl"])
def test_the_letter_is_set_in_every_language(language: str) -> None:
    pdf = typeset(
        letter_of(
            confirmation(language, unapplied="25.50"), template_of(confirmation(language, unapplied="25.50"))
        ),
        made_at=MADE_AT,
    )
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "INV-871" in text and "TRX-1" in text
