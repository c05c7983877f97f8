"""Kinds of rules: declared in code by the rooms that use them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence

FieldList: TypeAlias = "tuple[str, ...] | tuple[Decimal, ...] | tuple[RuleValue, ...]"
FieldValue: TypeAlias = "Decimal | int | str | bool | FieldList | Mapping[str, Decimal]"


class FieldType(StrEnum):
    """What a field of a rule holds. A percentage is written as people do: 2.5 means 2.5 of a hundred."""

    DECIMAL = "DECIMAL"
    PERCENT = "PERCENT"
    PERCENTS = "PERCENTS"
    DAYS = "DAYS"
    INTEGER = "INTEGER"
    TEXT = "TEXT"
    CHOICE = "CHOICE"
    CHOICES = "CHOICES"
    BOOLEAN = "BOOLEAN"
    MONEY = "MONEY"
    ROWS = "ROWS"


PLAIN_TYPES = frozenset(
    {
        FieldType.DECIMAL,
        FieldType.PERCENT,
        FieldType.DAYS,
        FieldType.INTEGER,
        FieldType.TEXT,
        FieldType.CHOICE,
        FieldType.BOOLEAN,
    }
)
"""What a field within a row may hold: one value."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the codes that a field may hold, with its label for screens."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class RuleField:
    """One value of a rule. `least` and `most` bound numbers and amounts, both ends included.

    `PERCENTS` is a list of percentages, perhaps empty; `CHOICES` an ordered list of one or more codes without
    repetition; `MONEY` holds an amount for each of some currencies; `ROWS` is an ordered table whose columns are
    `fields`, each of them of one of the `PLAIN_TYPES`, with `least` to `most` rows.
    """

    name: str
    type: FieldType
    label: str
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    help: str = ""
    choices: tuple[Choice, ...] = ()
    fields: tuple[RuleField, ...] = ()

    def __post_init__(self) -> None:
        assert bool(self.fields) == (self.type is FieldType.ROWS)
        assert all(field.type in PLAIN_TYPES for field in self.fields)


@dataclass(frozen=True, slots=True)
class RuleValue:
    """What a rule says, field by field, as its kind declares them."""

    fields: Mapping[str, FieldValue]

    def decimal(self, name: str) -> Decimal:
        """Return a decimal or percentage: `Decimal("2.5")` is 2.5 %."""
        value = self.fields[name]
        assert isinstance(value, Decimal), f"{name} is no decimal"
        return value

    def whole(self, name: str) -> int:
        """Return a whole number or a number of days."""
        value = self.fields[name]
        assert isinstance(value, int) and not isinstance(value, bool), f"{name} is no whole number"
        return value

    def text(self, name: str) -> str:
        """Return a text or the code of a choice."""
        value = self.fields[name]
        assert isinstance(value, str), f"{name} is no text"
        return value

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        value = self.fields[name]
        assert isinstance(value, bool), f"{name} is no yes or no"
        return value

    def codes(self, name: str) -> tuple[str, ...]:
        """Return an ordered list of codes."""
        value = self.fields[name]
        assert isinstance(value, tuple), f"{name} is no list of codes"
        return tuple(code for code in value if isinstance(code, str))

    def percents(self, name: str) -> tuple[Decimal, ...]:
        """Return a list of percentages."""
        value = self.fields[name]
        assert isinstance(value, tuple), f"{name} is no list of percentages"
        return tuple(percent for percent in value if isinstance(percent, Decimal))

    def rows(self, name: str) -> tuple[RuleValue, ...]:
        """Return the rows of a table in their order."""
        value = self.fields[name]
        assert isinstance(value, tuple), f"{name} is no table"
        return tuple(row for row in value if isinstance(row, RuleValue))

    def amounts(self, name: str) -> Mapping[str, Decimal]:
        """Return the amounts by currency."""
        value = self.fields[name]
        assert isinstance(value, Mapping), f"{name} is no amount by currency"
        return value

    def money(self, name: str, currency: str) -> Money:
        """Return the amount in `currency`; nothing where the rule names none, for no limit means no tolerance."""
        return Money(self.amounts(name).get(currency, Decimal(0)), currency)


@dataclass(frozen=True, slots=True)
class RuleKind:
    """What rules of one kind say. `check` tells what is wrong with values that only together are wrong.

    `default` is the standard value, used where no rule is in force; None means that there must be a rule.
    """

    code: str
    title: str
    fields: tuple[RuleField, ...]
    default: RuleValue | None = None
    help: str = ""
    check: Callable[[RuleValue], Sentence | None] | None = None
