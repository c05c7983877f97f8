"""Messages wait in the outbox as they were written: prepared once, rendered once, changed never."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from recoup.correspondence import operations, queries
from recoup.correspondence.letters.page import Letter
from recoup.correspondence.letters.typesetting import NoFontForText, typeset
from recoup.correspondence.operations import rendering
from recoup.correspondence.types import PreparedMessages, ReminderContent
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.parties.models import Customer
from recoup.plumbing.audit import queries as audit
from recoup.plumbing.storage import queries as storage
from recoup.team.types import Role
from tests.companies import make_company
from tests.correspondence.reminders import ON, reminder
from tests.people import PROGRAM, make_person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def contents() -> list[ReminderContent]:
    entity_id = make_company(customers=("K-1", "K-2", "K-3"))
    customers = Customer.objects.order_by("number").values_list("id", flat=True)
    return [reminder(entity_id=entity_id, customer_id=customer_id) for customer_id in customers]


def prepare(contents: list[ReminderContent]) -> PreparedMessages:
    return operations.prepare_reminders(contents=contents, business_date=ON, actor=PROGRAM, now=NOW)


@pytest.mark.duty("A1.3")
def test_one_reminder_waits_for_each_customer_and_says_what_it_was_given(
    contents: list[ReminderContent],
) -> None:
    assert prepare(contents) == PreparedMessages(count=3, already=0)
    lines = queries.messages(actor=PROGRAM, business_date=ON)
    assert [line.subject for line in lines] == ["Friendly reminder: 3,200.00\u00a0GBP is overdue"] * 3
    detail = queries.get_message(message_id=lines[-1].id, actor=PROGRAM)
    assert detail.content.form.has_place_for_seal
    assert replace(detail.content, form=contents[0].form) == contents[0]
    assert detail.body.startswith("Dear Mr Daniel Osei,")


def test_preparing_twice_prepares_once_and_another_currency_is_another_message(
    contents: list[ReminderContent],
) -> None:
    assert prepare(contents[:2]) == PreparedMessages(count=2, already=0)
    assert prepare([*contents, contents[2]]) == PreparedMessages(count=1, already=3)
    assert prepare([replace(contents[0], currency="EUR")]) == PreparedMessages(count=1, already=0)
    assert len(queries.messages(actor=PROGRAM)) == 4


def test_the_last_reminder_of_each_customer_and_currency_is_known(contents: list[ReminderContent]) -> None:
    prepare(contents[:2])
    later = replace(contents[0], business_date=ON + timedelta(days=14), level=2)
    operations.prepare_reminders(
        contents=[later], business_date=later.business_date, actor=PROGRAM, now=NOW + timedelta(days=14)
    )
    first, second = contents[0], contents[1]
    assert queries.last_reminders(entity_id=first.entity_id, until=ON) == {
        (first.customer_id, "GBP"): (ON, 1),
        (second.customer_id, "GBP"): (ON, 1),
    }
    assert queries.last_reminders(entity_id=first.entity_id, until=later.business_date) == {
        (first.customer_id, "GBP"): (later.business_date, 2),
        (second.customer_id, "GBP"): (ON, 1),
    }


def test_a_batch_costs_the_same_queries_as_a_single_one(
    contents: list[ReminderContent], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(14):
        prepare(contents)


@pytest.mark.duty("A1.3")
def test_the_pdf_is_filled_in_once_and_stored(contents: list[ReminderContent]) -> None:
    prepare(contents)
    assert operations.render_pdfs(actor=PROGRAM, now=NOW, limit=2).count == 2
    assert operations.render_pdfs(actor=PROGRAM, now=NOW).count == 1
    assert operations.render_pdfs(actor=PROGRAM, now=NOW).count == 0
    for line in queries.messages(actor=PROGRAM):
        assert line.pdf_id is not None
        detail = queries.get_message(message_id=line.id, actor=PROGRAM)
        assert storage.get_file(line.pdf_id).sha256 == detail.pdf_sha256
        with storage.open_file(line.pdf_id) as pdf:
            assert pdf.read(5) == b"%PDF-"


def test_a_letter_without_a_font_is_refused_and_its_neighbors_are_set(
    contents: list[ReminderContent], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare([replace(contents[0], recipient=replace(contents[0].recipient, name="ᏣᎳᎩ")), *contents[1:]])
    real = typeset

    def no_cherokee(letter: Letter, *, made_at: datetime) -> bytes:
        if "ᏣᎳᎩ" in letter.recipient_lines:
            raise NoFontForText(text="ᏣᎳᎩ")
        return real(letter, made_at=made_at)

    monkeypatch.setattr(rendering, "typeset", no_cherokee)
    rendered = operations.render_pdfs(actor=PROGRAM, now=NOW)
    assert rendered.count == 2
    assert [refusal.sentence.values["text"] for refusal in rendered.refused] == ["ᏣᎳᎩ"]
    monkeypatch.undo()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE correspondence_message SET subject = 'Pay or else'",
        "UPDATE correspondence_message SET pdf_id = NULL, pdf_sha256 = ''",
        "UPDATE correspondence_message SET business_date = business_date - 1, pdf_id = pdf_id",
        "DELETE FROM correspondence_message",
        "TRUNCATE correspondence_message CASCADE",
    ],
)
def test_the_database_refuses_to_change_what_was_written(
    contents: list[ReminderContent], change: str
) -> None:
    prepare(contents[:1])
    operations.render_pdfs(actor=PROGRAM, now=NOW)
    with (
        pytest.raises(IntegrityError, match=r"can not be changed|never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(change)


def test_what_was_prepared_and_rendered_is_on_the_trail(contents: list[ReminderContent]) -> None:
    prepare(contents[:1])
    operations.render_pdfs(actor=PROGRAM, now=NOW)
    message = queries.messages(actor=PROGRAM)[0]
    events = audit.trail(subject_kind="message", subject_id=message.id)
    assert {event.action for event in events} == {
        "correspondence.reminder.prepared",
        "correspondence.message.rendered",
    }


def test_strangers_neither_prepare_nor_read(contents: list[ReminderContent]) -> None:
    make_company(code="OTHER", customers=())
    auditor = make_person("Ann", Role.AUDITOR)
    prepare(contents[:1])
    message = queries.messages(actor=auditor)[0]
    with pytest.raises(NotAllowed):
        operations.prepare_reminders(contents=contents, business_date=ON, actor=auditor, now=NOW)
    with pytest.raises(NotAllowed):
        operations.render_pdfs(actor=auditor, now=NOW)
    stranger = make_person("Charlie")
    assert queries.messages(actor=stranger) == []
    with pytest.raises(NotFound):
        queries.get_message(message_id=message.id, actor=stranger)
