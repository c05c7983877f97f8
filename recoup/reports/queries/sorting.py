"""How customers compare by money: what a list of many thousands is sorted and filtered by.

Summing a million items takes a second, so the sums are kept in a table of their own, per customer in one currency.
They are worked out again when the journal has moved, but not more often than is worth the time it takes: on a small
ledger at once, on a large one after some minutes. What a list *shows* is always read from the ledger itself.
"""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.db.models import Max

from recoup.collections.operations import REPORTING_CURRENCY
from recoup.ledger.models import Entry, ExchangeRate
from recoup.ledger.queries import Rate, rates_as_of
from recoup.reports.models import SortingRun

# A run that took a second is good for the next two minutes, one that took 10 ms for a second.
_GOOD_FOR = 120

_IS_GOOD = f"""
SELECT EXISTS (
    SELECT FROM reports_sortingrun
    WHERE as_of = %(as_of)s
      AND (last_entry_id = %(mark)s OR clock_timestamp() < made_at + took * {_GOOD_FOR})
)
"""

# What is in a currency without a rate can't be compared: it comes after all that can, or, where no currency has a
# rate, counts as it stands.
_BALANCES = """
WITH rate AS (
    SELECT * FROM unnest(%(currencies)s::text[], %(rates)s::numeric[]) AS r(currency, rate)
), balance AS (
    SELECT customer_id, currency,
        sum(amount_open) AS amount_open,
        coalesce(sum(amount_open) FILTER (WHERE amount_open > 0 AND due_date < %(as_of)s), 0) AS amount_overdue,
        min(due_date) FILTER (WHERE amount_open > 0 AND due_date < %(as_of)s) AS overdue_since
    FROM ledger_item
    WHERE amount_open <> 0 AND NOT is_reversed AND customer_id IS NOT NULL
    GROUP BY customer_id, currency
), weight AS (
    SELECT currency, coalesce(r.rate, CASE WHEN count(r.rate) OVER () = 0 THEN 1 ELSE 1e-12 END) AS weight
    FROM (SELECT DISTINCT currency FROM balance) AS used LEFT JOIN rate AS r USING (currency)
), found AS (
    SELECT customer_id,
        round(sum(amount_open * weight), 16) AS amount_open,
        round(sum(amount_overdue * weight), 16) AS amount_overdue,
        min(overdue_since) AS overdue_since
    FROM balance JOIN weight USING (currency)
    GROUP BY customer_id
), settled AS (
    DELETE FROM reports_sortingbalance AS kept
    WHERE as_of < %(as_of)s - 1
       OR as_of = %(as_of)s AND NOT EXISTS (SELECT FROM found WHERE found.customer_id = kept.customer_id)
)
INSERT INTO reports_sortingbalance AS kept (as_of, customer_id, amount_open, amount_overdue, overdue_since)
SELECT %(as_of)s, customer_id, amount_open, amount_overdue, overdue_since FROM found
ON CONFLICT (as_of, customer_id) DO UPDATE
SET amount_open = excluded.amount_open, amount_overdue = excluded.amount_overdue,
    overdue_since = excluded.overdue_since
WHERE (kept.amount_open, kept.amount_overdue, kept.overdue_since)
    IS DISTINCT FROM (excluded.amount_open, excluded.amount_overdue, excluded.overdue_since)
"""

_REMEMBER = """
DELETE FROM reports_sortingrun WHERE as_of < %(as_of)s - 1;
INSERT INTO reports_sortingrun (as_of, last_entry_id, made_at, took)
VALUES (%(as_of)s, %(mark)s, clock_timestamp(), clock_timestamp() - now())
ON CONFLICT (as_of) DO UPDATE
SET last_entry_id = excluded.last_entry_id, made_at = excluded.made_at, took = excluded.took;
ANALYZE reports_sortingbalance
"""


def keep_balances(*, as_of: date) -> None:
    """See to it that the sorting balances of `as_of` are there and as new as is worth the time.

    While another is at it, the ones that are there must do; only when there are none does one wait.
    """
    mark = Entry.objects.aggregate(last=Max("id"))["last"] or 0
    if _is_good(as_of, mark):
        return
    with transaction.atomic(), connection.cursor() as cursor:
        if not _is_ours(as_of) or _is_good(as_of, mark):
            return
        rates = _rates(as_of)
        cursor.execute(
            _BALANCES,
            {"as_of": as_of, "currencies": list(rates), "rates": [rate.rate for rate in rates.values()]},
        )
        cursor.execute(_REMEMBER, {"as_of": as_of, "mark": mark})


def _rates(as_of: date) -> dict[str, Rate]:
    rated = ExchangeRate.objects.filter(base_currency=REPORTING_CURRENCY).order_by()
    currencies = [REPORTING_CURRENCY, *rated.values_list("currency", flat=True).distinct()]
    return rates_as_of(currencies=currencies, base_currency=REPORTING_CURRENCY, as_of=as_of)


def _is_good(as_of: date, mark: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_IS_GOOD, {"as_of": as_of, "mark": mark})
        return bool(cursor.fetchone()[0])


def _is_ours(as_of: date) -> bool:
    """Return whether this transaction is the one to do it, having waited for its turn if nothing is there yet."""
    wait = not SortingRun.objects.filter(as_of=as_of).exists()
    lock = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtext('reports.keep_balances'))")
        return wait or bool(cursor.fetchone()[0])
