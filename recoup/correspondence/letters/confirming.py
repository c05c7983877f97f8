"""Payment confirmations: their content becomes every string of the letter, in the customer's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoup.correspondence.letters import wording
from recoup.correspondence.letters.forms import form_parts
from recoup.correspondence.letters.page import (
    Letter,
    labelled,
    letter_facts,
    page_note,
    paragraph,
    reader_of,
    recipient_lines,
    say,
    signature,
    spoken,
    tax_note,
)
from recoup.correspondence.letters.values import main_amount
from recoup.correspondence.types import ConfirmationContent, ConfirmationLine, ConfirmedReceipt, TemplateCode
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.plumbing.localization import (
    Reader,
    format_amount,
    format_date,
    format_money,
    format_number,
    render,
)


def compose_confirmation(content: ConfirmationContent) -> Letter:
    """Return the letter of a payment confirmation in the customer's language, calendar and digits."""
    reader = reader_of(content.language)
    lines = [(receipt, line) for receipt in content.receipts for line in receipt.lines]
    return Letter(
        language=reader.language,
        direction="rtl" if reader.is_rtl else "ltr",
        digits="".join(format_number(digit, reader) for digit in range(10)),
        sender=content.letterhead,
        sender_line=" · ".join((content.letterhead.name, *content.letterhead.address_lines)),
        recipient_lines=recipient_lines(content.recipient),
        facts=letter_facts(content, reader),
        subject=render(_subject(content), reader),
        salutation=render(wording.salutation(content), reader),
        opening=paragraph(_opening(content), reader),
        headings=(
            say(N_("Document"), reader),
            say(N_("Received on"), reader),
            say(N_("Bank reference"), reader),
            render(Sentence(N_("Paid ({currency})"), {"currency": content.currency}), reader),
            say(N_("Still open"), reader),
        ),
        rows=tuple(_row(receipt, line, content.currency, reader) for receipt, line in lines),
        overdue=(False,) * len(lines),
        totals=tuple((render(label, reader), format_money(sum_, reader)) for label, sum_ in _totals(content)),
        aging_title="",
        aging=(),
        request=paragraph(_taken_back(content), reader),
        payment_title="",
        payment=(),
        payment_note="",
        remarks=paragraph(_remarks(content), reader),
        closing=say(N_("Kind regards,"), reader),
        signature=signature(content.letterhead, reader),
        machine_note=say(N_("This letter was made by a computer and is valid without a signature."), reader),
        tax_note=tax_note(content.letterhead, reader),
        page_note=page_note(reader),
        form=form_parts(content.form, TemplateCode.PAYMENT_CONFIRMATION, main_amount(content), reader),
    )


def confirmation_text(content: ConfirmationContent) -> str:
    """Return the confirmation as plain text: the body of a message."""
    reader = reader_of(content.language)
    paragraphs = (
        (render(wording.salutation(content), reader),),
        (paragraph(_opening(content), reader),),
        *(tuple(receipt_lines(receipt, content.currency, reader)) for receipt in content.receipts),
        labelled(_totals(content), reader),
        (paragraph(_taken_back(content), reader),),
        (paragraph(_remarks(content), reader),),
        (say(N_("Kind regards,"), reader), *signature(content.letterhead, reader)),
    )
    return "\n\n".join("\n".join(lines) for lines in paragraphs if any(lines)) + "\n"


def _subject(content: ConfirmationContent) -> Sentence:
    return Sentence(N_("Payment received: {amount}"), {"amount": content.amount_received})


def _opening(content: ConfirmationContent) -> tuple[Sentence, ...]:
    thanks = Sentence(
        N_("Thank you for your payment of {amount}."),
        {"count": len(content.receipts), "amount": content.amount_received},
        plural=N_("Thank you for your {count} payments, {amount} in all."),
        count="count",
    )
    return (thanks, Sentence(N_("We have applied the money as follows.")))


def receipt_lines(receipt: ConfirmedReceipt, currency: str, reader: Reader) -> Iterator[str]:
    """Yield money received and what it paid as lines of plain text."""
    values: dict[str, Value] = {"amount": Money(receipt.amount, currency), "date": receipt.received_on}
    if receipt.reference:
        values["reference"] = receipt.reference
        yield spoken(Sentence(N_("{amount} received on {date}, reference {reference}:"), values), reader)
    else:
        yield spoken(Sentence(N_("{amount} received on {date}:"), values), reader)
    for line in receipt.lines:
        yield spoken(_item(line, currency), reader)


def _item(line: ConfirmationLine, currency: str) -> Sentence:
    values: dict[str, Value] = {"number": line.number, "amount": Money(line.paid, currency)}
    if not line.amount_open:
        return Sentence(N_("{number}: {amount}, settled"), values)
    values["open"] = Money(line.amount_open, line.currency_open)
    return Sentence(N_("{number}: {amount}, {open} still open"), values)


def _row(receipt: ConfirmedReceipt, line: ConfirmationLine, currency: str, reader: Reader) -> tuple[str, ...]:
    is_own = line.currency_open == currency or not line.amount_open
    still_open = Money(line.amount_open, line.currency_open)
    return (
        line.number,
        format_date(receipt.received_on, reader, length="short"),
        receipt.reference,
        format_amount(line.paid, currency, reader),
        format_amount(line.amount_open, currency, reader) if is_own else format_money(still_open, reader),
    )


def _totals(content: ConfirmationContent) -> Sequence[tuple[Sentence, Money]]:
    rows = [
        (Sentence(N_("Received")), content.amount_received),
        (Sentence(N_("Applied")), content.amount_applied),
    ]
    if content.amount_unapplied:
        unapplied = Money(content.amount_unapplied, content.currency)
        rows.append((Sentence(N_("On your account, not applied yet")), unapplied))
    return rows


def _taken_back(content: ConfirmationContent) -> tuple[Sentence, ...]:
    """Return what an earlier confirmation said and isn't so any more."""
    return tuple(
        Sentence(
            N_("Contrary to our earlier confirmation, {amount} is no longer applied to {number}."),
            {"amount": Money(line.paid, content.currency), "number": line.number},
        )
        for line in content.taken_back
    )


def _remarks(content: ConfirmationContent) -> tuple[Sentence, ...]:
    wrong = Sentence(N_("If you meant the money for something else, please tell us."))
    if not content.amount_unapplied:
        return (wrong,)
    ask = Sentence(
        N_("Please tell us which items the {amount} that is not applied yet should pay."),
        {"amount": Money(content.amount_unapplied, content.currency)},
    )
    return (ask, wrong)
