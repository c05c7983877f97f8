"""Letters: how many a core sets as PDF in a minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from time import perf_counter, process_time

from recoup.correspondence.letters.typesetting import typeset
from recoup.correspondence.letters.writing import letter_of
from recoup.correspondence.types import Letterhead, Recipient, ReminderContent, ReminderLine, TemplateCode
from recoup.ops.bench.workload import AS_OF, CURRENCY

GOAL = 3_000
_LETTERS = 400
_LINES = 12
_MADE_AT = datetime(2026, 6, 30, 6, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LetterFigures:
    """Letters composed and set one after the other; `processor_seconds` is what they took of all cores together."""

    letters: int
    lines: int
    bytes: int
    seconds: float
    processor_seconds: float

    @property
    def per_minute(self) -> float:
        """Letters in a minute of one core, whatever else the machine does."""
        return 60 * self.letters / self.processor_seconds


def measure_letters() -> LetterFigures:
    """Compose and set letters of twelve lines, each to another customer; nothing is kept.

    The first one, which reads fonts and template, is not counted.
    """
    _set(_content(0))
    start, processor_start = perf_counter(), process_time()
    size = sum(_set(_content(number)) for number in range(1, _LETTERS + 1))
    return LetterFigures(_LETTERS, _LINES, size, perf_counter() - start, process_time() - processor_start)


def told(figures: LetterFigures) -> Iterator[str]:
    """Yield the figures as lines."""
    met = "met" if figures.per_minute >= GOAL else "missed"
    yield (
        f"letters: {figures.per_minute:,.0f} PDF/min on one core, {figures.lines} lines each, "
        f"{figures.bytes / figures.letters / 1000:.0f} kB (goal {GOAL:,}: {met})"
    )


def _set(content: ReminderContent) -> int:
    return len(typeset(letter_of(content, TemplateCode.REMINDER_2), made_at=_MADE_AT))


def _content(number: int) -> ReminderContent:
    lines = tuple(_line(number, place) for place in range(1, _LINES + 1))
    return ReminderContent(
        entity_id=1,
        customer_id=number,
        currency=CURRENCY,
        language="en",
        level=2,
        business_date=AS_OF,
        pay_by=AS_OF + timedelta(days=7),
        letterhead=Letterhead(name="Bench", address_lines=("1 Example Street", "1000 Brussels")),
        recipient=Recipient(
            number=f"C{number:06d}",
            name=f"Customer {number:06d}",
            address_lines=(f"{number} Example Road", "2000 Antwerp"),
        ),
        lines=lines,
    )


def _line(number: int, place: int) -> ReminderLine:
    due = AS_OF - timedelta(days=place * 3)
    amount = Decimal(number * 100 + place).scaleb(-2)
    return ReminderLine(
        number=f"INV-{number:05d}{place:02d}",
        issue_date=due - timedelta(days=30),
        due_date=due,
        amount=amount,
        amount_open=amount,
        days_late=place * 3,
    )
