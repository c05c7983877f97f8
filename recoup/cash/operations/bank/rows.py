"""The lines of a bank file on their way into the database, one at a time, and what is told around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from psycopg.types.json import Jsonb

from recoup.cash.operations.bank.kinds import kind_of
from recoup.formats.bank.faults import UnreadableStatement
from recoup.formats.bank.identity import with_keys
from recoup.formats.bank.types import (
    Event,
    LineStatus,
    StatementBegin,
    StatementEnd,
    StatementLine,
)
from recoup.kernel.sentences import N_

COLUMNS = (
    *("statement_no", "position", "part", "file_line", "reference", "key_date", "booking_date", "value_date"),
    *("amount", "currency", "status", "kind", "is_reversal", "bank_reference", "entry_reference"),
    *("end_to_end_id", "party_name", "party_account", "party_identifier", "own_account", "ultimate_party"),
    *("text", "information", "refs", "codes", "purpose", "return_reason", "charges", "charges_included"),
    *("original_amount", "original_currency", "original_rate", "batch_count", "is_in_parts", "is_in_batch"),
)

Progress = Callable[[int], None]
_PROGRESS_EVERY = 1_000
_AMOUNT_MAX = Decimal("1E+20")
_FINE = frozenset(range(-4, 20))


class AmountTooLarge(UnreadableStatement):
    """A figure is no amount of money."""

    text = N_("The file holds an amount of {amount}: that can't be right.")


@dataclass(slots=True)
class Telling:
    """What a file told besides its lines: how each statement ended, in the order of the file."""

    ends: list[StatementEnd] = field(default_factory=list)
    lines: int = 0

    def rows(self, events: Iterable[Event], on_progress: Progress) -> Iterator[tuple[object, ...]]:
        """Yield each line, and behind a batch each of its parts, as a row of `COLUMNS`."""
        for event in events:
            match event:
                case StatementEnd():
                    self.ends.append(event)
                case StatementLine():
                    yield from self._rows_of(event)
                    self.lines += 1
                    if self.lines % _PROGRESS_EVERY == 0:
                        on_progress(self.lines)
                case StatementBegin():
                    continue
        on_progress(self.lines)

    def _rows_of(self, line: StatementLine) -> Iterator[tuple[object, ...]]:
        ((key, _),) = with_keys("", (line,))
        reference = _clean(key.reference)
        is_in_parts = _stands_in_parts(line)
        yield self._row(line, line.position, 0, reference, is_in_parts, False)
        for place, part in enumerate(line.children, start=1):
            yield self._row(part, line.position, place, reference, False, is_in_parts, parent=line)

    def _row(
        self,
        line: StatementLine,
        position: int,
        part: int,
        reference: str,
        is_in_parts: bool,
        is_in_batch: bool,
        *,
        parent: StatementLine | None = None,
    ) -> tuple[object, ...]:
        party, whole = line.counterparty, parent or line
        original = line.original
        return (
            *(len(self.ends), position, part, line.line or whole.line, reference),
            line.value_date or line.booking_date or whole.value_date or whole.booking_date,
            line.booking_date or whole.booking_date,
            line.value_date or whole.value_date,
            *(
                _storable(line.amount),
                line.currency or whole.currency,
                whole.status.value,
                kind_of(line).value,
            ),
            *(line.is_reversal, _clean(line.bank_reference), _clean(line.entry_reference)),
            *(
                _clean(line.end_to_end_id),
                _clean(party.name),
                _clean(party.account),
                _clean(party.identifier),
                _clean(line.payee.account) if line.amount > 0 and not line.is_reversal else "",
            ),
            _clean(line.ultimate_payer if line.amount > 0 else line.ultimate_payee),
            *(_clean(line.text), _clean(line.information), Jsonb(_references(line)), Jsonb(_codes(line))),
            *(_clean(line.purpose), _clean(line.return_reason or line.return_text), Jsonb(_charges(line))),
            _charges_included(line),
            *(original.amount if original else None, original.currency if original else ""),
            *(original.rate if original else None, line.batch_count, is_in_parts, is_in_batch),
        )


def _stands_in_parts(line: StatementLine) -> bool:
    """Return whether the parts of a batch are booked in its place: they are all there and move money its way."""
    if line.status is not LineStatus.BOOKED or not line.is_complete_batch:
        return False
    return all(part.amount * line.amount > 0 and part.currency == line.currency for part in line.children)


def _storable(amount: Decimal) -> Decimal:
    """Return an amount as the tables hold it; no currency has more decimals.

    :raises AmountTooLarge: no account can move so much
    """
    if abs(amount) >= _AMOUNT_MAX:
        raise AmountTooLarge(amount=amount)
    return amount if amount.as_tuple().exponent in _FINE else round(amount, 4)


def _clean(text: str) -> str:
    """Return a text without the null signs that some banks leave in it and no database takes."""
    return text.replace("\0", " ")


def _references(line: StatementLine) -> list[dict[str, str]]:
    return [
        {
            "kind": each.kind.value,
            "value": _clean(each.value),
            "scheme": _clean(each.scheme),
            **({"amount": str(each.amount)} if each.amount is not None else {}),
        }
        for each in line.references
    ]


def _codes(line: StatementLine) -> list[dict[str, str]]:
    return [{"scheme": each.scheme, "value": _clean(each.value)} for each in line.codes]


def _charges(line: StatementLine) -> list[dict[str, object]]:
    return [
        {
            "amount": str(each.amount),
            "currency": each.currency,
            "is_included": each.is_included,
            "bearer": each.bearer,
            "kind": _clean(each.kind),
        }
        for each in line.charges
    ]


def _charges_included(line: StatementLine) -> Decimal:
    """Return what banks took off before they booked the amount, as far as it is in the same currency."""
    taken = (each.amount for each in line.charges if each.is_included and each.currency == line.currency)
    return sum(taken, start=Decimal(0))
