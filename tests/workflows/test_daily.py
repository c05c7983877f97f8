"""The daily run: from the files in the inbox to the exception report, each thing once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from recoup.collections import queries as collections
from recoup.collections.models import Worklist
from recoup.collections.types import TaskKind
from recoup.correspondence import queries as correspondence
from recoup.correspondence.types import ReminderContent
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.models import Entry, Item
from recoup.ledger.types import HoldReason
from recoup.parties.models import Customer, CustomerHold
from recoup.reports.queries.exceptions import ExceptionKind
from recoup.workflows import operations as workflows
from recoup.workflows import queries as workflow_queries
from recoup.workflows.models import DailyException, DailyStep
from recoup.workflows.releases import release_chosen
from recoup.workflows.types import Step, StepStatus
from tests.collections.begun import begin_course
from tests.companies import make_company
from tests.workflows.office import ITEMS_HEADER, PROGRAM, RECEIPTS_HEADER, Office


@pytest.mark.duty("A1.3")
@pytest.mark.duty("B12")
def test_an_invoice_is_reminded_until_it_is_paid_and_never_after(office: Office) -> None:
    office.invoice("INV-1", "1204.37", issued="2026-01-05", due="2026-02-04")
    office.run("2026-02-05")
    assert office.worklist("2026-02-05") and office.letters() == []
    for day in range(6, 29):
        office.run(f"2026-02-{day:02}")
    assert office.letter_days() == [("2026-02-09", 1), ("2026-02-24", 2)]
    office.receipt("T1", "1204.37", "sorry to be late INV-1", on="2026-03-03")
    office.run("2026-03-03")
    assert office.open_amount("INV-1") == 0
    written = len(office.letters())
    office.run("2026-04-30")
    assert len(office.letters()) == written
    assert office.worklist("2026-04-30") == []
    assert list(ledger_queries.verify()) == []


@pytest.mark.duty("A1.3")
def test_an_old_item_begins_with_a_first_reminder_and_goes_on_with_the_distances_of_the_steps(
    office: Office,
) -> None:
    office.invoice("INV-1", "10", issued="2026-01-01", due="2026-01-31")
    office.run("2026-03-12")
    (letter,) = office.letters()
    assert (letter.level, letter.language, letter.currency) == (1, "pl", "EUR")
    assert letter.pdf_id is not None
    office.run("2026-03-16")
    office.run("2026-03-17")
    office.run("2026-03-22")
    assert office.letter_days() == [("2026-03-12", 1), ("2026-03-17", 2), ("2026-03-22", 3)]


@pytest.mark.duty("C2")
def test_a_final_demand_waits_for_a_person(office: Office) -> None:
    office.invoice("INV-1", "10", issued="2026-01-01", due="2026-01-31")
    office.run("2026-02-01")
    begin_course(Item.objects.get(number="INV-1").id)
    office.run("2026-04-02")
    assert office.letters() == []
    page = collections.proposals(business_date=date(2026, 4, 2), actor=PROGRAM)
    (waiting,) = page.proposals
    assert (waiting.code, waiting.template, len(waiting.looks)) == ("DEMAND", "FINAL_DEMAND", 2)
    at = datetime(2026, 4, 2, 9, tzinfo=UTC)
    released = release_chosen(proposal_ids=[waiting.id], actor=PROGRAM, now=at)
    assert (released.letters, released.tasks) == (1, 1)
    assert [letter.level for letter in office.letters()] == [3]
    (task,) = collections.tasks(actor=PROGRAM)
    assert task.kind is TaskKind.LEGAL


@pytest.mark.duty("A2.4")
def test_a_short_payment_is_refused_with_its_reason_and_reported(office: Office) -> None:
    office.invoice("INV-1", "1000.00", issued="2026-02-01", due="2026-03-01")
    office.receipt("T1", "990.00", "INV-1", on="2026-03-01")
    office.run("2026-03-01")
    assert office.open_amount("INV-1") == 1000
    assert office.refusal_codes() == ["SHORT"]
    assert office.exceptions("2026-03-01") == {ExceptionKind.SHORT: 1}
    (reason,) = office.reasons("2026-03-01", ExceptionKind.SHORT)
    assert "points" in reason
    assert (office.home / "reports" / "2026-03-01" / "exceptions.xlsx").stat().st_size > 2000


@pytest.mark.duty("A2.4")
def test_late_over_unidentified_and_waiting_money_is_reported(office: Office) -> None:
    office.invoice("INV-1", "100", issued="2026-01-01", due="2026-01-31")
    office.invoice("INV-2", "50", customer="K-2", issued="2026-01-01", due="2026-12-31")
    office.receipt("T1", "30", "hello", on="2026-03-01")
    office.receipt("T2", "70", "INV-2", on="2026-03-01")
    office.receipt("T3", "150", "INV-1 INV-2", on="2026-03-01")
    office.run("2026-03-05")
    assert office.exceptions("2026-03-05") == {
        ExceptionKind.UNIDENTIFIED: 1,
        ExceptionKind.AMBIGUOUS: 1,
        ExceptionKind.OVER: 1,
        ExceptionKind.LATE: 1,
    }
    page = workflow_queries.exceptions_page(
        on=date(2026, 3, 5), actor=PROGRAM, kind=ExceptionKind.UNIDENTIFIED
    )
    assert (page.rows[0].days, page.rows[0].subject, page.total) == (4, "T1 Somebody", 1)
    assert workflow_queries.exception_dates(actor=PROGRAM) == [date(2026, 3, 5)]


def test_nobody_is_reminded_of_what_is_on_hold_or_covered_by_money_received(office: Office) -> None:
    office.invoice("INV-1", "100", issued="2026-01-01", due="2026-01-31")
    office.invoice("INV-2", "100", customer="K-2", issued="2026-01-01", due="2026-01-31")
    office.receipt("T2", "100.50", "INV-2", on="2026-02-01")
    office.run("2026-02-01")
    (hold,) = ledger.place_item_holds(
        item_ids=[Item.objects.get(number="INV-1").id],
        reason=HoldReason.DISPUTED,
        note="goods came broken",
        from_date=date(2026, 2, 1),
        until_date=None,
        actor=PROGRAM,
        now=datetime(2026, 2, 1, tzinfo=UTC),
    )
    office.run("2026-02-20")
    assert office.letters() == []
    assert office.step("2026-02-20", Step.PROPOSALS).figures == {
        "proposals": 0,
        "escalated": 0,
        "nothing_to_chase": 1,
        "covered": 1,
    }
    ledger.lift_item_hold(hold_id=hold, actor=PROGRAM, now=datetime(2026, 2, 21, tzinfo=UTC))
    office.run("2026-02-21")
    assert office.letter_days() == [("2026-02-21", 1)]


def test_a_customer_on_hold_is_left_alone(office: Office) -> None:
    office.invoice("INV-1", "100", issued="2026-01-01", due="2026-01-31")
    CustomerHold.objects.create(
        customer=Customer.objects.get(number="K-1"),
        reason="INSOLVENCY",
        scope="CONTACT",
        from_date=date(2026, 1, 1),
        placed_by_name="Ann",
        placed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    office.run("2026-02-20")
    assert office.letters() == [] and office.worklist("2026-02-20") == []
    assert office.step("2026-02-20", Step.PROPOSALS).figures["left_alone"] == 1


@pytest.mark.duty("A1.3")
def test_one_reminder_for_each_customer_and_currency_lists_all_that_is_late_or_soon_due(
    office: Office,
) -> None:
    rows = [
        "K-1,INV-1,2026-01-01,2026-01-31,EUR,100",
        "K-1,INV-2,2026-01-01,2026-02-10,EUR,50",
        "K-1,INV-3,2026-02-01,2026-02-25,EUR,7",
        "K-1,INV-4,2026-02-01,2026-05-25,EUR,9",
        "K-1,INV-5,2026-01-01,2026-01-31,PLN,300",
        "K-2,INV-6,2026-01-01,2026-02-18,EUR,1",
    ]
    office.bring("items.csv", ITEMS_HEADER, *rows)
    office.run("2026-02-20")
    letters = {(letter.currency, letter.level) for letter in office.letters()}
    assert letters == {("EUR", 1), ("PLN", 1)}
    detail = _content(office, "EUR")
    assert [line.number for line in detail.lines] == ["INV-1", "INV-2", "INV-3"]
    assert detail.amount_to_pay.amount == 150


def test_a_second_run_of_a_day_does_nothing_twice(office: Office) -> None:
    office.invoice("INV-1", "100", issued="2026-01-01", due="2026-01-31")
    office.receipt("T1", "5", "hello", on="2026-02-20")
    first = office.run("2026-02-20")
    assert first.dates == (date(2026, 2, 20),) and len(first.steps) == len(Step)
    before = _world()
    again = office.run("2026-02-20")
    assert (again.dates, again.steps) == ((), ())
    assert _world() == before


@pytest.mark.duty("B12")
def test_a_bank_file_that_comes_after_the_run_is_taken_in_the_same_day(office: Office) -> None:
    office.invoice("INV-1", "104.37", issued="2026-01-01", due="2026-01-31")
    office.run("2026-02-20")
    assert office.exceptions("2026-02-20") == {ExceptionKind.LATE: 1}
    office.receipt("T1", "104.37", "INV-1", on="2026-02-20")
    assert office.run("2026-02-20").dates == (date(2026, 2, 20),)
    assert office.open_amount("INV-1") == 0
    assert office.exceptions("2026-02-20") == {}
    assert len(office.letters()) == 1


def test_missed_days_are_caught_up_in_order_without_a_burst_of_letters(office: Office) -> None:
    office.invoice("INV-1", "100", issued="2026-01-01", due="2026-01-31")
    office.run("2026-02-01")
    office.receipt("T1", "40", "hello", on="2026-02-25")
    outcome = office.run("2026-03-20")
    assert outcome.dates == tuple(date.fromordinal(day) for day in _days("2026-02-02", "2026-03-20"))
    assert Worklist.objects.count() == 48
    assert office.letter_days() == [("2026-03-20", 1)]
    assert ExceptionKind.UNIDENTIFIED not in office.exceptions("2026-02-24")
    assert office.exceptions("2026-02-25")[ExceptionKind.UNIDENTIFIED] == 1


def test_the_run_does_not_go_back(office: Office) -> None:
    office.run("2026-02-20")
    office.invoice("INV-1", "100", issued="2026-01-01", due="2026-01-31")
    assert office.run("2026-02-19").dates == ()
    assert not Item.objects.exists()
    assert office.run("2026-02-21").dates == (date(2026, 2, 21),)
    assert Item.objects.count() == 1


def test_one_entity_may_run_ahead_and_the_others_follow(office: Office) -> None:
    other = make_company(code="OTHER", customers=("K-1",))
    office.run("2026-02-20")
    office.run("2026-02-22", entity_id=other)
    outcome = office.run("2026-02-22")
    assert {(step.business_date.day, step.entity_code) for step in outcome.steps if step.entity_id} == {
        (21, "MAIN"),
        (22, "MAIN"),
    }
    assert not DailyStep.objects.exclude(status=StepStatus.DONE).exists()


def test_files_go_to_their_places_and_refused_rows_come_back(office: Office) -> None:
    office.bring("receipts.csv", RECEIPTS_HEADER, "2026-02-20,104.37,EUR,T1,Ann,INV-1")
    office.bring(
        "items.csv", ITEMS_HEADER, "K-1,INV-1,2026-01-01,2026-01-31,EUR,104.37", "K-1,INV-2,x,,EUR,abc"
    )
    office.bring("MAIN/items.csv", ITEMS_HEADER, "K-2,INV-3,2026-01-01,2026-01-31,EUR,30")
    office.bring("notes.txt", "call Ann")
    office.bring("items-later.csv.part", "half a fi")
    (office.home / "inbox" / "items-broken.xlsx").write_bytes(b"PK\x03\x04 nothing of the kind")
    office.run("2026-02-20")
    assert office.open_amount("INV-1") == 0 and office.open_amount("INV-3") == 30
    inbox = office.home / "inbox"
    assert _names(inbox / "done" / "2026-02-20") == ["MAIN/items.csv", "items.csv", "receipts.csv"]
    refused = _names(inbox / "refused")
    assert refused[:2] == ["items-broken.xlsx", "items-broken.xlsx.txt"]
    assert set(refused[2:]) == {"items-refused.csv", "notes.txt", "notes.txt.txt"}
    assert "must begin with" in (inbox / "refused" / "notes.txt.txt").read_text()
    assert "abc" in (inbox / "refused" / "items-refused.csv").read_text()
    assert (inbox / "items-later.csv.part").exists()
    assert office.exceptions("2026-02-20")[ExceptionKind.REFUSED_ROW] == 3
    figures = office.step("2026-02-20", Step.INBOX).figures
    assert (figures["files"], figures["files_refused"], figures["refused"]) == (5, 2, 1)


def test_two_runs_never_overlap(office: Office) -> None:
    settings = connection.settings_dict
    with psycopg.connect(
        dbname=settings["NAME"], host=settings["HOST"], user=settings["USER"], port=settings["PORT"] or None
    ) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('workflows.daily'))")
        with pytest.raises(workflows.AlreadyRunning):
            office.run("2026-02-20")
        other.execute("SELECT pg_advisory_unlock(hashtext('workflows.daily'))")
    assert office.run("2026-02-20").dates


@pytest.mark.parametrize("step", ["apply_receipts", "make_worklist", "propose", "release", "list_exceptions"])
def test_a_step_that_fails_leaves_nothing_half_done_and_is_done_by_the_next_run(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    office.invoice("INV-1", "100", issued="2026-01-01", due="2026-01-31")
    office.receipt("T1", "5", "hello", on="2026-02-20")
    chosen = {
        "apply_receipts": Step.RECEIPTS,
        "make_worklist": Step.WORKLIST,
        "propose": Step.PROPOSALS,
        "release": Step.RELEASE,
    }.get(step, Step.EXCEPTIONS)
    whole = workflows.daily.steps.OF_ENTITY

    def breaking(day: object, entity: object) -> object:
        whole[chosen](day, entity)
        raise RuntimeError("power cut")

    monkeypatch.setattr(workflows.daily.steps, "OF_ENTITY", {**whole, chosen: breaking})
    with pytest.raises(RuntimeError):
        office.run("2026-02-20")
    assert office.step("2026-02-20", chosen).status is StepStatus.FAILED
    assert office.step("2026-02-20", chosen).told[0].values["fault"] == "RuntimeError"
    monkeypatch.undo()
    office.run("2026-02-20")
    assert not DailyStep.objects.exclude(status=StepStatus.DONE).exists()
    assert len(office.letters()) == 1 and len(office.worklist("2026-02-20")) == 1
    assert office.exceptions("2026-02-20") == {ExceptionKind.UNIDENTIFIED: 1, ExceptionKind.LATE: 1}


def test_an_empty_program_takes_the_companies_that_a_file_names_and_invents_none(office: Office) -> None:
    Customer.objects.all().delete()
    connection.cursor().execute("DELETE FROM team_entity")
    office.invoice("INV-1", "100", issued="2026-01-01", due="2026-01-31")
    office.run("2026-02-20")
    reason = office.home / "inbox" / "refused" / "items-INV-1.csv.txt"
    assert "no company of ours" in reason.read_text()
    office.bring("items.csv", f"company code,{ITEMS_HEADER}", "HQ,K-1,INV-1,2026-01-01,2026-01-31,EUR,100")
    outcome = office.run("2026-02-20")
    assert Item.objects.get().amount_open == 100
    assert {step.entity_code for step in outcome.steps} == {"", "HQ"}


def _content(office: Office, currency: str) -> ReminderContent:
    letter = next(one for one in office.letters() if one.currency == currency)
    return correspondence.get_message(message_id=letter.id, actor=PROGRAM).content


def _world() -> tuple[object, ...]:
    return (
        list(Item.objects.order_by("id").values_list("id", "amount_open")),
        list(Entry.objects.order_by("id").values_list("id", flat=True)),
        list(DailyException.objects.order_by("id").values_list("id", flat=True)),
        list(DailyStep.objects.order_by("id").values_list("id", "finished_at")),
        Worklist.objects.count(),
    )


def _days(first: str, last: str) -> range:
    return range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1)


def _names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
