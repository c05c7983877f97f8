"""Review: a person drops a proposal or puts it off, chooses another channel or letter, and adds a note."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.models import CourseStep, Postponement, Proposal
from recoup.collections.operations.deciding import lock_proposals
from recoup.collections.strategy_rules.strategies import FIRM_TEMPLATES, NOTICE_TEMPLATE
from recoup.collections.types import ProposalState
from recoup.engines.strategy import Handling, Performer, WaiverReason
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team

SUBJECT = "collections.proposal"
_DROPPED = N_("Dropped by {person}: {reason}")
_PUT_OFF = N_("Put off until {date} by {person}: {reason}")
_BY_POST = (Channel.EMAIL, Channel.SMS, Channel.LETTER)


class ProposalSettled(DomainError):
    """Somebody dropped or released it meanwhile, or a later run took its place."""

    text = N_("This proposal is not open any more: it was dropped, released or replaced meanwhile.")


class ReasonToDropMissing(DomainError):
    """Nobody could tell later why the step was not taken."""

    text = N_("Give the reason for which this step is not taken.")


class PutOffIntoThePast(DomainError):
    """A step can be put off only to a day that is still to come."""

    text = N_("A step can be put off only to a later day.")


class OtherKindOfLetter(DomainError):
    """A notice before the due date can't be made of a reminder, nor a reminder of a notice."""

    text = N_("A payment notice stays a payment notice, and a reminder a reminder.")


class ChannelNeedsPerson(DomainError):
    """The program neither calls nor visits."""

    text = N_("This channel needs a person: drop the proposal and make the contact yourself.")


@transaction.atomic
def drop_proposals(
    *, proposal_ids: Collection[int], reason: str, until: date | None, actor: Actor, now: datetime
) -> int:
    """Take the step of each proposal not at all (`until` None: a recorded waiver), or not before the day `until`.

    Return how many. The step is not proposed again for the same oldest item, or not before that day.

    :raises NotFound: one of them is not there for the actor
    :raises NotAllowed: the actor may not look through proposals there
    :raises ProposalSettled: one of them is not open any more
    :raises ReasonToDropMissing: no reason is given
    :raises PutOffIntoThePast: the day is not after the proposal's
    """
    if not reason.strip():
        raise ReasonToDropMissing
    found = locked_open(proposal_ids, actor)
    if until is not None and any(until <= proposal.business_date for proposal in found):
        raise PutOffIntoThePast
    told = _told(reason.strip(), until, actor)
    if until is None:
        CourseStep.objects.bulk_create([_waived(proposal, told, actor, now) for proposal in found])
    else:
        Postponement.objects.bulk_create(
            [
                Postponement(
                    entity_id=proposal.entity_id,
                    anchor_item_id=proposal.anchor_item_id,
                    code=proposal.code,
                    until_date=until,
                    reason=reason.strip(),
                    set_by_name=actor.name,
                    set_at=now,
                )
                for proposal in found
            ]
        )
    ids = [proposal.id for proposal in found]
    Proposal.objects.filter(id__in=ids).update(
        state=ProposalState.DROPPED,
        settled_by_name=actor.name,
        settled_at=now,
        settled_reason=told.to_json(),
    )
    after = {"reason": reason.strip(), "until": until}
    deeds = [Deed(proposal.id, proposal.entity_id, after=after) for proposal in found]
    audit.record_many("collections.proposal.dropped", subject_kind=SUBJECT, deeds=deeds, actor=actor, at=now)
    return len(found)


@transaction.atomic
def change_proposal(
    *,
    proposal_id: int,
    channel: Channel | None,
    template: str,
    note: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Choose another channel or letter for an open proposal, and add a note for whoever reads it.

    :raises NotFound: there is none for the actor
    :raises NotAllowed: the actor may not look through proposals there
    :raises ProposalSettled: it is not open any more
    :raises ChannelNeedsPerson: the program can't use the channel
    :raises OtherKindOfLetter: a notice would become a reminder, or the other way round
    """
    [proposal] = locked_open([proposal_id], actor)
    if proposal.performer == Performer.JOB and channel not in _BY_POST:
        raise ChannelNeedsPerson
    if (template == NOTICE_TEMPLATE) != (proposal.template == NOTICE_TEMPLATE):
        raise OtherKindOfLetter
    before = {"channel": proposal.channel, "template": proposal.template, "note": proposal.note}
    proposal.channel = channel.value if channel else ""
    proposal.template, proposal.note = template, note.strip()
    if template in FIRM_TEMPLATES and not proposal.looks:
        proposal.looks = [Sentence(N_("This is a final demand: a person lets it go.")).to_json()]
    proposal.save(update_fields=["channel", "template", "note", "looks"])
    audit.record(
        "collections.proposal.changed",
        subject_kind=SUBJECT,
        subject_id=proposal.id,
        entity_id=proposal.entity_id,
        actor=actor,
        at=now,
        before=before,
        after={"channel": proposal.channel, "template": template, "note": proposal.note},
    )


def locked_open(proposal_ids: Collection[int], actor: Actor) -> Sequence[Proposal]:
    """Return open proposals, their entities' proposals locked until the transaction ends.

    :raises NotFound: one of them is not there for the actor
    :raises NotAllowed: the actor may not look through proposals there
    :raises ProposalSettled: one of them is not open any more
    """
    wanted = set(proposal_ids)
    entity_ids = sorted(
        set(Proposal.objects.filter(id__in=wanted).order_by().values_list("entity_id", flat=True))
    )
    for entity_id in entity_ids:
        team.require(actor=actor, permission=permissions.RELEASE, entity_id=entity_id)
        lock_proposals(entity_id)
    found = list(Proposal.objects.filter(id__in=wanted).order_by("id"))
    if not found or len(found) < len(wanted):
        raise NotFound
    if any(proposal.state != ProposalState.OPEN for proposal in found):
        raise ProposalSettled
    return found


def _told(reason: str, until: date | None, actor: Actor) -> Sentence:
    if until is None:
        return Sentence(_DROPPED, {"person": actor.name, "reason": reason})
    return Sentence(_PUT_OFF, {"person": actor.name, "reason": reason, "date": until})


def _waived(proposal: Proposal, told: Sentence, actor: Actor, now: datetime) -> CourseStep:
    return CourseStep(
        entity_id=proposal.entity_id,
        customer_id=proposal.customer_id,
        currency=proposal.currency,
        anchor_item_id=proposal.anchor_item_id,
        code=proposal.code,
        how=Handling.WAIVED.value,
        business_date=proposal.business_date,
        performer=proposal.performer,
        amount=proposal.amount,
        reason=told.to_json() | {"why": WaiverReason.DROPPED.value},
        version_id=proposal.version_id,
        proposal_id=proposal.id,
        settled_by_name=actor.name,
        settled_at=now,
    )
