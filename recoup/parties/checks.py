"""What can be wrong with a customer's own fields, said as a sentence. Nothing here reads the database."""

from __future__ import annotations

from collections.abc import Iterator

from recoup.kernel import currencies
from recoup.kernel.sentences import N_, Sentence
from recoup.kernel.terms import InvalidTerms, parse_terms
from recoup.team.places import countries, languages, time_zones

NUMBER_LENGTH = 64
NAME_LENGTH = 300
TAX_ID_LENGTH = 40

NO_NUMBER = Sentence(N_("The customer has no number."))
NO_NAME = Sentence(N_("The customer has no name."))
NUMBER_TOO_LONG = Sentence(N_("The number is longer than 64 characters."))
NAME_TOO_LONG = Sentence(N_("A name is longer than 300 characters."))
TAX_ID_TOO_LONG = Sentence(N_("The tax number is longer than 40 characters."))


def names_refusal(name_legal: str, name_trading: str, name_latin: str) -> Sentence | None:
    """Return what is wrong with the names, or None: the legal one is needed, none is over 300 characters."""
    if not name_legal:
        return NO_NAME
    if max(len(name_legal), len(name_trading), len(name_latin)) > NAME_LENGTH:
        return NAME_TOO_LONG
    return None


def number_refusal(number: str) -> Sentence | None:
    """Return what is wrong with a customer's number, or None."""
    if not number:
        return NO_NUMBER
    return NUMBER_TOO_LONG if len(number) > NUMBER_LENGTH else None


def tax_id_refusal(tax_id: str) -> Sentence | None:
    """Return what is wrong with a tax number, or None; each country's own rules are not checked."""
    return TAX_ID_TOO_LONG if len(tax_id) > TAX_ID_LENGTH else None


def codes_refusal(*, country: str, language: str, currency: str, time_zone: str) -> Sentence | None:
    """Return which code is not known, or None; an empty code says nothing and is not refused."""
    return next(_unknown_codes(country, language, currency, time_zone), None)


def terms_code(text: str) -> str:
    """Return the one spelling of payment terms, empty for none.

    :raises InvalidTerms: the text is no code of payment terms
    """
    return parse_terms(text).code if text else ""


def terms_refusal(text: str) -> Sentence | None:
    """Return what is wrong with the payment terms, or None."""
    try:
        terms_code(text)
    except InvalidTerms as error:
        return error.sentence
    return None


def _unknown_codes(country: str, language: str, currency: str, time_zone: str) -> Iterator[Sentence]:
    if country and country not in countries():
        yield Sentence(N_("There is no country with the code {code}."), {"code": country})
    if language and language not in languages():
        yield Sentence(N_("The language {code} is not one of the program's."), {"code": language})
    if currency and not currencies.is_known(currency):
        yield Sentence(N_("There is no currency with the code {code}."), {"code": currency})
    if time_zone and time_zone not in time_zones():
        yield Sentence(N_("There is no time zone with the name {name}."), {"name": time_zone})
