"""Keywords inside payment texts: SEPA's `EREF+`, SWIFT's `/EREF/`, Polish `TYT.:`, and `/VAT/` of split payment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from recoup.formats.bank.types import Reference, ReferenceKind
from recoup.formats.bank.values import comma_decimal_of, given

_PLUS = re.compile(
    r"(?:^|(?<=[\s.,;:/]))(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP|BREF|RREF|SQTP|VWZ)\+"
    r"|(EREF|KREF|MREF|CRED|SVWZ|ABWA|ABWE)\+|(MTLG):"
)
_SLASH_CODES = (
    "EREF|REMI|CNTP|BENM|ORDP|NAME|IBAN|BIC|CSID|MARF|RTRN|PREF|KREF|IREF|NREF|ISDT|ADDR|PURP|ULTD|ULTC|ULTB"
    "|UDTR|UCRD|TRTP|BUSP|TRCD|INIT|OCMT|EXCH|CHGS|SVCL|IACC|TRAN|ROC|PY|BO|BI|OB"
)
_SLASH = re.compile(rf"/({_SLASH_CODES})(?=/)")
_POLISH = re.compile(r"(?:^|;)\s*(ID IPH|Z RACH\.|NA RACH\.|RACH\.|OD|DLA|TYT\.|TNR)\s*:\s*")
_SPLIT_PAYMENT = re.compile(
    r"/VAT/(?P<vat>\d+(?:,\d{1,2})?)/IDC/(?P<tax>[^/]{1,14})/INV/(?P<invoice>[^/]{1,35})(?:/TXT/|$)"
)


def plus_keywords(text: str) -> tuple[str, dict[str, str]]:
    """Return what stands before the first `KEY+`, and the value of each key; the first of a repeated key counts."""
    return _keyed(
        text,
        [(match[1] or match[2] or match[3], match.start(), match.end()) for match in _PLUS.finditer(text)],
    )


def slash_keywords(text: str) -> dict[str, str]:
    """Return the value of each `/KEY/`, slashes at its ends taken off; empty when the text has none of them."""
    if not _SLASH.match(text):
        return {}
    found = [(match[1], match.start(), match.end()) for match in _SLASH.finditer(text)]
    _, values = _keyed(text, found)
    return {key: value.strip("/ ") for key, value in values.items()}


def polish_keywords(text: str) -> tuple[str, dict[str, str]]:
    """Return what stands before the first `KEY:` of a Polish collective text, and the value of each key."""
    before, values = _keyed(
        text, [(match[1], match.start(), match.end()) for match in _POLISH.finditer(text)]
    )
    return before, {key: value.strip(" ;") for key, value in values.items()}


def split_payment(text: str) -> Iterator[Reference]:
    """Yield the invoice, the tax number and the VAT of a Polish split payment (mechanizm podzielonej płatności)."""
    matched = _SPLIT_PAYMENT.search(text)
    if matched:
        yield Reference(ReferenceKind.DOCUMENT, matched["invoice"].strip(), "MPP")
        yield Reference(ReferenceKind.TAX, matched["tax"].strip(), "MPP")
        yield Reference(ReferenceKind.OTHER, matched["vat"], "MPP-VAT", comma_decimal_of(matched["vat"]))


def currency_amount(text: str) -> tuple[Decimal, str] | None:
    """Return an amount with its currency, `EUR4,5` or `4,50 EUR` or `4,50`."""
    matched = re.match(r"\s*([A-Z]{3})?\s*(\d+(?:,\d*)?)\s*([A-Z]{3})?", text)
    amount = comma_decimal_of(matched[2]) if matched else None
    return (amount, matched[1] or matched[3] or "") if matched and amount is not None else None


def reference(kind: ReferenceKind, value: str | None, scheme: str = "") -> tuple[Reference, ...]:
    """Return a reference as a tuple of one, of none when there is no value."""
    written = given(value)
    return (Reference(kind, written, scheme),) if written else ()


def _keyed(text: str, found: list[tuple[str, int, int]]) -> tuple[str, dict[str, str]]:
    if not found:
        return text, {}
    values: dict[str, str] = {}
    for place, (key, _, end) in enumerate(found):
        stop = found[place + 1][1] if place + 1 < len(found) else len(text)
        values.setdefault(key, text[end:stop].strip())
    return text[: found[0][1]].strip(), values
