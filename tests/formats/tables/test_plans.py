"""A plan holds everything needed to read the next file of the same source."""

import json

import pytest

from recoup.formats.tables.layouts import LayoutChoice
from recoup.formats.tables.plans import TablePlan, propose_plan, rebased, replan
from recoup.formats.tables.values import AmountStyle, DateForm, DateStyle
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.sentences import Sentence

TEXT = "Kod klienta;Nr faktury;Termin płatności;Kwota (PLN)\nC1;FV/1;02/08/2026;1 954,10\nC2;FV/2;03/08/2026;12,00\n"


def test_a_proposal_asks_only_what_is_doubtful(opened):
    proposal = propose_plan(opened(TEXT.encode("cp1250")), TableKind.ITEMS)
    plan = proposal.plan
    assert plan.columns == {"customer_number": 0, "number": 1, "due_date": 2, "amount": 3}
    assert plan.amount_styles["amount"] == AmountStyle(",")
    assert plan.constants == {"currency": "PLN"}
    assert plan.missing() == ()
    assert [question.values["text"] for question in proposal.questions] == ["02/08/2026"]
    assert plan.settled().questions() == ()
    assert propose_plan(opened(TEXT.encode()), TableKind.ITEMS, prefer=DateForm.MDY).plan.date_styles == {
        "due_date": DateStyle(DateForm.MDY)
    }


def test_a_plan_survives_json(opened):
    plan = propose_plan(opened(TEXT.encode()), TableKind.ITEMS).plan.settled()
    assert TablePlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_a_saved_plan_finds_columns_that_moved(opened):
    plan = propose_plan(opened(TEXT.encode()), TableKind.ITEMS).plan
    moved = rebased(plan, ["Uwagi", "KWOTA (PLN)", "Termin platnosci", "NR FAKTURY", "Kod klienta"])
    assert moved.columns == {"customer_number": 4, "number": 3, "due_date": 2, "amount": 1}
    assert rebased(plan, plan.header) is plan
    gone = rebased(plan, ["Uwagi", "Kwota"])
    assert isinstance(gone, Sentence)
    assert gone.values == {"header": "Kod klienta"}


def test_a_corrected_mapping_is_judged_anew(opened):
    table = opened(b"customer no,number,due date,net,gross\nC1,A1,2026-01-01,5.00,6.10\n")
    plan = propose_plan(table, TableKind.ITEMS).plan
    assert table.header[plan.columns["amount"]] == "gross"
    corrected = TablePlan(plan.kind, plan.layout, plan.header, {**plan.columns, "amount": 3})
    assert replan(corrected, table.sample()).amount_styles == {"amount": AmountStyle()}


def test_items_without_number_say_so(opened):
    table = opened(b"customer no,due date,amount\nC1,2026-01-01,5.00\n")
    plan = propose_plan(table, TableKind.ITEMS).plan
    assert plan.numbers_are_made
    assert plan.missing() == ()


@pytest.mark.parametrize("choice", [LayoutChoice(), LayoutChoice("cp1250", ";", "Items", 3)])
def test_a_layout_choice_survives_json(choice):
    assert LayoutChoice.from_json(json.loads(json.dumps(choice.to_json()))) == choice


def test_a_doubtful_encoding_is_asked_about(opened):
    content = "number;name\nA1;Общество Москва\nA2;Счёт\n".encode("cp1251")
    proposal = propose_plan(opened(content), TableKind.CUSTOMERS)
    assert "encoding" in proposal.questions[0].values
