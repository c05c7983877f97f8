"""The segments of customers for their list: as the rules say, unless a person said otherwise for a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import connection

# In each currency the last word of a person counts while it is in force, else what was computed last.
_IN_FORCE = """
SELECT DISTINCT coalesce(said.segment, computed.segment) AS segment
FROM (
    SELECT currency FROM collections_segment WHERE customer_id = {customer}
    UNION SELECT currency FROM collections_segmentoverride WHERE customer_id = {customer}
) AS held
LEFT JOIN LATERAL (
    SELECT k.segment FROM collections_segment AS k
    WHERE k.customer_id = {customer} AND k.currency = held.currency AND k.business_date <= %(on)s
      AND k.entity_id = ANY(%(scored_ids)s)
    ORDER BY k.business_date DESC LIMIT 1
) AS computed ON true
LEFT JOIN LATERAL (
    SELECT o.segment FROM (
        SELECT segment, until_date FROM collections_segmentoverride
        WHERE customer_id = {customer} AND currency = held.currency AND from_date <= %(on)s
          AND entity_id = ANY(%(scored_ids)s)
        ORDER BY id DESC LIMIT 1
    ) AS o WHERE o.segment <> '' AND o.until_date >= %(on)s
) AS said ON true
"""

IN_SEGMENT = f"%(segment)s IN ({_IN_FORCE.format(customer='c.id')})"
"""The condition that a customer `c` is in a segment in one of its currencies."""

_OF_CUSTOMERS = f"""
SELECT c.id, array_agg(DISTINCT s.segment) FILTER (WHERE s.segment IS NOT NULL)
FROM unnest(%(ids)s::bigint[]) AS c(id) CROSS JOIN LATERAL ({_IN_FORCE.format(customer="c.id")}) AS s GROUP BY c.id
"""


def segments_of(values: Mapping[str, date | str | int | list[int]]) -> dict[int, tuple[str, ...]]:
    """Return the codes of the segments of the customers `ids` on the day `on`, of the entities `scored_ids`."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_CUSTOMERS, dict(values))
        return {customer_id: tuple(codes or ()) for customer_id, codes in cursor}
