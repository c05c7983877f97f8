"""The rows of a list of cheques as cheques to take in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recoup.cash.types import NewCheque, NewCover
from recoup.formats.lists.reading import BadRow, ListRow
from recoup.formats.tables.values import parse_flag
from recoup.kernel.actor import Actor
from recoup.kernel.folding import fold, fold_reference
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind, ItemLine, Refusal
from recoup.parties import queries as parties
from recoup.team import queries as team

INCOMPLETE = N_("The row needs a customer number, the number of the cheque, its date and its amount.")
NO_CUSTOMER = N_("There is no customer with the number “{customer}”.")
OTHER_COMPANY = N_("The row is about the company “{company}”, but the list is {entity}'s.")
NO_OPEN_ITEM = N_("Customer {customer} has no open item “{number}” in {currency}.")
TWICE = N_("Line {line} is the same cheque.")
_BETWEEN = re.compile(r"[,;،؛、，；|\n]+|\s+(?:and|và|和|و|i|oraz)\s+|\s+")
_REGISTERED = frozenset(
    fold(word)
    for word in (
        *("registered", "confirmed", "đã đăng ký", "đã xác nhận", "已登记", "已确认", "ثبت شده", "تایید شده"),
        *("تأیید شده", "zarejestrowany", "zarejestrowane", "potwierdzony"),
    )
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a list says: by its line each cheque, None for a row that can't be read; `cheques` are those to take in."""

    said: Mapping[int, NewCheque | None]
    cheques: Sequence[NewCheque]
    refused: Sequence[Refusal]
    customer_names: Mapping[str, str]


def read_rows(
    rows: Sequence[ListRow | BadRow],
    *,
    entity_id: int,
    without: Collection[int],
    on: date,
    actor: Actor,
) -> Reading:
    """Return the cheques of a list with what they cover, the oldest due first; lines in `without` cover nothing.

    Where no drawer is named it is the customer; where no day of receipt is, it is `on`.
    """
    entity = team.get_entity(entity_id=entity_id, actor=actor)
    books = _Books([row for row in rows if isinstance(row, ListRow)], entity_id, on, actor)
    said: dict[int, NewCheque | None] = {}
    refused: list[Refusal] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        said[row.line] = None
        reason = row.sentence if isinstance(row, BadRow) else _wrong(row, books, entity.code)
        if reason is None and isinstance(row, ListRow):
            cheque = _cheque(row, books, entity_id, entity.currency, on)
            said[row.line] = cheque
            key = (
                fold(cheque.bank_name),
                fold_reference(cheque.account_number),
                fold_reference(cheque.number),
            )
            first = seen.setdefault(key, row.line)
            if first != row.line:
                reason = Sentence(TWICE, {"line": first})
            elif row.line not in without:
                covers = books.covers(cheque, row.text("item_numbers"))
                if isinstance(covers, Sentence):
                    reason = covers
                else:
                    said[row.line] = cheque._replace(covers=covers)
        if reason is not None:
            refused.append(Refusal(row.line, reason))
    bad = {one.line for one in refused} | set(without)
    good = [cheque for line, cheque in said.items() if cheque is not None and line not in bad]
    return Reading(said, good, refused, books.names)


class _Books:
    """The customers that a list names, and what of their items is left to cover."""

    def __init__(self, rows: Sequence[ListRow], entity_id: int, on: date, actor: Actor) -> None:
        reader = Actor.program(actor.name)
        numbers = {row.text("customer_number") for row in rows} - {""}
        self.ids = parties.customer_ids(entity_id=entity_id, numbers=numbers, actor=reader)
        records = parties.customers_by_id(customer_ids=self.ids.values(), actor=reader)
        self.names = {number: records[customer_id].name_legal for number, customer_id in self.ids.items()}
        self._items: defaultdict[tuple[int, str, str], list[ItemLine]] = defaultdict(list)
        self._left: dict[int, Decimal] = {}
        wanted = [
            self.ids[number]
            for row in rows
            if row.text("item_numbers") and (number := row.text("customer_number")) in self.ids
        ]
        for item in ledger.items_of_customer(customer_ids=wanted, actor=reader, on=on):
            if item.amount_open.amount <= 0 or item.kind is ItemKind.CHEQUE or item.customer_id is None:
                continue
            key = (item.customer_id, item.amount_open.currency, fold_reference(item.number))
            self._items[key].append(item)
            self._left[item.id] = item.amount_open.amount

    def covers(self, cheque: NewCheque, said: str) -> tuple[NewCover, ...] | Sentence:
        """Return what of the items that a row names the cheque covers, or which of them is not open."""
        left, covers = cheque.amount, []
        for number in filter(None, _BETWEEN.split(said)):
            key = (self.ids[cheque.customer_number], cheque.currency, fold_reference(number))
            if key not in self._items:
                told = {"customer": cheque.customer_number, "number": number, "currency": cheque.currency}
                return Sentence(NO_OPEN_ITEM, told)
            for item in self._items[key]:
                amount = min(left, self._left[item.id])
                if amount > 0:
                    covers.append(NewCover(item.id, amount))
                    left -= amount
                    self._left[item.id] -= amount
        return tuple(covers)


def _wrong(row: ListRow, books: _Books, entity_code: str) -> Sentence | None:
    """Return why a row is no cheque of the company."""
    customer, company = row.text("customer_number"), row.text("entity_code")
    if company and company.upper() != entity_code:
        return Sentence(OTHER_COMPANY, {"company": company, "entity": entity_code})
    if not customer or not row.text("cheque_number") or not row.date("cheque_date"):
        return Sentence(INCOMPLETE)
    if row.amount("amount") is None:
        return Sentence(INCOMPLETE)
    return None if customer in books.ids else Sentence(NO_CUSTOMER, {"customer": customer})


def _cheque(row: ListRow, books: _Books, entity_id: int, currency: str, on: date) -> NewCheque:
    dated, amount = row.date("cheque_date"), row.amount("amount")
    assert dated is not None and amount is not None
    number, said = row.text("customer_number"), row.text("is_registered")
    return NewCheque(
        line=row.line,
        entity_id=entity_id,
        customer_number=number,
        number=row.text("cheque_number"),
        drawer=row.text("drawer") or books.names[number],
        bank_name=row.text("bank_name"),
        cheque_date=dated,
        received_on=row.date("received_on") or on,
        currency=row.text("currency") or currency,
        amount=amount,
        sayad_id=row.text("sayad_id"),
        branch=row.text("branch"),
        account_number=row.text("account_number"),
        is_registered=fold(said) in _REGISTERED or parse_flag(said) is True,
        note=row.text("note"),
    )
