"""A letter with every string of it ready to be set, and the pieces that all letters share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from recoup.correspondence.types import BankDetails, Content, Letterhead, Recipient
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
class FormParts:
    """What a country's form asks for besides: lines above the letter, its title, the total in words, places to sign.

    `regarding` stands before the subject on paper.
    """

    header: tuple[str, ...] = ()
    title: str = ""
    regarding: str = ""
    in_words: str = ""
    seals: tuple[str, ...] = ()


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
    form: FormParts = field(default_factory=lambda: FormParts())


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


def letter_facts(content: Content, reader: Reader) -> tuple[Pair, ...]:
    """Return the facts beside the address: date, numbers, who looks after it."""
    number = f"{content.recipient.number}-{content.business_date:%Y%m%d}-{content.currency}"
    pairs = (
        (say(N_("Date"), reader), format_date(content.business_date, reader, length="long")),
        (say(N_("Letter number"), reader), (content.number or number) if content.form.has_number else ""),
        (say(N_("Customer number"), reader), content.recipient.number),
        (say(N_("Tax number"), reader), content.recipient.tax_id if content.form.has_title else ""),
        (say(N_("Your contact"), reader), content.letterhead.signatory_name),
    )
    return filled(pairs)


def payment_pairs(bank: BankDetails | None, reference: str, reader: Reader) -> tuple[Pair, ...]:
    """Return where to pay, nothing when the account stands on the invoices only."""
    if bank is None:
        return ()
    pairs = (
        (say(N_("Account holder"), reader), bank.holder),
        (say(N_("Account number"), reader), _grouped(bank.account)),
        (say(N_("Bank"), reader), bank.bank_name),
        (say(N_("Bank code"), reader), bank.bank_code),
        (say(N_("Payment reference"), reader), reference),
    )
    return filled(pairs)


def page_note(reader: Reader) -> str:
    """Return how pages are numbered, with places for the two numbers."""
    return render(Sentence(N_("Page {page} of {pages}"), {"page": "<1>", "pages": "<2>"}), reader)


def _grouped(account: str) -> str:
    """Return an IBAN in groups of four; any other account number as it is printed."""
    joined = account.replace(" ", "")
    is_iban = len(joined) > 14 and joined[:2].isalpha() and joined[2:4].isdigit() and joined.isascii()
    if not is_iban:
        return account
    return "\u00a0".join(joined[start : start + 4] for start in range(0, len(joined), 4))
