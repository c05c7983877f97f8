"""One reading of the ledger for all that a day makes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recoup.collections import operations, queries
from recoup.kernel.errors import NotAllowed
from recoup.ledger import operations as ledger
from recoup.ledger.types import ItemKind, NewItem
from recoup.team import queries as team
from recoup.team.types import Role
from tests.companies import make_company
from tests.people import PROGRAM, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def _company() -> int:
    """Return a company with a customer six days late, one of forty days, and one whose item falls due in a month."""
    entity_id = make_company(customers=("K-1", "K-2", "K-3"))
    rows = []
    for line, days_late in enumerate((6, 40, -30), start=1):
        due = TODAY - timedelta(days=days_late)
        issued = due - timedelta(days=30)
        part = (line, entity_id, f"K-{line}", ItemKind.INVOICE, f"A-{line}", 1, "", issued, due, "EUR")
        rows.append(NewItem(*part, Decimal(500 * line)))
    assert ledger.post_items(items=rows, source="test", actor=PROGRAM, now=NOW).accepted == 3
    return entity_id


@pytest.mark.duty("C1")
@pytest.mark.duty("C2")
def test_a_shared_reading_decides_as_one_of_its_own_and_spares_the_ledger() -> None:
    entity_id = _company()
    ranking = queries.ranking_of(entity_id=entity_id, as_of=TODAY, actor=PROGRAM)
    alone = operations.decide_proposals(
        entity_id=entity_id, business_date=TODAY, actor=PROGRAM, now=NOW, dry_run=True
    )
    with CaptureQueriesContext(connection) as told:
        shared = operations.decide_proposals(
            entity_id=entity_id, business_date=TODAY, actor=PROGRAM, now=NOW, dry_run=True, ranking=ranking
        )
        segments = operations.make_segments(
            entity_id=entity_id, business_date=TODAY, actor=PROGRAM, now=NOW, ranking=ranking
        )
        worklist = operations.make_worklist(
            entity_id=entity_id, business_date=TODAY, actor=PROGRAM, now=NOW, ranking=ranking
        )
    assert shared == alone and len(shared.drafts) == 2
    assert (segments.segments, worklist.lines) == (3, 2)
    assert [query for query in told.captured_queries if "FROM ledger_item AS i" in query["sql"]] == []


def test_a_reading_of_another_day_is_refused_and_readers_may_not_rank() -> None:
    entity_id = _company()
    yesterdays = queries.ranking_of(entity_id=entity_id, as_of=TODAY - timedelta(days=1), actor=PROGRAM)
    with pytest.raises(AssertionError):
        operations.make_worklist(
            entity_id=entity_id, business_date=TODAY, actor=PROGRAM, now=NOW, ranking=yesterdays
        )
    auditor = make_person("Ann", Role.AUDITOR, entity=team.get_entity(entity_id=entity_id, actor=PROGRAM))
    with pytest.raises(NotAllowed):
        queries.ranking_of(entity_id=entity_id, as_of=TODAY, actor=auditor)
