"""The house's own words of a template go before the program's: the narrower the rule, the sooner it counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from recoup.correspondence.models import Message
from recoup.correspondence.template_rules import PARTS, field_name
from recoup.correspondence.types import TemplateCode
from recoup.kernel.contact import PartyKind
from recoup.parties.types import CustomerRecord
from recoup.rulebook.types import RuleScope
from recoup.team.types import Role
from tests.correspondence.post_office import PostOffice
from tests.correspondence.test_door import make_debtor
from tests.people import make_cast
from tests.rulebook.in_force import in_force

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B2")]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice(make_cast(Role.COLLECTOR))


def words(subject: str, language: str = "en") -> dict[str, object]:
    """Return a template in which the house has its own subject in one language and no other words."""
    languages = ("en", "vi", "zh-hans", "fa", "pl")
    empty = {field_name(part, each): "" for part in PARTS for each in languages}
    return empty | {field_name("subject", language): subject}


def subject_for(office: PostOffice, customer: CustomerRecord) -> str:
    return Message.objects.get(id=office.queued(customer)).subject


def test_the_words_of_the_entity_win_and_those_of_a_customer_win_over_them(office: PostOffice) -> None:
    first, second, third = (office.debtor(number) for number in ("C-1", "C-2", "C-3"))
    shipped = subject_for(office, first)
    rule, entity_id = TemplateCode.REMINDER_1.rule, office.cast.entity.id
    in_force(rule, words("From everybody"))
    assert subject_for(office, second) == "From everybody"
    in_force(rule, words("From the entity"), RuleScope(entity_id=entity_id))
    fourth = make_debtor(office.cast, "C-4", PartyKind.SOLE_TRADER)
    in_force(rule, words("For this customer"), RuleScope(entity_id=entity_id, customer_id=third.id))
    in_force(rule, words("To a company"), RuleScope(entity_id=entity_id, segment="COMPANY"))
    in_force(rule, words("To a person"), RuleScope(entity_id=entity_id, segment="PERSON"))
    assert shipped not in ("From everybody", "From the entity")
    assert subject_for(office, third) == "For this customer"
    assert subject_for(office, fourth) == "From the entity"
    assert subject_for(office, office.debtor("C-5")) == "To a company"


def test_words_in_another_language_and_another_entity_change_nothing(office: PostOffice) -> None:
    shipped = subject_for(office, office.debtor("C-1"))
    rule = TemplateCode.REMINDER_1.rule
    in_force(rule, words("Po polsku", "pl"), RuleScope(entity_id=office.cast.entity.id))
    in_force(rule, words("Elsewhere"), RuleScope(entity_id=office.cast.other_entity.id))
    changed = subject_for(office, office.debtor("C-2"))
    assert changed.replace("C-2", "C-1") == shipped


def test_what_was_written_keeps_its_words_and_names_the_rule(office: PostOffice) -> None:
    message_id = office.queued(office.debtor())
    before = Message.objects.get(id=message_id)
    version = in_force(TemplateCode.REMINDER_1.rule, words("New words"))
    after = Message.objects.get(id=message_id)
    assert (after.subject, after.template_version_id) == (before.subject, None)
    new = Message.objects.get(id=office.queued(office.debtor("C-2")))
    assert (new.subject, new.template_version_id) == ("New words", version.version_id)
