"""The daily review: a clerk looks through each statement, and a person signs off the day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import SignedDay, Statement
from recoup.cash.operations.bank.taking import lock_accounts
from recoup.cash.queries.accounts import get_bank_account
from recoup.cash.queries.review import review_days
from recoup.cash.queries.statements import get_statement
from recoup.cash.rules import STATEMENT_SIGN_OFF
from recoup.cash.types import Act, ReviewDay, SignedOff, StatementRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team


class DayIncomplete(DomainError):
    """Something of the day is missing or doesn't add up."""

    text = N_("The day can't be signed off: {reason}")


class NothingToSign(DomainError):
    """There is nothing to sign on that day."""

    text = N_("There is nothing to sign off on {day}.")


class NotReviewed(DomainError):
    """Nobody has looked through the statements of the day yet."""

    text = N_("The statements of the day must be reviewed before it is signed off.")


class SignedAlready(DomainError):
    """The day is signed off, and nothing has changed since."""

    text = N_("{name} has signed off this day already.")


class OtherPersonNeeded(DomainError):
    """Whoever reviewed the statements may not sign off the day."""

    text = N_("You reviewed this day yourself: another person must sign it off.")


@transaction.atomic
def review_statement(*, statement_id: int, actor: Actor, now: datetime) -> StatementRecord:
    """Note that a person has looked through a statement; a second look changes nothing.

    :raises NotFound: there is no such statement, or the actor may not know of it
    :raises NotAllowed: the actor may neither apply cash nor sign off statements in the entity, or is a program
    """
    found = get_statement(statement_id=statement_id, actor=actor)
    entity_id = found.account.entity_id
    may_sign = team.has_permission(actor=actor, permission=permissions.SIGN_OFF, entity_id=entity_id)
    if actor.is_program:
        raise NotAllowed
    if not may_sign:
        team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
    row = Statement.objects.select_for_update().get(pk=statement_id)
    if row.reviewed_at is not None:
        return found
    row.reviewed_by_id, row.reviewed_by_name, row.reviewed_at = actor.id, actor.name[:200], now
    row.save(update_fields=["reviewed_by", "reviewed_by_name", "reviewed_at"])
    audit.record(
        "cash.statement.reviewed",
        subject_kind="cash.statement",
        subject_id=statement_id,
        entity_id=entity_id,
        actor=actor,
        at=now,
        after={"number": row.number, "to_date": row.to_date, "closing": row.closing},
    )
    return get_statement(statement_id=statement_id, actor=actor)


@transaction.atomic
def sign_off_day(*, account_id: int, day: date, actor: Actor, now: datetime) -> SignedOff:
    """Sign off an account for a day, on what is there now; a day that changes later must be signed again.

    Whether the one who reviewed the statements may sign is a rule (`cash.statement_sign_off`).

    :raises NotFound: there is no such account, or the actor may not know of it
    :raises NotAllowed: the actor may not sign off statements in the entity, or is a program
    :raises NothingToSign: banks don't work on that day and nothing was told of it
    :raises DayIncomplete: a statement is missing or doesn't add up
    :raises NotReviewed: nobody has looked through the statements
    :raises OtherPersonNeeded: the actor reviewed them, and the rule wants a second person
    :raises SignedAlready: it is signed, and nothing changed since
    """
    account = get_bank_account(account_id=account_id, actor=actor)
    if actor.is_program:
        raise NotAllowed
    team.require(actor=actor, permission=permissions.SIGN_OFF, entity_id=account.entity_id)
    lock_accounts([account_id])
    found = review_days(from_date=day, to_date=day, account_ids=[account_id], actor=actor)
    if not found:
        raise NothingToSign(day=day)
    _check(found[0], actor)
    row = SignedDay.objects.create(
        account_id=account_id,
        day=day,
        statements=len(found[0].statement_ids),
        closing=found[0].closing,
        signed_by_id=actor.id,
        signed_by_name=actor.name[:200],
        signed_at=now,
    )
    audit.record(
        "cash.day.signed_off",
        subject_kind="cash.bank_account",
        subject_id=account_id,
        entity_id=account.entity_id,
        actor=actor,
        at=now,
        after={"day": day, "statements": row.statements, "closing": row.closing},
    )
    return SignedOff(account_id, day, Act(row.signed_by_name, actor.id, now))


def _check(found: ReviewDay, actor: Actor) -> None:
    """Refuse a day that is not ready for this person's signature."""
    if found.missing:
        raise DayIncomplete(reason=found.missing[0])
    if found.signed is not None and not found.is_changed_since:
        raise SignedAlready(name=found.signed.by)
    if not found.statement_ids:
        return
    if found.reviewed is None:
        raise NotReviewed
    rule = rulebook.resolve(kind=STATEMENT_SIGN_OFF, on=found.day, entity_id=found.account.entity_id)
    if rule.value.flag("second_person") and found.reviewed.user_id == actor.id:
        raise OtherPersonNeeded
