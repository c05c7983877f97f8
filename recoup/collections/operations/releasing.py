"""Release: what was proposed is done, once: letters to be written, and work given to people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.arrangements import arranged_for
from recoup.collections.courses import CourseToday, courses_today
from recoup.collections.models import CollectionTask, CourseStep, Proposal
from recoup.collections.operations.deciding import lock_proposals
from recoup.collections.operations.reviewing import SUBJECT, locked_open
from recoup.collections.strategy_rules import RELEASE
from recoup.collections.types import (
    EFFECT_TASKS,
    ProposalState,
    Released,
    ReleasedLetter,
    TaskKind,
)
from recoup.engines.strategy import Effect, Handling, Performer, WaiverReason
from recoup.kernel.actor import Actor
from recoup.kernel.batches import no_search_for_circles
from recoup.kernel.contact import Channel
from recoup.kernel.sentences import N_, Sentence
from recoup.parties.queries import portfolios
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team

_TAKEN = N_("Step {step} was taken.")
NOTHING = Released((), 0, 0)


@transaction.atomic
def release_proposals(*, proposal_ids: Collection[int], actor: Actor, now: datetime) -> Released:
    """Take the steps of open proposals: what the program does comes back as letters, the rest becomes tasks.

    Each is decided again first: what was paid, promised or held meanwhile is not chased, and its proposal is stale.
    The letters are to be written in the same transaction.

    :raises NotFound: one of them is not there for the actor
    :raises NotAllowed: the actor may not look through proposals there
    :raises ProposalSettled: one of them is not open any more
    """
    return _release(locked_open(proposal_ids, actor), actor, now)


@transaction.atomic
@no_search_for_circles()
def release_by_rule(*, entity_id: int, business_date: date, actor: Actor, now: datetime) -> Released:
    """Take the steps that the rule lets go without a person; what wants a second look waits for one.

    :raises NotAllowed: the actor may not look through proposals there
    """
    team.require(actor=actor, permission=permissions.RELEASE, entity_id=entity_id)
    lock_proposals(entity_id)
    rule = rulebook.resolve(kind=RELEASE, on=business_date, entity_id=entity_id).value
    found = Proposal.objects.filter(
        entity_id=entity_id, business_date=business_date, state=ProposalState.OPEN, looks=[]
    )
    chosen = [proposal for proposal in found.order_by("id") if rule.flag(_flag_of(proposal))]
    return _release(chosen, actor, now) if chosen else NOTHING


def _flag_of(proposal: Proposal) -> str:
    if proposal.performer == Performer.PERSON:
        return "tasks"
    return "notices" if proposal.threshold < 0 else "reminders"


def _release(found: Sequence[Proposal], actor: Actor, now: datetime) -> Released:
    """Take the steps of locked, open proposals."""
    still, stale = _still_due(found)
    steps = CourseStep.objects.bulk_create([_step(proposal, actor, now) for proposal in still])
    CourseStep.objects.bulk_create([step for proposal in still for step in _waivers(proposal, actor, now)])
    by_proposal = {step.proposal_id: step for step in steps}
    owners = _owners(still)
    tasks = [
        task
        for proposal in still
        for task in _tasks(proposal, by_proposal[proposal.id], owners.get(proposal.id), now)
    ]
    CollectionTask.objects.bulk_create(tasks)
    _settle(still, ProposalState.RELEASED, None, actor, now)
    for reason, proposals in stale.items():
        _settle(proposals, ProposalState.STALE, reason, actor, now)
    letters = tuple(map(_letter, (one for one in still if one.performer == Performer.JOB)))
    return Released(letters, len(tasks), len(found) - len(still))


def _still_due(found: Sequence[Proposal]) -> tuple[list[Proposal], dict[Sentence, list[Proposal]]]:
    """Return the proposals whose step is still decided, and the others by the reason for which it is not."""
    still: list[Proposal] = []
    stale: dict[Sentence, list[Proposal]] = {}
    for (entity_id, on), group in _by_run(found).items():
        ids = sorted({proposal.customer_id for proposal in group})
        _book, courses = courses_today(entity_id=entity_id, on=on, customer_ids=ids)
        today = {(one.figures.customer_id, one.figures.currency): one for one in courses}
        for proposal in group:
            course = today.get((proposal.customer_id, proposal.currency))
            if _is_still_due(proposal, course):
                still.append(proposal)
            else:
                stale.setdefault(_why_not(course), []).append(proposal)
    return still, stale


def _by_run(found: Iterable[Proposal]) -> Mapping[tuple[int, date], list[Proposal]]:
    groups: dict[tuple[int, date], list[Proposal]] = {}
    for proposal in found:
        groups.setdefault((proposal.entity_id, proposal.business_date), []).append(proposal)
    return groups


def _is_still_due(proposal: Proposal, course: CourseToday | None) -> bool:
    if course is None or course.decision.step is None or course.facts.anchor is None:
        return False
    return (course.decision.step.code, course.facts.anchor.item_id) == (
        proposal.code,
        proposal.anchor_item_id,
    )


def _why_not(course: CourseToday | None) -> Sentence:
    if course is None:
        return Sentence(N_("Nothing is open any more."))
    if course.decision.silence is not None:
        return course.decision.reasons[0]
    return Sentence(N_("The oldest item or its step is another one by now."))


def _step(proposal: Proposal, actor: Actor, now: datetime) -> CourseStep:
    until = proposal.business_date - timedelta(days=proposal.threshold) if proposal.threshold < 0 else None
    reason = Sentence(_TAKEN, {"step": proposal.code})
    return _settled_step(proposal, proposal.code, Handling.DONE, reason, actor, now, until)


def _waivers(proposal: Proposal, actor: Actor, now: datetime) -> Iterator[CourseStep]:
    for code, why in proposal.waivers:
        reason = Sentence(WaiverReason(why).text, {"step": code})
        yield _settled_step(proposal, code, Handling.WAIVED, reason, actor, now)


def _settled_step(
    proposal: Proposal,
    code: str,
    how: Handling,
    reason: Sentence,
    actor: Actor,
    now: datetime,
    covers_until: date | None = None,
) -> CourseStep:
    is_done = how is Handling.DONE
    return CourseStep(
        entity_id=proposal.entity_id,
        customer_id=proposal.customer_id,
        currency=proposal.currency,
        anchor_item_id=proposal.anchor_item_id,
        code=code,
        how=how.value,
        business_date=proposal.business_date,
        channel=proposal.channel if is_done else "",
        template=proposal.template if is_done else "",
        performer=proposal.performer,
        covers_until=covers_until,
        amount=proposal.amount,
        reason=reason.to_json(),
        version_id=proposal.version_id,
        proposal_id=proposal.id,
        settled_by_name=actor.name,
        settled_at=now,
    )


def _owners(found: Sequence[Proposal]) -> dict[int, int]:
    """Return who gets the work of each proposal: the person whom the collection plan names, else the customer's."""
    owners: dict[int, int] = {}
    for entity_id in sorted({proposal.entity_id for proposal in found}):
        owners |= portfolios.portfolio_owners(entity_id=entity_id)
    arranged = arranged_for({proposal.anchor_item_id for proposal in found})
    chosen: dict[int, int] = {}
    for proposal in found:
        said = arranged.get(proposal.anchor_item_id, {}).get(proposal.code)
        person_id = said.arrangement.person_id if said is not None else None
        if (owner := person_id or owners.get(proposal.customer_id)) is not None:
            chosen[proposal.id] = owner
    return chosen


