"""What can be wrong with a customer's own fields, said as a sentence. Nothing here reads the database."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schwifty import IBAN

from recoup.kernel import currencies
from recoup.kernel.contact import PartyKind
from recoup.kernel.sentences import N_, Sentence
from recoup.kernel.terms import InvalidTerms, parse_terms
from recoup.team.places import countries, languages, time_zones

NUMBER_LENGTH = 64
NAME_LENGTH = 300
TAX_ID_LENGTH = 40
EMAIL_LENGTH = 254
PHONE_LENGTH = 40
BANK_CODE_LENGTH = 20

NO_NUMBER = Sentence(N_("The customer has no number."))
NO_NAME = Sentence(N_("The customer has no name."))
NUMBER_TOO_LONG = Sentence(N_("The number is longer than 64 characters."))
NAME_TOO_LONG = Sentence(N_("A name is longer than 300 characters."))
TAX_ID_TOO_LONG = Sentence(N_("The tax number is longer than 40 characters."))
CODE_MISSING = Sentence(N_("Country, language, currency and time zone are needed."))

# One at sign, a dotted domain, no blanks: what a mail server refuses beyond that comes back from it.
_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;.]+(?:\.[^@\s<>,;.]+)+")
_IBAN_START = re.compile(r"[A-Z]{2}[0-9]{2}")
_ACCOUNT_NUMBER = re.compile(r"[0-9A-Z-]{4,34}")


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


def party_kind_refusal(code: str) -> Sentence | None:
    """Return that there is no such kind of customer, or None; an empty code says nothing."""
    if not code or code in PartyKind.__members__:
        return None
    return Sentence(
        N_("{code} is no kind of customer: COMPANY, SOLE_TRADER or PERSON."),
        {"code": code},
    )


def _unknown_codes(country: str, language: str, currency: str, time_zone: str) -> Iterator[Sentence]:
    if country and country not in countries():
        yield Sentence(N_("There is no country with the code {code}."), {"code": country})
    if language and language not in languages():
        yield Sentence(N_("The language {code} is not one of the program's."), {"code": language})
    if currency and not currencies.is_known(currency):
        yield Sentence(N_("There is no currency with the code {code}."), {"code": currency})
    if time_zone and time_zone not in time_zones():
        yield Sentence(N_("There is no time zone with the name {name}."), {"name": time_zone})


def missing_code_refusal(*codes: str) -> Sentence | None:
    """Return that one of the codes that a customer must have is empty, or None."""
    return None if all(codes) else CODE_MISSING


def email_refusal(email: str) -> Sentence | None:
    """Return that the text is no e-mail address, or None; an empty one says nothing."""
    if not email or (len(email) <= EMAIL_LENGTH and _EMAIL.fullmatch(email)):
        return None
    return Sentence(N_("{email} is not an e-mail address."), {"email": email})


def phone_refusal(phone: str) -> Sentence | None:
    """Return that the text has no digit or is too long for a phone number, or None; an empty one says nothing."""
    if not phone or (len(phone) <= PHONE_LENGTH and any(map(str.isdigit, phone))):
        return None
    return Sentence(N_("{phone} is not a phone number."), {"phone": phone})


def address_refusal(lines: str, postal_code: str, city: str, region: str) -> Sentence | None:
    """Return that a part of an address is too long, or None."""
    if len(lines) <= 1000 and len(postal_code) <= 20 and len(city) <= 150 and len(region) <= 150:
        return None
    return Sentence(N_("The address is too long."))


def bank_account_refusal(account_number: str) -> Sentence | None:
    """Return what is wrong with a cleaned account number, or None; an IBAN must have its right check digits."""
    if _IBAN_START.match(account_number):
        if IBAN(account_number, allow_invalid=True).is_valid:
            return None
        return Sentence(N_("{number} is not a valid IBAN."), {"number": account_number})
    if _ACCOUNT_NUMBER.fullmatch(account_number):
        return None
    return Sentence(
        N_("{number} is not an account number: 4 to 34 letters, digits and hyphens."),
        {"number": account_number},
    )
