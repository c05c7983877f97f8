"""What people do with receipts: accept, apply by hand, name the payer, pass on, undo; and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.events import CashApplied, ReceiptUndone, ShortPaid
from recoup.cash.models import PayerAccount, Proposal, Receipt
from recoup.cash.operations.desk.accepting import ChangedSinceProposed
from recoup.cash.operations.desk.by_hand import AmountWrong, DifferenceUnexplained, TooMuchGiven
from recoup.cash.operations.desk.claims import ClaimedByOther
from recoup.cash.types import DeedKind, Method, NewShare, Standing, WorkDetail, WorkFilter, WorkLine
from recoup.engines.matching import Reason
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.ledger.models import Item, Posting
from recoup.ledger.types import ItemKind
from recoup.parties.models import Customer, PayerAlias
from recoup.plumbing import facts
from recoup.team import queries as team
from recoup.team.types import Role
from recoup.workflows import approvals
from tests.cash.books import APRIL, CLERK, NOW, Books
from tests.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def ann(books: Books) -> Actor:
    return _clerk(books, "Ann")


@pytest.fixture
def heard() -> list[object]:
    """Return a list that fills with the facts that are published."""
    told: list[object] = []
    for kind in (CashApplied, ShortPaid, ReceiptUndone):
        facts.react(kind, lambda many, _at: told.extend(many))
    return told


def _clerk(books: Books, name: str, role: Role = Role.CASH_CLERK, limit: str | None = None) -> Actor:
    entity = team.get_entity(entity_id=books.entity_id, actor=CLERK)
    return make_person(name, role, entity=entity, limit=Decimal(limit) if limit else None)


def _receipt() -> int:
    return Receipt.objects.latest("item_id").item_id


def _detail(receipt_id: int, actor: Actor) -> WorkDetail:
    return queries.work_detail(receipt_id=receipt_id, actor=actor, on=APRIL, now=NOW)


@pytest.mark.duty("A2.4")
def test_an_overpayment_is_proposed_and_what_is_over_stays_the_customers(books: Books, ann: Actor) -> None:
    books.invoice("INV-1", "104.37")
    books.pay("124.37", "INV-1")
    books.apply()
    detail = _detail(_receipt(), ann)
    best = detail.proposals[0]
    assert (detail.line.standing, best.rank, best.left) == (Standing.PROPOSED, 1, Decimal(20))
    assert [share.number for share in best.shares] == ["INV-1"] and detail.line.numbers == ("INV-1",)
    assert all(piece.sentence.text for piece in best.evidence)
    done = cash.accept_proposal(proposal_id=best.id, on=APRIL, actor=ann, now=NOW)
    assert done.applied == Money(Decimal("104.37"), "EUR") and done.left == Money(Decimal(20), "EUR")
    assert books.unapplied() == {"K-1": Decimal(20)} and books.open_amount("INV-1") == 0
    (deed, *_) = queries.deeds_of(receipt_id=_receipt(), actor=ann)
    assert (deed.kind, deed.method, deed.rank, deed.done_by) == (DeedKind.APPLIED, Method.ACCEPTED, 1, "Ann")
    assert deed.evidence == best.evidence
    assert list(ledger.verify()) == []


@pytest.mark.duty("A2.4")
def test_why_something_was_applied_by_the_program_can_be_told_for_ever(books: Books) -> None:
    books.invoice("INV-1", "104.37")
    books.pay("104.37", "INV-1")
    books.apply()
    (deed,) = queries.deeds_of(receipt_id=_receipt(), actor=CLERK)
    assert (deed.method, deed.rank) == (Method.AUTOMATIC, 1) and deed.score is not None
    assert {piece.clue.value for piece in deed.evidence} >= {"NUMBER", "AMOUNT"}
    assert sum(piece.points for piece in deed.evidence) == deed.score


def test_a_proposal_is_not_accepted_once_its_item_moved(books: Books, ann: Actor) -> None:
    books.invoice("INV-1", "104.37")
    books.pay("124.37", "INV-1")
    books.apply()
    proposal = Proposal.objects.get(receipt_id=_receipt(), rank=1)
    books.post(books.receipt("4.37", customer="K-1", pays_item_number="INV-1"))
    assert _detail(proposal.receipt_id, ann).proposals[0].is_stale
    with pytest.raises(ChangedSinceProposed):
        cash.accept_proposal(proposal_id=proposal.id, on=APRIL, actor=ann, now=NOW)


@pytest.mark.duty("B13")
def test_money_in_suspense_is_given_to_a_payer_whose_name_and_account_are_learned(
    books: Books, ann: Actor
) -> None:
    books.invoice("INV-1", "104.37", customer="K-2")
    books.pay("50.11", "thanks", payer_name="Somebody Else Ltd", payer_account="PL 61 1090")
    books.apply()
    customer = Customer.objects.get(number="K-2")
    cash.name_payer(receipt_id=_receipt(), customer_id=customer.id, learn=True, on=APRIL, actor=ann, now=NOW)
    assert books.unapplied() == {"K-2": Decimal("50.11")}
    assert PayerAlias.objects.get().customer_id == PayerAccount.objects.get().customer_id == customer.id
    books.pay("104.37", "", payer_name="SOMEBODY ELSE LTD", payer_account="PL611090")
    assert books.apply().applied == 1
    assert books.open_amount("INV-1") == 0
    assert list(ledger.verify()) == []


@pytest.mark.duty("A2.4")
def test_a_short_payment_with_a_charge_is_settled_by_hand_within_the_limit(
    books: Books, heard: list[object]
) -> None:
    ann = _clerk(books, "Ann", limit="10")
    item_id = books.invoice("INV-1", "104.37")
    books.pay("94.37", "something", customer="K-1")
    share = NewShare(item_id, Decimal("104.37"), Decimal("94.37"), Reason.BANK_CHARGE)
    _by_hand(ann, share)
    assert books.open_amount("INV-1") == 0 and books.unapplied() == {}
    assert Posting.objects.get(account="BANK_CHARGES").amount == 10
    short = next(fact for fact in heard if isinstance(fact, ShortPaid))
    assert (short.amount, short.reason, short.item_id) == (10, Reason.BANK_CHARGE, item_id)
    assert list(ledger.verify()) == []


@pytest.mark.duty("B13")
def test_a_difference_above_the_limit_needs_a_second_person(books: Books) -> None:
    ann, boss = _clerk(books, "Ann", limit="5"), _clerk(books, "Boss", Role.MANAGER)
    item_id = books.invoice("INV-1", "104.37")
    books.pay("94.37", "something", customer="K-1")
    shares = [NewShare(item_id, Decimal("104.37"), Decimal("94.37"), Reason.DISCOUNT)]
    with pytest.raises(DomainError, match="limit"):
        _by_hand(ann, *shares)
    asked = cash.ask_by_hand(
        receipt_id=_receipt(), shares=shares, reason="agreed by phone", on=APRIL, actor=ann, now=NOW
    )
    approvals.decide(approval_id=asked.id, approve=True, note="", actor=boss, now=NOW, on=APRIL)
    assert books.open_amount("INV-1") == 0
    assert Posting.objects.get(account="DISCOUNT").amount == 10


def test_shares_by_hand_must_add_up(books: Books, ann: Actor) -> None:
    one, other = books.invoice("INV-1", "60"), books.invoice("INV-2", "60")
    books.pay("100", "x", customer="K-1")
    with pytest.raises(TooMuchGiven):
        _by_hand(ann, NewShare(one, Decimal(60)), NewShare(other, Decimal(60)))
    with pytest.raises(AmountWrong):
        _by_hand(ann, NewShare(one, Decimal(61)))
    with pytest.raises(DifferenceUnexplained):
        _by_hand(ann, NewShare(one, Decimal(60), Decimal(50)))
    _by_hand(ann, NewShare(one, Decimal(60)), NewShare(other, Decimal(40)))
    assert (books.open_amount("INV-1"), books.open_amount("INV-2")) == (0, 20)


@pytest.mark.duty("A2.4")
def test_a_parent_pays_for_its_children_and_a_credit_is_used_up(books: Books, ann: Actor) -> None:
    one = books.invoice("INV-1", "60", customer="K-1")
    other = books.invoice("INV-2", "70", customer="K-2")
    credit = books.invoice("CN-1", "-20", customer="K-2", kind=ItemKind.CREDIT_NOTE)
    books.pay("110", "for all of us", customer="K-1")
    _by_hand(ann, NewShare(one, Decimal(60)), NewShare(other, Decimal(70)), NewShare(credit, Decimal(-20)))
    assert [books.open_amount(number) for number in ("INV-1", "INV-2", "CN-1")] == [0, 0, 0]
    assert books.unapplied() == {}
    share = Item.objects.get(kind="RECEIPT", customer__number="K-2")
    assert share.amount == -50
    assert list(ledger.verify()) == []
    cash.undo_receipt(receipt_id=_receipt(), reason="wrong", on=APRIL, actor=ann, now=NOW)
    assert books.unapplied() == {"K-1": Decimal(110)}
    assert [books.open_amount(number) for number in ("INV-1", "INV-2", "CN-1")] == [60, 70, -20]
    assert list(ledger.verify()) == []


@pytest.mark.duty("A2.4")
def test_several_receipts_pay_one_item(books: Books, ann: Actor) -> None:
    item_id = books.invoice("INV-1", "100")
    for amount in ("30", "70"):
        books.pay(amount, "x", customer="K-1")
        _by_hand(ann, NewShare(item_id, Decimal(amount)))
    assert books.open_amount("INV-1") == 0 and books.unapplied() == {}


@pytest.mark.duty("A2.4")
def test_a_foreign_payment_settles_the_item_and_books_the_exchange(books: Books, ann: Actor) -> None:
    item_id = books.invoice("INV-1", "110", currency="USD")
    books.pay("100", "x", customer="K-1")
    _by_hand(ann, NewShare(item_id, Decimal(110), Decimal(100)))
    assert books.open_amount("INV-1") == 0 and books.unapplied() == {}
    sums = {posting.currency: posting.amount for posting in Posting.objects.filter(account="FX_DIFFERENCE")}
    assert sums == {"EUR": -100, "USD": 110}
    assert list(ledger.verify()) == []


@pytest.mark.duty("A2.4")
def test_undone_with_one_act_and_never_done_again_by_itself_but_by_a_person(
    books: Books, ann: Actor, heard: list[object]
) -> None:
    item_id = books.invoice("INV-1", "104.37")
    books.pay("104.37", "INV-1")
    books.apply()
    (deed,) = queries.deeds_of(receipt_id=_receipt(), actor=ann)
    cash.undo_deed(deed_id=deed.id, reason="paid for a friend", on=APRIL, actor=ann, now=NOW)
    assert books.open_amount("INV-1") == Decimal("104.37")
    assert books.unapplied() == {None: Decimal("104.37")}
    undone = next(fact for fact in heard if isinstance(fact, ReceiptUndone))
    assert (undone.item_ids, undone.reason) == ((item_id,), "paid for a friend")
    assert books.apply(on=APRIL + timedelta(days=1)).applied == 0
    assert books.refusals() == ["UNDONE"]
    best = _detail(_receipt(), ann).proposals[0]
    cash.accept_proposal(proposal_id=best.id, on=APRIL, actor=ann, now=NOW)
    assert books.open_amount("INV-1") == 0 and books.unapplied() == {}
    assert len(queries.deeds_of(receipt_id=_receipt(), actor=ann)) == 2
    assert list(ledger.verify()) == []


@pytest.mark.duty("B13")
def test_two_clerks_never_work_the_same_receipt(books: Books, ann: Actor) -> None:
    bob = _clerk(books, "Bob")
    item_id = books.invoice("INV-1", "50")
    books.pay("50", "x", customer="K-1")
    cash.claim_receipt(receipt_id=_receipt(), actor=ann, now=NOW)
    cash.claim_receipt(receipt_id=_receipt(), actor=ann, now=NOW)
    with pytest.raises(ClaimedByOther, match="Ann"):
        cash.claim_receipt(receipt_id=_receipt(), actor=bob, now=NOW)
    with pytest.raises(ClaimedByOther):
        _by_hand(bob, NewShare(item_id, Decimal(50)))
    page = queries.work_page(wanted=WorkFilter(), actor=bob, on=APRIL, now=NOW)
    assert page.lines[0].claim is not None and page.lines[0].claim.user_name == "Ann"
    later = NOW + timedelta(minutes=11)
    cash.claim_receipt(receipt_id=_receipt(), actor=bob, now=later)
    cash.release_receipt(receipt_id=_receipt(), actor=bob, now=later)
    cash.claim_receipt(receipt_id=_receipt(), actor=ann, now=later)


@pytest.mark.duty("B13")
def test_money_that_is_not_ours_and_refunds_leave_the_customers_account(books: Books, ann: Actor) -> None:
    boss = _clerk(books, "Boss", Role.MANAGER)
    books.pay("30", "tax office")
    cash.mark_not_ours(receipt_id=_receipt(), reason="a tax refund", on=APRIL, actor=ann, now=NOW)
    books.pay("40", "twice", customer="K-1")
    asked = cash.ask_refund(receipt_id=_receipt(), reason="paid twice", actor=ann, now=NOW)
    with pytest.raises(DomainError):
        approvals.decide(approval_id=asked.id, approve=True, note="", actor=ann, now=NOW, on=APRIL)
    approvals.decide(approval_id=asked.id, approve=True, note="", actor=boss, now=NOW, on=APRIL)
    assert books.unapplied() == {}
    (line,) = queries.progress(wanted=WorkFilter(), actor=ann)
    assert (line.received, line.not_ours, line.refunded, line.left, line.applied) == (70, 30, 40, 0, 0)
    cash.undo_receipt(receipt_id=_receipt(), reason="not twice", on=APRIL, actor=ann, now=NOW)
    assert books.unapplied() == {"K-1": Decimal(40)}
    assert list(ledger.verify()) == []


def test_many_proposals_are_accepted_together_from_a_score_on(books: Books, ann: Actor) -> None:
    for place in range(5):
        books.invoice(f"INV-{place}", f"10{place}.37")
        books.pay(f"12{place}.37", f"INV-{place}")
    books.apply()
    lowest = min(line.best or 0 for line in _lines(ann))
    none = cash.accept_many(wanted=WorkFilter(score_min=lowest + 300), on=APRIL, actor=ann, now=NOW)
    assert none.applied == 0
    done = cash.accept_many(wanted=WorkFilter(score_min=lowest), on=APRIL, actor=ann, now=NOW)
    assert (done.applied, done.refused) == (5, ())
    assert sum(books.unapplied().values()) == 100


def test_of_many_accepted_together_what_others_hold_or_took_first_stays(books: Books, ann: Actor) -> None:
    bob = _clerk(books, "Bob")
    for place in range(3):
        books.invoice(f"INV-{place}", f"10{place}.37")
    books.pay("120.37", "INV-0")
    books.pay("130.37", "INV-0 again")
    books.pay("121.37", "INV-1")
    books.pay("122.37", "INV-2")
    books.apply()
    lines = {line.text: line.receipt_id for line in _lines(ann)}
    cash.claim_receipt(receipt_id=lines["INV-2"], actor=bob, now=NOW)
    done = cash.accept_many(wanted=WorkFilter(score_min=-999), on=APRIL, actor=ann, now=NOW)
    refused = {receipt_id: sentence.text for receipt_id, sentence in done.refused}
    assert refused[lines["INV-2"]] == "{name} is working on this receipt."
    late = lines.keys() & {"INV-0", "INV-0 again"}
    assert [refused.get(lines[text], "") for text in sorted(late)].count(ChangedSinceProposed.text) == 1
    assert [books.open_amount(f"INV-{place}") for place in range(3)] == [0, 0, Decimal("102.37")]
    assert list(ledger.verify()) == []


def test_notes_and_questions_stay_with_the_receipt(books: Books, ann: Actor) -> None:
    bob = _clerk(books, "Bob")
    books.pay("30", "x")
    cash.write_note(receipt_id=_receipt(), text="called the bank", actor=ann, now=NOW)
    asked = cash.ask_colleague(receipt_id=_receipt(), user_id=bob.id, text="yours?", actor=ann, now=NOW)
    assert _lines(ann)[0].questions == 1
    cash.answer_question(note_id=asked.id, text="no", actor=bob, now=NOW)
    assert _lines(ann)[0].questions == 0
    assert [note.text for note in _detail(_receipt(), ann).notes] == ["no", "yours?", "called the bank"]


def test_strangers_and_readers_are_kept_out(books: Books) -> None:
    books.pay("30", "x")
    stranger, reader = Actor(CLERK.kind.USER, 999, "Stranger"), _clerk(books, "Auditor", Role.AUDITOR)
    with pytest.raises(NotFound):
        cash.claim_receipt(receipt_id=_receipt(), actor=stranger, now=NOW)
    with pytest.raises(DomainError):
        cash.mark_not_ours(receipt_id=_receipt(), reason="x", on=APRIL, actor=reader, now=NOW)
    assert queries.work_page(wanted=WorkFilter(), actor=stranger, on=APRIL, now=NOW).count == 0
    assert len(_lines(reader)) == 1


def test_suspense_has_its_age(books: Books, ann: Actor) -> None:
    books.pay("30", "x", on=date(2026, 3, 31))
    books.pay("40", "y", on=date(2026, 1, 1))
    ages = queries.suspense_ages(actor=ann, on=APRIL)
    assert [(age.days_from, age.amount) for age in ages] == [(0, 30), (31, 40)]


def _lines(actor: Actor) -> list[WorkLine]:
    return list(queries.work_page(wanted=WorkFilter(), actor=actor, on=APRIL, now=NOW).lines)


def _by_hand(actor: Actor, *shares: NewShare) -> None:
    cash.apply_by_hand(
        receipt_id=_receipt(), shares=shares, reason="as the customer said", on=APRIL, actor=actor, now=NOW
    )
