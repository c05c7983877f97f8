"""Letters about promises, plans, offers and call-backs: their content becomes every string of the letter."""

from __future__ import annotations

from collections.abc import Mapping

from recoup.correspondence.letters import wording
from recoup.correspondence.letters.forms import form_parts
from recoup.correspondence.letters.page import (
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
    tax_note,
)
from recoup.correspondence.letters.values import main_amount
from recoup.correspondence.types import AgreedPart, AgreementContent, TemplateCode
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

_SUBJECTS: Mapping[TemplateCode, str] = {
    TemplateCode.PROMISE_CONFIRMATION: N_("Your promise to pay {amount}"),
    TemplateCode.PROMISE_BROKEN: N_("We are waiting for {amount} that you promised"),
    TemplateCode.PLAN_AGREEMENT: N_("Payment plan over {amount}"),
    TemplateCode.OFFER: N_("Our offer: {amount} settles your account"),
    TemplateCode.CALL_BACK: N_("Please call us back"),
}
_OPENINGS: Mapping[TemplateCode, tuple[str, ...]] = {
    TemplateCode.PROMISE_CONFIRMATION: (
        N_("Thank you for talking to us."),
        N_("You promised to pay {amount} by {date}."),
    ),
    TemplateCode.PROMISE_BROKEN: (
        N_("You promised to pay {amount} by {date}."),
        N_("So far we can't find the money on our account."),
    ),
    TemplateCode.PLAN_AGREEMENT: (N_("As agreed, you pay {amount} in the parts below."),),
    TemplateCode.OFFER: (
        N_("Your account shows {before}."),
        N_("If {amount} reaches us by {date}, we will ask for nothing more of it."),
    ),
    TemplateCode.CALL_BACK: (
        N_("We would like to talk with you about your account and could not reach you."),
    ),
}
_REQUESTS: Mapping[TemplateCode, tuple[str, ...]] = {
    TemplateCode.PROMISE_CONFIRMATION: (
        N_("If anything in this is not right, tell us at once."),
        N_("If something comes between, call us before that day, and we will look for a way."),
    ),
    TemplateCode.PROMISE_BROKEN: (
        N_("If you have paid, please tell us when and from which account."),
        N_("If you could not pay, please call us: we would like to find a solution together with you."),
    ),
    TemplateCode.PLAN_AGREEMENT: (
        N_("Please sign one copy and send it back to us."),
        N_("If a part is not paid on its day, we may end the plan, and the whole amount becomes due again."),
    ),
    TemplateCode.OFFER: (N_("After that day the offer ends and the whole amount is owed as before."),),
    TemplateCode.CALL_BACK: (N_("Please call us or write to us when it suits you."),),
}


def compose_agreement(content: AgreementContent) -> Letter:
    """Return the letter in the customer's language, calendar and digits."""
    reader = reader_of(content.language)
    code = TemplateCode(content.template)
    parts = content.parts
    return Letter(
        language=reader.language,
        direction="rtl" if reader.is_rtl else "ltr",
        digits="".join(format_number(digit, reader) for digit in range(10)),
        sender=content.letterhead,
        sender_line=" · ".join((content.letterhead.name, *content.letterhead.address_lines)),
        recipient_lines=recipient_lines(content.recipient),
        facts=letter_facts(content, reader),
        subject=render(Sentence(_SUBJECTS[code], _values(content)), reader),
        salutation=render(wording.salutation(content), reader),
        opening=_paragraph(_OPENINGS[code], content, reader),
        headings=_headings(content, reader) if parts else (),
        rows=tuple(_row(place, part, content, reader) for place, part in enumerate(parts, start=1)),
        overdue=(False,) * len(parts),
        totals=((say(N_("Total"), reader), format_money(content.total, reader)),),
        aging_title="",
        aging=(),
        request=_paragraph(_REQUESTS[code], content, reader),
        payment_title=say(N_("How to pay"), reader) if content.bank else "",
        payment=payment_pairs(content.bank, content.recipient.number, reader),
        payment_note="",
        remarks=content.note,
        closing=say(N_("Kind regards,"), reader),
        signature=signature(content.letterhead, reader),
        machine_note=say(N_("This letter was made by a computer and is valid without a signature."), reader),
        tax_note=tax_note(content.letterhead, reader),
        page_note=page_note(reader),
        form=form_parts(content.form, code, main_amount(content), reader),
    )


def agreement_text(content: AgreementContent) -> str:
    """Return the letter as plain text: the body of a message."""
    letter, reader = compose_agreement(content), reader_of(content.language)
    rows = labelled(((row[1], row[-1]) for row in letter.rows), reader)
    paragraphs = (
        (letter.salutation,),
        (letter.opening,),
        rows,
        (letter.request,),
        labelled(letter.payment, reader),
        (letter.remarks,),
        (letter.closing, *letter.signature),
    )
    return "\n\n".join("\n".join(lines) for lines in paragraphs if any(lines)) + "\n"


def _headings(content: AgreementContent, reader: Reader) -> tuple[str, ...]:
    return (
        say(N_("No."), reader),
        say(N_("Due date"), reader),
        *((say(N_("Remark"), reader),) if _has_notes(content) else ()),
        render(Sentence(N_("Amount ({currency})"), {"currency": content.currency}), reader),
    )


def _row(place: int, part: AgreedPart, content: AgreementContent, reader: Reader) -> tuple[str, ...]:
    return (
        format_number(place, reader),
        format_date(part.due_date, reader, length="short"),
        *((part.note,) if _has_notes(content) else ()),
        format_amount(part.amount, content.currency, reader),
    )


def _has_notes(content: AgreementContent) -> bool:
    return any(part.note for part in content.parts)


def _paragraph(texts: tuple[str, ...], content: AgreementContent, reader: Reader) -> str:
    values = _values(content)
    return paragraph((Sentence(text, values) for text in texts), reader)


def _values(content: AgreementContent) -> Mapping[str, Value]:
    return {
        "amount": content.total,
        "before": Money(content.amount_before, content.currency),
        "date": content.by_date or content.business_date,
    }
