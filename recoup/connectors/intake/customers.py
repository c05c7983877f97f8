"""Customers, and how they are reached where the file says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from recoup.connectors.intake.outcomes import Intake, Taken, reading_notes
from recoup.connectors.rows.customers import CustomerRows, Reach, Wish
from recoup.kernel.batches import in_batches
from recoup.kernel.sentences import Sentence
from recoup.parties import operations as parties
from recoup.parties import queries
from recoup.parties.types import NewAddress, NewContact, Refusal, SavedCustomers

_BATCH = 5_000


def take_customers(intake: Intake) -> Taken:
    """Save the customers of all good rows: new ones are added, known ones changed where the file says more.

    A row whose contact or address can't be taken is left out as a whole.

    :raises NoEntity: there is no company of ours in which the actor may import
    :raises NotAllowed: the actor may not edit customers there
    """
    rows = CustomerRows(intake.rows, intake.plan, intake.options, intake.entities())
    saved, left_out = _save(intake, rows)
    return Taken(
        accepted=saved.added,
        known=saved.known,
        changed=saved.changed,
        refused={**dict(saved.refused), **rows.refused, **left_out},
        notes=list(reading_notes(rounded=0, footers=rows.footers)),
        entity_ids=frozenset(rows.entities.seen),
    )


def _save(intake: Intake, rows: CustomerRows) -> tuple[SavedCustomers, dict[int, Sentence]]:
    """Save the rows; when a contact or address of one is refused, undo everything and begin again without it."""
    left_out: dict[int, Sentence] = {}
    while True:
        with transaction.atomic():
            saved = parties.save_customers(
                customers=rows.customers(left_out), actor=intake.actor, now=intake.now
            )
            skipped = {*left_out, *dict(saved.refused)}
            late = _add_reaches(intake, rows, skipped) if rows.has_reaches else {}
            if not late:
                if rows.has_wishes:
                    _keep_wishes(intake, rows, skipped)
                return saved, left_out
            transaction.set_rollback(True)
        left_out |= late


def _add_reaches(intake: Intake, rows: CustomerRows, skipped: Collection[int]) -> dict[int, Sentence]:
    """Add contacts and addresses, and return the refused ones by the line of their row."""
    refused: dict[int, Sentence] = {}
    for batch in in_batches(rows.reaches(skipped), _BATCH):
        ids = _customer_ids(intake, batch)
        by_contact = [reach for reach in batch if reach.has_contact]
        by_address = [reach for reach in batch if reach.has_address]
        contacts = [_contact(reach, ids[reach.entity_id, reach.number]) for reach in by_contact]
        addresses = [_address(reach, ids[reach.entity_id, reach.number]) for reach in by_address]
        added = parties.add_contacts(contacts=contacts, actor=intake.actor, now=intake.now)
        refused |= _by_line(by_contact, added.refused)
        added = parties.add_addresses(addresses=addresses, actor=intake.actor, now=intake.now)
        refused |= _by_line(by_address, added.refused)
    return refused


def _keep_wishes(intake: Intake, rows: CustomerRows, skipped: Collection[int]) -> None:
    """Keep which customers want their payments confirmed; where rows of one customer differ, the last counts."""
    for batch in in_batches(rows.wishes(skipped), _BATCH):
        ids = _customer_ids(intake, batch)
        wishes = {ids[wish.entity_id, wish.number]: wish.is_wanted for wish in batch}
        parties.save_confirmation_wishes(wishes=wishes, actor=intake.actor, now=intake.now)


def _customer_ids(intake: Intake, batch: Iterable[Reach | Wish]) -> dict[tuple[int, str], int]:
    numbers: dict[int, set[str]] = defaultdict(set)
    for reach in batch:
        numbers[reach.entity_id].add(reach.number)
    return {
        (entity_id, number): customer_id
        for entity_id, wanted in numbers.items()
        for number, customer_id in queries.customer_ids(
            entity_id=entity_id, numbers=wanted, actor=intake.actor
        ).items()
    }


def _by_line(reaches: Sequence[Reach], refused: Iterable[Refusal]) -> dict[int, Sentence]:
    """Return refusals, which count from 1 in the batch, by the line of the row."""
    return {reaches[place - 1].line: sentence for place, sentence in refused}


def _contact(reach: Reach, customer_id: int) -> NewContact:
    return NewContact(customer_id, reach.contact_name, email=reach.email, phone=reach.phone)


def _address(reach: Reach, customer_id: int) -> NewAddress:
    return NewAddress(customer_id, reach.address_line, postal_code=reach.postal_code, city=reach.city)
