"""What every act on a cheque needs: the cheque under a lock, its step kept, its items in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from recoup.cash import permissions
from recoup.cash.models import Cheque, ChequeCover, ChequeStep, DepositSlip
from recoup.cash.operations.matching.posting import LedgerRefuses
from recoup.cash.queries.cheques.records import acts_on, state_of
from recoup.cash.types import ChequeAct, ChequeStepKind, NewCover
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.types import ItemKind, NewAllocation, NewItem
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team

SOURCE = "cash.cheques"
SUBJECT = "cash.cheque"
NOTE_LENGTH = 500


class NotNow(DomainError):
    """The cheque stands where this can't be done with it."""

    text = N_("This can't be done with cheque {number}: {state}.")


class StepTooEarly(DomainError):
    """The step would count before the one that came last."""

    text = N_("Something was done with cheque {number} on {last_on}: nothing can count before that day.")


class ChequePaid(DomainError):
    """Money was applied to the cheque."""

    text = N_("Money of a receipt was applied to cheque {number}. Take that back first.")


class AboveOpen(DomainError):
    """More of an item is to be covered than is open, or more than the cheque has left."""

    text = N_("Only {amount} is left to cover, on the item or of the cheque.")


def locked_cheque(cheque_id: int, *, act: ChequeAct, on: date, actor: Actor) -> Cheque:
    """Return a cheque that `act` can be done with on a day, locked until the transaction ends.

    :raises NotFound: there is no such cheque for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises NotNow: the cheque stands where this can't be done
    :raises StepTooEarly: `on` lies before the last step
    """
    row = Cheque.objects.select_for_update().filter(pk=cheque_id).first()
    if row is None or row.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    team.require(actor=actor, permission=permissions.APPLY, entity_id=row.entity_id)
    lock_items([row])
    if act not in acts_on(row):
        raise NotNow(number=row.number, state=Sentence(state_of(row).label))
    require_not_before([row], on)
    return row


def lock_items(rows: Iterable[Cheque]) -> None:
    """Lock the ledger's items of cheques, and read how they stand."""
    cheques = list(rows)
    ledger_queries.locked_items(
        item_ids=[each for row in cheques for each in (row.item_id, row.credit_id) if each is not None]
    )
    fresh = Cheque.objects.select_related("item", "credit").in_bulk([row.pk for row in cheques])
    for row in cheques:
        row.item, row.credit = fresh[row.pk].item, fresh[row.pk].credit


def require_not_before(rows: Iterable[Cheque], on: date) -> None:
    """Refuse a day before the last step of one of the cheques.

    :raises StepTooEarly: it is
    """
    for row in rows:
        if on < row.last_on:
            raise StepTooEarly(number=row.number, last_on=row.last_on)


def keep_steps(
    rows: Sequence[Cheque],
    kind: ChequeStepKind,
    *,
    on: date,
    actor: Actor,
    now: datetime,
    note: str = "",
    slip: DepositSlip | None = None,
) -> None:
    """Keep that something was done with cheques, in their history and in the trail; and save where they stand."""
    for row in rows:
        row.last_on = on
    Cheque.objects.bulk_update(
        rows, ["state", "registry", "last_on", "bounces", "bounced_on", "item", "credit", "slip"]
    )
    ChequeStep.objects.bulk_create(
        ChequeStep(
            cheque=row,
            kind=kind.value,
            on=on,
            note=note[:NOTE_LENGTH],
            slip=slip,
            by_id=actor.id,
            by_name=actor.name[:200],
            at=now,
        )
        for row in rows
    )
    audit.record_many(
        f"cash.cheque.{kind.value.lower()}",
        subject_kind=SUBJECT,
        deeds=[
            Deed(
                row.pk,
                row.entity_id,
                after={
                    "number": row.number,
                    "amount": Money(row.amount, row.currency),
                    "on": on,
                    "note": note,
                    "slip": slip.pk if slip else None,
                },
            )
            for row in rows
        ],
        actor=actor,
        at=now,
    )


