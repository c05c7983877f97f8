"""Cheques: taken in, banked by two people, paid, bounced, given back; counted; and what is refused."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.events import ChequeBounced, ChequeReturned
from recoup.cash.models import Cheque, ChequeCount, ReceiptDeed
from recoup.cash.operations.cheques.counting import DifferenceUnexplained, OwnCount
from recoup.cash.operations.cheques.keeping import AboveOpen, ChequePaid, NotNow, StepTooEarly
from recoup.cash.operations.cheques.slips import NotBankable, OwnSlip, SlipDone
from recoup.cash.operations.cheques.stepping import PresentedTooOften, PresentedTooSoon, ReasonMissing
from recoup.cash.types import (
    ChequeAct,
    ChequeFilter,
    ChequeState,
    ChequeStepKind,
    CountResult,
    NewCheque,
    NewCover,
    NewFound,
    RegistryState,
)
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.ledger.models import Item, Posting
from recoup.ledger.types import ItemKind
from recoup.plumbing import facts
from recoup.reports.queries.exceptions import ExceptionKind, exceptions_of
from recoup.team import queries as team
from recoup.team.types import Role
from tests.cash.books import APRIL, CLERK, NOW
from tests.cash.cheque_desk import MAY, Desk, enact_rule
from tests.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D10")]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def heard() -> list[object]:
    """Return a list that fills with the facts that are published."""
    told: list[object] = []
    for kind in (ChequeBounced, ChequeReturned):
        facts.react(kind, lambda many, _at: told.extend(many))
    return told


def test_a_post_dated_cheque_covers_the_invoice_and_the_customer_owes_as_much_as_before(desk: Desk) -> None:
    invoice = desk.books.invoice("INV-1", "150", due=APRIL)
    cheque_id = desk.taken("100", covers=((invoice, "100"),))
    assert desk.books.open_amount("INV-1") == 50 and desk.owed() == 150
    detail = queries.get_cheque(cheque_id=cheque_id, actor=desk.ann)
    assert (detail.cheque.state, detail.cheque.amount_open) == (
        ChequeState.IN_HAND,
        Money(Decimal(100), "EUR"),
    )
    assert [(cover.number, cover.amount.amount) for cover in detail.covers] == [("INV-1", 100)]
    item = Item.objects.get(id=detail.cheque.item_id)
    assert (item.kind, item.due_date, item.customer.number) == (ItemKind.CHEQUE, MAY, "K-1")
    assert _account("CHEQUES") == 0 and list(ledger.verify()) == []


def test_what_a_cheque_does_not_cover_is_the_customers_credit_and_can_cover_later(desk: Desk) -> None:
    cheque_id = desk.taken("100")
    assert desk.owed() == 0
    invoice = desk.books.invoice("INV-2", "70", on=APRIL, due=MAY)
    with pytest.raises(AboveOpen):
        _cover(desk, cheque_id, invoice, "70.01")
    _cover(desk, cheque_id, invoice, "70")
    cheque = queries.get_cheque(cheque_id=cheque_id, actor=desk.ann).cheque
    assert cheque.amount_uncovered == Money(Decimal(30), "EUR") and desk.books.open_amount("INV-2") == 0
    cash.uncover_items(cheque_id=cheque_id, reason="wrong invoice", on=APRIL, actor=desk.ann, now=NOW)
    assert desk.books.open_amount("INV-2") == 70 and desk.owed() == 70
    other = desk.books.invoice("INV-3", "5", customer="K-2")
    with pytest.raises(NotFound):
        _cover(desk, cheque_id, other, "5")
    assert list(ledger.verify()) == []


def test_two_people_bring_a_cheque_to_the_bank(desk: Desk) -> None:
    first, second = desk.taken("100"), desk.taken("40", dated=APRIL)
    slip = cash.make_slip(
        account_id=desk.account.id, cheque_ids=[first, second], day=MAY, actor=desk.ann, now=NOW
    )
    assert slip.total == Money(Decimal(140), "EUR") and desk.state(first) is ChequeState.ON_SLIP
    with pytest.raises(OwnSlip):
        cash.confirm_slip(slip_id=slip.id, actor=desk.ann, now=NOW)
    with pytest.raises(OwnSlip):
        cash.confirm_slip(slip_id=slip.id, actor=CLERK, now=NOW)
    with pytest.raises(NotNow):
        cash.return_cheque(cheque_id=first, reason="x", on=MAY, actor=desk.ann, now=NOW)
    done = cash.confirm_slip(slip_id=slip.id, actor=desk.ben, now=NOW)
    assert done.confirmed is not None and done.confirmed.by == "Ben"
    assert desk.state(first) is desk.state(second) is ChequeState.BANKED
    with pytest.raises(SlipDone):
        cash.cancel_slip(slip_id=slip.id, actor=desk.ben, now=NOW)
    steps = queries.get_cheque(cheque_id=first, actor=desk.ann).steps
    assert [step.kind for step in steps] == [
        ChequeStepKind.REGISTERED,
        ChequeStepKind.PUT_ON_SLIP,
        ChequeStepKind.BANKED,
    ]
    assert [step.act.by for step in steps] == ["Ann", "Ann", "Ben"]


def test_a_slip_is_cancelled_and_its_cheques_are_in_hand_again(desk: Desk) -> None:
    cheque_id = desk.taken()
    slip = cash.make_slip(
        account_id=desk.account.id, cheque_ids=[cheque_id], day=MAY, actor=desk.ann, now=NOW
    )
    cash.cancel_slip(slip_id=slip.id, actor=desk.ann, now=NOW)
    assert desk.state(cheque_id) is ChequeState.IN_HAND
    assert queries.get_slip(slip_id=slip.id, actor=desk.ann).is_cancelled
    desk.bank(cheque_id)


def test_a_cheque_does_not_go_to_the_bank_before_its_date_nor_twice(desk: Desk) -> None:
    cheque_id = desk.taken(dated=MAY)
    assert (
        queries.bankable_cheques(entity_id=desk.books.entity_id, currency="EUR", day=APRIL, actor=desk.ann)
        == []
    )
    with pytest.raises(NotBankable):
        desk.bank(cheque_id, day=MAY - timedelta(days=1))
    desk.bank(cheque_id)
    with pytest.raises(NotBankable):
        desk.bank(cheque_id)


def test_the_bank_line_that_names_the_cheque_pays_it_and_only_once_it_is_banked(desk: Desk) -> None:
    invoice = desk.books.invoice("INV-1", "104.37")
    cheque_id = desk.taken("104.37", number="839 201", covers=((invoice, "104.37"),))
    desk.books.pay("104.37", "cheque 839201", on=MAY)
    assert desk.books.apply(MAY).applied == 0, "it is still in our safe"
    desk.bank(cheque_id)
    assert desk.books.apply(MAY).applied == 1
    assert desk.state(cheque_id) is ChequeState.PAID and desk.owed() == 0
    with pytest.raises(NotNow):
        desk.bounce(cheque_id)
    assert list(ledger.verify()) == []


def test_a_cheque_is_cleared_by_hand_and_comes_back_when_the_bank_takes_the_money_back(desk: Desk) -> None:
    invoice = desk.books.invoice("INV-1", "100")
    cheque_id = desk.taken("100", covers=((invoice, "100"),))
    desk.bank(cheque_id)
    cash.clear_cheque(cheque_id=cheque_id, on=MAY, actor=desk.ann, now=NOW)
    assert desk.state(cheque_id) is ChequeState.PAID and desk.owed() == 0
    deed = ReceiptDeed.objects.get()
    cash.undo_deed(deed_id=deed.id, reason="taken back", on=MAY, actor=desk.ann, now=NOW)
    assert desk.state(cheque_id) is ChequeState.BANKED
    desk.bounce(cheque_id)
    assert desk.books.open_amount("INV-1") == 100
    assert list(ledger.verify()) == []


def test_a_bounced_cheque_reopens_all_by_one_act_and_costs_what_the_rule_says(
    desk: Desk, heard: list[object]
) -> None:
    first, second = desk.books.invoice("INV-1", "60", due=APRIL), desk.books.invoice("INV-2", "60")
    cheque_id = desk.taken("100", covers=((first, "60"), (second, "40")))
    desk.bank(cheque_id)
    with pytest.raises(ReasonMissing):
        cash.bounce_cheque(cheque_id=cheque_id, reason=" ", on=MAY, actor=desk.ann, now=NOW)
    with pytest.raises(StepTooEarly):
        desk.bounce(cheque_id, on=MAY - timedelta(days=1))
    enact_rule(desk, "cash.cheque_bounce", {"fee": {"EUR": "15"}})
    bounced = cash.bounce_cheque(cheque_id=cheque_id, reason="no cover", on=MAY, actor=desk.ann, now=NOW)
    assert bounced.fee == Money(Decimal(15), "EUR") and set(bounced.item_ids) == {first, second}
    assert (desk.books.open_amount("INV-1"), desk.books.open_amount("INV-2")) == (60, 60)
    assert desk.owed() == 120 + 15 and Item.objects.get(id=first).due_date == APRIL
    (fact,) = heard
    assert isinstance(fact, ChequeBounced) and (fact.amount, fact.fee, fact.reason) == (100, 15, "no cover")
    assert _account("CHEQUES") == 0 and list(ledger.verify()) == []


def test_a_bounced_cheque_is_presented_again_as_often_and_as_soon_as_the_rule_says(desk: Desk) -> None:
    first, second = desk.books.invoice("INV-1", "60"), desk.books.invoice("INV-2", "60")
    cheque_id = desk.taken("100", covers=((first, "60"), (second, "40")))
    desk.bank(cheque_id)
    desk.bounce(cheque_id)
    desk.books.pay("30", customer="K-1", pays_item_number="INV-1", on=MAY)
    with pytest.raises(PresentedTooSoon):
        cash.represent_cheque(cheque_id=cheque_id, on=MAY, actor=desk.ann, now=NOW)
    later = MAY + timedelta(days=10)
    cash.represent_cheque(cheque_id=cheque_id, on=later, actor=desk.ann, now=NOW)
    cheque = queries.get_cheque(cheque_id=cheque_id, actor=desk.ann).cheque
    assert (cheque.state, cheque.bounces, cheque.amount_uncovered.amount) == (ChequeState.IN_HAND, 1, 30)
    assert (desk.books.open_amount("INV-1"), desk.books.open_amount("INV-2")) == (0, 20)
    desk.bank(cheque_id, day=later)
    desk.bounce(cheque_id, on=later)
    with pytest.raises(PresentedTooOften):
        cash.represent_cheque(cheque_id=cheque_id, on=later + timedelta(days=30), actor=desk.ann, now=NOW)
    cash.return_cheque(cheque_id=cheque_id, reason="to the drawer", on=later, actor=desk.ann, now=NOW)
    assert desk.state(cheque_id) is ChequeState.RETURNED and desk.owed() == 90
    assert queries.get_cheque(cheque_id=cheque_id, actor=desk.ann).acts == frozenset()
    assert list(ledger.verify()) == []


def test_a_cheque_in_hand_goes_back_to_the_drawer_paid_otherwise_or_not(
    desk: Desk, heard: list[object]
) -> None:
    invoice = desk.books.invoice("INV-1", "100")
    unpaid = desk.taken("60", covers=((invoice, "60"),))
    cash.return_cheque(cheque_id=unpaid, reason="swapped", on=APRIL, actor=desk.ann, now=NOW)
    assert desk.books.open_amount("INV-1") == 100 and len(heard) == 1
    paid = desk.taken("100", number="7711", covers=((invoice, "100"),))
    desk.books.pay("40", customer="K-1", pays_item_number="7711")
    with pytest.raises(ChequePaid):
        cash.return_cheque(cheque_id=paid, reason="swapped", on=APRIL, actor=desk.ann, now=NOW)
    desk.books.pay("60", customer="K-1", pays_item_number="7711")
    assert desk.state(paid) is ChequeState.PAID
    cash.return_cheque(cheque_id=paid, reason="paid by transfer", on=APRIL, actor=desk.ann, now=NOW)
    assert desk.state(paid) is ChequeState.RETURNED and desk.owed() == 0
    assert list(ledger.verify()) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "---"}, "letters and digits"),
        ({"drawer": " "}, "who drew"),
        ({"bank": " "}, "on which bank"),
        ({"amount": "0"}, "above zero"),
        ({"amount": "10.001"}, "more decimals"),
        ({"customer": "K-9"}, "no customer"),
        ({"received": MAY}, "still to come"),
        ({"sayad_id": "123"}, "16 digits"),
    ],
)
def test_what_is_wrong_with_a_cheque_is_said_and_nothing_is_kept(
    desk: Desk, change: dict[str, object], words: str
) -> None:
    done = desk.take(**change)  # type: ignore[arg-type]  # as for take
    ((_, sentence),) = done.refused
    assert words in sentence.text.replace("{digits}", "16") and done.cheque_ids == ()
    assert not Cheque.objects.exists() and not Posting.objects.exists()


def test_a_cheque_is_taken_in_once_but_two_banks_may_use_one_number(desk: Desk) -> None:
    desk.taken(number="1001", sayad_id="1234 5678 9012 3456")
    assert "registered already" in desk.take(number="۱۰۰۱").refused[0].sentence.text
    assert "Sayad" in desk.take(number="1002", sayad_id="۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶").refused[0].sentence.text
    desk.taken(number="1001", bank="Bank Mellat")
    assert list(Cheque.objects.order_by("id").values_list("number", "part")) == [("1001", 1), ("1001", 2)]


def test_a_list_of_cheques_is_taken_in_row_by_row(desk: Desk) -> None:
    one = NewCheque(
        *(1, desk.books.entity_id, "K-1", "500", "Drawer", "Bank", MAY, APRIL, "EUR", Decimal(10)),
    )
    batch = [
        one,
        one._replace(line=2),
        one._replace(line=3, number="501"),
        one._replace(line=4, customer_number="-"),
    ]
    done = cash.register_cheques(cheques=batch, on=APRIL, actor=desk.ann, now=NOW)
    assert [refusal.line for refusal in done.refused] == [2, 4] and len(done.cheque_ids) == 2
    assert done.totals == (Money(Decimal(20), "EUR"),)
    page = queries.cheques_page(
        wanted=ChequeFilter(states=frozenset({ChequeState.IN_HAND}), text="50"),
        page=1,
        size=10,
        actor=desk.ann,
    )
    assert [cheque.number for cheque in page.cheques] == ["500", "501"]
    (total,) = queries.cheque_sums(entity_ids=None, actor=desk.ann)
    assert (total.state, total.cheques, total.amount.amount) == (ChequeState.IN_HAND, 2, 20)


def test_the_registry_rule_keeps_unregistered_cheques_and_those_to_the_bearer_out(desk: Desk) -> None:
    enact_rule(desk, "cash.cheque_registry", {"must_be_registered": True, "bearer_is_allowed": False})
    enact_rule(
        desk, "cash.cheque_presentment", {"same_place_days": 15, "other_place_days": 45, "abroad_months": 4}
    )
    sayad = "1111222233334444"
    assert "needs its Sayad number" in desk.take().refused[0].sentence.text
    assert "not registered" in desk.take(sayad_id=sayad).refused[0].sentence.text
    bearer = desk.take(sayad_id=sayad, is_registered=True, is_to_bearer=True)
    assert "bearer" in bearer.refused[0].sentence.text
    cheque_id = desk.taken(sayad_id=sayad, is_registered=True)
    detail = queries.get_cheque(cheque_id=cheque_id, actor=desk.ann)
    assert detail.cheque.present_by == MAY + timedelta(days=15)
    assert ChequeAct.CONFIRM_IN_REGISTRY in detail.acts
    with pytest.raises(NotBankable):
        desk.bank(cheque_id)
    cash.update_registry(
        cheque_id=cheque_id, state=RegistryState.CONFIRMED, on=APRIL, actor=desk.ann, now=NOW
    )
    desk.bank(cheque_id)
    with pytest.raises(NotNow):
        cash.update_registry(
            cheque_id=cheque_id, state=RegistryState.CONFIRMED, on=MAY, actor=desk.ann, now=NOW
        )


def test_the_cheques_in_hand_are_counted_by_one_and_signed_by_another(desk: Desk) -> None:
    there, gone, banked = desk.taken(number="1"), desk.taken(number="2"), desk.taken(number="3")
    desk.bank(banked)
    found = [NewFound("99", "EUR", Decimal(7))]
    kept = cash.count_cheques(
        entity_id=desk.books.entity_id, day=MAY, seen=[there], found=found, note="", actor=desk.ann, now=NOW
    )
    assert [(line.result, line.number) for line in kept.lines] == [
        (CountResult.SEEN, "1"),
        (CountResult.MISSING, "2"),
        (CountResult.NOT_IN_BOOK, "99"),
    ]
    assert kept.differences[0].cheque_id == gone
    with pytest.raises(OwnCount):
        cash.sign_count(count_id=kept.id, note="fine", actor=desk.ann, now=NOW)
    with pytest.raises(DifferenceUnexplained):
        cash.sign_count(count_id=kept.id, note=" ", actor=desk.ben, now=NOW)
    signed = cash.sign_count(count_id=kept.id, note="2 is with the lawyer", actor=desk.ben, now=NOW)
    assert signed.signed is not None and signed.signed.by == "Ben"
    with pytest.raises(IntegrityError), transaction.atomic():
        ChequeCount.objects.update(note="nothing was missing")


def test_the_days_exceptions_name_what_bounced_and_what_should_have_been_banked(desk: Desk) -> None:
    desk.taken("100", number="1", dated=APRIL)
    bounced = desk.taken("40", number="2", dated=APRIL)
    desk.bank(bounced, day=APRIL)
    desk.bounce(bounced, on=APRIL)
    desk.taken("70", number="3", dated=MAY)
    rows = list(exceptions_of(entity_id=desk.books.entity_id, on=APRIL + timedelta(days=2)))
    assert [(row.kind, row.subject, row.days) for row in rows] == [
        (ExceptionKind.CHEQUE_KEPT, "1", 2),
        (ExceptionKind.CHEQUE_BOUNCED, "2", 2),
    ]


def test_strangers_and_lookers_on_do_nothing_with_cheques(desk: Desk) -> None:
    cheque_id = desk.taken()
    desk.bank(cheque_id)
    eve = make_person("Eve", Role.CASH_CLERK, entity=None)
    entity = team.get_entity(entity_id=desk.books.entity_id, actor=CLERK)
    auditor = make_person("Ada", Role.AUDITOR, entity=entity)
    nobody = make_person("Nora")
    assert queries.get_cheque(cheque_id=cheque_id, actor=eve)
    with pytest.raises(NotFound):
        queries.get_cheque(cheque_id=cheque_id, actor=nobody)
    with pytest.raises(NotFound):
        cash.bounce_cheque(cheque_id=cheque_id, reason="x", on=MAY, actor=nobody, now=NOW)
    with pytest.raises(NotAllowed):
        cash.bounce_cheque(cheque_id=cheque_id, reason="x", on=MAY, actor=auditor, now=NOW)


def test_what_is_written_on_a_cheque_and_its_history_never_change(desk: Desk) -> None:
    desk.taken()
    for statement in (
        "UPDATE cash_cheque SET amount = 1",
        "DELETE FROM cash_chequestep",
        "UPDATE cash_chequestep SET note = 'other'",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def _cover(desk: Desk, cheque_id: int, item_id: int, amount: str) -> None:
    covers = (NewCover(item_id, Decimal(amount)),)
    cash.cover_items(cheque_id=cheque_id, covers=covers, on=APRIL, actor=desk.ann, now=NOW)


def _account(account: str) -> Decimal:
    amounts = Posting.objects.filter(account=account).values_list("amount", flat=True)
    return sum(amounts, start=Decimal(0))
