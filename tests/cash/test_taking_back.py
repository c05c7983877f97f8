"""Money that doesn't stay: recalled by the bank, put into suspense, refunded once a second person approved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.events import ReceiptReturned
from recoup.cash.models import Receipt, StatementLine
from recoup.cash.operations.desk.holding import NothingLeft
from recoup.cash.operations.desk.passing_on import NobodyToRefund
from recoup.cash.operations.desk.payers import StaysWithCustomer
from recoup.cash.operations.desk.undoing import NothingToTakeBack
from recoup.cash.types import DeedKind, LineState, WorkFilter
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.ledger import queries as ledger
from recoup.ledger.models import Item
from recoup.parties.models import Customer
from recoup.plumbing import facts
from recoup.team import queries as team
from recoup.team.types import Role
from recoup.workflows import approvals
from tests.cash.bank_files import Entry, bring, camt, own_account, states
from tests.cash.books import APRIL, CLERK, NOW, Books
from tests.people import make_entity, make_person

pytestmark = pytest.mark.django_db

MARCH_7 = date(2026, 3, 7)


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def ann(books: Books) -> Actor:
    return person(books, "Ann", Role.CASH_CLERK)


def person(books: Books, name: str, role: Role) -> Actor:
    return make_person(name, role, entity=team.get_entity(entity_id=books.entity_id, actor=CLERK))


def newest() -> int:
    return Receipt.objects.latest("item_id").item_id


def recalled(books: Books) -> int:
    """Let 104.37 come for INV-1, be applied, and be recalled two days later; return the line that recalls it."""
    own_account(books.entity_id)
    books.invoice("INV-1", "104.37")
    bring(camt(Entry("104.37", "R1", "INV-1", end_to_end="E-1"), number="1"))
    assert books.apply().applied == 1 and books.open_amount("INV-1") == 0
    back = Entry("-104.37", "R2", end_to_end="E-1", day="2026-03-07", is_reversal=True, return_reason="AC04")
    bring(camt(back, number="2", day="2026-03-07", opening="1104.37"))
    return StatementLine.objects.latest("pk").pk


@pytest.mark.duty("B12")
def test_a_recalled_payment_opens_what_it_had_paid(books: Books, ann: Actor) -> None:
    line_id = recalled(books)
    assert states() == ["POSTED", "TO_UNDO"]
    told: list[object] = []
    facts.react(ReceiptReturned, lambda many, _at: told.extend(many))
    returned = cash.take_back(line_id=line_id, on=MARCH_7, actor=ann, now=NOW)
    assert (returned.amount, returned.reason) == (Decimal("104.37"), "AC04")
    assert told[-1] == returned
    assert books.open_amount("INV-1") == Decimal("104.37") and books.unapplied() == {}
    assert Item.objects.get(pk=returned.receipt_id).is_reversed
    assert StatementLine.objects.get(pk=line_id).state == LineState.UNDONE
    (deed,) = queries.deeds_of(receipt_id=returned.receipt_id, actor=ann)
    assert deed.undone_at is not None
    assert list(ledger.verify()) == []
    assert books.apply().applied == 0, "what is gone is not applied again"


def test_a_payment_is_recalled_once_and_only_by_who_may(books: Books, ann: Actor) -> None:
    line_id = recalled(books)
    stranger = make_person("Olek", Role.CASH_CLERK, entity=make_entity("OTHER", "PL"))
    with pytest.raises(NotFound):
        cash.take_back(line_id=line_id, on=MARCH_7, actor=stranger, now=NOW)
    cash.take_back(line_id=line_id, on=MARCH_7, actor=ann, now=NOW)
    with pytest.raises(NothingToTakeBack):
        cash.take_back(line_id=line_id, on=MARCH_7, actor=ann, now=NOW)
    with pytest.raises(NothingToTakeBack):
        cash.take_back(line_id=StatementLine.objects.earliest("pk").pk, on=MARCH_7, actor=ann, now=NOW)
    assert books.open_amount("INV-1") == Decimal("104.37")


@pytest.mark.duty("B13")
def test_money_put_to_suspense_ages_from_the_day_it_came(books: Books, ann: Actor) -> None:
    customer = Customer.objects.get(number="K-1", entity_id=books.entity_id)
    books.pay("50", "for the goods", on=date(2026, 2, 1))
    cash.name_payer(receipt_id=newest(), customer_id=customer.pk, learn=False, on=APRIL, actor=ann, now=NOW)
    assert books.unapplied() == {"K-1": Decimal(50)}
    assert queries.suspense_ages(actor=ann, on=APRIL) == ()
    put = cash.put_to_suspense(receipt_id=newest(), reason="wrong payer", on=APRIL, actor=ann, now=NOW)
    assert put.left.amount == Decimal(50) and books.unapplied() == {None: Decimal(50)}
    (age,) = queries.suspense_ages(actor=ann, on=APRIL)
    assert (age.days_from, age.days_to, age.receipts, age.amount) == (31, 90, 1, Decimal(50))
    page = queries.work_page(wanted=WorkFilter(in_suspense=True), actor=ann, on=APRIL, now=NOW)
    assert [(line.receipt_id, line.age) for line in page.lines] == [(newest(), 59)]
    assert list(ledger.verify()) == []


@pytest.mark.duty("B13")
def test_applied_money_is_undone_before_nobody_knows_whose_it_is(books: Books, ann: Actor) -> None:
    books.invoice("INV-1", "104.37")
    books.pay("104.37", "INV-1")
    assert books.apply().applied == 1
    with pytest.raises(NothingLeft):
        cash.put_to_suspense(receipt_id=newest(), reason="who?", on=APRIL, actor=ann, now=NOW)
    cash.undo_receipt(receipt_id=newest(), reason="wrong payer", on=APRIL, actor=ann, now=NOW)
    assert books.unapplied() == {None: Decimal("104.37")}
    books.apply()
    assert books.unapplied() == {None: Decimal("104.37")}, "what a person undid is not done again"


def test_money_that_came_with_its_customer_stays_with_it(books: Books, ann: Actor) -> None:
    books.pay("30", "x", customer="K-1")
    with pytest.raises(StaysWithCustomer):
        cash.put_to_suspense(receipt_id=newest(), reason="who?", on=APRIL, actor=ann, now=NOW)
    assert books.unapplied() == {"K-1": Decimal(30)}


@pytest.mark.duty("B13")
def test_a_refund_waits_for_the_second_person_and_is_paid_once(books: Books, ann: Actor) -> None:
    boss = person(books, "Boss", Role.MANAGER)
    books.pay("40", "twice", customer="K-1")
    asked = cash.ask_refund(receipt_id=newest(), reason="paid twice", amount=Decimal(15), actor=ann, now=NOW)
    assert books.unapplied() == {"K-1": Decimal(40)}, "nothing moves before it is approved"
    with pytest.raises(DomainError):
        cash.refund(approval_id=asked.id, on=APRIL, actor=boss, now=NOW)
    approvals.decide(approval_id=asked.id, approve=True, note="yes", actor=boss, now=NOW, on=APRIL)
    assert books.unapplied() == {"K-1": Decimal(25)}
    (deed,) = queries.deeds_of(receipt_id=newest(), actor=ann)
    assert (deed.kind, deed.amount.amount, deed.done_by) == (DeedKind.REFUNDED, Decimal(15), "Ann")
    with pytest.raises(DomainError):
        cash.refund(approval_id=asked.id, on=APRIL, actor=boss, now=NOW)
    assert books.unapplied() == {"K-1": Decimal(25)}
    assert list(ledger.verify()) == []


def test_a_refund_that_is_refused_or_overtaken_moves_nothing(books: Books, ann: Actor) -> None:
    boss = person(books, "Boss", Role.MANAGER)
    books.pay("40", "twice", customer="K-1")
    no = cash.ask_refund(receipt_id=newest(), reason="paid twice", actor=ann, now=NOW)
    approvals.decide(approval_id=no.id, approve=False, note="keep it", actor=boss, now=NOW, on=APRIL)
    late = cash.ask_refund(receipt_id=newest(), reason="paid twice", actor=ann, now=NOW)
    cash.mark_not_ours(receipt_id=newest(), reason="tax office", on=APRIL, actor=ann, now=NOW)
    with pytest.raises(DomainError):
        approvals.decide(approval_id=late.id, approve=True, note="", actor=boss, now=NOW, on=APRIL)
    assert [deed.kind for deed in queries.deeds_of(receipt_id=newest(), actor=ann)] == [DeedKind.NOT_OURS]
    books.pay("30", "who?")
    with pytest.raises(NobodyToRefund):
        cash.ask_refund(receipt_id=newest(), reason="back", actor=ann, now=NOW)