def cover(
    row: Cheque, covers: Iterable[NewCover], *, on: date, actor: Actor, now: datetime
) -> tuple[int, ...]:
    """Cover items of the cheque's customer by its credit, from `on` or the day the item came, whichever is later.

    :raises NotFound: an item is not the customer's
    :raises AboveOpen: an amount is nothing, or more than is left
    :raises LedgerRefuses: the ledger refuses one of them
    """
    wanted = list(covers)
    if row.credit_id is None or not wanted:
        return ()
    items = ledger_queries.locked_items(item_ids=[row.credit_id, *(one.item_id for one in wanted)])
    left = -items[row.credit_id].amount_open
    allocations = []
    for one in wanted:
        item = items.get(one.item_id)
        if item is None or item.customer_id != row.customer_id or item.entity_id != row.entity_id:
            raise NotFound
        if not 0 < one.amount <= min(left, item.amount_open) or one.item_id == row.item_id:
            raise AboveOpen(amount=Money(max(min(left, item.amount_open), left * 0), row.currency))
        left -= one.amount
        kept = ChequeCover.objects.create(
            cheque=row, item_id=one.item_id, amount=one.amount, bounce=row.bounces
        )
        day = max(on, item.applies_from, items[row.credit_id].applies_from)
        allocations.append(NewAllocation(row.credit_id, one.item_id, one.amount, day, _name(kept)))
    posted = ledger.allocate(allocations=allocations, source=SOURCE, actor=actor, now=now)
    for refused in posted.refused:
        raise LedgerRefuses(reason=refused.sentence)
    return tuple(one.item_id for one in wanted)


def uncover(row: Cheque, *, on: date, reason: str, actor: Actor, now: datetime) -> tuple[int, ...]:
    """Take a cheque off all items that it covers, and return these: they are open again."""
    covers = list(ChequeCover.objects.filter(cheque=row, undone_at=None).order_by("id"))
    standing = ledger_queries.standing_entries(
        entity_id=row.entity_id, source=SOURCE, source_refs=[_name(one) for one in covers]
    )
    if standing:
        ledger.reverse_cash(
            entry_ids=[one.entry_id for one in standing],
            effective_date=max(on, *(one.effective_date for one in standing)),
            reason=reason,
            actor=actor,
            now=now,
        )
    ChequeCover.objects.filter(pk__in=[one.pk for one in covers]).update(undone_at=now)
    return tuple(dict.fromkeys(one.item_id for one in covers))


def take_out(row: Cheque, *, on: date, reason: str, actor: Actor, now: datetime) -> tuple[int, ...]:
    """Take a cheque out of the ledger: what it covered is open again. Return the items.

    :raises ChequePaid: money was applied to it
    """
    if row.item is not None and row.item.amount_open != row.item.amount:
        raise ChequePaid(number=row.number)
    items = uncover(row, on=on, reason=reason, actor=actor, now=now)
    ids = [each for each in (row.item_id, row.credit_id) if each is not None]
    locked = ledger_queries.locked_items(item_ids=ids)
    if locked:
        ledger.reverse_cash(
            entry_ids=[item.entry_id for item in locked.values()],
            effective_date=max(on, *(item.applies_from for item in locked.values())),
            reason=reason,
            actor=actor,
            now=now,
        )
    row.item = row.credit = None
    return items


def items_of(row: Cheque, customer_number: str, *, line: int, on: date) -> Iterator[NewItem]:
    """Return the two items by which a cheque enters the ledger on a day: itself, and the credit that covers items.

    A cheque whose date has passed falls due when it comes in.
    """
    for kind in (ItemKind.CHEQUE, ItemKind.CHEQUE_CREDIT):
        is_cheque = kind is ItemKind.CHEQUE
        yield NewItem(
            line=line,
            entity_id=row.entity_id,
            customer_number=customer_number,
            kind=kind,
            number=row.number,
            part=row.part,
            reference=row.sayad_id,
            issue_date=on,
            due_date=max(row.cheque_date, on) if is_cheque else None,
            currency=row.currency,
            amount=row.amount if is_cheque else -row.amount,
        )


def _name(one: ChequeCover) -> str:
    return f"cover/{one.pk}"
