"""The plan of reading a table: its layout, which column is which field, how amounts and dates are written.

A plan is proposed by the program, corrected by a person, saved as a profile, and used again for the next file of
the same source, whose columns may have moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from recoup.formats.tables.layouts import LayoutChoice
from recoup.formats.tables.mapping import Guess, guess_mapping
from recoup.formats.tables.reading import Table
from recoup.formats.tables.values import (
    AmountStyle,
    DateForm,
    DateStyle,
    agreed_date_styles,
    currency_code,
    guess_amount_style,
    guess_date_style,
)
from recoup.formats.tables.vocabulary.fields import FIELDS, REQUIRED, Shape, TableKind
from recoup.formats.tables.vocabulary.headers import header_words, split_words
from recoup.kernel.sentences import N_, Sentence

COLUMNS_GONE = N_("The file has no column “{header}”, which the saved profile needs.")
CHECK_LETTERS = N_("Are the letters right? The file was read as {encoding}.")

_SAMPLED = 2000


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How to read one kind of table from one source.

    `columns` gives the column of each field, from 0; `header` is the header that it was made for. `constants` are
    values for all rows (a currency that is nowhere in the file, our company). `numbers_are_made` means that no
    column has the numbers of the items: whoever imports them makes one for each row.
    """

    kind: TableKind
    layout: LayoutChoice
    header: tuple[str, ...]
    columns: Mapping[str, int]
    amount_styles: Mapping[str, AmountStyle] = field(default_factory=dict)
    date_styles: Mapping[str, DateStyle] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    numbers_are_made: bool = False

    def missing(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of fields of which one is needed but none is there."""
        there = self.columns.keys() | self.constants.keys() | ({"number"} if self.numbers_are_made else set())
        return tuple(group for group in REQUIRED[self.kind] if not there & set(group))

    def questions(self) -> tuple[Sentence, ...]:
        """Return what a person should settle before the plan is used."""
        asked = [style.question for style in self.amount_styles.values()]
        asked += [style.question for style in self.date_styles.values()]
        return tuple(question for question in asked if question is not None)

    def settled(self) -> TablePlan:
        """Return the plan as a person has confirmed it: without questions."""
        return replace(
            self,
            amount_styles={name: replace(style, question=None) for name, style in self.amount_styles.items()},
            date_styles={name: replace(style, question=None) for name, style in self.date_styles.items()},
        )

    def to_json(self) -> dict[str, object]:
        """Return a form that JSON can hold; `from_json` gives the equal plan back, its questions settled."""
        return {
            "kind": self.kind.value,
            "layout": self.layout.to_json(),
            "header": list(self.header),
            "columns": dict(self.columns),
            "amount_styles": {name: style.to_json() for name, style in self.amount_styles.items()},
            "date_styles": {name: style.to_json() for name, style in self.date_styles.items()},
            "constants": dict(self.constants),
            "numbers_are_made": self.numbers_are_made,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> TablePlan:
        """Return the plan that `to_json` packed."""
        header = data["header"]
        assert isinstance(header, Sequence)
        return cls(
            kind=TableKind(str(data["kind"])),
            layout=LayoutChoice.from_json(_mapping(data["layout"])),
            header=tuple(map(str, header)),
            columns={name: int(str(column)) for name, column in _mapping(data["columns"]).items()},
            amount_styles={
                name: AmountStyle.from_json(_mapping(style))
                for name, style in _mapping(data["amount_styles"]).items()
            },
            date_styles={
                name: DateStyle.from_json(_mapping(style))
                for name, style in _mapping(data["date_styles"]).items()
            },
            constants={name: str(value) for name, value in _mapping(data["constants"]).items()},
            numbers_are_made=bool(data["numbers_are_made"]),
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan for a table that nobody has seen before, with the reasons and what should be asked."""

    plan: TablePlan
    guess: Guess
    questions: tuple[Sentence, ...]


def propose_plan(table: Table, kind: TableKind, *, prefer: DateForm = DateForm.DMY) -> Proposal:
    """Return how to read `table` as a table of `kind`; `prefer` decides, with a question, what comes first in doubt."""
    sample = table.sample(_SAMPLED)
    guess = guess_mapping(table.header, sample, kind)
    columns = {name: found.column for name, found in guess.columns.items()}
    plan = replan(
        TablePlan(
            kind=kind,
            layout=LayoutChoice(
                encoding=None if table.is_encoding_certain else table.layout.encoding,
                delimiter=table.layout.delimiter or None,
                sheet=table.layout.sheet if len(table.sheets) > 1 else None,
            ),
            header=table.header,
            columns=columns,
            numbers_are_made=kind is TableKind.ITEMS and "number" not in columns,
        ),
        sample,
        prefer=prefer,
    )
    questions = list(plan.questions())
    if not table.is_encoding_certain:
        questions.insert(0, Sentence(CHECK_LETTERS, {"encoding": table.layout.encoding}))
    return Proposal(plan, guess, tuple(questions))


def replan(plan: TablePlan, sample: Sequence[Sequence[str]], *, prefer: DateForm = DateForm.DMY) -> TablePlan:
    """Return `plan` with the styles of its amount and date columns and the currency judged anew from `sample`."""
    shapes = {each.name: each.shape for each in FIELDS[plan.kind]}
    credit_sign = 1 if plan.kind in (TableKind.RECEIPTS, TableKind.ACCOUNT) else -1
    amounts: dict[str, AmountStyle] = {}
    dates: dict[str, DateStyle] = {}
    for name, column in plan.columns.items():
        cells = [row[column] for row in sample]
        if shapes[name] is Shape.AMOUNT:
            amounts[name] = guess_amount_style(cells, header=plan.header[column], credit_sign=credit_sign)
        elif shapes[name] is Shape.DATE:
            dates[name] = guess_date_style(cells, prefer=prefer) or DateStyle()
    constants = dict(plan.constants)
    if "currency" not in plan.columns and "currency" not in constants:
        constants |= _stated_currency(plan, amounts)
    return replace(plan, amount_styles=amounts, date_styles=agreed_date_styles(dates), constants=constants)


def rebased(plan: TablePlan, header: Sequence[str]) -> TablePlan | Sentence:
    """Return a saved plan for a file with `header`, its columns found again by name, or why that can't be."""
    if tuple(header) == plan.header:
        return plan
    places: dict[str, int] = {}
    for column, title in enumerate(header):
        places.setdefault(header_words(title).key, column)
    columns: dict[str, int] = {}
    for name, column in plan.columns.items():
        found = places.get(header_words(plan.header[column]).key)
        if found is None:
            return Sentence(COLUMNS_GONE, {"header": plan.header[column]})
        columns[name] = found
    return replace(plan, header=tuple(header), columns=columns)


def _stated_currency(plan: TablePlan, amounts: Mapping[str, AmountStyle]) -> dict[str, str]:
    """Return the currency that the amounts or their headers name, as a constant."""
    for name in ("amount", "amount_open", "amount_credit"):
        if name not in amounts:
            continue
        words = split_words(plan.header[plan.columns[name]])
        stated = amounts[name].currency or next(filter(None, map(currency_code, words)), None)
        if stated:
            return {"currency": stated}
    return {}


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)
    return value
