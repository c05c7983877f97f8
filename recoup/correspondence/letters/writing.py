"""A message of any kind from its content: the letter, its subject, its text, in the house's words or our own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils import translation

from recoup.correspondence.letters.agreeing import agreement_text, compose_agreement
from recoup.correspondence.letters.composition import compose, plain_text
from recoup.correspondence.letters.confirming import compose_confirmation, confirmation_text
from recoup.correspondence.letters.page import Letter, reader_of
from recoup.correspondence.letters.placeholders import TABLE, fill
from recoup.correspondence.letters.short import short_text
from recoup.correspondence.letters.tables import items_as_text
from recoup.correspondence.letters.values import placeholder_values
from recoup.correspondence.types import (
    OF_LEVEL,
    AgreementContent,
    ConfirmationContent,
    Content,
    ReminderContent,
    TemplateCode,
)
from recoup.kernel.contact import Channel
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.localization import Reader, render

_OPT_OUT = N_(
    "If you do not want to get such e-mails, reply with the word STOP: it is free and takes effect at once."
)
_TABLE = "{" + TABLE + "}"


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a message as it goes out by its channel."""

    subject: str
    body: str


def letter_of(content: Content, code: TemplateCode) -> Letter:
    """Return the letter to be set."""
    letter = _standard_letter(content, code)
    texts = content.texts
    if texts.subject or texts.body:
        values = placeholder_values(content, reader_of(content.language))
        letter = replace(letter, subject=fill(texts.subject, values) or letter.subject)
        if texts.body:
            above, _, below = texts.body.partition(_TABLE)
            letter = replace(
                letter,
                salutation="",
                opening=fill(above.strip(), values),
                request=fill(below.strip(), values),
                remarks="",
            )
    return letter


def words_of(content: Content, code: TemplateCode, channel: Channel) -> Words:
    """Return subject and text of the message in the customer's language."""
    reader = reader_of(content.language)
    # Every sentence is in one language: it is switched on once, not for each of them.
    with translation.override(reader.language):
        letter = letter_of(content, code)
        if channel is Channel.SMS:
            return Words(letter.subject, short_text(content, code, reader))
        return Words(letter.subject, _long_text(content, code, reader))


def template_of(content: Content) -> TemplateCode:
    """Return the template that a content is for when nobody chose one."""
    match content:
        case ReminderContent():
            return TemplateCode.STATEMENT if content.is_statement else OF_LEVEL[content.level]
        case ConfirmationContent():
            return TemplateCode.PAYMENT_CONFIRMATION
        case AgreementContent():
            return TemplateCode(content.template)


def _standard_letter(content: Content, code: TemplateCode) -> Letter:
    match content:
        case ReminderContent():
            return compose(content, code)
        case ConfirmationContent():
            return compose_confirmation(content)
        case AgreementContent():
            return compose_agreement(content)


def _long_text(content: Content, code: TemplateCode, reader: Reader) -> str:
    if content.texts.body:
        values = placeholder_values(content, reader)
        text = fill(content.texts.body, {**values, TABLE: items_as_text(content, reader)}).strip() + "\n"
    else:
        text = _standard_text(content, code)
    if content.form.has_opt_out:
        text += f"\n-- \n{render(Sentence(_OPT_OUT), reader)}\n"
    return text


def _standard_text(content: Content, code: TemplateCode) -> str:
    match content:
        case ReminderContent():
            return plain_text(content, code)
        case ConfirmationContent():
            return confirmation_text(content)
        case AgreementContent():
            return agreement_text(content)
