"""What each step of the daily run does. Every one may be repeated: what was done before is found and left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from recoup.cash import operations as cash
from recoup.collections import operations as collections
from recoup.collections import queries as collections_queries
from recoup.collections.standings import Ranking
from recoup.correspondence import operations as correspondence
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.localization import Reader
from recoup.team import operations as team
from recoup.team.types import EntityRecord
from recoup.workflows.agreements import follow_time
from recoup.workflows.confirmations import make_confirmations
from recoup.workflows.exceptions import keep_exceptions, write_report
from recoup.workflows.inbox import Inbox
from recoup.workflows.intake import take_in
from recoup.workflows.releases import release_day
from recoup.workflows.types import Step

FAULT = N_("The program failed ({fault}). What the step had begun was undone.")
_MAILBOX_FAILED = N_("The mailbox could not be read: {answer}")
_TOLD_MAX = 20


@dataclass(slots=True)
class Rankings:
    """The last ranking that was read: the steps of an entity's day follow each other and share it.

    It is read after receipts, promises and plans of the day, in the first step that asks.
    """

    _last: Ranking | None = None

    def of(self, entity_id: int, on: date, actor: Actor) -> Ranking:
        """Return the ranking of an entity on a date."""
        last = self._last
        if last is None or (last.entity_id, last.as_of) != (entity_id, on):
            self.forget()  # both at once would take twice the memory
            self._last = last = collections_queries.ranking_of(entity_id=entity_id, as_of=on, actor=actor)
        return last

    def forget(self) -> None:
        """Read anew from here on."""
        self._last = None


@dataclass(frozen=True, slots=True)
class Day:
    """For which date a step is done: `last` is the last date of the run, `home` where the program's folders lie."""

    on: date
    last: date
    now: datetime
    actor: Actor
    reader: Reader
    home: Path
    now_of: Callable[[], datetime]
    rankings: Rankings

    def ranking_of(self, entity: EntityRecord) -> Ranking:
        """Return how the customers of an entity stand on this day."""
        return self.rankings.of(entity.id, self.on, self.actor)


@dataclass(frozen=True, slots=True)
class Done:
    """What a step did: counts by name, and sentences for people."""

    figures: Mapping[str, int] = field(default_factory=dict)
    told: Sequence[Sentence] = ()


def take_files(day: Day) -> Done:
    """Import the files of the inbox, each in a transaction of its own, and put them away."""
    inbox = Inbox(day.home / "inbox")
    taken = [
        take_in(file, inbox=inbox, on=day.on, actor=day.actor, now=day.now, reader=day.reader)
        for file in inbox.waiting()
    ]
    return Done(
        {
            "files": len(taken),
            "accepted": sum(file.accepted for file in taken),
            "known": sum(file.known for file in taken),
            "refused": sum(file.refused for file in taken),
            "files_refused": sum(1 for file in taken if file.is_refused),
        },
        [file.sentence for file in taken],
    )


def apply_receipts(day: Day, entity: EntityRecord) -> Done:
    """Apply the receipts that name what they pay."""
    applied = cash.apply_receipts(entity_id=entity.id, on=day.on, actor=day.actor, now=day.now)
    figures = {
        "applied": applied.applied,
        "identified": applied.identified,
        "not_applied": len(applied.refused),
    }
    return Done(figures, _sums(applied.totals))


def judge_promises(day: Day, entity: EntityRecord) -> Done:
    """Judge promises by the money that came and the time that passed."""
    judged = collections.judge_promises_of_entity(
        entity_id=entity.id, on=day.on, actor=day.actor, now=day.now
    )
    figures = {state.value.lower(): count for state, count in sorted(judged.changed.items())}
    return Done({"judged": judged.judged, **figures})


def follow_agreements(day: Day, entity: EntityRecord) -> Done:
    """Look at the payment plans, book what they have to book, and close the offers whose time is over."""
    return Done(follow_time(entity_id=entity.id, on=day.on, actor=day.actor, now=day.now))


def make_worklist(day: Day, entity: EntityRecord) -> Done:
    """Rank whom to contact."""
    made = collections.make_worklist(
        business_date=day.on,
        entity_id=entity.id,
        actor=day.actor,
        now=day.now,
        ranking=day.ranking_of(entity),
    )
    day.rankings.forget()
    return Done({"lines": made.lines})


def make_segments(day: Day, entity: EntityRecord) -> Done:
    """Put the customers into their segments."""
    made = collections.make_segments(
        entity_id=entity.id,
        business_date=day.on,
        actor=day.actor,
        now=day.now,
        ranking=day.ranking_of(entity),
    )
    return Done({"segments": made.segments, "changed": made.changed})


