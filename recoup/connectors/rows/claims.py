"""What a row of items says: one document, its parts, and what of it is paid."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from recoup.connectors.kind_words import kind_of
from recoup.connectors.rows.cells import Cells, Columns, Rounding, code, reference
from recoup.connectors.rows.entities import EntityReader
from recoup.connectors.rows.terms import due_parts, read_terms
from recoup.connectors.types import ImportOptions
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.values import clean_text, parse_currency
from recoup.kernel.sentences import N_, Sentence
from recoup.kernel.terms import PaymentTerms
from recoup.ledger.types import KIND_RULES, ItemKind
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


_claim = partial(tuple.__new__, Claim)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is read against: our companies, the customers' terms by entity and number, and who can't be added."""

    entities: Collection[EntityRecord]
    customer_terms: Mapping[tuple[int, str], str]
    refused_customers: Mapping[tuple[int, str], Sentence]


class ClaimReader:
    """Reads rows of items by a plan. The readers of the single cells are public: whole columns go through them, too."""

    def __init__(self, plan: TablePlan, options: ImportOptions, around: Surroundings) -> None:
        columns = Columns(plan)
        self._around = around
        self._pick = columns.picker(*_FIELDS)
        self.entities = EntityReader(columns, around.entities, options)
        self.entity = self.entities.read
        self.customer = columns.known("customer_number", code)
        self.kind = columns.known("kind", kind_of)
        self.number = columns.reader("number", code)
        self.reference = columns.reader("reference", reference)
        self.issued = columns.date("issue_date")
        self.due = columns.date("due_date")
        self.currency = columns.known("currency", parse_currency)
        self.default_currency = options.currency
        self.amount = columns.amount("amount")
        self._terms = columns.known("terms", read_terms)
        self._open = columns.amount("amount_open")
        self._settled = columns.date("settled_date")
        self._same: Counter[bytes] = Counter()
        self.makes_numbers = not columns.has("number")
        self.has_settlements = columns.has("settled_date") or columns.has("amount_open")
        self.rounding = Rounding(is_wanted=options.round_amounts)

    @property
    def is_plain(self) -> bool:
        """Whether nothing but a row itself decides what becomes of it."""
        return not (self.has_settlements or self.rounding.is_wanted or self._around.refused_customers)

    def begin(self) -> None:
        """Make ready to read the file from its beginning."""
        self._same.clear()
        self.rounding.rounded = 0

    def understand(self, cells: Cells) -> Claim | Sentence:
        """Return what a row says, or the first thing that is wrong with it."""
        (
            entity_cell, customer_cell, kind_cell, number_cell, reference_cell, issue_cell, due_cell, terms_cell,
            currency_cell, amount_cell, open_cell, settled_cell,
        ) = self._pick(cells)  # fmt: skip
        entity = self.entity(entity_cell)
        if isinstance(entity, Sentence):
            return entity
        customer = self.customer(customer_cell)
        if not customer:
            return Sentence(CUSTOMER_MISSING)
        payer = entity.id, customer
        if payer in self._around.refused_customers:
            return self._around.refused_customers[payer]
        currency = self.currency(currency_cell)
        if isinstance(currency, Sentence):
            return currency
        currency = currency or self.default_currency or entity.currency
        kind = self.kind(kind_cell)
        if kind is None:
            return Sentence(KIND_UNKNOWN, {"word": clean_text(kind_cell)[:60]})
        amounts = self._amounts(kind, currency, amount_cell, open_cell, settled_cell)
        if isinstance(amounts, Sentence):
            return amounts
        kind, amount, amount_open, settled = amounts
        issued = self.issued(issue_cell)
        due = self.due(due_cell)
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
        text = self.reference(reference_cell)
        number = self.number(number_cell)
        if self.makes_numbers:
            number = self._made_number(payer, kind, issued, due, amount, currency, text)
        return _claim(
            (entity.id, customer, kind, number, text, issued, parts, currency, amount, amount_open, settled)
        )

    def _amounts(
        self, kind: ItemKind, currency: str, amount_cell: str, open_cell: str, settled_cell: str
    ) -> Amounts | Sentence:
        """Return the kind as the sign shows it, the signed amount, what of it is open, and when it was paid."""
        amount = self.amount(amount_cell)
        if amount is None:
            return Sentence(AMOUNT_MISSING)
        if isinstance(amount, Sentence):
            return amount
        amount, turned = self.rounding(amount, currency), 1
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
            amount_open = self.rounding(amount_open, currency) * turned
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
