"""The field `:86:`: what a booking is for and whose it is, in the dialects of the banks.

German and Polish banks number the parts of the text (`?20`, `>20`, `<20`), Dutch and others name them (`/EREF/`),
mBank labels them (`TYT.:`), the rest write plain text. What isn't understood stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from recoup.formats.bank.swift.keywords import (
    currency_amount,
    plus_keywords,
    polish_keywords,
    reference,
    slash_keywords,
    split_payment,
)
from recoup.formats.bank.types import (
    NOBODY,
    Charge,
    OriginalAmount,
    Party,
    Reference,
    ReferenceKind,
    TransactionCode,
)
from recoup.formats.bank.values import given, joined

WIDTH = 65
"""A line of a text that is as long as this was cut there, inside a word perhaps."""

_PIECE = frozenset((27,))
_NUMBERED = re.compile(r"\s*(\d{3})([^\w\s/:;,.-])(?=\d{2})")
_PURPOSE = (*range(20, 30), *range(60, 66))
_RETURNS = frozenset(("108", "109", "159", "181", "182", "183", "184"))
_IBAN_FIRST = re.compile(r"([A-Z]{2}\d{2}[A-Z0-9]{11,30})\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a text says; `party` is whoever is on the other side."""

    text: str = ""
    information: str = ""
    party: Party = NOBODY
    ultimate: str = ""
    end_to_end_id: str = ""
    references: tuple[Reference, ...] = ()
    codes: tuple[TransactionCode, ...] = ()
    purpose: str = ""
    return_reason: str = ""
    charges: tuple[Charge, ...] = ()
    original: OriginalAmount | None = None


def read_narrative(lines: Sequence[str], currency: str) -> Narrative:
    """Return what the lines of a field `:86:` say; charges without a currency are in `currency`."""
    whole = "".join(lines)
    numbered = _NUMBERED.match(whole)
    if numbered:
        return _numbered(whole[numbered.start(2) :], numbered[1], numbered[2], currency)
    named = slash_keywords(whole.strip())
    if named:
        return _named(named, currency)
    plain = joined((line.rstrip() if len(line) < WIDTH else line for line in lines), cuts=frozenset((WIDTH,)))
    before, labeled = polish_keywords(plain)
    if labeled:
        return _labeled(before, labeled)
    before, keyed = plus_keywords(plain)
    if keyed:
        return _keyed(before, keyed, Party(), currency)
    beginning = _IBAN_FIRST.fullmatch(lines[0].strip())
    party = Party(name=beginning[2], account=beginning[1]) if beginning else NOBODY
    return Narrative(text=plain, party=party, references=tuple(split_payment(plain)))


def _numbered(text: str, code: str, mark: str, currency: str) -> Narrative:
    """Return a text of numbered parts behind a business code of three digits (GVC)."""
    pieces: dict[int, str] = {}
    for piece in text.split(mark)[1:]:
        if piece[:2].isdigit():
            pieces[int(piece[:2])] = pieces.get(int(piece[:2]), "") + piece[2:]
        elif pieces:
            pieces[next(reversed(pieces))] += mark + piece
    purpose = joined((pieces.get(number, "") for number in _PURPOSE), cuts=_PIECE)
    account = (pieces.get(38) or pieces.get(31, "")).replace(" ", "")
    party = Party(
        name=joined((pieces.get(32, ""), pieces.get(33, "")), cuts=_PIECE),
        account=account,
        bank=pieces.get(30, "").strip(),
    )
    before, keyed = plus_keywords(purpose)
    found = _keyed(before, keyed, party, currency)
    codes = (TransactionCode("GVC", code), *_code("GVC-EXTENSION", pieces.get(34, "")))
    return Narrative(
        text=found.text,
        information=joined([pieces.get(0, ""), found.information]),
        party=found.party,
        ultimate=found.ultimate,
        end_to_end_id=found.end_to_end_id,
        references=found.references,
        codes=codes,
        purpose=found.purpose,
        return_reason=pieces.get(34, "").strip() if code in _RETURNS else "",
        charges=found.charges,
        original=found.original,
    )


