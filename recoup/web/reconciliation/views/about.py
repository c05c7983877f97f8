"""What a reconciliation is about, and which sources are compared for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from recoup.parties import queries as parties
from recoup.reconciliation import operations, queries
from recoup.reconciliation.types import ComparedLineRecord, Kind, ReconciliationRecord
from recoup.team import queries as team
from recoup.web.reconciliation.presenters import results as presenters
from recoup.web.reconciliation.presenters.contracts import contract_row
from recoup.web.reconciliation.presenters.documents import balance_words
from recoup.web.reconciliation.presenters.results import About
from recoup.web.shared.requests import DeskRequest
from recoup.workflows import schedules


def about_of(request: DeskRequest, found: ReconciliationRecord) -> About:
    """Return whose account or contracts the reconciliation is about."""
    if found.customer_id is None:
        entity = team.get_entity(entity_id=found.entity_id, actor=request.actor)
        return About(entity.code, entity.name, None)
    customer = parties.get_customer(customer_id=found.customer_id, actor=request.actor).customer
    return About(customer.number, customer.name, customer.id)


def compare_sources(request: DeskRequest, found: ReconciliationRecord) -> None:
    """Compare the books of an account, or schedule, ledger and bank of contracts.

    :raises DomainError: as for the operation
    """
    if found.kind is Kind.SCHEDULE:
        schedules.compare_schedule(reconciliation_id=found.id, actor=request.actor, now=request.now)
    else:
        operations.compare_books(reconciliation_id=found.id, actor=request.actor, now=request.now)


def head_of(request: DeskRequest, found: ReconciliationRecord) -> dict[str, object]:
    """Return what stands at the head of the page and of the document."""
    about = about_of(request, found)
    head: dict[str, object] = {
        "found": found,
        "about": about,
        "title": presenters.title(found, about, request.reader),
        "kind": _(found.kind.label),
        "coverage": presenters.coverage(found),
        "stage": presenters.stage(found),
        "signs": presenters.sign_words(found, request.reader),
        "words": balance_words(found),
    }
    if found.kind is Kind.SCHEDULE:
        total = queries.progress_total(reconciliation_id=found.id, actor=request.actor)
        head["total"] = contract_row(total, request.reader)
    return head


def owners_of(lines: Iterable[ComparedLineRecord]) -> Mapping[int, str]:
    """Return the names of those who look after the differences."""
    return team.names_by_id({one.owner_id for one in lines if one.owner_id is not None})
