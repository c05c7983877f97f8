"""Fingerprints: equal facts give equal ones, any change gives another. Approvals are bound to them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from recoup.kernel.money import Money


def fingerprint(facts: Mapping[str, object]) -> str:
    """Return the SHA-256 of `facts` in hexadecimal; the order of keys doesn't matter."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def canonical(facts: Mapping[str, object]) -> str:
    """Return `facts` as JSON with sorted keys; amounts and dates become text, so that no digit is lost."""
    return json.dumps(facts, default=_as_text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _as_text(value: object) -> object:
    match value:
        case Money():
            return {"amount": _as_text(value.amount), "currency": value.currency}
        case Decimal():
            return _amount_as_text(value)
        case date():
            return value.isoformat()
        case _:
            raise TypeError(f"not a fact that can be fingerprinted: {value!r}")


def _amount_as_text(amount: Decimal) -> str:
    """Return the amount without idle zeros: the database gives 100 back as 100.0000."""
    text = f"{amount:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
