"""The table of a message as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from recoup.correspondence.letters import wording
from recoup.correspondence.letters.confirming import receipt_lines
from recoup.correspondence.letters.page import spoken
from recoup.correspondence.types import (
    AgreedPart,
    AgreementContent,
    ConfirmationContent,
    Content,
    ReminderContent,
)
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.plumbing.localization import Reader


def items_as_text(content: Content, reader: Reader) -> str:
    """Return the items, receipts or payments of a message, one a line."""
    return "\n".join(_lines(content, reader))


def part_as_text(part: AgreedPart, currency: str, reader: Reader) -> str:
    """Return one agreed payment as a line."""
    values: dict[str, Value] = {"date": part.due_date, "amount": Money(part.amount, currency)}
    return spoken(Sentence(N_("{date}: {amount}"), values), reader)


def _lines(content: Content, reader: Reader) -> Iterator[str]:
    match content:
        case ReminderContent():
            yield from (spoken(wording.item(line, content.currency), reader) for line in content.lines)
            yield from (spoken(wording.credit(line, content.currency), reader) for line in content.credits)
        case ConfirmationContent():
            for receipt in content.receipts:
                yield from receipt_lines(receipt, content.currency, reader)
        case AgreementContent():
            yield from (part_as_text(part, content.currency, reader) for part in content.parts)
