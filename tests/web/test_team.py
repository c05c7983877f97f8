"""Administrators look after people and companies; everybody else only looks."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from recoup.kernel.actor import Actor
from recoup.team import operations as team_operations
from recoup.team import queries as team
from recoup.team.types import Role
from tests.people import NOW, PASSWORD, PROGRAM, make_cast, make_entity, make_person
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db
PERSON = {
    "name": "Zofia Nowak",
    "email": "zofia@example.com",
    "language": "pl",
    "time_zone": "Europe/Warsaw",
    "password": PASSWORD,
}
COMPANY = {
    "code": "pl02",
    "name": "Hurtownia Sp. z o.o.",
    "name_latin": "",
    "country": "PL",
    "currency": "PLN",
    "time_zone": "Europe/Warsaw",
    "language": "pl",
}


@pytest.fixture
def ada() -> Actor:
    return make_person("Ada", Role.ADMINISTRATOR)


@pytest.fixture
def admin(ada: Actor, desk: Desk) -> Client:
    return desk(ada)


def roles_of(user_id: int, ada: Actor) -> list[Role]:
    return [grant.role for grant in team.get_user(user_id=user_id, actor=ada).grants]


def test_people_are_found_in_any_spelling(admin: Client) -> None:
    team_operations.create_user(email="zak@example.com", name="Łukasz Żak", actor=PROGRAM, now=NOW)
    html = admin.get("/team/?q=lukasz").content.decode()
    assert "Łukasz Żak" in html and "Ada" not in html.split('id="people"')[1]
    assert "Nobody found" in admin.get("/team/?q=qqq").content.decode()


def test_an_administrator_makes_an_account(admin: Client, ada: Actor) -> None:
    answer = admin.post("/team/people/add", PERSON)
    user_id = team.find_user_id(email="zofia@example.com")
    assert user_id is not None
    assert answer["Location"] == reverse("team:person", args=[user_id])
    assert admin.get("/team/people/add").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "nobody"}, "valid email"),
        ({"password": "short"}, "at least 10 characters"),
        ({"email": "ada@example.com"}, "Somebody already signs in"),
        ({"name": ""}, "required"),
        ({"time_zone": "Mars/Base"}, "valid choice"),
    ],
)
def test_a_wrong_account_is_refused_on_the_form(admin: Client, wrong: dict[str, str], said: str) -> None:
    answer = admin.post("/team/people/add", PERSON | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert team.find_user_id(email="zofia@example.com") is None


def test_roles_are_given_up_to_an_amount_and_taken_away(admin: Client, ada: Actor) -> None:
    company, bob = make_entity("ACME"), make_person("Bob")
    role = {"role": "MANAGER", "entity": company.id, "amount_limit": "5000"}
    answer = admin.post(reverse("team:grant", args=[bob.id]), role)
    assert answer.status_code == 303
    (grant,) = team.get_user(user_id=bob.id, actor=ada).grants
    assert grant.limit is not None and grant.limit.amount == Decimal(5000)
    assert "5,000.00" in admin.get(reverse("team:person", args=[bob.id])).content.decode()
    admin.post(reverse("team:revoke", args=[bob.id, grant.id]))
    assert roles_of(bob.id, ada) == []


def test_duties_that_must_be_apart_are_kept_apart(admin: Client, ada: Actor) -> None:
    bob = make_person("Bob", Role.AUDITOR)
    answer = admin.post(reverse("team:grant", args=[bob.id]), {"role": "COLLECTOR", "entity": ""})
    assert answer.status_code == 422
    assert roles_of(bob.id, ada) == [Role.AUDITOR]


def test_a_limit_without_an_entity_is_refused(admin: Client) -> None:
    bob = make_person("Bob")
    form = {"role": "MANAGER", "entity": "", "amount_limit": "10"}
    answer = admin.post(reverse("team:grant", args=[bob.id]), form)
    assert answer.status_code == 422 and "choose the entity" in answer.content.decode()
    form = {"role": "KING", "entity": ""}
    assert admin.post(reverse("team:grant", args=[bob.id]), form).status_code == 422


def test_a_password_is_set_for_somebody(admin: Client) -> None:
    bob = make_person("Bob")
    assert admin.post(reverse("team:password", args=[bob.id]), {"password": "short"}).status_code == 422
    assert admin.post(reverse("team:password", args=[bob.id]), {"password": PASSWORD}).status_code == 303


def test_an_account_is_closed_and_opened_again(admin: Client, ada: Actor, desk: Desk) -> None:
    bob = make_person("Bob", Role.COLLECTOR)
    bobs = desk(bob)
    admin.post(reverse("team:close", args=[bob.id]))
    assert not team.get_user(user_id=bob.id, actor=ada).is_active
    assert bobs.get("/team/").status_code == 302
    assert "account closed" in admin.get(reverse("team:person", args=[bob.id])).content.decode()
    admin.post(reverse("team:reopen", args=[bob.id]))
    assert team.get_user(user_id=bob.id, actor=ada).is_active


def test_companies_are_listed_and_added(admin: Client, ada: Actor) -> None:
    assert admin.post("/team/entities/add", COMPANY)["Location"] == "/team/entities"
    html = admin.get("/team/entities").content.decode()
    assert "PL02" in html and "Poland" in html
    again = admin.post("/team/entities/add", COMPANY)
    assert again.status_code == 422 and "already an entity" in again.content.decode()
    assert admin.post("/team/entities/add", COMPANY | {"currency": "XXX"}).status_code == 422
    assert admin.get("/team/entities/add").status_code == 200


def test_a_manager_looks_and_changes_nothing(desk: Desk) -> None:
    cast = make_cast()
    client = desk(cast.alice)
    html = client.get(reverse("team:person", args=[cast.bob.id])).content.decode()
    assert "Bob" in html and "Give a role" not in html
    for name in ("grant", "password", "close", "reopen"):
        assert client.post(reverse(f"team:{name}", args=[cast.bob.id])).status_code == 404
    assert client.post(reverse("team:revoke", args=[cast.bob.id, 1])).status_code == 404
    assert client.post("/team/people/add", PERSON).status_code == 404
    assert client.post("/team/entities/add", COMPANY).status_code == 404


def test_people_of_other_companies_are_unknown(desk: Desk) -> None:
    cast = make_cast()
    assert desk(cast.alice).get(reverse("team:person", args=[cast.charlie.id])).status_code == 404


def test_nobody_changes_their_own_rights(admin: Client, ada: Actor) -> None:
    html = admin.get(reverse("team:person", args=[ada.id])).content.decode()
    assert "Give a role" not in html


@pytest.mark.parametrize("name", ["grant", "password", "close", "reopen"])
def test_changes_are_posted(admin: Client, name: str) -> None:
    assert admin.get(reverse(f"team:{name}", args=[1])).status_code == 405
