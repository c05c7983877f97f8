"""Whether what a message says is still so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from recoup.correspondence.models import Message
from recoup.correspondence.packing import unpack
from recoup.correspondence.types import CONTENTS, MessageKind, ReminderContent
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import queries as ledger

_SETTLED = N_("{number} is not open any more: what was written is outdated.")
_CHANGED = N_("{number} has another open amount than when this was written: it is outdated.")

_Account = tuple[int, str]


def outdated(messages: Iterable[Message], *, on: date, actor: Actor) -> Mapping[int, Sentence]:
    """Return, of the messages that list open items, those that do not say the truth any more, and why.

    Each item listed must be open still, with the same amount; the ledger is read once for all of them.
    """
    listing = [message for message in messages if message.kind == MessageKind.REMINDER]
    if not listing:
        return {}
    standing = _open_amounts({message.customer_id for message in listing}, on=on, actor=actor)
    found = ((message, _wrong(message, standing)) for message in listing)
    return {message.id: sentence for message, sentence in found if sentence is not None}


def _open_amounts(
    customer_ids: Iterable[int], *, on: date, actor: Actor
) -> Mapping[_Account, Mapping[str, Decimal]]:
    found: dict[_Account, dict[str, Decimal]] = {}
    for item in ledger.items_of_customer(customer_ids=sorted(customer_ids), actor=actor, on=on):
        assert item.customer_id is not None
        label = item.number if item.part == 1 else f"{item.number}/{item.part}"
        account = found.setdefault((item.customer_id, item.amount.currency), {})
        account[label] = item.amount_open.amount
    return found


def _wrong(message: Message, standing: Mapping[_Account, Mapping[str, Decimal]]) -> Sentence | None:
    content = unpack(CONTENTS[MessageKind(message.kind)], message.content)
    assert isinstance(content, ReminderContent)
    account = standing.get((message.customer_id, message.currency), {})
    for line in content.lines:
        amount = account.get(line.number)
        if amount is None:
            return Sentence(_SETTLED, {"number": line.number})
        if amount != line.amount_open:
            return Sentence(_CHANGED, {"number": line.number})
    return None
