"""Rows of cheques as what may cross the border, and what can be done with one as it stands."""

from __future__ import annotations

from decimal import Decimal

from recoup.cash.models import Cheque, DepositSlip
from recoup.cash.types import (
    Act,
    ChequeAct,
    ChequePlace,
    ChequeRecord,
    ChequeState,
    RegistryState,
    SlipRecord,
)
from recoup.kernel.money import Money

_ACTS = {
    ChequeState.IN_HAND: frozenset({ChequeAct.RETURN}),
    ChequeState.ON_SLIP: frozenset[ChequeAct](),
    ChequeState.BANKED: frozenset({ChequeAct.CLEAR, ChequeAct.BOUNCE}),
    ChequeState.PAID: frozenset[ChequeAct](),
    ChequeState.BOUNCED: frozenset({ChequeAct.REPRESENT, ChequeAct.RETURN}),
    ChequeState.RETURNED: frozenset[ChequeAct](),
}
_REGISTRY_ACTS = {
    RegistryState.NOT_REGISTERED: ChequeAct.FIND_IN_REGISTRY,
    RegistryState.REGISTERED: ChequeAct.CONFIRM_IN_REGISTRY,
}
_MOVING = frozenset({ChequeState.IN_HAND, ChequeState.BANKED})


def state_of(row: Cheque) -> ChequeState:
    """Return where a cheque stands: what was done with it, and whether money for it came."""
    state = ChequeState(row.state)
    if state in _MOVING and row.item is not None and not row.item.amount_open:
        return ChequeState.PAID
    if state is ChequeState.IN_HAND and row.slip_id is not None:
        return ChequeState.ON_SLIP
    return state


def acts_on(row: Cheque) -> frozenset[ChequeAct]:
    """Return what can be done with a cheque as it stands now."""
    state = state_of(row)
    acts = _ACTS[state]
    if state is ChequeState.PAID and row.state == ChequeState.IN_HAND:
        return acts if row.slip_id is not None else acts | {ChequeAct.RETURN}
    if state in _MOVING and row.credit is not None:
        if row.credit.amount_open:
            acts |= {ChequeAct.COVER}
        if row.credit.amount_open != row.credit.amount:
            acts |= {ChequeAct.UNCOVER}
    registry = RegistryState(row.registry) if row.registry else None
    if state is ChequeState.IN_HAND and registry in _REGISTRY_ACTS:
        acts |= {_REGISTRY_ACTS[registry]}
    return acts


def cheque_record(row: Cheque) -> ChequeRecord:
    """Return a cheque as others may see it."""
    return ChequeRecord(
        id=row.pk,
        entity_id=row.entity_id,
        customer_id=row.customer_id,
        item_id=row.item_id,
        number=row.number,
        sayad_id=row.sayad_id,
        drawer=row.drawer,
        bank_name=row.bank_name,
        branch=row.branch,
        account_number=row.account_number,
        cheque_date=row.cheque_date,
        received_on=row.received_on,
        present_by=row.present_by,
        amount=Money(row.amount, row.currency),
        amount_open=Money(row.item.amount_open if row.item else Decimal(0), row.currency),
        amount_uncovered=Money(-row.credit.amount_open if row.credit else Decimal(0), row.currency),
        state=state_of(row),
        registry=RegistryState(row.registry) if row.registry else None,
        place=ChequePlace(row.place),
        is_to_bearer=row.is_to_bearer,
        bounces=row.bounces,
        slip_id=row.slip_id,
        image_id=row.image_id,
        note=row.note,
    )


def slip_record(row: DepositSlip, cheques: list[Cheque]) -> SlipRecord:
    """Return a deposit slip with these cheques on it."""
    confirmed = (
        Act(row.confirmed_by_name, row.confirmed_by_id or 0, row.confirmed_at) if row.confirmed_at else None
    )
    return SlipRecord(
        id=row.pk,
        entity_id=row.entity_id,
        account_id=row.account_id,
        day=row.day,
        cheque_ids=tuple(cheque.pk for cheque in cheques),
        total=Money(sum((cheque.amount for cheque in cheques), start=Decimal(0)), row.account.currency),
        made=Act(row.made_by_name, row.made_by_id or 0, row.made_at),
        confirmed=confirmed,
        is_cancelled=row.cancelled_at is not None,
    )