def propose(day: Day, entity: EntityRecord) -> Done:
    """Decide which steps are due; those of missed dates are left to the last date of the run."""
    if day.on < day.last:
        left = Sentence(N_("The steps of this date are left to {date}."), {"date": day.last})
        return Done({"proposals": 0}, [left])
    run = collections.decide_proposals(
        entity_id=entity.id,
        business_date=day.on,
        actor=day.actor,
        now=day.now,
        ranking=day.ranking_of(entity),
    )
    silent = {reason.lower(): count for reason, count in sorted(run.silent.items())}
    return Done({"proposals": run.proposals, "escalated": run.escalated, **silent})


def release(day: Day, entity: EntityRecord) -> Done:
    """Let those proposals go that need no person."""
    if day.on < day.last:
        return Done({"letters": 0})
    released = release_day(entity_id=entity.id, on=day.on, actor=day.actor, now=day.now)
    return Done({"letters": released.letters, "tasks": released.tasks, "stale": released.stale})


def confirm(day: Day, entity: EntityRecord) -> Done:
    """Make the confirmations of payments applied since the last ones; on missed dates nothing is written."""
    if day.on < day.last:
        return Done({"made": 0})
    made = make_confirmations(entity_id=entity.id, on=day.on, actor=day.actor, now=day.now)
    return Done({"made": made.made, "applications": made.applications})


def list_exceptions(day: Day, entity: EntityRecord) -> Done:
    """Keep the list of what did not go as it should."""
    counted = keep_exceptions(entity_id=entity.id, on=day.on)
    return Done({kind.value.lower(): count for kind, count in sorted(counted.items())})


def set_letters(day: Day) -> Done:
    """Set the PDFs of all messages that have none yet."""
    rendered = correspondence.render_pdfs(actor=day.actor, now=day.now)
    told = [refused.sentence for refused in rendered.refused[:_TOLD_MAX]]
    return Done({"letters": rendered.count, "not_set": len(rendered.refused)}, told)


def carry_mail(day: Day) -> Done:
    """Take in the e-mails that came, then send what was let go; on missed dates nothing is sent."""
    if day.on < day.last:
        return Done()
    taken = correspondence.fetch_mails(now_of=day.now_of, actor=day.actor)
    sent = correspondence.send_due(now_of=day.now_of, actor=day.actor)
    figures = {
        "mails": taken.new,
        "sent": sent.sent,
        "put_off": sent.later,
        "stopped": sent.refused,
        "outdated": sent.withdrawn,
        "failed": sent.failed,
        "in_doubt": sent.unknown,
        "without_channel": sent.waiting,
    }
    told = [Sentence(_MAILBOX_FAILED, {"answer": taken.failure})] if taken.failure else []
    return Done(figures, told)


def report_exceptions(day: Day) -> Done:
    """Write the workbook of the day's exceptions."""
    folder = day.home / "reports" / day.on.isoformat()
    path = write_report(on=day.on, folder=folder, actor=day.actor, reader=day.reader)
    if path is None:
        return Done(told=[Sentence(N_("There are no exceptions."))])
    return Done(told=[Sentence(N_("The exceptions are in {file}."), {"file": str(path)})])


def expire_approvals(day: Day) -> Done:
    """Close the requests for approval that waited for too long."""
    return Done({"expired": team.expire_approvals(actor=day.actor, now=day.now)})


def _sums(totals: Iterable[Money]) -> list[Sentence]:
    return [Sentence(N_("Applied: {amount}."), {"amount": total}) for total in totals]


OF_ALL: Mapping[Step, Callable[[Day], Done]] = {
    Step.INBOX: take_files,
    Step.LETTERS: set_letters,
    Step.MAIL: carry_mail,
    Step.REPORT: report_exceptions,
    Step.APPROVALS: expire_approvals,
}


class OfEntity(Protocol):
    """A step that is done for each entity."""

    def __call__(self, day: Day, entity: EntityRecord) -> Done:
        """Do it."""


OF_ENTITY: Mapping[Step, OfEntity] = {
    Step.RECEIPTS: apply_receipts,
    Step.PROMISES: judge_promises,
    Step.PLANS: follow_agreements,
    Step.SEGMENTS: make_segments,
    Step.PROPOSALS: propose,
    Step.RELEASE: release,
    Step.WORKLIST: make_worklist,
    Step.CONFIRMATIONS: confirm,
    Step.EXCEPTIONS: list_exceptions,
}


def failure(error: Exception) -> Done:
    """Return what is kept of a step that failed: its own sentence, or that the program is at fault."""
    sentence = (
        error.sentence if isinstance(error, DomainError) else Sentence(FAULT, {"fault": type(error).__name__})
    )
    return Done(told=[sentence])
