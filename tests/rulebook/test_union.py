"""Rules of the European Union count in its members that have none of their own, and nowhere else."""

from __future__ import annotations

import pytest

from recoup.correspondence.rules import CONTACT_FREQUENCY, CONTACT_HOURS
from recoup.kernel.unions import EU_MEMBERS, is_within
from recoup.rulebook import queries
from recoup.rulebook.queries import RuleFilter
from recoup.rulebook.types import Mark, Resolved, RuleScope
from tests.companies import make_company
from tests.people import NOW, PROGRAM
from tests.rulebook.book import ON
from tests.rulebook.in_force import in_force

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C11")]


def hours(opens: str) -> dict[str, object]:
    return {
        **{"opens": opens, "closes": "20:00", "days": ["MON"], "holidays": False, "closures": ""},
        **{"mail_opens": "00:00", "mail_closes": "24:00", "consent_lifts": False, "binding": "HOUSE"},
    }


def found(entity_id: int, segment: str = "PERSON") -> Resolved:
    return queries.resolve(kind=CONTACT_HOURS, on=ON, entity_id=entity_id, segment=segment)


def test_a_member_without_a_rule_of_its_own_has_that_of_the_union() -> None:
    germany, poland, britain = (make_company(code=country, country=country) for country in ("DE", "PL", "GB"))
    in_force(CONTACT_HOURS, hours("09:00"), RuleScope(jurisdiction="EU", segment="PERSON"))
    in_force(CONTACT_HOURS, hours("10:00"), RuleScope(jurisdiction="PL"))
    assert found(germany).value.text("opens") == "09:00"
    assert "the European Union" in str(found(germany).why)
    # A country's own rule goes before, even where that of the union names the segment and the country's doesn't.
    assert found(poland).value.text("opens") == "10:00"
    assert found(britain).rule_id is None
    assert found(germany, "COMPANY").rule_id is None
    in_force(CONTACT_HOURS, hours("11:00"), RuleScope(entity_id=germany, segment="PERSON"))
    assert found(germany).value.text("opens") == "11:00"
    law = queries.rules_in_force(kinds=[CONTACT_HOURS], on=ON, entity_ids=[britain], countries=["FR", "JP"])
    french = law.resolve_country(CONTACT_HOURS, country="FR", segment="PERSON")
    assert french is not None and french.value.text("opens") == "09:00"
    assert law.resolve_country(CONTACT_HOURS, country="JP", segment="PERSON") is None


def test_the_pack_waits_for_a_person_and_every_value_has_its_source() -> None:
    make_company(code="DE", country="DE")
    shipped = queries.rules(criteria=RuleFilter(jurisdiction="EU"), on=ON, actor=PROGRAM, now=NOW)
    assert {rule.kind for rule in shipped} >= {CONTACT_HOURS, CONTACT_FREQUENCY, "contact.advertising"}
    drafts = [draft for rule in shipped for draft in rule.waiting]
    assert len(drafts) == 6 and all(draft.source for draft in drafts)
    assert {draft.mark for draft in drafts} == {Mark.HOUSE, Mark.UNVERIFIED}


def test_the_members_are_twenty_seven() -> None:
    assert len(EU_MEMBERS) == 27 and "GB" not in EU_MEMBERS
    assert is_within("DE", "EU") and is_within("DE", "DE") and is_within("DE", "")
    assert not is_within("GB", "EU") and not is_within("DE", "FR")
