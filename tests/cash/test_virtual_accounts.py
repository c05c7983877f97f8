"""Virtual accounts: a number of ours that was given to one customer says whose the money is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.models import VirtualAccount
from recoup.cash.operations.virtual import giving
from recoup.cash.types import NewVirtualAccount, SavedVirtualAccounts
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.plumbing.audit import queries as audit
from recoup.team.types import Role
from tests.cash.bank_files import Entry, bring, camt, own_account
from tests.cash.books import APRIL, CLERK, MARCH, NOW, Books
from tests.people import make_entity, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.4")]

IBAN_OF_K1 = "PL27114020040000300201355387"
MAY = date(2026, 5, 1)


@pytest.fixture
def books() -> Books:
    return Books()


def give(account_id: int, *accounts: NewVirtualAccount, actor: Actor = CLERK) -> SavedVirtualAccounts:
    return cash.save_virtual_accounts(
        account_id=account_id, accounts=accounts, on=MARCH, actor=actor, now=NOW
    )


def reasons(saved: SavedVirtualAccounts) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.sentence.text) for refusal in saved.refused]


def test_money_on_a_virtual_account_is_the_customers(books: Books) -> None:
    account = own_account(books.entity_id)
    assert give(account.id, NewVirtualAccount(1, IBAN_OF_K1, "K-1")).added == 1
    books.invoice("INV-1", "104.37")
    books.invoice("INV-2", "104.37", customer="K-2")
    paid = Entry("104.37", "R1", "thank you", payer="Nobody Knows", paid_to=IBAN_OF_K1)
    bring(camt(paid, Entry("33.00", "R2", "thank you", payer="Nobody Knows")))
    assert books.apply().applied == 1
    assert (books.open_amount("INV-1"), books.open_amount("INV-2")) == (0, Decimal("104.37"))
    assert books.unapplied() == {None: Decimal("33.00")}


def test_a_number_in_the_text_counts_when_it_stands_whole(books: Books) -> None:
    account = own_account(books.entity_id)
    give(account.id, NewVirtualAccount(1, "VA 700 123", "K-1"))
    books.pay("50.00", "transfer to VA-700123 goods")
    books.pay("60.00", "transfer to VA 700 123")
    books.pay("70.00", "transfer to VA-7001234")
    books.apply()
    assert books.unapplied() == {"K-1": Decimal("110.00"), None: Decimal("70.00")}


def test_a_number_given_to_somebody_else_later_is_each_ones_in_its_time(books: Books) -> None:
    account = own_account(books.entity_id)
    until_march = NewVirtualAccount(1, "VA-700123", "K-1", date(2026, 1, 1), MARCH)
    from_april = NewVirtualAccount(2, "VA-700123", "K-2", APRIL)
    assert give(account.id, until_march, from_april).added == 2
    books.pay("50.00", "VA-700123", on=MARCH)
    books.pay("60.00", "VA-700123", on=date(2026, 3, 15))
    books.pay("70.00", "VA-700123", on=APRIL)
    books.apply()
    assert books.unapplied() == {
        "K-1": Decimal("50.00"),
        None: Decimal("60.00"),
        "K-2": Decimal("70.00"),
    }


def test_two_numbers_of_different_customers_in_one_text_say_nothing(books: Books) -> None:
    account = own_account(books.entity_id)
    give(account.id, NewVirtualAccount(1, "VA-700123", "K-1"), NewVirtualAccount(2, "VA-700124", "K-2"))
    books.pay("50.00", "VA-700123 or VA-700124")
    books.apply()
    assert books.unapplied() == {None: Decimal("50.00")}


def test_what_cannot_be_given_is_refused_line_by_line(books: Books) -> None:
    account = own_account(books.entity_id)
    saved = give(
        account.id,
        NewVirtualAccount(1, "VA-700123", "K-1", MARCH, APRIL),
        NewVirtualAccount(2, "VA-700123", "K-2", APRIL),
        NewVirtualAccount(3, "VA-700123", "K-1", MARCH, APRIL),
        NewVirtualAccount(4, "12", "K-1"),
        NewVirtualAccount(5, "VA-700125", "K-9"),
        NewVirtualAccount(6, "VA-700126", "K-1", APRIL, MARCH),
        NewVirtualAccount(7, account.number_written, "K-1"),
        NewVirtualAccount(8, "va 700123", "K-2", date(2026, 4, 2)),
    )
    assert (saved.added, saved.known) == (2, 1)
    assert reasons(saved) == [
        (2, giving.TAKEN_UNTIL),
        (4, giving.NUMBER_WRONG),
        (5, giving.NO_CUSTOMER),
        (6, giving.ENDS_BEFORE),
        (7, giving.OWN_NUMBER),
    ]


def test_the_database_itself_refuses_two_customers_on_one_day(books: Books) -> None:
    account = own_account(books.entity_id)
    give(account.id, NewVirtualAccount(1, "VA-700123", "K-1"))
    row = VirtualAccount.objects.get()
    row.pk, row.from_date = None, MAY
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_list_in_any_language_is_taken_in_and_told_by_line(books: Books) -> None:
    account = own_account(books.entity_id)
    rows = ("VA-700123;K-1;1404/12/01;", "VA-700124;K-9;;", "VA-700125;K-2;never;")
    sheet = "\n".join(("شماره حساب مجازی;کد مشتری;از تاریخ;تا تاریخ", *rows))
    for added, known in ((1, 0), (0, 1)):
        saved = cash.import_virtual_accounts(
            account_id=account.id, content=sheet.encode(), name="va.csv", on=MARCH, actor=CLERK, now=NOW
        )
        assert (saved.added, saved.known) == (added, known)
        assert [refusal.line for refusal in saved.refused] == [3, 4]
    (record,) = queries.virtual_accounts(account_id=account.id, actor=CLERK).accounts
    assert (record.customer_number, record.from_date) == ("K-1", date(2026, 2, 20))


def test_a_number_ends_and_the_change_is_on_the_trail(books: Books) -> None:
    account = own_account(books.entity_id)
    give(
        account.id,
        NewVirtualAccount(1, "VA-700123", "K-1"),
        NewVirtualAccount(2, "VA-700123", "K-2", MAY, MAY),
    )
    assert VirtualAccount.objects.count() == 1, "K-1's has no end, so K-2 can't have it"
    virtual = VirtualAccount.objects.get()
    cash.end_virtual_account(virtual_id=virtual.pk, until_date=APRIL, actor=CLERK, now=NOW)
    cash.end_virtual_account(virtual_id=virtual.pk, until_date=APRIL, actor=CLERK, now=NOW)
    give(account.id, NewVirtualAccount(1, "VA-700123", "K-2", MAY))
    with pytest.raises(giving.EndsWithinAnother):
        cash.end_virtual_account(virtual_id=virtual.pk, until_date=MAY, actor=CLERK, now=NOW)
    with pytest.raises(giving.EndsBeforeItBegins):
        cash.end_virtual_account(virtual_id=virtual.pk, until_date=date(2026, 1, 1), actor=CLERK, now=NOW)
    trail = audit.trail(subject_kind="cash.virtual_account", subject_id=virtual.pk, limit=9)
    assert sorted(event.action for event in trail) == [
        "cash.virtual_account.ended",
        "cash.virtual_account.given",
    ]
    shown = queries.virtual_accounts(account_id=account.id, as_of=MAY, actor=CLERK)
    assert [each.customer_number for each in shown.accounts] == ["K-2"]
    assert queries.virtual_accounts(account_id=account.id, text="customer k-1", actor=CLERK).count == 1


def test_only_who_may_change_accounts_gives_numbers(books: Books) -> None:
    account = own_account(books.entity_id)
    stranger = make_person("Olek", Role.MANAGER, entity=make_entity("OTHER", "PL"))
    clerk = make_person("Carla", Role.CASH_CLERK, entity=None)
    with pytest.raises(NotFound):
        give(account.id, NewVirtualAccount(1, "VA-700123", "K-1"), actor=stranger)
    with pytest.raises(NotAllowed):
        give(account.id, NewVirtualAccount(1, "VA-700123", "K-1"), actor=clerk)
