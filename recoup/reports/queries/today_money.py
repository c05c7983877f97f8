"""What may be chased this minute: what is late, without what is on hold and what money received covers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from recoup.engines.priority import say_left_out
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.reports.queries.conditions import IS_HELD

# A cheque is with us or at the bank: there is nothing for which the customer could be chased. Promised, disputed and
# in a plan are holds of the item.
_MONEY = f"""
SELECT i.customer_id, i.currency,
    coalesce(sum(i.amount_open) FILTER (WHERE i.amount_open > 0 AND NOT i.is_held), 0),
    coalesce(sum(i.amount_open) FILTER (WHERE i.amount_open > 0 AND i.is_held), 0),
    coalesce(-sum(i.amount_open) FILTER (WHERE i.amount_open < 0), 0)
FROM (
    SELECT i.customer_id, i.currency, i.amount_open, {IS_HELD} AS is_held FROM ledger_item AS i
    WHERE i.customer_id = ANY(%(customers)s) AND i.amount_open <> 0 AND NOT i.is_reversed
      AND (i.amount_open < 0 OR (i.due_date < %(on)s AND i.kind <> 'CHEQUE'))
) AS i
GROUP BY i.customer_id, i.currency
ORDER BY i.customer_id, i.currency
"""


@dataclass(frozen=True, slots=True)
class LateNow:
    """What a customer owes late in one currency: `free` and `held`, and the money that waits to be applied."""

    free: Money
    held: Money
    unapplied: Money

    @property
    def chased(self) -> Money:
        """What may be chased."""
        return max(self.free - self.unapplied, Money.zero(self.free.currency))

    @property
    def left_out(self) -> tuple[Sentence, ...]:
        """What is late and not chased, in words."""
        return say_left_out(overdue=self.free, held=self.held, unapplied=self.unapplied)


def late_now(*, customer_ids: Collection[int], on: date) -> dict[int, dict[str, LateNow]]:
    """Return what is late at the end of the day before `on`, by customer and currency, as the ledger stands now.

    Callers see to it that the actor may read these customers.
    """
    found: dict[int, dict[str, LateNow]] = {customer_id: {} for customer_id in customer_ids}
    with connection.cursor() as cursor:
        cursor.execute(_MONEY, {"customers": sorted(customer_ids), "on": on})
        for customer_id, currency, *amounts in cursor:
            found[customer_id][currency] = LateNow(*(Money(amount, currency) for amount in amounts))
    return found
