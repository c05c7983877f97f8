"""How a file is to be read: as its profile says, as the last file of the same source was, or as it looks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from recoup.connectors.headers import fingerprint
from recoup.connectors.rows.cells import code
from recoup.formats.tables.layouts import LayoutChoice, UnreadableTable
from recoup.formats.tables.plans import Proposal, TablePlan, propose_plan, rebased, replan
from recoup.formats.tables.reading import Table, open_table
from recoup.formats.tables.values import AmountStyle, DateStyle, amount_parser, date_parser
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.folding import fold
from recoup.kernel.sentences import Sentence
from recoup.plumbing.storage import queries as storage

Style = TypeVar("Style", AmountStyle, DateStyle)

_MAKESHIFT_MAX = 45
"""Up to this confidence a column called, say, "company" may as well be the customer's."""


def path_of(file_id: int) -> Path:
    """Return where the content of a stored file is on the disk."""
    with storage.open_file(file_id) as stream:
        return Path(stream.name)


def open_file(file_id: int, name: str, choice: LayoutChoice | None = None) -> Table:
    """Return a stored file as a table.

    :raises UnreadableTable: it is none; the subclass says why
    """
    return open_table(path_of(file_id), name=name, choice=choice)


def rows_in(table: Table, path: Path) -> int:
    """Return about how many rows a table has, without parsing a text file."""
    if table.sheets:
        return sum(1 for _ in table.rows())
    with path.open("rb") as stream:
        lines = sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    return max(lines - table.layout.header_line, 1)


def proposal_for(table: Table, kind: TableKind, entity_names: Collection[str]) -> Proposal:
    """Return how the table looks to be read; a doubtful entity column must name one of our entities to be believed."""
    proposal = propose_plan(table, kind)
    found = proposal.guess.columns.get("entity_code")
    if found is None or found.confidence > _MAKESHIFT_MAX:
        return proposal
    ours = {fold(name) for name in entity_names}
    if any(fold(code(row[found.column])) in ours for row in table.sample(100)):
        return proposal
    columns = {name: column for name, column in proposal.plan.columns.items() if name != "entity_code"}
    return replace(proposal, plan=replace(proposal.plan, columns=columns))


def as_saved(file_id: int, name: str, plan: TablePlan) -> tuple[Table, TablePlan | Sentence]:
    """Return the file opened as a saved plan says, and the plan for its columns, or why it doesn't fit.

    The encoding of the plan counts only where the file leaves it open.

    :raises UnreadableTable: the file is no table
    """
    table = open_file(file_id, name)
    choice = replace(plan.layout, encoding=None) if table.is_encoding_certain else plan.layout
    if choice != LayoutChoice():
        try:
            table = open_file(file_id, name, choice)
        except UnreadableTable:
            choice = LayoutChoice()
    fitted = rebased(plan, table.header)
    return table, fitted if isinstance(fitted, Sentence) else replace(fitted, layout=choice)


def as_before(proposal: Proposal, earlier: TablePlan, sample: Sequence[Sequence[str]]) -> TablePlan:
    """Return the columns of the last file of the same source; what is doubtful now is read as then, if that fits."""
    fitted = rebased(earlier, proposal.plan.header)
    if isinstance(fitted, Sentence):
        return proposal.plan
    now = replan(replace(proposal.plan, columns=fitted.columns), sample)
    amounts, dates = dict(now.amount_styles), dict(now.date_styles)
    for name, amount_style in fitted.amount_styles.items():
        cells = [row[fitted.columns[name]] for row in sample]
        if not amounts[name].is_certain and _fits(cells, amount_parser, amount_style, amounts[name]):
            amounts[name] = amount_style
    for name, date_style in fitted.date_styles.items():
        cells = [row[fitted.columns[name]] for row in sample]
        if not dates[name].is_certain and _fits(cells, date_parser, date_style, dates[name]):
            dates[name] = date_style
    return replace(
        now,
        amount_styles=amounts,
        date_styles=dates,
        constants={**now.constants, **fitted.constants},
        numbers_are_made=fitted.numbers_are_made,
    )


def doubts(plan: TablePlan, sample: Sequence[Sequence[str]]) -> tuple[Sentence, ...]:
    """Return what is doubtful about the cells and was not decided otherwise by a person."""
    fresh = replan(plan, sample)
    styles: Mapping[str, object] = {**plan.amount_styles, **plan.date_styles}
    guesses: Mapping[str, AmountStyle | DateStyle] = {**fresh.amount_styles, **fresh.date_styles}
    return tuple(
        guess.question
        for name, guess in guesses.items()
        if guess.question is not None and styles.get(name) == guess
    )


def source_of(table: Table) -> str:
    """Return the fingerprint of the table's header, empty where there is none to go by."""
    return fingerprint(table.header) if table.layout.header_line else ""


def _fits(
    cells: Sequence[str], parser: Callable[[Style], Callable[[str], object]], then: Style, now: Style
) -> bool:
    """Return whether the earlier style reads as many of the cells as the one that they suggest."""
    return _sound(cells, parser(then)) >= _sound(cells, parser(now))


def _sound(cells: Sequence[str], parse: Callable[[str], object]) -> int:
    return sum(1 for cell in cells if not isinstance(parse(cell), Sentence))
