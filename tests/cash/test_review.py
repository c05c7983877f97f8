"""The daily review: what is missing is shown, a clerk looks, another person signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.operations.bank import (
    DayIncomplete,
    NothingToSign,
    NotReviewed,
    OtherPersonNeeded,
    SignedAlready,
)
from recoup.cash.queries.review import NO_STATEMENT, NOT_ADDING_UP, ONLY_INTERIM
from recoup.cash.types import BankAccountRecord, ReviewDay
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.team.types import Role
from tests.cash.bank_files import Entry, bring, camt, own_account
from tests.people import NOW, PROGRAM, make_entity, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B12")]

THURSDAY, FRIDAY, SATURDAY, MONDAY, TUESDAY = (date(2026, 3, day) for day in (5, 6, 7, 9, 10))


@dataclass
class Desk:
    """A company with an account, a clerk and a manager."""

    account: BankAccountRecord
    clerk: Actor
    manager: Actor

    def tell(self, day: date, number: int, opening: str, *entries: Entry, **more: str) -> int:
        """Import a statement of a day and return its id."""
        content = camt(*entries, number=str(number), day=day.isoformat(), opening=opening, **more)
        (statement,) = bring(content).statements
        return statement.statement_id

    def day(self, day: date) -> ReviewDay:
        """Return the review of a day."""
        (found,) = queries.review_days(from_date=day, to_date=day, actor=PROGRAM)
        return found

    def sign(self, day: date, actor: Actor | None = None) -> None:
        """Sign off a day."""
        cash.sign_off_day(account_id=self.account.id, day=day, actor=actor or self.manager, now=NOW)


@pytest.fixture
def desk() -> Desk:
    entity = make_entity("ACME", "PL")
    return Desk(
        own_account(entity.id),
        make_person("Alice", Role.CASH_CLERK, entity=entity),
        make_person("Bob", Role.MANAGER, entity=entity),
    )


def on(day: date, amount: str, reference: str) -> Entry:
    """Return a booking of that day."""
    return Entry(amount, reference, day=day.isoformat())


def test_a_complete_day_is_reviewed_and_then_signed_by_another(desk: Desk) -> None:
    statement_id = desk.tell(THURSDAY, 1, "100.00", on(THURSDAY, "50.00", "R1"))
    found = desk.day(THURSDAY)
    assert (found.is_complete, found.is_reconciled, found.reviewed, found.signed) == (True, True, None, None)
    assert (found.opening, found.closing, found.sum_in, found.sum_posted) == (100, 150, 50, 50)
    with pytest.raises(NotReviewed):
        desk.sign(THURSDAY)
    reviewed = cash.review_statement(statement_id=statement_id, actor=desk.clerk, now=NOW)
    assert reviewed.reviewed is not None and reviewed.reviewed.by == "Alice"
    cash.review_statement(statement_id=statement_id, actor=desk.manager, now=NOW)
    desk.sign(THURSDAY)
    found = desk.day(THURSDAY)
    assert found.reviewed is not None and found.signed is not None
    assert (found.reviewed.by, found.signed.by) == ("Alice", "Bob")
    with pytest.raises(SignedAlready):
        desk.sign(THURSDAY)


def test_who_reviewed_a_day_does_not_sign_it(desk: Desk) -> None:
    statement_id = desk.tell(THURSDAY, 1, "100.00", on(THURSDAY, "50.00", "R1"))
    cash.review_statement(statement_id=statement_id, actor=desk.manager, now=NOW)
    with pytest.raises(OtherPersonNeeded):
        desk.sign(THURSDAY)


def test_a_missing_day_is_shown_and_not_signed(desk: Desk) -> None:
    desk.tell(THURSDAY, 1, "100.00", on(THURSDAY, "50.00", "R1"))
    desk.tell(MONDAY, 3, "170.00", on(MONDAY, "5.00", "R3"))
    found = queries.continuity(account_id=desk.account.id, from_date=THURSDAY, to_date=TUESDAY, actor=PROGRAM)
    assert found.missing_days == (FRIDAY, TUESDAY)
    assert [gap.kind for gap in found.gaps] == ["BALANCE_BROKEN"]
    assert [each.text for each in desk.day(FRIDAY).missing] == [NO_STATEMENT]
    with pytest.raises(DayIncomplete):
        desk.sign(FRIDAY)
    assert not desk.day(MONDAY).is_complete
    desk.tell(FRIDAY, 2, "150.00", on(FRIDAY, "20.00", "R2"))
    assert desk.day(MONDAY).is_complete


def test_a_day_on_which_nothing_moved_needs_no_statement(desk: Desk) -> None:
    desk.tell(THURSDAY, 1, "100.00", on(THURSDAY, "50.00", "R1"))
    desk.tell(MONDAY, 2, "150.00", on(MONDAY, "5.00", "R3"))
    assert desk.day(FRIDAY).is_complete
    desk.sign(FRIDAY)
    with pytest.raises(NothingToSign):
        desk.sign(SATURDAY)


def test_a_report_of_the_day_is_not_enough(desk: Desk) -> None:
    desk.tell(THURSDAY, 1, "100.00", on(THURSDAY, "50.00", "R1"))
    bring(camt(on(FRIDAY, "7.00", "R2"), on(FRIDAY, "8.00", ""), kind="052", day=FRIDAY.isoformat()))
    found = desk.day(FRIDAY)
    assert [each.text for each in found.missing] == [ONLY_INTERIM]
    assert [each.values["count"] for each in found.differences] == [1]


def test_a_statement_that_does_not_add_up_makes_the_day_incomplete(desk: Desk) -> None:
    desk.tell(THURSDAY, 1, "100.00", on(THURSDAY, "50.00", "R1"), closing="175.00")
    assert [(each.text, each.values["difference"]) for each in desk.day(THURSDAY).missing] == [
        (NOT_ADDING_UP, Decimal("-25"))
    ]


def test_a_day_that_changes_after_it_was_signed_must_be_signed_again(desk: Desk) -> None:
    first = desk.tell(THURSDAY, 1, "100.00", on(THURSDAY, "50.00", "R1"))
    cash.review_statement(statement_id=first, actor=desk.clerk, now=NOW)
    desk.sign(THURSDAY)
    second = desk.tell(THURSDAY, 2, "150.00", on(THURSDAY, "9.00", "R2"))
    found = desk.day(THURSDAY)
    assert (found.is_changed_since, found.reviewed) == (True, None)
    cash.review_statement(statement_id=second, actor=desk.clerk, now=NOW)
    desk.sign(THURSDAY)
    assert not desk.day(THURSDAY).is_changed_since


def test_lines_that_need_a_person_stand_between_bank_and_ledger(desk: Desk) -> None:
    desk.tell(THURSDAY, 1, "100.00", on(THURSDAY, "50.00", "R1"), Entry("-9.00", "R2", is_reversal=True))
    found = desk.day(THURSDAY)
    assert (found.is_complete, found.is_reconciled, found.lines_to_work) == (True, False, 1)
    assert [each.values["amount"] for each in found.differences] == [-9]


def test_programs_and_strangers_sign_nothing(desk: Desk) -> None:
    statement_id = desk.tell(THURSDAY, 1, "100.00", on(THURSDAY, "50.00", "R1"))
    stranger = make_person("Sam", Role.MANAGER, entity=make_entity("OTHER"))
    with pytest.raises(NotFound):
        cash.review_statement(statement_id=statement_id, actor=stranger, now=NOW)
    with pytest.raises(NotFound):
        desk.sign(THURSDAY, stranger)
    with pytest.raises(NotAllowed):
        cash.review_statement(statement_id=statement_id, actor=PROGRAM, now=NOW)
    with pytest.raises(NotAllowed):
        desk.sign(THURSDAY, PROGRAM)
    with pytest.raises(NotAllowed):
        desk.sign(THURSDAY, desk.clerk)
    auditor = make_person("Ann", Role.AUDITOR)
    with pytest.raises(NotAllowed):
        cash.review_statement(statement_id=statement_id, actor=auditor, now=NOW)
