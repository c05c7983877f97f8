"""What the rules of an entity let the program settle by itself: small differences, charges of payments from abroad."""

from __future__ import annotations

from decimal import Decimal

import pytest

from recoup.cash.rules import BANK_CHARGES, SMALL_DIFFERENCES
from tests.cash.books import Books
from tests.cash.cheque_desk import Desk, enact_rule

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.4")]

ABROAD, AT_HOME = "DE89370400440532013000", "PL61109010140000071219812874"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def pays(books: Books, amount: str, *, account: str = "") -> Decimal:
    """Let `amount` come for an invoice of 1,204.37, and return what of it is open after the matching."""
    books.invoice("INV-1", "1204.37")
    books.pay(amount, "INV-1", payer_account=account, payer_name="Customer K-1")
    books.apply()
    return books.open_amount("INV-1")


def small(share: str) -> dict[str, object]:
    return {"short_max": {"EUR": "1.00"}, "over_max": {}, "share_max": share, "unasked": True}


def charges(*, foreign_only: bool, share: str = "0") -> dict[str, object]:
    return {"charge_max": {"EUR": "10.00"}, "share_max": share, "foreign_only": foreign_only, "unasked": True}


@pytest.mark.parametrize(("share", "stays"), [("0", False), ("5", False), ("0.05", True)])
def test_a_share_of_nothing_is_no_limit(desk: Desk, share: str, stays: bool) -> None:
    enact_rule(desk, SMALL_DIFFERENCES, small(share))
    assert (pays(desk.books, "1203.67") > 0) is stays


@pytest.mark.parametrize(
    ("foreign_only", "account", "stays"),
    [(True, ABROAD, False), (True, AT_HOME, True), (True, "", True), (False, AT_HOME, False)],
)
def test_charges_are_settled_only_where_the_payment_came_from_abroad(
    desk: Desk, foreign_only: bool, account: str, stays: bool
) -> None:
    enact_rule(desk, BANK_CHARGES, charges(foreign_only=foreign_only))
    assert (pays(desk.books, "1194.37", account=account) > 0) is stays
