"""The entity that a first file belongs to, on a machine where there is none yet."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from recoup.connectors import planning
from recoup.connectors.intake.entities import DEFAULT_CURRENCY, make_entity
from recoup.connectors.queries.runs import get_run
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.reading import Table
from recoup.formats.tables.values import parse_currency
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.team.types import EntityRecord

_SAMPLED = 1_000


@transaction.atomic
def make_entity_for(
    *, run_id: int, code: str, currency: str, country: str, actor: Actor, now: datetime
) -> EntityRecord:
    """Make an entity for the rows of a received file.

    Without a `currency` it gets the one that most rows are in, else the euro; without a `country`, that of the
    currency.

    :raises NotFound: there is no such run with a table
    :raises NotAllowed: the actor doesn't administer all entities
    :raises DomainError: the code, currency or country can't be used; the sentence says why
    """
    run = get_run(run_id=run_id, actor=actor)
    if run.plan is None:
        raise NotFound
    table = planning.open_file(run.original_id, run.file_name, run.plan.layout)
    return make_entity(
        code=code,
        currency=currency or _usual_currency(table, run.plan),
        country=country,
        actor=actor,
        now=now,
    )


def _usual_currency(table: Table, plan: TablePlan) -> str:
    if "currency" not in plan.columns:
        return plan.constants.get("currency", DEFAULT_CURRENCY)
    column = plan.columns["currency"]
    found = Counter(parse_currency(row[column]) for row in table.sample(_SAMPLED))
    return next((code for code, _ in found.most_common() if isinstance(code, str)), DEFAULT_CURRENCY)
