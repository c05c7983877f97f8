"""Values of rules between JSON and what the program works with, and what is wrong with them.

In JSON numbers that are not whole are text, so that no digit is lost; amounts by currency are an object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from recoup.kernel import currencies
from recoup.kernel.money import is_fine_enough
from recoup.kernel.sentences import N_, Sentence
from recoup.rulebook.types import FieldType, FieldValue, RuleField, RuleKind, RuleValue

TEXT_LENGTH_MAX = 2000
# As many digits as a rule can sensibly have, and far fewer than a column would break at.
_NUMBER_MAX = Decimal("1E+15")
_DECIMALS_MAX = 8


class _Wrong(Exception):
    """A value is not one of its field; `sentence` says why."""

    def __init__(self, text: str, **values: str | int | Decimal | Sentence) -> None:
        super().__init__(text)
        self.sentence = Sentence(text, values)


def problems(kind: RuleKind, raw: Mapping[str, object]) -> dict[str, Sentence]:
    """Return what is wrong with a value, by field; under the empty name what is wrong with it as a whole."""
    fields: dict[str, FieldValue] = {}
    wrong: dict[str, Sentence] = {
        name: Sentence(N_("There is no such field.")) for name in raw.keys() - {f.name for f in kind.fields}
    }
    for field in kind.fields:
        try:
            fields[field.name] = _read(field, raw.get(field.name))
        except _Wrong as error:
            wrong[field.name] = error.sentence
    if not wrong and kind.check is not None and (sentence := kind.check(RuleValue(fields))):
        wrong[""] = sentence
    return wrong


def read(kind: RuleKind, raw: Mapping[str, object]) -> RuleValue:
    """Return a value that was checked before; a field that a later release added has its standard value."""
    fields: dict[str, FieldValue] = {}
    for field in kind.fields:
        if field.name in raw:
            fields[field.name] = _read(field, raw[field.name])
        elif kind.default is not None:
            fields[field.name] = kind.default.fields[field.name]
    return RuleValue(fields)


def packed(value: RuleValue) -> dict[str, object]:
    """Return a value as JSON holds it."""
    return {name: _packed(field_value) for name, field_value in value.fields.items()}


def normalized(kind: RuleKind, raw: Mapping[str, object]) -> dict[str, object]:
    """Return a faultless value as JSON in the one form in which equal values are equal."""
    return packed(read(kind, raw))


def _packed(value: FieldValue | RuleValue) -> object:
    match value:
        case RuleValue():
            return packed(value)
        case Decimal():
            return _plain(value)
        case tuple():
            return [_packed(entry) for entry in value]
        case Mapping():
            return {currency: _plain(amount) for currency, amount in sorted(value.items())}
        case _:
            return value


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _read(field: RuleField, raw: object) -> FieldValue:
    return _READERS[field.type](field, raw)


def _read_decimal(field: RuleField, raw: object) -> Decimal:
    if not isinstance(raw, str | int | Decimal) or isinstance(raw, bool):
        raise _Wrong(N_("Enter a number."))
    try:
        number = Decimal(raw)
    except InvalidOperation:
        raise _Wrong(N_("Enter a number.")) from None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or abs(number) >= _NUMBER_MAX or exponent < -_DECIMALS_MAX:
        raise _Wrong(N_("This number is too large or too fine."))
    _require_bounds(field, number)
    return number


def _read_percents(field: RuleField, raw: object) -> tuple[Decimal, ...]:
    if not isinstance(raw, list | tuple):
        raise _Wrong(N_("Enter percentages, one after the other."))
    percents = tuple(_read_decimal(field, entry) for entry in raw)
    if len(set(percents)) < len(percents):
        raise _Wrong(N_("Each can stand here only once."))
    return percents


def _read_whole(field: RuleField, raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise _Wrong(N_("Enter a whole number."))
    _require_bounds(field, Decimal(raw))
    return raw


def _require_bounds(field: RuleField, number: Decimal) -> None:
    if field.least is not None and number < field.least:
        raise _Wrong(N_("This can't be less than {least}."), least=field.least)
    if field.most is not None and number > field.most:
        raise _Wrong(N_("This can't be more than {most}."), most=field.most)


def _read_text(field: RuleField, raw: object) -> str:
    if not isinstance(raw, str) or len(raw) > TEXT_LENGTH_MAX:
        raise _Wrong(N_("Enter a text."))
    return raw.strip()


def _read_choice(field: RuleField, raw: object) -> str:
    if not isinstance(raw, str) or raw not in {choice.code for choice in field.choices}:
        raise _Wrong(N_("Choose one of these."))
    return raw


def _read_choices(field: RuleField, raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple):
        raise _Wrong(N_("Choose one or more of these."))
    codes = tuple(_read_choice(field, code) for code in raw)
    if len(set(codes)) < len(codes):
        raise _Wrong(N_("Each can be chosen only once."))
    if not codes:
        raise _Wrong(N_("Choose one or more of these."))
    return codes


def _read_flag(field: RuleField, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise _Wrong(N_("Say yes or no."))
    return raw


def _read_money(field: RuleField, raw: object) -> Mapping[str, Decimal]:
    if not isinstance(raw, Mapping):
        raise _Wrong(N_("Enter an amount for each currency."))
    return {str(currency): _read_amount(field, str(currency), amount) for currency, amount in raw.items()}


def _read_amount(field: RuleField, currency: str, raw: object) -> Decimal:
    if not currencies.is_known(currency):
        raise _Wrong(N_("There is no currency {currency}."), currency=currency)
    amount = _read_decimal(field, raw)
    if not is_fine_enough(amount, currency):
        raise _Wrong(N_("This amount is finer than the smallest unit of {currency}."), currency=currency)
    return amount


def _read_rows(field: RuleField, raw: object) -> tuple[RuleValue, ...]:
    if not isinstance(raw, list | tuple):
        raise _Wrong(N_("Enter one row or more."))
    _require_bounds(field, Decimal(len(raw)))
    return tuple(_read_row(field, row, number) for number, row in enumerate(raw, start=1))


def _read_row(table: RuleField, raw: object, number: int) -> RuleValue:
    """Read a row; one that lacks a field that a later release added is told so by the field's own reader."""
    if not isinstance(raw, Mapping) or raw.keys() - {field.name for field in table.fields}:
        raise _Wrong(N_("Row {row} has other fields than this table."), row=number)
    fields: dict[str, FieldValue] = {}
    for field in table.fields:
        try:
            fields[field.name] = _read(field, raw.get(field.name))
        except _Wrong as error:
            text = N_("Row {row}, {field}: {problem}")
            raise _Wrong(text, row=number, field=Sentence(field.label), problem=error.sentence) from None
    return RuleValue(fields)


_READERS: Mapping[FieldType, Callable[[RuleField, object], FieldValue]] = {
    FieldType.DECIMAL: _read_decimal,
    FieldType.PERCENT: _read_decimal,
    FieldType.PERCENTS: _read_percents,
    FieldType.DAYS: _read_whole,
    FieldType.INTEGER: _read_whole,
    FieldType.TEXT: _read_text,
    FieldType.CHOICE: _read_choice,
    FieldType.CHOICES: _read_choices,
    FieldType.BOOLEAN: _read_flag,
    FieldType.MONEY: _read_money,
    FieldType.ROWS: _read_rows,
}
