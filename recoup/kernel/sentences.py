"""Sentences that are decided in one place and read in any language.

A decision keeps its reasons as `Sentence`: an English template marked with `N_` and its values. The reader's
language, calendar and digits come in only when it is rendered (`recoup.plumbing.localization`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Union

from recoup.kernel.money import Money

Value = Union[str, int, Decimal, datetime.date, Money, "Sentence"]


def N_(text: str) -> str:
    """Mark `text` for the message catalogues and return it unchanged."""
    return text


def NN_(text: str, plural: str) -> tuple[str, str]:
    """Mark a counted message, singular and plural, for the message catalogues and return both unchanged."""
    return text, plural


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translatable sentence: `text` with `{name}` fields, their values and, when counted, the plural form.

    `plural` is the English plural template; `count` names the whole number that chooses between the
    forms. A value may be a sentence itself (the label of a status, a reason), and is then read in the
    reader's language too. Dates are days: an instant has no day until a time zone is chosen, so it is
    refused.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    plural: str = ""
    count: str = ""

    def __post_init__(self) -> None:
        for value in self.values.values():
            if isinstance(value, datetime.datetime):
                raise TypeError(f"an instant can't stand in a sentence: {value!r}")

    def to_json(self) -> dict[str, object]:
        """Return a form that JSON can hold; `from_json` gives the equal sentence back."""
        return {
            "text": self.text,
            "values": {name: _packed(value) for name, value in self.values.items()},
            "plural": self.plural,
            "count": self.count,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Sentence:
        """Return the sentence that `to_json` packed."""
        values = data["values"]
        assert isinstance(values, Mapping)
        return cls(
            text=str(data["text"]),
            values={str(name): _unpacked(value) for name, value in values.items()},
            plural=str(data["plural"]),
            count=str(data["count"]),
        )


def _packed(value: Value) -> object:
    match value:
        case Money():
            return {"money": str(value.amount), "currency": value.currency}
        case Decimal():
            return {"decimal": str(value)}
        case Sentence():
            return {"sentence": value.to_json()}
        case datetime.date():
            return {"date": value.isoformat()}
        case _:
            return value


def _unpacked(value: object) -> Value:
    match value:
        case {"money": str(amount), "currency": str(currency)}:
            return Money(Decimal(amount), currency)
        case {"decimal": str(amount)}:
            return Decimal(amount)
        case {"date": str(text)}:
            return datetime.date.fromisoformat(text)
        case {"sentence": Mapping() as packed}:
            return Sentence.from_json(packed)
        case str() | int():
            return value
        case _:
            raise TypeError(f"not a packed value of a sentence: {value!r}")
