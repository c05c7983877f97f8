"""Making the worklist of a business date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from recoup.collections import permissions
from recoup.collections.models import Worklist
from recoup.collections.standings import Ranked, Ranking, rank_standings
from recoup.collections.types import MadeWorklist
from recoup.engines.priority import Reason
from recoup.kernel.actor import Actor
from recoup.kernel.batches import no_search_for_circles
from recoup.parties.queries import portfolios
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db.copy import copy_rows
from recoup.team import queries as team

_LINE_COLUMNS = (
    *("entity_id", "customer_id", "currency", "business_date", "rank", "owner_id"),
    *("amount_open", "amount_overdue", "amount_unapplied", "amount_held", "amount_overdue_reporting"),
    *("days_overdue_max", "items_overdue", "points", "amount_chased", "chance", "expected_effect"),
    *("lateness", "size", "behavior", "reasons"),
)
_CLASS_COLUMNS = ("customer_id", "currency", "lateness", "size", "behavior")
_STAGE_CLASSES = """
CREATE TEMPORARY TABLE staged_class (
    customer_id bigint NOT NULL, currency text NOT NULL, lateness text NOT NULL, size text NOT NULL,
    behavior text NOT NULL
) ON COMMIT DROP
"""
_KEEP_CHANGES = (Path(__file__).parent / "keep_class_changes.sql").read_text()
_FINENESS = Decimal("0.0001")


@transaction.atomic
@no_search_for_circles()
def make_worklist(
    *,
    business_date: date,
    entity_id: int,
    actor: Actor,
    now: datetime,
    ranking: Ranking | None = None,
) -> MadeWorklist:
    """Make the worklist of an entity: all with something overdue, by expected effect, with the reasons.

    Whoever is on hold, wholly or for contact, is left out. Classes are kept where they changed. A worklist that
    was made before stays as it is. Without the `ranking` of that entity and date it is read anew.

    :raises NotAllowed: the actor may not work in collections of this entity
    """
    team.require(actor=actor, permission=permissions.WORK, entity_id=entity_id)
    made_before = _begin(entity_id, business_date)
    if made_before is not None:
        return MadeWorklist(entity_id, business_date, made_before, was_made_before=True)
    ranking = ranking or rank_standings(entity_id=entity_id, as_of=business_date)
    assert (ranking.entity_id, ranking.as_of) == (entity_id, business_date)
    alone = portfolios.customers_left_alone(entity_id=entity_id, on=business_date)
    chased = [
        one
        for one in ranking.ranked
        if one.figures.amount_overdue > 0 and one.figures.customer_id not in alone
    ]
    _write_lines(chased, entity_id, business_date)
    _write_classes(ranking.ranked, entity_id, business_date)
    worklist = Worklist.objects.create(
        entity_id=entity_id,
        business_date=business_date,
        lines=len(chased),
        reporting_currency=ranking.reporting_currency,
        made_at=now,
    )
    audit.record(
        "collections.worklist.made",
        subject_kind="worklist",
        subject_id=worklist.id,
        entity_id=entity_id,
        actor=actor,
        at=now,
        after={"business_date": business_date, "lines": len(chased)},
    )
    return MadeWorklist(entity_id, business_date, len(chased), was_made_before=False)


def _begin(entity_id: int, business_date: date) -> int | None:
    """Let one at a time make worklists of an entity; return how many lines this one has if it is made already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('collections.make_worklist'), %s)", [entity_id])
    found = Worklist.objects.filter(entity_id=entity_id, business_date=business_date)
    return found.values_list("lines", flat=True).first()


def _write_lines(chased: Sequence[Ranked], entity_id: int, business_date: date) -> None:
    owners = portfolios.portfolio_owners(entity_id=entity_id)
    with connection.cursor() as cursor:
        copy_rows(
            cursor,
            "collections_worklistline",
            _LINE_COLUMNS,
            (
                (
                    entity_id,
                    one.figures.customer_id,
                    one.figures.currency,
                    business_date,
                    rank,
                    owners.get(one.figures.customer_id),
                    *_amounts(one),
                    *_judgement(one),
                )
                for rank, one in enumerate(chased, start=1)
            ),
        )


def _amounts(one: Ranked) -> Iterator[Decimal | None]:
    facts = one.facts
    yield from (facts.amount_open, facts.amount_overdue, facts.amount_unapplied, facts.amount_held)
    reporting = facts.amount_overdue_reporting
    yield None if reporting is None else reporting.quantize(_FINENESS)


def _judgement(one: Ranked) -> tuple[object, ...]:
    standing = one.standing
    return (
        one.figures.days_overdue_max,
        one.figures.items_overdue,
        standing.points,
        one.facts.amount_chased,
        standing.chance,
        standing.effect.quantize(_FINENESS),
        standing.lateness.value,
        standing.size.value,
        standing.behavior.value,
        Jsonb([_packed(reason) for reason in standing.scored_reasons]),
    )


def _packed(reason: Reason) -> dict[str, object]:
    return {"points": reason.points, "sentence": reason.sentence.to_json()}


def _write_classes(ranked: Sequence[Ranked], entity_id: int, business_date: date) -> None:
    """Keep the classes of each customer that are not what they were."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE_CLASSES)
        rows = (
            (
                one.figures.customer_id,
                one.figures.currency,
                one.standing.lateness.value,
                one.standing.size.value,
                one.standing.behavior.value,
            )
            for one in ranked
        )
        copy_rows(cursor, "staged_class", _CLASS_COLUMNS, rows)
        cursor.execute(_KEEP_CHANGES, {"entity": entity_id, "business_date": business_date})
        cursor.execute("DROP TABLE staged_class")
