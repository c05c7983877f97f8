"""What the placeholders of a template stand for, in the customer's language."""

from __future__ import annotations

from collections.abc import Mapping

from recoup.correspondence.letters.forms import words_of_amount
from recoup.correspondence.types import AgreementContent, ConfirmationContent, Content, ReminderContent
from recoup.kernel.money import Money
from recoup.plumbing.localization import Reader, format_date, format_money


def main_amount(content: Content) -> Money:
    """Return the amount that a message is about: what is to be paid, was received, or was agreed."""
    match content:
        case ReminderContent():
            return content.amount_to_pay
        case ConfirmationContent():
            return content.amount_received
        case AgreementContent():
            return content.total


def placeholder_values(content: Content, reader: Reader) -> Mapping[str, str]:
    """Return the text that each placeholder stands for, except the table of items."""
    values = {
        "customer": content.recipient.name,
        "customer_number": content.recipient.number,
        "contact": content.recipient.contact_name or content.recipient.name,
        "entity": content.letterhead.name,
        "phone": content.letterhead.phone,
        "email": content.letterhead.email,
        "date": format_date(content.business_date, reader, length="long"),
        "amount": format_money(main_amount(content), reader),
        "amount_in_words": words_of_amount(main_amount(content), reader),
    }
    if isinstance(content, ReminderContent):
        return values | {
            "amount_overdue": format_money(content.amount_overdue, reader),
            "amount_falling_due": format_money(content.amount_falling_due, reader),
            "amount_unapplied": format_money(Money(content.amount_unapplied, content.currency), reader),
            "amount_to_pay": format_money(content.amount_to_pay, reader),
            "pay_by": format_date(content.pay_by, reader, length="long"),
        }
    if isinstance(content, AgreementContent):
        return values | {
            "amount_before": format_money(Money(content.amount_before, content.currency), reader),
            "by_date": format_date(content.by_date, reader, length="long") if content.by_date else "",
            "note": content.note,
        }
    return values
