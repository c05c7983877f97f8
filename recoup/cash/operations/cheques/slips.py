"""Deposit slips: made by one person, confirmed by a second, and then the cheques are banked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import Cheque, DepositSlip, SlipCheque
from recoup.cash.operations.cheques.keeping import keep_steps, lock_items, require_not_before
from recoup.cash.queries.accounts import get_bank_account
from recoup.cash.queries.cheques.records import state_of
from recoup.cash.queries.cheques.slips import get_slip
from recoup.cash.types import BankAccountRecord, ChequeState, ChequeStepKind, RegistryState, SlipRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


class NothingOnSlip(DomainError):
    """No cheque was chosen."""

    text = N_("Choose at least one cheque for the slip.")


class NotBankable(DomainError):
    """A cheque can't go to the bank on this slip."""

    text = N_("Cheque {number} can't be put on this slip: {reason}")


class OwnSlip(NotAllowed):
    """Whoever made the slip may not confirm it."""

    text = N_("You made this slip yourself: another person must look through the cheques and confirm it.")


class SlipDone(DomainError):
    """The slip is confirmed or cancelled already."""

    text = N_("This slip is confirmed or cancelled already.")


IN_OTHER_STATE = N_("it is not in hand ({state}).")
OTHER_CURRENCY = N_("it is in {currency}, the account in {account_currency}.")
OTHER_ENTITY = N_("it was given to another company of ours.")
NOT_YET = N_("it is dated {cheque_date}.")
NOT_CONFIRMED = N_("we have not confirmed it in Sayad yet.")


@transaction.atomic
def make_slip(
    *, account_id: int, cheque_ids: Collection[int], day: date, actor: Actor, now: datetime
) -> SlipRecord:
    """Put cheques in hand on a deposit slip for one of our accounts; they are banked once a second person confirms.

    :raises NotFound: there is no such account or cheque for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises NothingOnSlip: no cheque was chosen
    :raises NotBankable: a cheque is elsewhere, dated later, in another currency, or not confirmed in the registry
    :raises StepTooEarly: `day` lies before the last step of a cheque
    """
    account = get_bank_account(account_id=account_id, actor=actor)
    team.require(actor=actor, permission=permissions.APPLY, entity_id=account.entity_id)
    if not cheque_ids:
        raise NothingOnSlip
    rows = _locked(cheque_ids)
    if len(rows) != len(set(cheque_ids)):
        raise NotFound
    for row in rows:
        reason = _doubt(row, account, day)
        if reason is not None:
            raise NotBankable(number=row.number, reason=reason)
    require_not_before(rows, day)
    slip = DepositSlip.objects.create(
        entity_id=account.entity_id,
        account_id=account_id,
        day=day,
        made_by_id=actor.id or None,
        made_by_name=actor.name[:200],
        made_at=now,
    )
    SlipCheque.objects.bulk_create(SlipCheque(slip=slip, cheque=row) for row in rows)
    for row in rows:
        row.slip = slip
    keep_steps(rows, ChequeStepKind.PUT_ON_SLIP, on=day, slip=slip, actor=actor, now=now)
    _audit(slip, "cash.slip.made", actor=actor, now=now)
    return get_slip(slip_id=slip.pk, actor=actor)


@transaction.atomic
def confirm_slip(*, slip_id: int, actor: Actor, now: datetime) -> SlipRecord:
    """Confirm, as a second person, that the cheques on a slip are there and go to the bank: they are banked.

    :raises NotFound: there is no such slip for the actor
    :raises NotAllowed: the actor may neither apply cash nor sign off statements in the entity
    :raises OwnSlip: the actor made it, or is the program
    :raises SlipDone: it is confirmed or cancelled
    """
    slip = _open_slip(slip_id, actor)
    if actor.is_program or actor.id == slip.made_by_id:
        raise OwnSlip
    slip.confirmed_by_id, slip.confirmed_by_name, slip.confirmed_at = actor.id, actor.name[:200], now
    slip.save(update_fields=["confirmed_by", "confirmed_by_name", "confirmed_at"])
    rows = _locked(SlipCheque.objects.filter(slip=slip).values_list("cheque_id", flat=True))
    for row in rows:
        row.state = ChequeState.BANKED.value
    keep_steps(rows, ChequeStepKind.BANKED, on=slip.day, slip=slip, actor=actor, now=now)
    _audit(slip, "cash.slip.confirmed", actor=actor, now=now)
    return get_slip(slip_id=slip_id, actor=actor)


@transaction.atomic
def cancel_slip(*, slip_id: int, actor: Actor, now: datetime) -> SlipRecord:
    """Cancel a slip that is not confirmed: its cheques are in hand again.

    :raises NotFound: there is no such slip for the actor
    :raises NotAllowed: the actor may neither apply cash nor sign off statements in the entity
    :raises SlipDone: it is confirmed or cancelled
    """
    slip = _open_slip(slip_id, actor)
    slip.cancelled_at = now
    slip.save(update_fields=["cancelled_at"])
    rows = _locked(SlipCheque.objects.filter(slip=slip).values_list("cheque_id", flat=True))
    for row in rows:
        row.slip = None
    keep_steps(rows, ChequeStepKind.TAKEN_OFF_SLIP, on=slip.day, slip=slip, actor=actor, now=now)
    _audit(slip, "cash.slip.cancelled", actor=actor, now=now)
    return get_slip(slip_id=slip_id, actor=actor)


def _open_slip(slip_id: int, actor: Actor) -> DepositSlip:
    slip = DepositSlip.objects.select_for_update().filter(pk=slip_id).first()
    if slip is None or slip.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    require_handling(actor, slip.entity_id)
    if slip.confirmed_at is not None or slip.cancelled_at is not None:
        raise SlipDone
    return slip


def require_handling(actor: Actor, entity_id: int) -> None:
    """Refuse whoever may not be the second person at the cheques of an entity.

    :raises NotAllowed: the actor may neither apply cash nor sign off statements
    """
    if not team.has_permission(actor=actor, permission=permissions.SIGN_OFF, entity_id=entity_id):
        team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)


def _locked(cheque_ids: Collection[int]) -> list[Cheque]:
    rows = list(Cheque.objects.select_for_update().filter(pk__in=list(cheque_ids)).order_by("pk"))
    lock_items(rows)
    return rows


def _doubt(row: Cheque, account: BankAccountRecord, day: date) -> Sentence | None:
    """Return why a cheque can't go to the account's bank on a day, if it can't."""
    state = state_of(row)
    if row.entity_id != account.entity_id:
        return Sentence(OTHER_ENTITY)
    if state is not ChequeState.IN_HAND:
        return Sentence(IN_OTHER_STATE, {"state": Sentence(state.label)})
    if row.currency != account.currency:
        return Sentence(OTHER_CURRENCY, {"currency": row.currency, "account_currency": account.currency})
    if row.cheque_date > day:
        return Sentence(NOT_YET, {"cheque_date": row.cheque_date})
    if row.registry not in ("", RegistryState.CONFIRMED):
        return Sentence(NOT_CONFIRMED)
    return None


def _audit(slip: DepositSlip, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(
        action,
        subject_kind="cash.slip",
        subject_id=slip.pk,
        entity_id=slip.entity_id,
        actor=actor,
        at=now,
        after={"account": slip.account_id, "day": slip.day, "made_by": slip.made_by_name},
    )
