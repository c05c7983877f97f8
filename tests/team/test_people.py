"""Accounts, sign-in, preferences and saved views."""

from dataclasses import asdict

import pytest
from django.test import Client, RequestFactory

from recoup.kernel.errors import NotAllowed, NotFound
from recoup.plumbing.localization.reader import Reader
from recoup.team import operations, queries
from recoup.team.sign_in import AccountAdapter, SecondFactorAdapter
from recoup.team.types import CalendarSystem, Digits, NewEntity, Preferences, Role, Theme
from tests.people import NOW, PASSWORD, PROGRAM, make_cast, make_entity, make_person

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str = PASSWORD) -> bool:
    return client.login(email=email, password=password)


def test_people_sign_in_with_their_address_in_any_case(client: Client) -> None:
    make_person("Alice", password=PASSWORD)
    assert not sign_in(client, "alice@example.com", "wrong password")
    assert sign_in(client, "ALICE@example.com")


def test_an_account_without_password_or_switched_off_lets_nobody_in(client: Client) -> None:
    make_person("Bob")
    carol = make_person("Carol", password=PASSWORD)
    operations.deactivate_user(user_id=carol.id, actor=PROGRAM, now=NOW)

    assert not sign_in(client, "bob@example.com")
    assert not sign_in(client, "carol@example.com")


def test_a_new_password_ends_the_old_one(client: Client) -> None:
    alice = make_person("Alice", password=PASSWORD)
    operations.set_password(user_id=alice.id, password="another long phrase 7", actor=alice, now=NOW)

    assert not sign_in(client, "alice@example.com")
    assert sign_in(client, "alice@example.com", "another long phrase 7")


def test_nobody_registers_alone(rf: RequestFactory) -> None:
    assert not AccountAdapter().is_open_for_signup(rf.get("/accounts/signup/"))


def test_the_secret_of_the_second_factor_is_encrypted_at_rest() -> None:
    adapter = SecondFactorAdapter()
    assert "SECRET" not in adapter.encrypt("SECRET")
    assert adapter.decrypt(adapter.encrypt("SECRET")) == "SECRET"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"email": "no address"}, operations.InvalidEmail),
        ({"email": "Alice@Example.com"}, operations.EmailTaken),
        ({"name": " "}, operations.InvalidPersonName),
        ({"name": "x" * 151}, operations.InvalidPersonName),
        ({"password": "12345"}, operations.WeakPassword),
        ({"language": "de"}, operations.UnknownLanguage),
        ({"time_zone": "Mars/Base"}, operations.UnknownTimeZone),
    ],
)
def test_what_no_account_can_be_made_with(change: dict[str, str], error: type[Exception]) -> None:
    make_person("Alice")
    with pytest.raises(error):
        operations.create_user(
            **({"email": "new@example.com", "name": "New"} | change), actor=PROGRAM, now=NOW
        )


def test_only_an_administrator_makes_accounts() -> None:
    cast = make_cast()
    with pytest.raises(NotAllowed):
        operations.create_user(email="new@example.com", name="New", actor=cast.alice, now=NOW)


def test_a_persian_reader_comes_with_calendar_and_digits_and_may_choose_others() -> None:
    user = operations.create_user(email="reza@example.com", name="رضا", language="fa", actor=PROGRAM, now=NOW)
    assert queries.reader_for(user.id) == Reader("fa", "solar_hijri", "native")

    reza = queries.find_actor(user.id)
    wanted = Preferences("fa", CalendarSystem.GREGORIAN, Digits.LATIN, Theme.DARK, "Asia/Tehran")
    operations.set_preferences(user_id=reza.id, preferences=wanted, actor=reza, now=NOW)
    assert queries.preferences(reza.id) == wanted
    assert queries.reader_for(reza.id) == Reader("fa", "gregorian", "latin")


def test_nobody_sets_the_preferences_of_another() -> None:
    cast = make_cast()
    with pytest.raises(NotFound):
        operations.set_preferences(
            user_id=cast.bob.id, preferences=queries.preferences(cast.bob.id), actor=cast.alice, now=NOW
        )


def test_the_list_of_people_shows_only_the_rights_one_may_know_of() -> None:
    cast = make_cast()
    make_person("Dora", Role.AUDITOR)
    make_person("New")

    seen = {user.name: [grant.role for grant in user.grants] for user in queries.users(actor=cast.alice)}
    assert seen == {"Alice": [Role.MANAGER], "Bob": [Role.MANAGER], "Dora": [Role.AUDITOR], "New": []}
    with pytest.raises(NotFound):
        queries.get_user(user_id=cast.charlie.id, actor=cast.alice)
    with pytest.raises(NotAllowed):
        queries.users(actor=make_person("Desk", Role.SERVICE_CENTER))
    assert queries.names_by_id([cast.charlie.id]) == {cast.charlie.id: "Charlie"}


def test_a_saved_view_belongs_to_one_person_and_is_replaced_under_the_same_name() -> None:
    cast = make_cast()
    operations.save_view(page="customers", name="Late", query="days=30", actor=cast.alice, now=NOW)
    view = operations.save_view(page="customers", name=" Late ", query="days=60", actor=cast.alice, now=NOW)

    assert queries.saved_views(page="customers", actor=cast.alice) == [view]
    assert queries.saved_views(page="customers", actor=cast.bob) == []
    with pytest.raises(NotFound):
        operations.delete_view(view_id=view.id, actor=cast.bob, now=NOW)
    operations.delete_view(view_id=view.id, actor=cast.alice, now=NOW)
    assert queries.saved_views(page="customers", actor=cast.alice) == []
    with pytest.raises(operations.InvalidViewName):
        operations.save_view(page="customers", name="", query="", actor=cast.alice, now=NOW)


@pytest.mark.parametrize(
    ("code", "change", "error"),
    [
        ("", {}, operations.InvalidEntityCode),
        ("ŻÓŁW", {}, operations.InvalidEntityCode),
        ("acme", {}, operations.EntityCodeTaken),
        ("NEW", {"name": " "}, operations.InvalidName),
        ("NEW", {"country": "EU"}, operations.UnknownCountry),
        ("NEW", {"currency": "XXY"}, operations.UnknownCurrency),
        ("NEW", {"language": "de"}, operations.UnknownLanguage),
        ("NEW", {"time_zone": "London"}, operations.UnknownTimeZone),
    ],
)
def test_what_no_entity_can_be_made_with(code: str, change: dict[str, str], error: type[Exception]) -> None:
    made = asdict(make_entity("ACME"))
    del made["id"]
    with pytest.raises(error):
        operations.create_entity(entity=NewEntity(**(made | {"code": code} | change)), actor=PROGRAM, now=NOW)


def test_only_someone_who_administers_everything_makes_entities() -> None:
    entity = make_entity()
    admin = make_person("Admin", Role.ADMINISTRATOR, entity=entity)
    chief = make_person("Chief", Role.ADMINISTRATOR)
    new = NewEntity("new", "New", "PL", "PLN", "Europe/Warsaw", "pl")
    with pytest.raises(NotAllowed):
        operations.create_entity(entity=new, actor=admin, now=NOW)
    assert operations.create_entity(entity=new, actor=chief, now=NOW).code == "NEW"
