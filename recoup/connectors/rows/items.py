"""Rows of items as the ledger takes them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from recoup.connectors.kind_words import kind_of
from recoup.connectors.rows.cells import Cells, Columns, code, reference
from recoup.connectors.rows.entities import EntityReader
from recoup.connectors.rows.terms import due_parts, read_terms
from recoup.connectors.types import ImportOptions
from recoup.formats.tables.layouts import Row, RowProblem
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.values import clean_text, parse_currency
from recoup.kernel.sentences import N_, Sentence
from recoup.kernel.terms import PaymentTerms
from recoup.ledger.queries.numbers import ItemKey
from recoup.ledger.types import KIND_RULES, ItemKind, NewItem
from recoup.team.types import EntityRecord

AMOUNT_MISSING = N_("The row has no amount.")
CUSTOMER_MISSING = N_("The row names no customer.")
DATES_MISSING = N_("The row has neither an issue date nor a due date.")
KIND_UNKNOWN = N_("“{word}” is not a kind of item that we know.")
OPEN_IMPOSSIBLE = N_("The open amount {amount_open} does not lie between zero and the amount {amount}.")
CREDIT_USED = N_("A credit that was used up or paid out before can't be imported; leave this row out.")

_FIELDS = (
    *("entity_code", "customer_number", "kind", "number", "reference", "issue_date", "due_date", "terms"),
    *("currency", "amount", "amount_open", "settled_date"),
)
_TURNS_INTO_CREDIT = frozenset({ItemKind.INVOICE, ItemKind.OPENING_BALANCE})


Parts = tuple[tuple[date | None, Decimal], ...]
Amounts = tuple[ItemKind, Decimal, Decimal, date | None]


class Claim(NamedTuple):
    """What a row says: one document, due in one or more parts (due date and signed amount of each).

    `amount_open` is what of the whole amount is still open by the file; `settled_date` is when it was paid in full.
    """

    entity_id: int
    customer_number: str
    kind: ItemKind
    number: str
    reference: str
    issue_date: date
    parts: Parts
    currency: str
    amount: Decimal
    amount_open: Decimal
    settled_date: date | None


class Settlement(NamedTuple):
    """A part of a row that the file says is paid, wholly on `settled_date` or else down to `amount_open`."""

    line: int
    customer_number: str
    key: ItemKey
    currency: str
    settled_date: date | None
    amount_open: Decimal


_item = partial(tuple.__new__, NewItem)
_claim = partial(tuple.__new__, Claim)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is read against: our companies, the customers' terms by entity and number, and who can't be added."""

    entities: Collection[EntityRecord]
    customer_terms: Mapping[tuple[int, str], str]
    refused_customers: Mapping[tuple[int, str], Sentence]


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
        columns = Columns(plan)
        self._rows = rows
        self._around = around
        self._pick = columns.picker(*_FIELDS)
        self.entities = EntityReader(columns, around.entities, options)
        self._entity = self.entities.read
        self._customer = columns.known("customer_number", code)
        self._kind = columns.known("kind", kind_of)
        self._number = columns.reader("number", code)
        self._reference = columns.reader("reference", reference)
        self._issued = columns.date("issue_date")
        self._due = columns.date("due_date")
        self._terms = columns.known("terms", read_terms)
        self._currency = columns.known("currency", parse_currency)
        self._default_currency = options.currency
        self._amount = columns.amount("amount")
        self._open = columns.amount("amount_open")
        self._settled = columns.date("settled_date")
        self._makes_numbers = "number" not in plan.columns
        self._same: Counter[bytes] = Counter()
        self.has_settlements = columns.has("settled_date") or columns.has("amount_open")
        self.refused: dict[int, Sentence] = {}
        self.footers: list[int] = []
        self.split_lines: dict[int, int] = {}

    def items(self, skipped: Collection[int] = ()) -> Iterator[NewItem]:
        """Yield the items of all rows that can be read, without the `skipped` lines."""
        for line, claim in self.claims():
            if line in skipped:
                continue
            entity_id, customer, kind, number, text, issued, parts, currency, *_ = claim
            if len(parts) == 1:
                due, amount = parts[0]
                yield _item((line, entity_id, customer, kind, number, 1, text, issued, due, currency, amount))
                continue
            self.split_lines[line] = len(parts)
            for part, (due, amount) in enumerate(parts, 1):
                yield _item(
                    (line, entity_id, customer, kind, number, part, text, issued, due, currency, amount)
                )

    def settlements(self, skipped: Collection[int] = ()) -> Iterator[Settlement]:
        """Yield what the rows say is paid, part by part, the earliest parts first."""
        for line, claim in self.claims():
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

    def claims(self) -> Iterator[tuple[int, Claim]]:
        """Yield what each row says, with its line; keep what can't be read in `refused`."""
        self._same.clear()
        self.footers.clear()
        understand = self.understand
        for row in self._rows():
            if isinstance(row, RowProblem):
                self._keep(row)
                continue
            claim = understand(row.cells)
            if isinstance(claim, Sentence):
                self.refused[row.line] = claim
            else:
                yield row.line, claim

    def understand(self, cells: Cells) -> Claim | Sentence:
        """Return what a row says, or the first thing that is wrong with it."""
        (
            entity_cell, customer_cell, kind_cell, number_cell, reference_cell, issue_cell, due_cell, terms_cell,
            currency_cell, amount_cell, open_cell, settled_cell,
        ) = self._pick(cells)  # fmt: skip
        entity = self._entity(entity_cell)
        if isinstance(entity, Sentence):
            return entity
        customer = self._customer(customer_cell)
        if not customer:
            return Sentence(CUSTOMER_MISSING)
        payer = entity.id, customer
        if payer in self._around.refused_customers:
            return self._around.refused_customers[payer]
        currency = self._currency(currency_cell)
        if isinstance(currency, Sentence):
            return currency
        currency = currency or self._default_currency or entity.currency
        kind = self._kind(kind_cell)
        if kind is None:
            return Sentence(KIND_UNKNOWN, {"word": clean_text(kind_cell)[:60]})
        amounts = self._amounts(kind, amount_cell, open_cell, settled_cell)
        if isinstance(amounts, Sentence):
            return amounts
        kind, amount, amount_open, settled = amounts
        issued = self._issued(issue_cell)
        due = self._due(due_cell)
        if isinstance(issued, Sentence):
            return issued
        if isinstance(due, Sentence):
            return due
        if issued is None:
            days = [day for day in (due, settled) if day is not None]
            if not days:
                return Sentence(DATES_MISSING)
            issued = min(days)
        parts: Parts | Sentence = ((due, amount),)
        if due is None:
            terms = self._terms(terms_cell) or read_terms(self._around.customer_terms.get(payer, ""))
            parts = _parts(terms, issued, amount, currency)
            if isinstance(parts, Sentence):
                return parts
        text = self._reference(reference_cell)
        number = self._number(number_cell)
        if self._makes_numbers:
            number = self._made_number(payer, kind, issued, due, amount, currency, text)
        return _claim(
            (entity.id, customer, kind, number, text, issued, parts, currency, amount, amount_open, settled)
        )

    def _amounts(
        self, kind: ItemKind, amount_cell: str, open_cell: str, settled_cell: str
    ) -> Amounts | Sentence:
        """Return the kind as the sign shows it, the signed amount, what of it is open, and when it was paid."""
        amount = self._amount(amount_cell)
        if amount is None:
            return Sentence(AMOUNT_MISSING)
        if isinstance(amount, Sentence):
            return amount
        turned = 1
        if KIND_RULES[kind].sign < 0:
            if amount > 0:
                amount, turned = -amount, -1
        elif amount < 0 and kind in _TURNS_INTO_CREDIT:
            kind = ItemKind.CREDIT_NOTE
        if not self.has_settlements:
            return kind, amount, amount, None
        settled = self._settled(settled_cell)
        amount_open = self._open(open_cell)
        if isinstance(settled, Sentence):
            return settled
        if isinstance(amount_open, Sentence):
            return amount_open
        if settled is not None:
            amount_open = Decimal(0)
        elif amount_open is None:
            amount_open = amount
        else:
            amount_open *= turned
        if amount_open * amount < 0 or abs(amount_open) > abs(amount):
            return Sentence(OPEN_IMPOSSIBLE, {"amount_open": amount_open, "amount": amount})
        if amount < 0 and amount_open != amount:
            return Sentence(CREDIT_USED)
        return kind, amount, amount_open, settled

    def _made_number(self, *content: object) -> str:
        """Return a number made from the content of a row: the same row gets the same again, its double the next."""
        digest = hashlib.blake2b("|".join(map(str, content)).encode(), digest_size=8).digest()
        self._same[digest] += 1
        place = self._same[digest]
        return f"ROW-{digest.hex().upper()}" + (f"-{place}" if place > 1 else "")

    def _keep(self, problem: RowProblem) -> None:
        if problem.is_footer:
            self.footers.append(problem.line)
        else:
            self.refused[problem.line] = problem.sentence


def _parts(
    terms: PaymentTerms | Sentence | None, issued: date, amount: Decimal, currency: str
) -> Parts | Sentence:
    """Return what falls due when by the terms; without terms no due date is known yet."""
    if isinstance(terms, Sentence):
        return terms
    if terms is None:
        return ((None, amount),)
    parts = due_parts(terms, issue_date=issued, amount=amount, currency=currency)
    return tuple((part.due_date, part.amount.amount) for part in parts) or ((None, amount),)
