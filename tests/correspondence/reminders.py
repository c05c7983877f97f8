"""Contents of reminders for tests."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from recoup.correspondence.types import (
    BankDetails,
    Letterhead,
    Recipient,
    ReminderContent,
    ReminderLine,
)

ON = date(2026, 11, 22)

LETTERHEAD = Letterhead(
    name="Harrow & Vale Services Ltd",
    address_lines=("14 Mill Lane", "Leeds LS1 4AP"),
    tax_id="GB 123 4567 89",
    phone="+44 113 496 0000",
    email="receivables@harrowvale.example",
    signatory_name="Margaret Holloway",
)
BANK = BankDetails("Harrow & Vale Services Ltd", "Barclays Bank", "GB29NWBK60161331926819", "BARCGB22")


def line(number: str, amount: str, *, late: int, paid: str = "0") -> ReminderLine:
    """Return an item issued 30 days before it was due, `late` days ago."""
    due_date = ON - timedelta(days=late)
    return ReminderLine(
        number=number,
        issue_date=due_date - timedelta(days=30),
        due_date=due_date,
        amount=Decimal(amount),
        amount_open=Decimal(amount) - Decimal(paid),
        days_late=late,
    )


def reminder(
    *lines: ReminderLine,
    entity_id: int = 1,
    customer_id: int = 1,
    language: str = "en",
    currency: str = "GBP",
    level: int = 1,
    unapplied: str = "0",
) -> ReminderContent:
    """Return a reminder to Bexley Facilities about `lines`, or about two items when none is given."""
    return ReminderContent(
        entity_id=entity_id,
        customer_id=customer_id,
        currency=currency,
        language=language,
        level=level,
        business_date=ON,
        pay_by=ON + timedelta(days=9),
        letterhead=LETTERHEAD,
        recipient=Recipient("C-417", "Bexley Facilities plc", ("Unit 7", "Bristol"), "Mr Daniel Osei"),
        lines=lines or (line("INV-871", "4200", late=74, paid="1000"), line("INV-902", "1185", late=-8)),
        amount_unapplied=Decimal(unapplied),
        bank=BANK,
    )
