"""Plain rows are read by the column and all others row by row: both must say the same."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from recoup.connectors.rows.claims import Surroundings
from recoup.connectors.rows.items import ItemRows
from recoup.connectors.types import ImportOptions
from recoup.formats.tables.layouts import LayoutChoice, Row, RowProblem
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.values import AmountStyle, DateStyle
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.sentences import Sentence
from recoup.ledger.types import NewItem
from recoup.team.types import EntityRecord

FIELDS = (
    "entity_code",
    "customer_number",
    "number",
    "issue_date",
    "due_date",
    "amount",
    "currency",
    "kind",
    "reference",
)
ENTITIES = (
    EntityRecord(1, "UK", "UK company", "", "GB", "GBP", "Europe/London", "en"),
    EntityRecord(2, "PL", "PL company", "", "PL", "PLN", "Europe/Warsaw", "pl"),
)

rare = st.integers(0, 15).map(lambda n: n == 0)


def mostly(good: Sequence[str], bad: Sequence[str]) -> st.SearchStrategy[str]:
    return rare.flatmap(lambda is_bad: st.sampled_from(bad if is_bad else good))


cells = st.tuples(
    mostly(["UK", "pl", "PL company"], ["", "XX"]),
    mostly(["C-1", "00012345", " C-2 "], ["", "-", "\u200fC-1"]),
    mostly(["INV-1", "INV-000002", "FV/2026/3"], ["", "n/a", "=1+1", "\u200bINV-1"]),
    mostly(["2026-01-05", "2026-02-03"], ["", "soon", "0202-01-01", "2026-02-30"]),
    mostly(["2026-03-05", "2026-04-03"], ["", "never", "2026-13-01"]),
    mostly(["10.00", "1234.5", "0.01"], ["", "-5", "ten", "1e5", "0"]),
    mostly(["GBP", "PLN", "zł"], ["", "groats"]),
    mostly(["Invoice", "FV", "debit note"], ["", "credit note", "nonsense"]),
    mostly(["", "order 7"], ["x" * 300, "\u202ename\u202c"]),
)
plans = st.sets(st.sampled_from(FIELDS), min_size=3).map(
    lambda fields: TablePlan(
        kind=TableKind.ITEMS,
        layout=LayoutChoice(),
        header=FIELDS,
        columns={field: FIELDS.index(field) for field in fields | {"amount"}},
        amount_styles={"amount": AmountStyle()},
        date_styles={"issue_date": DateStyle(), "due_date": DateStyle()},
        constants={} if "customer_number" in fields else {"customer_number": "C-9"},
    )
)


def read(
    rows: list[Row | RowProblem], plan: TablePlan, options: ImportOptions, *, row_by_row: bool
) -> object:
    """Return all that was read; a line to skip that doesn't exist makes the reader go row by row."""
    found = ItemRows(lambda: rows, plan, options, Surroundings(ENTITIES, {}, {}))
    skipped = {-1} if row_by_row else set()
    items: list[NewItem] = list(found.items(skipped))
    return items, found.refused, found.split_lines, found.reader.entities.seen


@given(
    st.lists(cells, min_size=1, max_size=40), plans, st.sampled_from(["", "EUR"]), st.sampled_from([None, 1])
)
def test_both_ways_of_reading_say_the_same(
    lines: list[tuple[str, ...]], plan: TablePlan, currency: str, entity_id: int | None
) -> None:
    rows: list[Row | RowProblem] = [Row(place, found) for place, found in enumerate(lines, 2)]
    options = ImportOptions(entity_id=entity_id, currency=currency)
    assert read(rows, plan, options, row_by_row=False) == read(rows, plan, options, row_by_row=True)


def test_a_problem_in_a_batch_is_kept_and_the_rest_is_read() -> None:
    plan = TablePlan(
        kind=TableKind.ITEMS,
        layout=LayoutChoice(),
        header=FIELDS,
        columns={field: FIELDS.index(field) for field in FIELDS},
        amount_styles={"amount": AmountStyle()},
        date_styles={"issue_date": DateStyle(), "due_date": DateStyle()},
    )
    good = ("UK", "C-1", "1", "2026-01-05", "2026-02-04", "10.00", "GBP", "Invoice", "")
    rows: list[Row | RowProblem] = [Row(2, good), RowProblem(3, Sentence("broken"), ()), Row(4, good)]
    items, refused, *_ = read(rows, plan, ImportOptions(), row_by_row=False)  # type: ignore[misc]  # see `read`
    assert [item.line for item in items] == [2, 4]
    assert refused == {3: Sentence("broken")}
