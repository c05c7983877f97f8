"""The file of a reconciliation as a table, in any layout: opened, planned, corrected by a person, doubted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from recoup.formats.tables.layouts import LayoutChoice
from recoup.formats.tables.plans import TablePlan, propose_plan, replan
from recoup.formats.tables.reading import Table, open_table
from recoup.formats.tables.values import AmountStyle, DateStyle
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.formats.tables.vocabulary.synonyms import TOTAL_WORDS
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.storage import queries as storage

AMOUNT_MISSING = N_("The row has no amount.")
OTHER_CURRENCY = N_("The row is in {currency}, not in the currency of this reconciliation.")
NOT_A_DOCUMENT = N_("The row is a balance or a total, not a document.")
TOO_FINE = N_("The amount {amount} is finer or larger than an amount in {currency} can be.")
AMOUNT_MAX = Decimal("1E+18")

_SAMPLED = 2000
_BALANCE_WORDS = (
    "brought forward",
    "carried forward",
    "balance",
    "b/f",
    "c/f",
    "期初",
    "期末",
    "承前",
    "过次",
    "đầu kỳ",
    "cuối kỳ",
)


def open_stored(file_id: int, name: str, choice: LayoutChoice | None = None) -> Table:
    """Return a stored file as a table.

    :raises UnreadableTable: it is none; the subclass says why
    """
    with storage.open_file(file_id) as stream:
        path = Path(stream.name)
    return open_table(path, name=name, choice=choice)


def proposed(table: Table, kind: TableKind) -> TablePlan:
    """Return how the table looks to be read as a table of a kind."""
    return propose_plan(table, kind).plan


def with_columns(table: Table, plan: TablePlan, columns: Mapping[str, int]) -> TablePlan:
    """Return the plan with other columns; how their amounts and dates are written is judged from their cells."""
    there = {name: column for name, column in columns.items() if 0 <= column < len(table.header)}
    return replan(replace(plan, columns=there), table.sample(_SAMPLED))


def dated(plan: TablePlan, style: DateStyle | None) -> TablePlan:
    """Return the plan with its dates read as a person says; None leaves them as they are."""
    if style is None:
        return plan
    return replace(plan, date_styles=dict.fromkeys(plan.date_styles, style))


def doubts(table: Table, plan: TablePlan) -> tuple[Sentence, ...]:
    """Return what is doubtful about the cells and was not decided otherwise by a person."""
    fresh = replan(plan, table.sample(_SAMPLED))
    guesses: Mapping[str, AmountStyle | DateStyle] = {**fresh.amount_styles, **fresh.date_styles}
    styles: Mapping[str, object] = {**plan.amount_styles, **plan.date_styles}
    return tuple(
        guess.question
        for name, guess in guesses.items()
        if guess.question is not None and styles.get(name) == guess
    )


def is_balance(number: str, text: str) -> bool:
    """Return whether a row without a number of its own speaks of a balance or a total."""
    if any(map(str.isdigit, number)):
        return False
    return any(_balance_words().match(fold(part)) for part in (number, text))


@cache
def _balance_words() -> re.Pattern[str]:
    words = sorted({fold(word) for word in (*TOTAL_WORDS, *_BALANCE_WORDS)}, key=len, reverse=True)
    return re.compile(rf"\W*(?:{'|'.join(re.escape(word) for word in words)})(?![a-z])")