def _tasks(
    proposal: Proposal, step: CourseStep, owner_id: int | None, now: datetime
) -> Iterator[CollectionTask]:
    """Yield the work that a step gives: the step itself, and what its effect asks of the manager."""
    kinds = [TaskKind.STEP] if proposal.performer == Performer.PERSON else []
    effect = EFFECT_TASKS.get(Effect(proposal.effect))
    for kind in (*kinds, *((effect,) if effect else ())):
        is_step = kind is TaskKind.STEP
        escalate = timedelta(days=proposal.escalate_days)
        yield CollectionTask(
            entity_id=proposal.entity_id,
            customer_id=proposal.customer_id,
            currency=proposal.currency,
            step_id=step.id,
            kind=kind.value,
            channel=proposal.channel if is_step else "",
            due_date=proposal.business_date,
            escalate_on=proposal.business_date + escalate if is_step and escalate else None,
            owner_id=owner_id if is_step else None,
            reasons=proposal.reasons,
            note=proposal.note,
            created_at=now,
        )


def _settle(
    proposals: Sequence[Proposal], state: ProposalState, reason: Sentence | None, actor: Actor, now: datetime
) -> None:
    Proposal.objects.filter(id__in=[proposal.id for proposal in proposals]).update(
        state=state,
        settled_by_name=actor.name,
        settled_at=now,
        settled_reason=None if reason is None else reason.to_json(),
    )
    deeds = [
        Deed(proposal.id, proposal.entity_id, after={"state": state.value, "step": proposal.code})
        for proposal in proposals
    ]
    audit.record_many("collections.proposal.settled", subject_kind=SUBJECT, deeds=deeds, actor=actor, at=now)


def _letter(proposal: Proposal) -> ReleasedLetter:
    return ReleasedLetter(
        proposal_id=proposal.id,
        customer_id=proposal.customer_id,
        currency=proposal.currency,
        code=proposal.code,
        channel=Channel(proposal.channel),
        template=proposal.template,
        threshold=proposal.threshold,
        note=proposal.note,
    )
