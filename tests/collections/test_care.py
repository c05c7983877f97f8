"""Difficult customers: what went wrong is kept, the manager is asked, and the answer comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from recoup.collections import operations, queries
from recoup.collections.operations.care import AnsweredBefore, NothingSaid
from recoup.collections.types import ComplaintRoute, IncidentKind, NewIncident
from recoup.kernel.errors import NotAllowed
from tests.collections.desk import NOW, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def ask(desk: Desk, question: str = "May I offer 10 % less?") -> int:
    return operations.escalate(
        customer_id=desk.customer(), question=question, tried="Two calls", actor=desk.dara, now=NOW
    )


@pytest.mark.duty("E4")
def test_a_question_goes_to_the_manager_and_the_answer_comes_back(desk: Desk) -> None:
    number = ask(desk)
    (waiting,) = queries.escalations(actor=desk.mia, part=queries.EscalationPart.WAITING)
    assert (waiting.id, waiting.asked_by_name, waiting.tried) == (number, "Dara", "Two calls")

    with pytest.raises(NotAllowed):
        operations.answer_escalation(
            escalation_id=number, answer="Yes", is_playbook=False, actor=desk.bela, now=NOW
        )
    operations.answer_escalation(
        escalation_id=number, answer="Not more than 5 %", is_playbook=True, actor=desk.mia, now=NOW
    )
    (answer,) = queries.unread_answers(actor=desk.dara)
    assert (answer.answer, answer.answered_by_name) == ("Not more than 5 %", "Mia")
    assert queries.unread_answers(actor=desk.bela) == []

    with pytest.raises(NotAllowed):
        operations.read_answer(escalation_id=number, actor=desk.bela, now=NOW)
    operations.read_answer(escalation_id=number, actor=desk.dara, now=NOW + timedelta(minutes=1))
    assert queries.unread_answers(actor=desk.dara) == []
    playbook = queries.escalations(actor=desk.bela, part=queries.EscalationPart.PLAYBOOK)
    assert [one.id for one in playbook] == [number]


@pytest.mark.duty("E4")
def test_a_question_is_answered_once_and_never_changed(desk: Desk) -> None:
    with pytest.raises(NothingSaid):
        ask(desk, " ")
    number = ask(desk)
    operations.answer_escalation(
        escalation_id=number, answer="Yes", is_playbook=False, actor=desk.mia, now=NOW
    )
    with pytest.raises(AnsweredBefore):
        operations.answer_escalation(
            escalation_id=number, answer="No", is_playbook=False, actor=desk.mia, now=NOW
        )
    for statement in (
        "UPDATE collections_escalation SET answer = 'No' WHERE id = %s",
        "UPDATE collections_escalation SET question = 'Nothing' WHERE id = %s",
        "DELETE FROM collections_escalation WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [number])


@pytest.mark.duty("E6")
def test_an_incident_is_kept_for_good_and_asked_of_the_manager(desk: Desk) -> None:
    incident = NewIncident(
        desk.customer(),
        IncidentKind.THREAT,
        NOW,
        "Said that he would come to the office",
        who="The owner",
        measures="Ended the call",
        route=ComplaintRoute.MANAGER,
    )
    number = operations.record_incident(incident=incident, actor=desk.dara, now=NOW)
    (kept,) = queries.incidents(customer_id=desk.customer(), actor=desk.mia)
    assert (kept.id, kept.kind, kept.recorded_by_name) == (number, IncidentKind.THREAT, "Dara")
    (question,) = queries.escalations(actor=desk.mia, part=queries.EscalationPart.WAITING)
    assert question.question == "Said that he would come to the office"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE collections_incident SET what = '' WHERE id = %s", [number])
