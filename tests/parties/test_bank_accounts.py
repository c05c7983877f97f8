"""Bank details: nobody changes alone where refunds go."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.parties import operations, queries
from recoup.parties.types import BankAccountChange, BankAccountStatus, CustomerRecord
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.types import Role
from tests.parties.test_customers import change, make_customer
from tests.people import NOW, Cast, make_cast, make_person

pytestmark = pytest.mark.django_db

IBAN = "GB33BUKB20201555555555"


@pytest.fixture
def cast() -> Cast:
    """Alice and Bob are managers and may decide; the analyst asks."""
    return make_cast()


@pytest.fixture
def analyst(cast: Cast) -> Actor:
    return make_person("Analyst", Role.CREDIT_ANALYST, entity=cast.entity)


@pytest.fixture
def customer(cast: Cast) -> CustomerRecord:
    return make_customer(cast.entity)


def account(customer: CustomerRecord) -> BankAccountChange:
    return BankAccountChange(
        customer.id, "gb33 bukb 2020 1555 5555 55", "Acme  Ltd", "gbp", bank_name="Barclays"
    )


def ask(wanted: BankAccountChange, asker: Actor) -> int:
    return operations.ask_bank_account_change(
        change=wanted, reason="on their letter", actor=asker, now=NOW
    ).id


def approve(approval: int, decider: Actor, customer: CustomerRecord) -> None:
    team.decide_approval(
        approval_id=approval,
        approve=True,
        note="called them back",
        current_fingerprint=queries.bank_account_fingerprint(customer_id=customer.id),
        actor=decider,
        now=NOW,
    )


def do(approval: int, actor: Actor, *, days: int = 0) -> None:
    operations.apply_bank_account_change(approval_id=approval, actor=actor, now=NOW + timedelta(days=days))


@pytest.mark.duty("B14")
def test_one_asks_another_approves_and_the_account_is_there_once(
    cast: Cast, analyst: Actor, customer: CustomerRecord
) -> None:
    approval = ask(account(customer), analyst)
    assert queries.bank_accounts(customer_id=customer.id, actor=cast.alice) == []
    approve(approval, cast.alice, customer)
    do(approval, cast.alice)

    (kept,) = queries.bank_accounts(customer_id=customer.id, actor=cast.bob)
    assert (kept.account_number, kept.holder, kept.currency, kept.approval_id) == (
        IBAN,
        "Acme Ltd",
        "GBP",
        approval,
    )
    assert kept.account_number_masked == "•••• 5555"
    with pytest.raises(team.AlreadyUsed):
        do(approval, cast.alice)
    subjects = [change.subject for change in queries.change_history(customer_id=customer.id, actor=cast.bob)]
    assert "bank_account" in subjects


def test_an_account_is_retired_the_same_way(cast: Cast, analyst: Actor, customer: CustomerRecord) -> None:
    first = ask(account(customer), analyst)
    approve(first, cast.alice, customer)
    do(first, cast.alice)
    second = ask(BankAccountChange(customer.id, IBAN, retire=True), analyst)
    approve(second, cast.bob, customer)
    do(second, cast.bob)

    (kept,) = queries.bank_accounts(customer_id=customer.id, actor=cast.bob)
    assert (kept.status, kept.approval_id) == (BankAccountStatus.RETIRED, second)
    with pytest.raises(operations.InvalidEntry):
        ask(BankAccountChange(customer.id, IBAN, retire=True), analyst)


def test_a_manager_who_asks_needs_another_manager(cast: Cast, customer: CustomerRecord) -> None:
    approval = ask(account(customer), cast.alice)
    with pytest.raises(team.OwnRequest):
        approve(approval, cast.alice, customer)
    with pytest.raises(team.NotApproved):
        do(approval, cast.alice)
    approve(approval, cast.bob, customer)
    do(approval, cast.alice)


def test_the_asker_without_the_right_does_not_decide(
    cast: Cast, analyst: Actor, customer: CustomerRecord
) -> None:
    approval = ask(account(customer), cast.alice)
    with pytest.raises(NotAllowed):
        approve(approval, analyst, customer)
    with pytest.raises(NotFound):
        approve(approval, cast.charlie, customer)


def test_of_two_requests_seen_in_one_state_only_one_is_done(
    cast: Cast, analyst: Actor, customer: CustomerRecord
) -> None:
    first = ask(account(customer), analyst)
    second = ask(replace(account(customer), account_number="12345678"), analyst)
    approve(first, cast.alice, customer)
    approve(second, cast.alice, customer)
    do(first, cast.alice)

    with pytest.raises(team.ChangedMeanwhile):
        do(second, cast.alice)
    assert len(queries.bank_accounts(customer_id=customer.id, actor=cast.alice)) == 1


def test_a_customer_renamed_meanwhile_is_looked_at_again(
    cast: Cast, analyst: Actor, customer: CustomerRecord
) -> None:
    approval = ask(account(customer), analyst)
    change(customer, analyst, name_legal="Somebody Else Ltd")
    with pytest.raises(team.ChangedMeanwhile):
        approve(approval, cast.alice, customer)


def test_an_approval_does_not_wait_for_ever(cast: Cast, analyst: Actor, customer: CustomerRecord) -> None:
    approval = ask(account(customer), analyst)
    approve(approval, cast.alice, customer)
    with pytest.raises(team.ApprovalExpired):
        do(approval, cast.alice, days=14)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"account_number": "GB33BUKB20201555555556"}, "{number} is not a valid IBAN."),
        ({"account_number": "1"}, "{number} is not an account number: 4 to 34 letters, digits and hyphens."),
        ({"holder": " \u200b"}, "The holder of the account is missing."),
        ({"holder": "x" * 301}, "A name is longer than 300 characters."),
        ({"bank_code": "1" * 21}, "The bank code is longer than 20 characters."),
        ({"currency": "POUNDS"}, "There is no currency with the code {code}."),
        ({"retire": True}, "The customer has no account {number} in use."),
    ],
)
def test_an_account_that_can_not_be_kept_is_not_asked_for(
    analyst: Actor, customer: CustomerRecord, wanted: dict[str, object], reason: str
) -> None:
    with pytest.raises(operations.InvalidEntry) as refused:
        ask(replace(account(customer), **wanted), analyst)
    assert refused.value.sentence.text == reason


def test_who_may_not_edit_customers_does_not_ask(cast: Cast, customer: CustomerRecord) -> None:
    with pytest.raises(NotAllowed):
        ask(account(customer), make_person("Carol", Role.COLLECTOR, entity=cast.entity))
    with pytest.raises(NotFound):
        ask(account(customer), cast.charlie)


def test_an_approval_of_something_else_changes_no_account(cast: Cast, customer: CustomerRecord) -> None:
    asked = team.ask_approval(
        kind="ledger.write_off",
        entity_id=cast.entity.id,
        subject_kind="customer",
        subject_id=customer.id,
        subject_fingerprint=queries.bank_account_fingerprint(customer_id=customer.id),
        payload={"customer_id": customer.id},
        amount=None,
        reason="trick",
        actor=cast.alice,
        now=NOW,
    )
    approve(asked.id, cast.bob, customer)
    with pytest.raises(NotFound):
        do(asked.id, cast.alice)
    assert team_queries.get_approval(approval_id=asked.id, actor=cast.bob).status == "APPROVED"


def test_the_database_has_no_account_without_an_approval(customer: CustomerRecord) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO parties_bankaccount (customer_id, account_number, bank_code, bank_name, holder, currency,"
            " status) VALUES (%s, '1234', '', '', 'Eve', 'GBP', 'ACTIVE')",
            [customer.id],
        )
