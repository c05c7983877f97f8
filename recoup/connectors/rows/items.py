"""Rows of items as the ledger takes them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from recoup.connectors.rows.claims import Claim, ClaimReader, Surroundings
from recoup.connectors.rows.plain_items import BATCH, PlainItems
from recoup.connectors.types import ImportOptions
from recoup.formats.tables.layouts import Row, RowProblem
from recoup.formats.tables.plans import TablePlan
from recoup.kernel.batches import in_batches
from recoup.kernel.sentences import Sentence
from recoup.ledger.queries.numbers import ItemKey
from recoup.ledger.types import NewItem

_item = partial(tuple.__new__, NewItem)


class Settlement(NamedTuple):
    """A part of a row that the file says is paid, wholly on `settled_date` or else down to `amount_open`."""

    line: int
    customer_number: str
    key: ItemKey
    currency: str
    settled_date: date | None
    amount_open: Decimal


class ItemRows:
    """The rows of a file as items. Each of `items` and `settlements` reads the file once, from the beginning.

    `refused` collects what can't be read, by line; `split_lines` are rows that became several items, with how many.
    """

    def __init__(
        self,
        rows: Callable[[], Iterable[Row | RowProblem]],
        plan: TablePlan,
        options: ImportOptions,
        around: Surroundings,
    ) -> None:
        self._rows = rows
        self.reader = ClaimReader(plan, options, around)
        self._plain = PlainItems(plan, self.reader)
        self.refused: dict[int, Sentence] = {}
        self.footers: list[int] = []
        self.split_lines: dict[int, int] = {}

    def items(self, skipped: Collection[int] = ()) -> Iterator[NewItem]:
        """Yield the items of all rows that can be read, without the `skipped` lines."""
        self._begin()
        for batch in in_batches(self._rows(), BATCH):
            plain = None if skipped else self._plain.items(batch)
            yield from self._items(batch, skipped) if plain is None else plain

    def settlements(self, skipped: Collection[int] = ()) -> Iterator[Settlement]:
        """Yield what the rows say is paid, part by part, the earliest parts first."""
        self._begin()
        for line, claim in self._claims(self._rows()):
            if line in skipped or claim.amount_open == claim.amount:
                continue
            paid = claim.amount - claim.amount_open
            for part, (_, amount) in enumerate(claim.parts, 1):
                used = min(paid, amount)
                paid -= used
                if used:
                    key = ItemKey(claim.entity_id, claim.kind, claim.number, part)
                    yield Settlement(
                        line, claim.customer_number, key, claim.currency, claim.settled_date, amount - used
                    )

    def _begin(self) -> None:
        self.reader.begin()
        self.footers.clear()

    def _items(self, batch: Sequence[Row | RowProblem], skipped: Collection[int]) -> Iterator[NewItem]:
        for line, claim in self._claims(batch):
            if line in skipped:
                continue
            entity_id, customer, kind, number, text, issued, parts, currency, *_ = claim
            if len(parts) > 1:
                self.split_lines[line] = len(parts)
            for part, (due, amount) in enumerate(parts, 1):
                yield _item(
                    (line, entity_id, customer, kind, number, part, text, issued, due, currency, amount)
                )

    def _claims(self, rows: Iterable[Row | RowProblem]) -> Iterator[tuple[int, Claim]]:
        """Yield what each row says, with its line; keep what can't be read in `refused`."""
        for row in rows:
            if isinstance(row, RowProblem):
                self._keep(row)
                continue
            claim = self.reader.understand(row.cells)
            if isinstance(claim, Sentence):
                self.refused[row.line] = claim
            else:
                yield row.line, claim

    def _keep(self, problem: RowProblem) -> None:
        if problem.is_footer:
            self.footers.append(problem.line)
        else:
            self.refused[problem.line] = problem.sentence
