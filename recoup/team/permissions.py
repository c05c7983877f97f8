"""Who may do what, as data: the permissions of each role, and the duties that never meet in one person.

Roles are those of the design; the conflicts are the default segregation-of-duties matrix for receivables (custody,
recording, authorization and reconciliation apart). Nothing here reads the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from recoup.team.types import Role

READ_PERMISSIONS = frozenset(
    {
        "approvals.read",
        "cash.read",
        "collections.read",
        "correspondence.read",
        "imports.read",
        "ledger.read",
        "parties.read",
        "reports.read",
        "rules.read",
        "team.read",
    }
)
PERMISSIONS = READ_PERMISSIONS | {
    "approvals.decide",
    "audit.read",
    "cash.apply",
    "cash.edit_accounts",
    "cash.refund",
    "cash.settle_differences",
    "cash.sign_off",
    "collections.manage",
    "collections.approve_offer",
    "collections.approve_plan",
    "collections.approve_solution",
    "collections.release",
    "collections.work",
    "contact.handle_with_care",
    "contact.override",
    "imports.run",
    "ledger.close_period",
    "ledger.hold",
    "ledger.post",
    "ledger.reverse",
    "ledger.write_off",
    "parties.assign",
    "parties.edit",
    "parties.edit_bank",
    "parties.edit_contacts",
    "parties.hold",
    "reconciliations.work",
    "rules.approve",
    "rules.propose",
    "team.administer",
}

ROLE_PERMISSIONS: Mapping[Role, frozenset[str]] = {
    Role.COLLECTOR: READ_PERMISSIONS
    | {
        "collections.release",
        "collections.work",
        "ledger.hold",
        "parties.edit_contacts",
        "parties.hold",
        "reconciliations.work",
    },
    Role.CASH_CLERK: READ_PERMISSIONS | {"cash.apply", "imports.run"},
    Role.CONTRACT_OFFICER: READ_PERMISSIONS
    | {
        "imports.run",
        "ledger.hold",
        "ledger.post",
        "parties.edit_contacts",
        "parties.hold",
        "reconciliations.work",
        "rules.propose",
    },
    Role.CREDIT_ANALYST: READ_PERMISSIONS
    | {"imports.run", "parties.edit", "parties.edit_contacts", "parties.hold", "reconciliations.work"},
    Role.LEGAL_OFFICER: READ_PERMISSIONS
    | {"ledger.hold", "parties.edit_contacts", "parties.hold", "rules.propose"},
    Role.MANAGER: READ_PERMISSIONS
    | {
        "approvals.decide",
        "audit.read",
        "cash.edit_accounts",
        "cash.refund",
        "cash.settle_differences",
        "cash.sign_off",
        "collections.manage",
        "contact.handle_with_care",
        "contact.override",
        "collections.approve_offer",
        "collections.approve_plan",
        "collections.approve_solution",
        "collections.release",
        "ledger.close_period",
        "ledger.hold",
        "ledger.reverse",
        "ledger.write_off",
        "parties.assign",
        "parties.edit_bank",
        "parties.hold",
        "reconciliations.work",
        "rules.approve",
        "rules.propose",
    },
    Role.AUDITOR: READ_PERMISSIONS | {"audit.read"},
    Role.SERVICE_CENTER: frozenset({"correspondence.read", "ledger.read", "parties.read"}),
    Role.ADMINISTRATOR: frozenset({"audit.read", "team.administer", "team.read"}),
}


class Duty(StrEnum):
    """What a person has in hand, in the words of internal control."""

    MASTER_DATA = "MASTER_DATA"
    CREDIT_LIMIT = "CREDIT_LIMIT"
    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"
    RECEIPT = "RECEIPT"
    CASH_APPLICATION = "CASH_APPLICATION"
    WRITE_OFF = "WRITE_OFF"
    REFUND = "REFUND"
    BANK_RECONCILIATION = "BANK_RECONCILIATION"
    LEDGER_RECONCILIATION = "LEDGER_RECONCILIATION"
    PERIOD_LOCK = "PERIOD_LOCK"
    USER_ADMINISTRATION = "USER_ADMINISTRATION"
    CONTACT = "CONTACT"


# The matrix, row by row: the duty on the left never meets one on the right in the same person and entity.
_MATRIX: Mapping[Duty, frozenset[Duty]] = {
    Duty.MASTER_DATA: frozenset(
        {
            Duty.CREDIT_LIMIT,
            Duty.INVOICE,
            Duty.CREDIT_NOTE,
            Duty.RECEIPT,
            Duty.WRITE_OFF,
            Duty.REFUND,
            Duty.USER_ADMINISTRATION,
        }
    ),
    Duty.INVOICE: frozenset(
        {
            Duty.CREDIT_NOTE,
            Duty.RECEIPT,
            Duty.CASH_APPLICATION,
            Duty.WRITE_OFF,
            Duty.USER_ADMINISTRATION,
        }
    ),
    Duty.CREDIT_NOTE: frozenset(
        {Duty.RECEIPT, Duty.CASH_APPLICATION, Duty.WRITE_OFF, Duty.REFUND, Duty.USER_ADMINISTRATION}
    ),
    Duty.RECEIPT: frozenset(
        {
            Duty.CASH_APPLICATION,
            Duty.WRITE_OFF,
            Duty.REFUND,
            Duty.BANK_RECONCILIATION,
            Duty.LEDGER_RECONCILIATION,
            Duty.USER_ADMINISTRATION,
        }
    ),
    Duty.CASH_APPLICATION: frozenset(
        {
            Duty.WRITE_OFF,
            Duty.REFUND,
            Duty.BANK_RECONCILIATION,
            Duty.LEDGER_RECONCILIATION,
            Duty.USER_ADMINISTRATION,
        }
    ),
    Duty.WRITE_OFF: frozenset({Duty.REFUND, Duty.LEDGER_RECONCILIATION, Duty.USER_ADMINISTRATION}),
    Duty.CONTACT: frozenset(Duty) - {Duty.CONTACT},
}

ROLE_DUTIES: Mapping[Role, frozenset[Duty]] = {
    Role.COLLECTOR: frozenset({Duty.CONTACT}),
    Role.CASH_CLERK: frozenset({Duty.CASH_APPLICATION}),
    Role.CONTRACT_OFFICER: frozenset({Duty.INVOICE}),
    Role.CREDIT_ANALYST: frozenset({Duty.MASTER_DATA}),
    Role.LEGAL_OFFICER: frozenset(),
    Role.MANAGER: frozenset({Duty.WRITE_OFF, Duty.CREDIT_LIMIT, Duty.PERIOD_LOCK}),
    Role.AUDITOR: frozenset(),
    Role.SERVICE_CENTER: frozenset(),
    Role.ADMINISTRATOR: frozenset({Duty.USER_ADMINISTRATION}),
}

# The auditor changes nothing and the administrator does no business: neither role is held beside another.
EXCLUSIVE_ROLES = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


def duties_conflict(one: Duty, other: Duty) -> bool:
    """Return whether the two duties must be apart; the order doesn't matter."""
    return other in _MATRIX.get(one, frozenset()) or one in _MATRIX.get(other, frozenset())


def roles_conflict(one: Role, other: Role) -> bool:
    """Return whether one person may not hold both roles in one entity."""
    if one is other:
        return False
    if EXCLUSIVE_ROLES & {one, other}:
        return True
    return any(duties_conflict(mine, yours) for mine in ROLE_DUTIES[one] for yours in ROLE_DUTIES[other])


def conflicting_role(role: Role, held: Iterable[Role]) -> Role | None:
    """Return the first of the `held` roles that conflicts with `role`, or None."""
    return next((other for other in sorted(held) if roles_conflict(role, other)), None)
