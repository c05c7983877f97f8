"""Decide: the proposals of a business date, for all customers of an entity in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from recoup.collections import permissions
from recoup.collections.courses import CourseToday, courses_today
from recoup.collections.models import CollectionTask, Proposal, ProposalRun
from recoup.collections.standings import Ranking
from recoup.collections.strategy_rules import release_limits
from recoup.collections.types import DecidedRun, DraftProposal, ProposalState, TaskState
from recoup.engines.strategy import Limits, second_look
from recoup.kernel.actor import Actor
from recoup.kernel.batches import no_search_for_circles
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db.copy import copy_rows
from recoup.team import queries as team

_FOLDER = Path(__file__).parent
_STAGE = (_FOLDER / "stage_courses.sql").read_text()
_KEEP = (_FOLDER / "keep_course_changes.sql").read_text()
_COURSE_COLUMNS = ("customer_id", "currency", "anchor_item_id", "anchor_due_date", "segment", "version_id")
_PROPOSAL_COLUMNS = (
    *("run_id", "entity_id", "customer_id", "currency", "business_date", "anchor_item_id", "anchor_due_date"),
    *("segment", "version_id", "code", "threshold", "channel", "template", "performer", "effect"),
    *("escalate_days", "days_late", "amount", "amount_reporting", "reasons", "waivers", "looks", "state"),
    *("note", "settled_by_name"),
)
_FINENESS = Decimal("0.0001")
_REPLACED = N_("The run of {date} decided anew.")


@transaction.atomic
@no_search_for_circles()
def decide_proposals(
    *,
    entity_id: int,
    business_date: date,
    actor: Actor,
    now: datetime,
    dry_run: bool = False,
    ranking: Ranking | None = None,
) -> DecidedRun:
    """Decide for every customer of an entity which step is due on a date, and write the proposals down.

    A dry run makes the same decisions, tells them as `drafts` and writes nothing. A date is decided once: again gives
    what was found then. Proposals that earlier runs left open are replaced; work that was not done in time goes to
    the manager. Without the `ranking` of that entity and date the ledger is read anew.

    :raises NotAllowed: the actor may not work in collections of this entity
    """
    team.require(actor=actor, permission=permissions.WORK, entity_id=entity_id)
    assert ranking is None or (ranking.entity_id, ranking.as_of) == (entity_id, business_date)
    if not dry_run and (before := _begin(entity_id, business_date)) is not None:
        return before
    book, courses = courses_today(entity_id=entity_id, on=business_date, ranking=ranking)
    due = [course for course in courses if course.decision.step is not None]
    silent = Counter(str(course.decision.silence) for course in courses if course.decision.silence)
    limits = release_limits(book.release().value)
    if dry_run:
        drafts = tuple(_draft(course, limits) for course in due)
        return DecidedRun(entity_id, business_date, None, len(due), dict(silent), drafts=drafts)
    _replace_open(entity_id, business_date, now)
    run = ProposalRun.objects.create(
        entity_id=entity_id,
        business_date=business_date,
        proposals=len(due),
        silent=dict(silent),
        made_at=now,
    )
    _write(run, due, limits)
    _keep_courses(courses, run)
    escalated = _escalate(entity_id, business_date)
    audit.record(
        "collections.proposals.decided",
        subject_kind="collections.proposalrun",
        subject_id=run.id,
        entity_id=entity_id,
        actor=actor,
        at=now,
        after={"business_date": business_date, "proposals": len(due), "escalated": escalated},
    )
    return DecidedRun(entity_id, business_date, run.id, len(due), dict(silent), escalated)


def lock_proposals(entity_id: int) -> None:
    """Let one at a time decide, review and release the proposals of an entity, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('collections.proposals'), %s)", [entity_id])


def _begin(entity_id: int, business_date: date) -> DecidedRun | None:
    lock_proposals(entity_id)
    run = ProposalRun.objects.filter(entity_id=entity_id, business_date=business_date).first()
    if run is None:
        return None
    return DecidedRun(entity_id, business_date, run.id, run.proposals, run.silent, was_made_before=True)


def _draft(course: CourseToday, limits: Limits) -> DraftProposal:
    step = course.decision.step
    assert step is not None
    looks = second_look(course.facts, course.decision, limits)
    figures = course.figures
    return DraftProposal(figures.customer_id, figures.currency, course.segment, step, course.decision, looks)


def _replace_open(entity_id: int, business_date: date, now: datetime) -> None:
    reason = Sentence(_REPLACED, {"date": business_date})
    open_before = Proposal.objects.filter(
        entity_id=entity_id, state=ProposalState.OPEN, business_date__lt=business_date
    )
    open_before.update(state=ProposalState.REPLACED, settled_at=now, settled_reason=reason.to_json())


def _write(run: ProposalRun, due: Iterable[CourseToday], limits: Limits) -> None:
    with connection.cursor() as cursor:
        rows = (_row(run, course, limits) for course in due)
        copy_rows(cursor, Proposal._meta.db_table, _PROPOSAL_COLUMNS, rows)


def _row(run: ProposalRun, course: CourseToday, limits: Limits) -> tuple[object, ...]:
    figures, decision, anchor = course.figures, course.decision, course.facts.anchor
    step = decision.step
    assert step is not None and anchor is not None
    reporting = course.facts.amount_reporting
    return (
        *(run.id, run.entity_id, figures.customer_id, figures.currency, run.business_date),
        *(anchor.item_id, anchor.due_date, course.segment, course.in_force.rule.version_id),
        *(step.code, step.threshold, step.channel.value if step.channel else "", step.template),
        *(step.performer.value, step.effect.value, step.escalate_days),
        *((run.business_date - anchor.due_date).days, course.amount.amount),
        None if reporting is None else reporting.quantize(_FINENESS),
        _packed(decision.reasons),
        Jsonb([[waiver.step.code, waiver.reason.value] for waiver in decision.waivers]),
        _packed(second_look(course.facts, decision, limits)),
        *(ProposalState.OPEN.value, "", ""),
    )


def _packed(sentences: Sequence[Sentence]) -> Jsonb:
    return Jsonb([sentence.to_json() for sentence in sentences])


def _keep_courses(courses: Iterable[CourseToday], run: ProposalRun) -> None:
    """Keep the anchor, segment and strategy of each course that are not what they were."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        copy_rows(cursor, "staged_course", _COURSE_COLUMNS, _course_rows(courses))
        cursor.execute(_KEEP, {"entity": run.entity_id, "business_date": run.business_date})
        cursor.execute("DROP TABLE staged_course")


def _course_rows(courses: Iterable[CourseToday]) -> Iterator[tuple[object, ...]]:
    for course in courses:
        if (anchor := course.facts.anchor) is not None:
            figures, version_id = course.figures, course.in_force.rule.version_id
            yield (
                *(figures.customer_id, figures.currency, anchor.item_id, anchor.due_date),
                *(course.segment, version_id),
            )


def _escalate(entity_id: int, business_date: date) -> int:
    """Give to the manager what was not done in time; return how many tasks."""
    late = CollectionTask.objects.filter(
        entity_id=entity_id,
        state=TaskState.OPEN,
        escalated_on__isnull=True,
        escalate_on__lte=business_date,
    )
    return late.update(escalated_on=business_date)
