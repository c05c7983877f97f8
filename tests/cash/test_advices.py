"""Remittance advices meet their receipts, and what they say is done: to the cent, or by a person."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.events import ShortPaid
from recoup.cash.models import Advice, Proposal, Receipt
from recoup.cash.operations.advices.attaching import AdviceCurrencyDiffers, ReceiptAdvised
from recoup.cash.operations.advices.receiving import AdviceKnown, WhoseAdvice
from recoup.cash.types import AdviceRecord, AdviceStage
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.ledger import operations as ledger_operations
from recoup.ledger import queries as ledger
from recoup.ledger.models import Posting
from recoup.ledger.types import Account, ItemKind, NewItem
from recoup.plumbing import facts
from recoup.team import queries as team
from recoup.team.types import Role
from tests.cash.books import APRIL, CLERK, MARCH, NOW, Books
from tests.companies import make_company
from tests.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.4", "B12")]


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def ann(books: Books) -> Actor:
    return make_person("Ann", Role.CASH_CLERK, entity=team.get_entity(entity_id=books.entity_id, actor=CLERK))


def bring(
    *rows: tuple[str, ...],
    payer: str = "Customer K-1",
    paid_on: date = APRIL,
    receipt_id: int | None = None,
    actor: Actor = CLERK,
    name: str = "advice.csv",
) -> AdviceRecord:
    """Bring in an advice with the rows: number, paid; or number, gross, deducted, paid."""
    titles = ("Invoice number", "Gross amount", "Discount", "Amount paid")
    header = titles if len(rows[0]) == len(titles) else (titles[0], titles[-1])
    lines = [("Payer:", payer), ("Payment date:", paid_on.isoformat()), header, *rows]
    content = "".join(";".join(cells) + "\n" for cells in lines).encode()
    return cash.import_advice(
        content=content, name=name, receipt_id=receipt_id, on=APRIL, actor=actor, now=NOW
    )


def receipt() -> int:
    """Return the receipt that came last."""
    return Receipt.objects.latest("item_id").item_id


def stage(advice: AdviceRecord) -> AdviceStage:
    """Return where the advice stands now."""
    return queries.get_advice(advice_id=advice.id, actor=CLERK).stage


def test_an_advice_that_came_first_waits_and_its_receipt_pays_just_its_rows(books: Books) -> None:
    for number, amount in (("INV-1", "104.37"), ("INV-2", "50.50"), ("INV-3", "154.87")):
        books.invoice(number, amount)
    advice = bring(("INV-1", "104.37"), ("INV-2", "50.50"))
    assert advice.stage is AdviceStage.WAITING and advice.total.amount == Decimal("154.87")
    books.pay("154.87", "thank you", payer_name="Customer K-1")
    assert books.apply().applied == 1
    assert (books.open_amount("INV-1"), books.open_amount("INV-2")) == (0, 0)
    assert books.open_amount("INV-3") == Decimal("154.87")
    assert stage(advice) is AdviceStage.USED
    assert list(ledger.verify()) == []


def test_an_advice_that_comes_later_finds_its_receipt(books: Books) -> None:
    for number in ("INV-1", "INV-2", "INV-3"):
        books.invoice(number, "100.11")
    books.pay("200.22", "thank you", payer_name="Customer K-1")
    assert books.apply().applied == 0
    advice = bring(("INV-1", "100.11"), ("INV-3", "100.11"), paid_on=APRIL - timedelta(days=2))
    assert advice.stage is AdviceStage.ATTACHED and advice.receipt_id == receipt()
    assert advice.is_attached_by_itself
    assert books.apply().applied == 1
    assert books.open_amount("INV-2") == Decimal("100.11") and books.open_amount("INV-3") == 0


def test_a_deduction_at_a_usual_rate_is_settled_as_discount_and_another_stays_open(books: Books) -> None:
    told: list[object] = []
    facts.react(ShortPaid, lambda many, _at: told.extend(many))
    books.invoice("INV-1", "1000.00")
    books.invoice("INV-2", "500.00")
    advice = bring(("INV-1", "1000.00", "20.00", "980.00"), ("INV-2", "500.00", "77.00", "423.00"))
    books.pay("1403.00", "thank you", payer_name="Customer K-1")
    assert books.apply().applied == 1
    assert (books.open_amount("INV-1"), books.open_amount("INV-2")) == (0, 77)
    (discount,) = Posting.objects.filter(account=Account.DISCOUNT)
    assert discount.amount == 20
    assert stage(advice) is AdviceStage.USED
    assert {fact.amount for fact in told if isinstance(fact, ShortPaid)} == {Decimal(20), Decimal(77)}
    assert list(ledger.verify()) == []


def test_a_credit_note_that_is_set_off_is_used_up(books: Books) -> None:
    books.invoice("INV-1", "104.37")
    books.invoice("CN-1", "-4.37", kind=ItemKind.CREDIT_NOTE)
    bring(("INV-1", "104.37"), ("CN-1", "-4.37"))
    books.pay("100.00", "thank you", payer_name="Customer K-1")
    assert books.apply().applied == 1
    assert books.open_amount("INV-1") == books.open_amount("CN-1") == 0


def test_two_thousand_rows_are_applied_in_one_go(books: Books) -> None:
    items = [(f"INV-{place:05}", f"{place % 97 + 1}.{place % 100:02}") for place in range(2000)]
    posted = ledger_operations.post_items(
        items=[
            NewItem(
                *(line, books.entity_id, "K-1", ItemKind.INVOICE, number, 1, "", MARCH, APRIL, "EUR"),
                Decimal(amount),
            )
            for line, (number, amount) in enumerate(items)
        ],
        source="test",
        actor=CLERK,
        now=NOW,
    )
    assert posted.accepted == 2000
    bring(*items)
    total = sum((Decimal(amount) for _, amount in items), start=Decimal(0))
    books.pay(str(total), "batch payment", payer_name="Customer K-1")
    assert books.apply().applied == 1
    assert sum(books.unapplied().values()) == 0
    assert list(ledger.open_receipts(entity_id=books.entity_id, until=APRIL)) == []


def test_rows_that_dont_come_to_the_receipt_are_never_applied_by_themselves(books: Books, ann: Actor) -> None:
    books.invoice("INV-1", "104.37")
    books.invoice("INV-2", "50.50")
    books.pay("154.87", "INV-1 INV-2", payer_name="Customer K-1")
    bring(("INV-1", "104.37"), ("INV-2", "40.50"), receipt_id=receipt(), actor=ann)
    assert books.apply().applied == 0
    assert books.refusals() == ["ADVICE_DIFFERS"]
    assert Proposal.objects.filter(receipt_id=receipt()).exists()


def test_a_document_that_isnt_open_keeps_the_receipt_from_being_applied(books: Books, ann: Actor) -> None:
    books.invoice("INV-1", "104.37")
    books.invoice("INV-3", "50.50")
    books.pay("154.87", "thank you", payer_name="Customer K-1")
    bring(("INV-1", "104.37"), ("INV-2", "50.50"), receipt_id=receipt(), actor=ann)
    assert books.apply().applied == 0
    assert books.open_amount("INV-3") == Decimal("50.50")


def test_another_customers_document_is_left_to_a_person(books: Books, ann: Actor) -> None:
    books.invoice("INV-1", "104.37", customer="K-1")
    books.invoice("INV-2", "50.50", customer="K-2")
    books.pay("154.87", "", customer="K-1")
    bring(("INV-1", "104.37"), ("INV-2", "50.50"), receipt_id=receipt(), actor=ann)
    assert books.apply().applied == 0
    assert books.refusals() == ["OTHER_CUSTOMER"]
    best = Proposal.objects.get(receipt_id=receipt(), rank=1)
    assert len(best.shares) == 2


def test_what_is_brought_to_a_line_is_proposed_and_accepted_by_the_clerk(books: Books, ann: Actor) -> None:
    for number in ("INV-1", "INV-2", "INV-3"):
        books.invoice(number, "100.11")
    books.pay("200.22", "thank you", payer_name="Customer K-1")
    books.apply()
    bring(("INV-1", "100.11"), ("INV-3", "100.11"), receipt_id=receipt(), actor=ann)
    assert books.open_amount("INV-1") == Decimal("100.11")
    best = Proposal.objects.get(receipt_id=receipt(), rank=1)
    done = cash.accept_proposal(proposal_id=best.id, on=APRIL, actor=ann, now=NOW)
    assert done.applied.amount == Decimal("200.22") and done.left.is_zero()
    assert books.open_amount("INV-2") == Decimal("100.11")


@pytest.mark.parametrize(
    ("amount", "payer", "on"),
    [
        ("154.88", "Customer K-1", APRIL),
        ("154.87", "Somebody Else Ltd", APRIL),
        ("154.87", "Customer K-1", APRIL - timedelta(days=30)),
    ],
    ids=["another amount", "another payer", "another time"],
)
def test_an_advice_meets_no_receipt_that_differs(books: Books, amount: str, payer: str, on: date) -> None:
    books.invoice("INV-1", "104.37")
    books.invoice("INV-2", "50.50")
    books.pay(amount, "thank you", payer_name=payer, on=on)
    assert bring(("INV-1", "104.37"), ("INV-2", "50.50")).stage is AdviceStage.WAITING


def test_of_two_receipts_that_fit_none_is_chosen(books: Books, ann: Actor) -> None:
    books.invoice("INV-1", "104.37")
    for reference in ("A", "B"):
        books.pay("104.37", "thank you", payer_name="Customer K-1", reference=reference)
    advice = bring(("INV-1", "104.37"))
    assert advice.stage is AdviceStage.WAITING
    attached = cash.attach_advice(advice_id=advice.id, receipt_id=receipt(), on=APRIL, actor=ann, now=NOW)
    assert attached.stage is AdviceStage.ATTACHED and not attached.is_attached_by_itself


def test_what_a_person_took_off_isnt_joined_again(books: Books, ann: Actor) -> None:
    books.invoice("INV-1", "104.37")
    books.pay("104.37", "thank you", payer_name="Customer K-1")
    advice = bring(("INV-1", "104.37"))
    assert advice.stage is AdviceStage.ATTACHED
    cash.detach_advice(advice_id=advice.id, on=APRIL, actor=ann, now=NOW)
    books.apply()
    assert stage(advice) is AdviceStage.WAITING


def test_an_advice_whose_sums_dont_agree_waits_for_a_person(books: Books) -> None:
    books.invoice("INV-1", "104.37")
    books.pay("104.37", "thank you", payer_name="Customer K-1")
    advice = bring(("INV-1", "104.37"), ("Total", "105.00"))
    assert not advice.is_sound and advice.findings and advice.stage is AdviceStage.WAITING


def test_the_same_file_twice_is_refused(books: Books) -> None:
    bring(("INV-1", "104.37"))
    with pytest.raises(AdviceKnown):
        bring(("INV-1", "104.37"), name="again.csv")
    assert Advice.objects.count() == 1


def test_a_receipt_has_one_advice_in_its_own_currency(books: Books, ann: Actor) -> None:
    books.pay("104.37", "thank you")
    bring(("INV-1", "104.37"), receipt_id=receipt(), actor=ann)
    with pytest.raises(ReceiptAdvised):
        bring(("INV-2", "104.37"), receipt_id=receipt(), actor=ann)
    waiting = bring(("INV-3", "7.00"))
    books.pay("7.00", "thank you", currency="PLN")
    with pytest.raises(AdviceCurrencyDiffers):
        cash.attach_advice(advice_id=waiting.id, receipt_id=receipt(), on=APRIL, actor=ann, now=NOW)


def test_of_several_companies_the_open_documents_tell_whose_it_is(books: Books) -> None:
    other = Books(entity_id=make_company(code="OTHER"))
    other.invoice("ZZ-1", "104.37")
    assert bring(("ZZ-1", "104.37")).entity_id == other.entity_id
    with pytest.raises(WhoseAdvice):
        bring(("YY-1", "104.37"))


def test_strangers_find_no_advice(books: Books) -> None:
    advice = bring(("INV-1", "104.37"))
    other = make_company(code="OTHER")
    zed = make_person("Zed", Role.CASH_CLERK, entity=team.get_entity(entity_id=other, actor=CLERK))
    with pytest.raises(NotFound):
        queries.get_advice(advice_id=advice.id, actor=zed)
    with pytest.raises(NotFound):
        queries.open_advice(advice_id=advice.id, actor=zed)
