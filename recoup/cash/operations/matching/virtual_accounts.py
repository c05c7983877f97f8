"""Find out which receipts came to a virtual account, and whose number it was on that day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recoup.cash.models import StatementLine, VirtualAccount
from recoup.cash.operations.matching.facts import Case
from recoup.kernel.folding import fold_reference

_BREAKS = re.compile(r"[\s,;:|/]+")
# An IBAN in groups of four has up to nine of them.
_JOINED_MAX = 9


@dataclass(frozen=True, slots=True)
class _Given:
    """A number as it was given: `name` tells it from the same number given to somebody else at another time."""

    account_id: int
    customer_id: int
    from_date: date
    until_date: date | None
    name: str

    def holds_on(self, day: date) -> bool:
        """Return whether it was the customer's on `day`."""
        return self.from_date <= day and (self.until_date is None or day <= self.until_date)


def with_virtual_accounts(cases: Sequence[Case], *, entity_id: int) -> list[Case]:
    """Return the receipts with the virtual account to which each came, by the name that `virtual_names` gives it.

    The bank's own field counts first; else a number that stands whole in what the payer wrote. Two numbers of
    different customers in one text say nothing.
    """
    given = _given(entity_id)
    if not given:
        return list(cases)
    paid_to = _paid_to([case.receipt_id for case in cases])
    found = []
    for case in cases:
        account_id, own_account = paid_to.get(case.receipt_id, (None, ""))
        one = _one(given, own_account, case, account_id) or _named(given, case, account_id)
        found.append(replace(case, facts=replace(case.facts, virtual_account=one.name)) if one else case)
    return found


def virtual_names(entity_id: int) -> Mapping[int, list[str]]:
    """Return by customer the virtual accounts that are or were the customer's; one given twice is told by its day."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    for same in _given(entity_id).values():
        for one in same:
            names[one.customer_id].append(one.name)
    return names


def _given(entity_id: int) -> Mapping[str, list[_Given]]:
    rows = VirtualAccount.objects.filter(account__entity_id=entity_id).order_by("from_date", "pk")
    by_number: defaultdict[str, list[VirtualAccount]] = defaultdict(list)
    for row in rows:
        by_number[row.number].append(row)
    return {
        number: [
            _Given(
                account_id=row.account_id,
                customer_id=row.customer_id,
                from_date=row.from_date,
                until_date=row.until_date,
                name=row.number_written if len(same) == 1 else f"{row.number_written} ({row.from_date})",
            )
            for row in same
        ]
        for number, same in by_number.items()
    }


def _paid_to(receipt_ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Return for receipts that came on a statement our account and the number of ours that the bank says was paid."""
    rows = StatementLine.objects.filter(receipt_item_id__in=receipt_ids)
    return {
        item_id: (account_id, own_account)
        for item_id, account_id, own_account in rows.values_list(
            "receipt_item_id", "account_id", "own_account"
        )
        if item_id is not None
    }


def _one(given: Mapping[str, list[_Given]], number: str, case: Case, account_id: int | None) -> _Given | None:
    """Return whose number it was on the day of the money; None when it is nobody's, or several accounts' of ours."""
    holding = [
        one
        for one in given.get(fold_reference(number), ())
        if one.holds_on(case.facts.value_date) and account_id in (None, one.account_id)
    ]
    return holding[0] if len(holding) == 1 else None


def _named(given: Mapping[str, list[_Given]], case: Case, account_id: int | None) -> _Given | None:
    named = {
        one
        for text in (case.facts.text, *case.facts.references)
        for number in _runs(text)
        if number in given and (one := _one(given, number, case, account_id)) is not None
    }
    customers = {one.customer_id for one in named}
    return min(named, key=lambda one: one.name) if len(customers) == 1 else None


def _runs(text: str) -> Iterator[str]:
    """Yield the words of a text, and words in a row as one: numbers are written in groups."""
    words = [folded for word in _BREAKS.split(text) if (folded := fold_reference(word))]
    for start in range(len(words)):
        run = ""
        for word in words[start : start + _JOINED_MAX]:
            run += word
            yield run
