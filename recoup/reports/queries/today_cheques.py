"""Cheques about which the customer is to be called: those that fall due soon, and those that bounced."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from recoup.collections import queries as collections
from recoup.kernel.money import Money
from recoup.plumbing.db import sql
from recoup.reports.queries.conditions import is_left_alone

# A cheque not presented yet is confirmed with the drawer some days before its date (practice in Iran, IR-D8), a
# bounced one is talked about. Either is done once somebody spoke with the customer since it came up.
_CHEQUES = f"""
SELECT q.amount, q.currency,
    q.id, q.customer_id, q.number, q.bank_name, q.cheque_date, q.state = 'BOUNCED', q.bounced_on
FROM unnest(%(entities)s::bigint[], %(days)s::int[]) AS told(entity_id, days)
JOIN cash_cheque AS q ON q.entity_id = told.entity_id AND (
    q.state = 'BOUNCED' OR (q.state = 'IN_HAND' AND q.cheque_date <= %(on)s::date + told.days))
JOIN parties_customer AS c ON c.id = q.customer_id
LEFT JOIN ledger_item AS i ON i.id = q.item_id
WHERE (q.state = 'BOUNCED' OR i.amount_open > 0)
  AND (%(owner)s::bigint IS NULL OR c.portfolio_owner_id = %(owner)s)
  AND (%(customer)s::bigint IS NULL OR c.id = %(customer)s)
  AND NOT EXISTS (
      SELECT FROM collections_activity AS a
      WHERE a.customer_id = q.customer_id AND a.outcome IN ('REACHED', 'REFUSED') AND a.recorded_at >= CASE
          WHEN q.state = 'BOUNCED' THEN q.bounced_on ELSE greatest(q.cheque_date - told.days, q.received_on) END)
  AND NOT {is_left_alone("q.customer_id")}
ORDER BY q.state = 'BOUNCED' DESC, q.cheque_date, q.id
"""


@dataclass(frozen=True, slots=True)
class ChequeToTalkAbout:
    """A cheque that is to be confirmed with its drawer before it is presented, or that bounced on a day."""

    amount: Money
    cheque_id: int
    customer_id: int
    number: str
    bank_name: str
    cheque_date: date
    is_bounced: bool
    bounced_on: date | None


def cheques_to_talk_about(
    *, entity_ids: Collection[int], on: date, owner_id: int | None = None, customer_id: int | None = None
) -> list[ChequeToTalkAbout]:
    """Return the cheques for which a call is due on a day, bounced ones first, then by the date on them.

    How many days before its date a cheque is confirmed is a rule of the entity. `owner_id` narrows it to a portfolio.
    Callers see to it that the actor may read the entities.
    """
    days = collections.cheque_days(entity_ids=entity_ids, on=on)
    values: dict[str, sql.Value] = {
        "entities": list(days),
        "days": list(days.values()),
        "on": on,
        "owner": owner_id,
        "customer": customer_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CHEQUES, values)
        return [ChequeToTalkAbout(Money(amount, currency), *rest) for amount, currency, *rest in cursor]
