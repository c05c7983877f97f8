"""Rows of customers, and the customers that rows of items name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from recoup.connectors.rows.cells import Cells, Columns, code, words
from recoup.connectors.rows.entities import EntityReader
from recoup.connectors.rows.places import read_country, read_language
from recoup.connectors.rows.terms import read_terms
from recoup.connectors.types import ImportOptions
from recoup.formats.tables.layouts import Row, RowProblem
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.values import parse_currency, parse_flag, parse_party_kind
from recoup.kernel.sentences import Sentence
from recoup.kernel.terms import PaymentTerms
from recoup.parties.types import NewCustomer
from recoup.team.types import EntityRecord

_FIELDS = (
    *("entity_code", "number", "name_legal", "name_trading", "name_latin", "tax_id", "country", "language"),
    *("currency", "terms", "parent_number", "email", "phone", "contact_name", "address_line", "city"),
    *("postal_code", "confirms_payments", "party_kind"),
)


class Reach(NamedTuple):
    """How a customer of a file is reached: the contact and address that the row names."""

    line: int
    entity_id: int
    number: str
    contact_name: str
    email: str
    phone: str
    address_line: str
    postal_code: str
    city: str

    @property
    def has_contact(self) -> bool:
        """Whether there is anything to write or call to."""
        return bool(self.contact_name or self.email or self.phone)

    @property
    def has_address(self) -> bool:
        """Whether there is an address."""
        return bool(self.address_line)


class Wish(NamedTuple):
    """Whether a customer of a file wants its payments confirmed."""

    line: int
    entity_id: int
    number: str
    is_wanted: bool


class CustomerRows:
    """The rows of a file as customers; `customers` and `reaches` each read it once. `refused` collects by line."""

    def __init__(
        self,
        rows: Callable[[], Iterable[Row | RowProblem]],
        plan: TablePlan,
        options: ImportOptions,
        entities: Iterable[EntityRecord],
    ) -> None:
        columns = Columns(plan)
        self._rows = rows
        self._pick = columns.picker(*_FIELDS)
        self.entities = EntityReader(columns, entities, options)
        self._entity = self.entities.read
        self._code = {
            name: columns.reader(name, code) for name in ("number", "tax_id", "parent_number", "phone")
        }
        self._words = {name: columns.reader(name, words) for name in _FIELDS if name not in self._code}
        self._country = columns.known("country", read_country)
        self._language = columns.known("language", read_language)
        self._currency = columns.known("currency", parse_currency)
        self._default_currency = options.currency
        self._terms = columns.known("terms", read_terms)
        self._confirms = columns.known("confirms_payments", parse_flag)
        self._party_kind = columns.known("party_kind", parse_party_kind)
        self.has_wishes = columns.has("confirms_payments")
        self.has_reaches = any(map(columns.has, ("email", "phone", "contact_name", "address_line")))
        self.refused: dict[int, Sentence] = {}
        self.footers: list[int] = []

    def customers(self, skipped: Collection[int] = ()) -> Iterator[NewCustomer]:
        """Yield the customers of all rows that can be read, without the `skipped` lines."""
        self.footers.clear()
        for line, cells in sound_rows(self._rows(), self.refused, self.footers):
            customer = self.understand(line, cells)
            if isinstance(customer, Sentence):
                self.refused[line] = customer
            elif line not in skipped:
                yield customer

    def reaches(self, skipped: Collection[int] = ()) -> Iterator[Reach]:
        """Yield how the customers are reached, of rows that say so and were neither refused nor are `skipped`."""
        for line, cells in sound_rows(self._rows(), {}, []):
            reach = None if line in self.refused or line in skipped else self._reach(line, cells)
            if reach is not None and (reach.has_contact or reach.has_address):
                yield reach

    def wishes(self, skipped: Collection[int] = ()) -> Iterator[Wish]:
        """Yield what the customers want, of rows that say so and were neither refused nor are `skipped`."""
        for line, cells in sound_rows(self._rows(), {}, []):
            if line in self.refused or line in skipped:
                continue
            found = dict(zip(_FIELDS, self._pick(cells), strict=True))
            entity, wanted = self._entity(found["entity_code"]), self._confirms(found["confirms_payments"])
            if isinstance(wanted, bool) and not isinstance(entity, Sentence):
                yield Wish(line, entity.id, self._code["number"](found["number"]), wanted)

    def understand(self, line: int, cells: Cells) -> NewCustomer | Sentence:
        """Return the customer in a row, or the first thing that is wrong with it."""
        found = dict(zip(_FIELDS, self._pick(cells), strict=True))
        entity = self._entity(found["entity_code"])
        country = self._country(found["country"])
        language = self._language(found["language"])
        currency = self._currency(found["currency"])
        terms = self._terms(found["terms"])
        if isinstance(entity, Sentence):
            return entity
        if isinstance(country, Sentence):
            return country
        if isinstance(language, Sentence):
            return language
        if isinstance(currency, Sentence):
            return currency
        if isinstance(terms, Sentence):
            return terms
        confirms = self._confirms(found["confirms_payments"])
        if isinstance(confirms, Sentence):
            return confirms
        party_kind = self._party_kind(found["party_kind"])
        if isinstance(party_kind, Sentence):
            return party_kind
        return NewCustomer(
            line=line,
            entity_id=entity.id,
            number=self._code["number"](found["number"]),
            name_legal=self._words["name_legal"](found["name_legal"]),
            name_trading=self._words["name_trading"](found["name_trading"]),
            name_latin=self._words["name_latin"](found["name_latin"]),
            tax_id=self._code["tax_id"](found["tax_id"]),
            country=country,
            language=language,
            currency=currency or self._default_currency,
            terms_code=_code_of(terms),
            parent_number=self._code["parent_number"](found["parent_number"]),
            party_kind=party_kind or "",
        )

    def _reach(self, line: int, cells: Cells) -> Reach | None:
        found = dict(zip(_FIELDS, self._pick(cells), strict=True))
        entity = self._entity(found["entity_code"])
        if isinstance(entity, Sentence):
            return None
        return Reach(
            line=line,
            entity_id=entity.id,
            number=self._code["number"](found["number"]),
            phone=self._code["phone"](found["phone"]),
            **{
                name: self._words[name](found[name])
                for name in ("contact_name", "email", "address_line", "postal_code", "city")
            },
        )


class NamedCustomers:
    """The customers that rows of items name: one for each number, under the first name it comes with."""

    def __init__(
        self,
        rows: Callable[[], Iterable[Row | RowProblem]],
        plan: TablePlan,
        options: ImportOptions,
        entities: Iterable[EntityRecord],
    ) -> None:
        columns = Columns(plan)
        self._rows = rows
        self._pick = columns.picker("entity_code", "customer_number", "customer_name")
        self.entities = EntityReader(columns, entities, options)
        self._entity = self.entities.read
        self._number = columns.known("customer_number", code)
        self._name = columns.reader("customer_name", words)

    def unknown(self, known: Mapping[tuple[int, str], str]) -> Iterator[NewCustomer]:
        """Yield a customer for each number that is not `known` yet; without a name the number stands for it."""
        first: dict[tuple[int, str], tuple[int, str]] = {}
        for line, cells in sound_rows(self._rows(), {}, []):
            entity_cell, number_cell, name_cell = self._pick(cells)
            entity, number = self._entity(entity_cell), self._number(number_cell)
            if isinstance(entity, Sentence) or not number or (entity.id, number) in known:
                continue
            _, name = first.get((entity.id, number), (0, ""))
            if not name:
                first[entity.id, number] = line, self._name(name_cell)
        for (entity_id, number), (line, name) in first.items():
            yield NewCustomer(line, entity_id, number, name or number)


def entity_codes(rows: Iterable[Row | RowProblem], plan: TablePlan) -> set[str]:
    """Return the codes of our companies that a file names."""
    if "entity_code" not in plan.columns:
        return set()
    column = plan.columns["entity_code"]
    written = {cells[column] for _, cells in sound_rows(rows, {}, [])}
    return {name for text in written if (name := code(text))}


def sound_rows(
    rows: Iterable[Row | RowProblem], refused: dict[int, Sentence], footers: list[int]
) -> Iterator[Row]:
    """Yield the rows that could be read; keep the reasons of the others, and the lines below the table, apart."""
    for row in rows:
        if isinstance(row, Row):
            yield row
        elif row.is_footer:
            footers.append(row.line)
        else:
            refused[row.line] = row.sentence


def _code_of(terms: PaymentTerms | None) -> str:
    return "" if terms is None else terms.code
