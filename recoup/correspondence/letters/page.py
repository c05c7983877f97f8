"""A letter with every string of it ready to be set, and the pieces that all letters share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from recoup.correspondence.types import Letterhead, Recipient
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.plumbing.localization import LANGUAGES, Reader, format_date, render

Pair = tuple[str, str]
"""A label and what stands beside it."""

_UNSPACED = ("zh",)


@dataclass(frozen=True, slots=True)
class AgingPart:
    """One part of the aging bar: its age from 0 (not due) to 4, and its share of the bar in thousandths."""

    age: int
    label: str
    amount: str
    share: int


@dataclass(frozen=True, slots=True)
class Letter:
    """Every string of a letter, ready to be set; nothing in it is left to translate or to format."""

    language: str
    direction: str
    digits: str
    sender: Letterhead
    sender_line: str
    recipient_lines: tuple[str, ...]
    facts: tuple[Pair, ...]
    subject: str
    salutation: str
    opening: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    overdue: tuple[bool, ...]
    totals: tuple[Pair, ...]
    aging_title: str
    aging: tuple[AgingPart, ...]
    request: str
    payment_title: str
    payment: tuple[Pair, ...]
    payment_note: str
    remarks: str
    closing: str
    signature: tuple[str, ...]
    machine_note: str
    tax_note: str
    page_note: str


def reader_of(language: str) -> Reader:
    """Return a reader of `language`, or of English when the program doesn't speak it."""
    return Reader.for_language(language if language in LANGUAGES else "en")


def labelled(pairs: Iterable[tuple[Value, Value]], reader: Reader) -> tuple[str, ...]:
    """Return each pair as a line of plain text."""
    return tuple(
        render(Sentence(N_("{label}: {text}"), {"label": label, "text": text}), reader)
        for label, text in pairs
    )


def say(text: str, reader: Reader) -> str:
    """Return a text without values in the reader's language."""
    return render(Sentence(text), reader)


def paragraph(sentences: Iterable[Sentence], reader: Reader) -> str:
    """Return sentences one after the other."""
    blank = "" if reader.language.startswith(_UNSPACED) else " "
    return blank.join(spoken(sentence, reader) for sentence in sentences)


def spoken(sentence: Sentence, reader: Reader) -> str:
    """Return `sentence` with its dates written out: a letter doesn't shorten the name of a month."""
    values = {
        name: format_date(value, reader, length="long") if isinstance(value, date) else value
        for name, value in sentence.values.items()
    }
    return render(replace(sentence, values=values), reader)


def recipient_lines(recipient: Recipient) -> tuple[str, ...]:
    """Return name, contact and address as they stand in the window of the envelope."""
    contact = "" if recipient.contact_name == recipient.name else recipient.contact_name
    return tuple(line for line in (recipient.name, contact, *recipient.address_lines) if line)


def signature(letterhead: Letterhead, reader: Reader) -> tuple[str, ...]:
    """Return the lines below the greeting."""
    title = letterhead.signatory_title or say(N_("Accounts receivable"), reader)
    return tuple(line for line in (letterhead.signatory_name, title, letterhead.name) if line)


def tax_note(letterhead: Letterhead, reader: Reader) -> str:
    """Return the tax number as it stands at the foot, nothing where there is none."""
    if not letterhead.tax_id:
        return ""
    return render(Sentence(N_("Tax number {number}"), {"number": letterhead.tax_id}), reader)


def filled(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pairs that say something."""
    return tuple((label, text) for label, text in pairs if text)