def _keyed(before: str, keys: dict[str, str], party: Party, currency: str) -> Narrative:
    """Return a text with the keys of SEPA, `EREF+` and so on."""
    get = partial(_from, keys)
    text = joined([before, get("SVWZ") or get("VWZ")])
    if not party.account and get("IBAN"):
        party = Party(party.name, get("IBAN").replace(" ", ""), party.bank or get("BIC"))
    charge, original = currency_amount(get("COAM")), currency_amount(get("OAMT"))
    return Narrative(
        text=text,
        information=get("MTLG"),
        party=party,
        ultimate=given(get("ABWA") or get("ABWE")),
        end_to_end_id=given(get("EREF")),
        references=(
            *split_payment(text),
            *reference(ReferenceKind.CUSTOMER, get("KREF")),
            *reference(ReferenceKind.MANDATE, get("MREF")),
            *reference(ReferenceKind.CREDITOR_ID, get("CRED") or get("DEBT")),
        ),
        purpose=given(get("PURP")),
        charges=(Charge(charge[0], charge[1] or currency, is_included=True),) if charge else (),
        original=OriginalAmount(original[0], original[1] or currency) if original else None,
    )


def _named(keys: dict[str, str], currency: str) -> Narrative:
    """Return a text of named parts, `/EREF/` and so on."""
    get = partial(_from, keys)
    text, structured = _remittance(get("REMI"))
    charge, original = currency_amount(get("CHGS")), currency_amount(get("OCMT"))
    rest = [get(key) for key in ("BUSP", "TRTP", "PY", "ISDT", "INIT")]
    return Narrative(
        text=text,
        information=joined(rest),
        party=_counterparty(keys),
        ultimate=given(get("ULTD") or get("ULTC") or get("ULTB") or get("UDTR") or get("UCRD")),
        end_to_end_id=given(get("EREF")),
        references=(
            *structured,
            *split_payment(text),
            *reference(ReferenceKind.CUSTOMER, get("KREF") or get("IREF")),
            *reference(ReferenceKind.PAYMENT_INFORMATION, get("PREF")),
            *reference(ReferenceKind.MANDATE, get("MARF")),
            *reference(ReferenceKind.CREDITOR_ID, get("CSID")),
        ),
        codes=_code("TRCD", get("TRCD")),
        purpose=given(get("PURP")),
        return_reason=given(get("RTRN")),
        charges=(Charge(charge[0], charge[1] or currency),) if charge else (),
        original=OriginalAmount(original[0], original[1] or currency) if original else None,
    )


def _counterparty(keys: dict[str, str]) -> Party:
    """Return the other side, from `/CNTP/account/BIC/name/city` or from `/ORDP//NAME/` and its neighbors."""
    for key in ("CNTP", "BENM", "ORDP"):
        account, _, rest = keys.get(key, "").partition("/")
        if account and rest:
            bank, _, more = rest.partition("/")
            name, _, city = more.partition("/")
            return Party(name.strip(), account.strip(), bank.strip(), address=city.strip("/ "))
    get = partial(_from, keys)
    return Party(get("NAME"), get("IBAN").replace(" ", ""), get("BIC"), address=get("ADDR"))


def _remittance(value: str) -> tuple[str, tuple[Reference, ...]]:
    """Return the free text of `/REMI/` and its structured reference, `STRD/CUR/9001123412341234`."""
    kind, _, rest = value.partition("/")
    if kind == "USTD":
        return rest.strip("/ "), ()
    if kind == "STRD":
        scheme, _, number = rest.strip("/").partition("/")
        return "", reference(ReferenceKind.CREDITOR, number or scheme, scheme if number else "")
    return value, ()


def _labeled(before: str, keys: dict[str, str]) -> Narrative:
    """Return a text of labeled parts, `OD: JAN NOWAK; TYT.: ...`."""
    get = partial(_from, keys)
    text = get("TYT.")
    return Narrative(
        text=text,
        information=before,
        party=Party(
            name=get("OD") or get("DLA"),
            account=(get("Z RACH.") or get("NA RACH.") or get("RACH.")).replace(" ", ""),
        ),
        references=(
            *split_payment(text),
            *reference(ReferenceKind.CUSTOMER, get("ID IPH"), "IPH"),
            *reference(ReferenceKind.TRANSACTION, get("TNR"), "TNR"),
        ),
    )


def _code(scheme: str, value: str) -> tuple[TransactionCode, ...]:
    return (TransactionCode(scheme, value.strip()),) if value.strip() else ()


def _from(keys: dict[str, str], key: str) -> str:
    return keys.get(key, "")
