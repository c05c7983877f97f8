"""Whether nobody was contacted past a stop that nobody may pass: what `recoup verify` asks about contacts."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from recoup.kernel.contact import StopKind
from recoup.ledger.types import Difference

# Stops that the law or the person's own word sets: no rule lets anybody override them (US-A3, US-A11, UK-A6).
_ABSOLUTE = (StopKind.BANKRUPT, StopKind.CEASE, StopKind.BREATHING_SPACE)
_CHECK = "stopped accounts are not contacted"

# Days of a stop are days on the entity's clock. A stop counts from when it was written down, because nobody can mind
# what nobody knows, until it was lifted.
_CONTACTED_ANYWAY = """
SELECT 'contact ' || p.id, 'stopped: ' || s.kind, p.channel || ' ' || p.purpose
FROM parties_contactstop AS s
JOIN team_entity AS e ON e.id = (SELECT entity_id FROM parties_customer WHERE id = s.customer_id)
JOIN correspondence_passage AS p ON p.customer_id = s.customer_id AND p.at >= s.placed_at
    AND (s.contact_id IS NULL OR s.contact_id = p.contact_id)
WHERE s.kind = ANY(%(kinds)s) AND p.purpose IN ('NOTICE', 'REMINDER', 'FOLLOW_UP', 'OFFER', 'STATEMENT')
  AND (s.lifted_at IS NULL OR p.at < s.lifted_at)
  AND (p.at AT TIME ZONE e.time_zone)::date >= s.from_date
  AND (s.until_date IS NULL OR (p.at AT TIME ZONE e.time_zone)::date <= s.until_date)
ORDER BY p.id
"""


def verify_contacts() -> Iterator[Difference]:
    """Yield every contact that was made though a stop that nobody may pass was in force; none proves the guard."""
    with connection.cursor() as cursor:
        cursor.execute(_CONTACTED_ANYWAY, {"kinds": [kind.value for kind in _ABSOLUTE]})
        for subject, expected, found in cursor:
            yield Difference(check=_CHECK, subject=subject, expected=expected, found=found)
