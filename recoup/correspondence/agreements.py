"""The agreement on a payment plan, for signature by both sides: its content, and the page it is printed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recoup.correspondence.letters.forms import form_parts
from recoup.correspondence.letters.typesetting import typeset_page
from recoup.correspondence.types import LetterForm, TemplateCode
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


@dataclass(frozen=True, slots=True)
class AgreedItem:
    """An item that the agreement is about, by its number and contract due date."""

    number: str
    due_date: date | None
    amount: Money


@dataclass(frozen=True, slots=True)
class AgreedInstallment:
    """What is to be paid on a day: of the debt, and of interest."""

    number: int
    due_date: date
    principal: Money
    interest: Money


@dataclass(frozen=True, slots=True)
class AgreementContent:
    """All that an agreement says. `terms` are whole sentences; `waived` is let off when the plan is kept."""

    number: int
    day: date
    creditor: str
    creditor_latin: str
    debtor: str
    debtor_number: str
    debtor_address: tuple[str, ...]
    debt: Money
    interest: Money
    waived: Money
    items: tuple[AgreedItem, ...]
    installments: tuple[AgreedInstallment, ...]
    terms: tuple[Sentence, ...]
    is_draft: bool
    form: LetterForm


def agreement_pdf(content: AgreementContent, *, reader: Reader, made_at: datetime) -> bytes:
    """Return the agreement as PDF/A-3a, in the language, calendar and digits of `reader`.

    :raises NoFontForText: a part of the text is in a script that no font here covers
    """

    def say(text: str, **values: Value) -> str:
        return render(Sentence(text, values), reader)

    total = content.debt + content.interest
    form = form_parts(content.form, TemplateCode.PLAN_AGREEMENT, total, reader)
    data = {
        "language": reader.language,
        "direction": "rtl" if reader.is_rtl else "ltr",
        "digits": "".join(format_number(digit, reader) for digit in range(10)),
        "header": form.header,
        "sender": content.creditor,
        "sender_latin": content.creditor_latin,
        "title": say(N_("Agreement on payment in installments no. {number}"), number=content.number),
        "draft": say(N_("Draft")) if content.is_draft else "",
        "facts": _facts(content, reader),
        "opening": say(
            N_("The debtor owes the creditor the items listed here, and pays them in these installments.")
        ),
        "item_headings": [
            say(N_("Item")),
            say(N_("Due")),
            say(N_("Amount ({currency})"), currency=total.currency),
        ],
        "items": [_item(item, reader) for item in content.items],
        "headings": [
            "",
            say(N_("Payable on")),
            say(N_("Debt")),
            say(N_("Interest")),
            say(N_("Amount ({currency})"), currency=total.currency),
        ],
        "rows": [_installment(one, reader) for one in content.installments],
        "total": [say(N_("In all")), format_money(total, reader)],
        "in_words": form.in_words,
        "terms_title": say(N_("Terms")),
        "terms": [render(sentence, reader) for sentence in content.terms],
        "signatures": [
            (say(N_("For the creditor: place, date, signature")), content.creditor),
            (say(N_("For the debtor: place, date, signature")), content.debtor),
        ],
        "page_note": say(N_("Page {page} of {pages}"), page="<1>", pages="<2>"),
    }
    return typeset_page("agreement", data, language=reader.language, made_at=made_at)


def _facts(content: AgreementContent, reader: Reader) -> list[tuple[str, str]]:
    """Return who agrees with whom on what; what is nothing is left out."""
    facts = (
        (N_("Creditor"), content.creditor),
        (N_("Debtor"), "\n".join((content.debtor, *content.debtor_address))),
        (N_("Customer number"), content.debtor_number),
        (N_("Date"), format_date(content.day, reader)),
        (N_("Debt"), format_money(content.debt, reader)),
        (N_("Interest"), "" if content.interest.is_zero() else format_money(content.interest, reader)),
        (N_("Let off when kept"), "" if content.waived.is_zero() else format_money(content.waived, reader)),
    )
    return [(render(Sentence(label), reader), text) for label, text in facts if text]


def _item(item: AgreedItem, reader: Reader) -> list[str]:
    due = "–" if item.due_date is None else format_date(item.due_date, reader, length="short")
    return [item.number, due, format_amount(item.amount.amount, item.amount.currency, reader)]


def _installment(one: AgreedInstallment, reader: Reader) -> list[str]:
    total = one.principal + one.interest
    amounts = (one.principal, one.interest, total)
    return [
        format_number(one.number, reader),
        format_date(one.due_date, reader),
        *(format_amount(amount.amount, amount.currency, reader) for amount in amounts),
    ]
