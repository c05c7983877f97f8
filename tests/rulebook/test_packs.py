"""What is shipped is there in a fresh database: verified rules in force, the others for a second person."""

from datetime import date
from pathlib import Path

import pytest

from recoup.cash import rules
from recoup.kernel.errors import NotAllowed
from recoup.rulebook import operations, queries, registry
from recoup.rulebook.operations import shipping
from recoup.rulebook.queries import RuleFilter
from recoup.rulebook.types import LoadedPacks, Mark, NewVersion, RuleScope, Standing
from recoup.team.types import Role
from tests.companies import make_company
from tests.people import NOW, PROGRAM, make_person
from tests.rulebook.book import GRACE, ON, ask, decide

pytestmark = pytest.mark.django_db

PACK = """
jurisdiction = "PL"
[[rules]]
name = "grace-{edition}"
kind = "test.grace"
mark = "{mark}"
valid_from = 2026-01-01
source = "Act of the test"
value = {{ days = {days} }}
"""


def test_verified_rules_of_the_countries_are_in_force_from_the_start() -> None:
    poland, iran, china = (make_company(code=country, country=country) for country in ("PL", "IR", "CN"))
    order = queries.resolve(kind=rules.ITEM_ORDER, on=ON, entity_id=poland)
    assert order.value.codes("steps") == ("PAYER_CHOICE", "CREDITOR_CHOICE", "DUE_FIRST", "OLDEST_DUE")
    parts = queries.resolve(kind=rules.PART_ORDER, on=ON, entity_id=china)
    assert parts.value.codes("parts") == ("COSTS", "INTEREST", "PRINCIPAL")
    cheques = queries.resolve(kind=rules.CHEQUE_PRESENTMENT, on=ON, entity_id=iran)
    assert (cheques.value.whole("same_place_days"), cheques.value.whole("other_place_days")) == (15, 45)
    registered = queries.resolve(kind=rules.CHEQUE_REGISTRY, on=ON, entity_id=iran)
    assert registered.value.flag("must_be_registered")
    before = queries.resolve(kind=rules.CHEQUE_REGISTRY, on=date(2021, 3, 20), entity_id=iran)
    assert before.rule_id is None and not before.value.flag("must_be_registered")


def test_an_unverified_rule_counts_once_a_second_person_has_approved_it() -> None:
    vietnam = make_company(code="VN", country="VN", currency="VND")
    with pytest.raises(queries.NoRule):
        queries.resolve(kind=rules.ITEM_ORDER, on=ON, entity_id=vietnam)
    asker, decider = make_person("Greta", Role.MANAGER), make_person("Gus", Role.MANAGER)
    drafts = [
        rule
        for rule in queries.rules(
            criteria=RuleFilter(kind=rules.ITEM_ORDER, jurisdiction="VN"), on=ON, actor=asker, now=NOW
        )
        if rule.waiting
    ]
    (draft,) = drafts[0].waiting
    assert (draft.standing, draft.mark, draft.is_shipped) == (Standing.DRAFT, Mark.UNVERIFIED, True)
    approval = operations.ask_version(version_id=draft.id, reason="Counsel agrees", actor=asker, now=NOW)
    decide(approval.id, decider)
    order = queries.resolve(kind=rules.ITEM_ORDER, on=ON, entity_id=vietnam)
    assert order.value.codes("steps")[0] == "AGREEMENT"


def test_loading_again_changes_nothing_and_needs_the_right() -> None:
    again = operations.load_packs(actor=PROGRAM, now=NOW)
    assert (again.enacted, again.drafted) == (0, 0) and again.known >= 13
    with pytest.raises(NotAllowed):
        operations.load_packs(actor=make_person("Ann", Role.AUDITOR), now=NOW)


def _ship(folder: Path, *, edition: int, days: int, mark: Mark = Mark.VERIFIED) -> LoadedPacks:
    (folder / "pl.toml").write_text(PACK.format(edition=edition, days=days, mark=mark))
    return operations.load_packs(actor=PROGRAM, now=NOW)


def test_a_new_edition_replaces_the_old_but_never_what_people_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipping, "_PACKS", tmp_path)
    poland = make_company(code="PL", country="PL")

    def days() -> int:
        return queries.resolve(kind=GRACE.code, on=ON, entity_id=poland).value.whole("days")

    assert _ship(tmp_path, edition=1, days=1).enacted == 1
    assert _ship(tmp_path, edition=2, days=2).enacted == 1
    assert days() == 2
    asker, decider = make_person("Greta", Role.MANAGER), make_person("Gus", Role.MANAGER)
    own = NewVersion(
        GRACE.code, RuleScope(jurisdiction="PL"), {"days": 9}, "Our counsel", Mark.HOUSE, date(2026, 2, 1)
    )
    version = operations.propose_version(proposal=own, actor=asker, now=NOW)
    decide(ask(version, asker), decider)
    third = _ship(tmp_path, edition=3, days=3)
    assert (third.enacted, third.drafted) == (0, 1)
    assert days() == 9


@pytest.mark.parametrize("path", sorted(shipping._PACKS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_rule_is_of_a_known_kind(path: Path) -> None:
    shipped = [found for found in shipping._shipped() if found.name.startswith(f"{path.stem}/")]
    assert len(shipped) == path.read_text().count("[[rules]]")
    assert {found.proposal.kind for found in shipped} <= {kind.code for kind in registry.kinds()}
