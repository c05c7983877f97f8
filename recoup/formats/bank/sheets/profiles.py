"""The layout of one bank's sheets as data: which header means what, and how dates and amounts are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from recoup.formats.tables.values import Calendar, DateForm, DateStyle
from recoup.formats.tables.vocabulary.headers import header_words


class SheetField(StrEnum):
    """What a column of a statement can hold; `TEXT`, `INFORMATION` and `REFERENCE` can be several columns."""

    BOOKING_DATE = "BOOKING_DATE"
    VALUE_DATE = "VALUE_DATE"
    AMOUNT = "AMOUNT"
    MONEY_IN = "MONEY_IN"
    MONEY_OUT = "MONEY_OUT"
    DIRECTION = "DIRECTION"
    CURRENCY = "CURRENCY"
    BALANCE = "BALANCE"
    BANK_REFERENCE = "BANK_REFERENCE"
    REFERENCE = "REFERENCE"
    PARTY_NAME = "PARTY_NAME"
    PARTY_ACCOUNT = "PARTY_ACCOUNT"
    PARTY_BANK = "PARTY_BANK"
    TEXT = "TEXT"
    INFORMATION = "INFORMATION"
    STATUS = "STATUS"
    ACCOUNT = "ACCOUNT"


@dataclass(frozen=True, slots=True)
class SheetProfile:
    """A layout, known by its header.

    `columns` gives for each field the headers that hold it, compared without case, marks and what is in brackets
    where that is not needed; a name that ends in `*` is any header that begins so. `required` must all be there for
    the layout to be recognized. Empty styles are found out from the cells.
    """

    code: str
    name: str
    country: str
    columns: Mapping[SheetField, tuple[str, ...]]
    required: tuple[str, ...]
    date_form: DateForm | None = None
    calendar: Calendar = Calendar.GREGORIAN
    decimal: str = ""
    currency: str = ""
    void_words: tuple[str, ...] = field(default=())

    def date_style(self) -> DateStyle | None:
        """Return how dates are written, None when it has to be found out."""
        return DateStyle(self.date_form, self.calendar) if self.date_form is not None else None

    def to_json(self) -> dict[str, object]:
        """Return a form that JSON can hold; `from_json` gives the equal profile back."""
        return {
            "code": self.code,
            "name": self.name,
            "country": self.country,
            "columns": {key.value: list(names) for key, names in self.columns.items()},
            "required": list(self.required),
            "date_form": self.date_form.value if self.date_form else None,
            "calendar": self.calendar.value,
            "decimal": self.decimal,
            "currency": self.currency,
            "void_words": list(self.void_words),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> SheetProfile:
        """Return the profile that `to_json` packed."""
        columns = data["columns"]
        assert isinstance(columns, Mapping)
        form = data["date_form"]
        return cls(
            code=str(data["code"]),
            name=str(data["name"]),
            country=str(data["country"]),
            columns={SheetField(str(key)): _texts(names) for key, names in columns.items()},
            required=_texts(data["required"]),
            date_form=DateForm(str(form)) if form else None,
            calendar=Calendar(str(data["calendar"])),
            decimal=str(data["decimal"]),
            currency=str(data["currency"]),
            void_words=_texts(data["void_words"]),
        )

    def fits(self, header: Sequence[str]) -> bool:
        """Return whether a sheet with `header` has this layout."""
        return all(find_column(header, name) is not None for name in self.required)


def find_column(header: Sequence[str], name: str) -> int | None:
    """Return the first column called `name`, the whole of a header before the part outside its brackets."""
    if name.endswith("*"):
        start = _key(name[:-1])
        return next((place for place, title in enumerate(header) if _key(title).startswith(start)), None)
    wanted = _key(name)
    whole = next((place for place, title in enumerate(header) if _key(title) == wanted), None)
    if whole is not None:
        return whole
    return next((place for place, title in enumerate(header) if header_words(title).key == wanted), None)


def choose_profile(header: Sequence[str], profiles: Iterable[SheetProfile]) -> SheetProfile | None:
    """Return the profile that fits `header` and asks most of it; of equals the first."""
    fitting = [profile for profile in profiles if profile.fits(header)]
    return max(fitting, key=lambda profile: len(profile.required), default=None)


def _key(text: str) -> str:
    return header_words(text).full_key


def _texts(value: object) -> tuple[str, ...]:
    assert isinstance(value, list | tuple)
    return tuple(map(str, value))
