"""Composition: the content of a reminder becomes every string of the letter, in the customer's language."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from recoup.correspondence.letters import wording
from recoup.correspondence.letters.forms import form_parts
from recoup.correspondence.letters.page import (
    AgingPart,
    Letter,
    labelled,
    letter_facts,
    page_note,
    paragraph,
    payment_pairs,
    reader_of,
    recipient_lines,
    say,
    signature,
    spoken,
    tax_note,
)
from recoup.correspondence.letters.values import main_amount
from recoup.correspondence.types import CreditLine, ReminderContent, ReminderLine, TemplateCode
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.localization import (
    Reader,
    format_amount,
    format_date,
    format_money,
    format_number,
    render,
)

_AGING = ((0, 30), (31, 60), (61, 90))


def compose(content: ReminderContent, code: TemplateCode) -> Letter:
    """Return the letter of a reminder in the customer's language, calendar and digits."""
    reader = reader_of(content.language)
    return Letter(
        language=reader.language,
        direction="rtl" if reader.is_rtl else "ltr",
        digits="".join(format_number(digit, reader) for digit in range(10)),
        sender=content.letterhead,
        sender_line=" · ".join((content.letterhead.name, *content.letterhead.address_lines)),
        recipient_lines=recipient_lines(content.recipient),
        facts=letter_facts(content, reader),
        subject=spoken(wording.subject(content, code), reader),
        salutation=render(wording.salutation(content), reader),
        opening=paragraph(wording.opening(content), reader),
        headings=_headings(content, reader),
        rows=(
            *(_row(line, content.currency, reader) for line in content.lines),
            *(_credit_row(line, content.currency, reader) for line in content.credits),
        ),
        overdue=(*(line.is_overdue for line in content.lines), *(False for _ in content.credits)),
        totals=tuple(
            (render(label, reader), format_money(amount, reader)) for label, amount in _totals(content)
        ),
        aging_title=say(N_("How old these items are"), reader),
        aging=_aging(content, reader),
        request=paragraph(wording.request(content, code), reader),
        payment_title=say(N_("How to pay"), reader),
        payment=payment_pairs(content.bank, content.recipient.number, reader),
        payment_note=_payment_note(content, reader),
        remarks=paragraph(wording.remarks(content), reader),
        closing=say(N_("Kind regards,"), reader),
        signature=signature(content.letterhead, reader),
        machine_note=say(N_("This letter was made by a computer and is valid without a signature."), reader),
        tax_note=tax_note(content.letterhead, reader),
        page_note=page_note(reader),
        form=form_parts(content.form, code, main_amount(content), reader),
    )


def plain_text(content: ReminderContent, code: TemplateCode) -> str:
    """Return the letter as plain text: the body of a message, without the page around it."""
    reader = reader_of(content.language)
    payment = payment_pairs(content.bank, content.recipient.number, reader)
    paragraphs = (
        (render(wording.salutation(content), reader),),
        (paragraph(wording.opening(content), reader),),
        tuple(spoken(wording.item(line, content.currency), reader) for line in content.lines),
        tuple(spoken(wording.credit(line, content.currency), reader) for line in content.credits),
        labelled(_totals(content), reader),
        (paragraph(wording.request(content, code), reader),),
        (_payment_note(content, reader), *labelled(payment, reader)),
        (paragraph(wording.remarks(content), reader),),
        (say(N_("Kind regards,"), reader), *signature(content.letterhead, reader)),
    )
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"


def _headings(content: ReminderContent, reader: Reader) -> tuple[str, ...]:
    currency = {"currency": content.currency}
    return (
        say(N_("Document"), reader),
        say(N_("Issue date"), reader),
        say(N_("Due date"), reader),
        say(N_("Days late"), reader),
        render(Sentence(N_("Amount ({currency})"), currency), reader),
        render(Sentence(N_("Open ({currency})"), currency), reader),
    )


def _row(line: ReminderLine, currency: str, reader: Reader) -> tuple[str, ...]:
    return (
        line.number,
        format_date(line.issue_date, reader, length="short"),
        format_date(line.due_date, reader, length="short") if line.due_date else "",
        format_number(line.days_late, reader) if line.is_overdue else "",
        format_amount(line.amount, currency, reader),
        format_amount(line.amount_open, currency, reader),
    )


def _credit_row(line: CreditLine, currency: str, reader: Reader) -> tuple[str, ...]:
    amount = format_amount(-line.amount, currency, reader)
    return (line.number, format_date(line.since, reader, length="short"), "", "", amount, amount)


def _totals(content: ReminderContent) -> Sequence[tuple[Sentence, Money]]:
    rows = []
    if content.level or not content.amount_overdue.is_zero():
        rows.append((Sentence(N_("Overdue")), content.amount_overdue))
    if not content.amount_falling_due.is_zero():
        rows.append((Sentence(N_("Not due yet")), content.amount_falling_due))
    if content.amount_unapplied:
        received = -Money(content.amount_unapplied, content.currency)
        rows.append((Sentence(N_("Received, not applied yet")), received))
    return (*rows, (Sentence(N_("To pay")), content.amount_to_pay))


def _aging(content: ReminderContent, reader: Reader) -> tuple[AgingPart, ...]:
    amounts = [Decimal(0)] * 5
    for line in content.lines:
        amounts[_age(line)] += line.amount_open
    whole = sum(amounts)
    labels = _aging_labels(reader)
    return tuple(
        AgingPart(
            age, labels[age], format_amount(amount, content.currency, reader), int(amount * 1000 / whole)
        )
        for age, amount in enumerate(amounts)
        if amount > 0
    )


def _age(line: ReminderLine) -> int:
    if not line.is_overdue:
        return 0
    return next((age for age, (_, last) in enumerate(_AGING, start=1) if line.days_late <= last), 4)


def _aging_labels(reader: Reader) -> Sequence[str]:
    between = [
        render(Sentence(N_("{first} to {last} days"), {"first": max(first, 1), "last": last}), reader)
        for first, last in _AGING
    ]
    over = render(Sentence(N_("over {days} days"), {"days": _AGING[-1][1]}), reader)
    return (say(N_("not due yet"), reader), *between, over)


def _payment_note(content: ReminderContent, reader: Reader) -> str:
    if content.bank is None:
        return say(
            N_(
                "Please pay to the account on our invoices and name the items, so that we can match your payment."
            ),
            reader,
        )
    return say(N_("Please name the items that you pay, so that we can match your payment."), reader)
