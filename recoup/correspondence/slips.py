"""The deposit slip that goes to the bank with the cheques: its content, and the page it is printed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recoup.correspondence.letters.typesetting import typeset_page
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
class SlipLine:
    """One cheque on a slip."""

    number: str
    sayad_id: str
    drawer: str
    bank: str
    cheque_date: date
    amount: Money


@dataclass(frozen=True, slots=True)
class SlipContent:
    """All that a deposit slip says; `confirmed_by` is empty while no second person has looked at the cheques."""

    number: int
    entity_name: str
    entity_name_latin: str
    bank_name: str
    account_name: str
    account_number: str
    day: date
    lines: tuple[SlipLine, ...]
    total: Money
    made_by: str
    confirmed_by: str


def slip_pdf(content: SlipContent, *, reader: Reader, made_at: datetime) -> bytes:
    """Return the slip as PDF/A-3a, in the language, calendar and digits of `reader`.

    :raises NoFontForText: a part of the text is in a script that no font here covers
    """

    def say(text: str, **values: Value) -> str:
        return render(Sentence(text, values), reader)

    facts = (
        (say(N_("Bank")), content.bank_name),
        (say(N_("Account")), content.account_name),
        (say(N_("Account number")), content.account_number),
        (say(N_("Date")), format_date(content.day, reader)),
        (say(N_("Number of cheques")), format_number(len(content.lines), reader)),
    )
    number = format_number(content.number, reader)
    data = {
        "language": reader.language,
        "direction": "rtl" if reader.is_rtl else "ltr",
        "sender": content.entity_name,
        "sender_latin": content.entity_name_latin,
        "title": say(N_("Deposit slip for cheques no. {number}"), number=number),
        "facts": [pair for pair in facts if pair[1]],
        "headings": [
            "",
            say(N_("Cheque")),
            say(N_("Drawer")),
            say(N_("Drawn on")),
            say(N_("Date of the cheque")),
            say(N_("Amount ({currency})"), currency=content.total.currency),
        ],
        "rows": [_row(place, line, reader) for place, line in enumerate(content.lines, start=1)],
        "total": [say(N_("Total")), format_money(content.total, reader)],
        "signatures": [
            (say(N_("Made out by")), content.made_by),
            (say(N_("Checked and confirmed by")), content.confirmed_by),
            (say(N_("Received by the bank")), ""),
        ],
        "page_note": say(N_("Page {page} of {pages}"), page="<1>", pages="<2>"),
    }
    return typeset_page("slip", data, language=reader.language, made_at=made_at)


def _row(place: int, line: SlipLine, reader: Reader) -> list[str]:
    return [
        format_number(place, reader),
        "\n".join(part for part in (line.number, line.sayad_id) if part),
        line.drawer,
        line.bank,
        format_date(line.cheque_date, reader, length="short"),
        format_amount(line.amount.amount, line.amount.currency, reader),
    ]
