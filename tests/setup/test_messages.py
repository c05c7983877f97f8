"""The catalogues are brought up to date without guessing, and everything wrong with them is named."""

import gettext
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from setup import messages

Translate = Callable[..., None]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with two messages, one of them counted."""
    (tmp_path / "recoup").mkdir()
    (tmp_path / "recoup" / "room.py").write_text(
        'N_("Hello {name}")\nSentence(N_("{n} item"), {}, plural=N_("{n} items"), count="n")\n'
    )
    monkeypatch.setattr(messages, "SOURCE", tmp_path / "recoup")
    monkeypatch.setattr(messages, "LOCALES", tmp_path / "locale")
    return tmp_path


@pytest.fixture
def in_polish(house: Path, monkeypatch: pytest.MonkeyPatch) -> Translate:
    """Write the Polish catalogue with these translations and return what is wrong with it."""
    monkeypatch.setattr(messages, "LANGUAGES", ("pl",))

    def translate(greeting: str, items: tuple[str, ...], flags: tuple[str, ...] = ()) -> list[str]:
        catalog = Catalog(locale="pl", charset="utf-8", fuzzy=False)
        catalog.add("Hello {name}", greeting, flags=flags)
        catalog.add(("{n} item", "{n} items"), items)
        path = messages.catalog_path("pl")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            messages.write_po(file, catalog)
        return messages.problems()

    return translate


GOOD = ("{n} pozycja", "{n} pozycje", "{n} pozycji")


def test_a_complete_catalogue_has_no_problems(in_polish: Translate) -> None:
    assert in_polish("Witaj {name}", GOOD) == []


@pytest.mark.parametrize(
    ("greeting", "items", "flags", "problem"),
    [
        ("", GOOD, (), "pl: not translated: 'Hello {name}'"),
        ("Witaj {name}", GOOD, ("fuzzy",), "pl: only guessed (fuzzy): 'Hello {name}'"),
        ("Witaj {imię}", GOOD, (), "pl: other fields than the English: 'Witaj {imię}': 'Hello {name}'"),
        ("Witaj", GOOD, (), "pl: other fields than the English: 'Witaj': 'Hello {name}'"),
        ("Witaj {name}", (*GOOD[:2], ""), (), "pl: not translated: ('{n} item', '{n} items')"),
        ("Witaj {name}", (*GOOD[:2], "{m} pozycji"), (), "pl: other fields than the English: '{m} pozycji'"),
    ],
)
def test_what_is_wrong_is_named(
    in_polish: Translate, greeting: str, items: tuple[str, ...], flags: tuple[str, ...], problem: str
) -> None:
    found = in_polish(greeting, items, flags)
    assert len(found) == 1
    assert found[0].startswith(problem)


def test_lost_and_left_over_messages_are_named(in_polish: Translate, house: Path) -> None:
    (house / "recoup" / "room.py").write_text('N_("Goodbye")\n')

    found = in_polish("Witaj {name}", GOOD)

    assert [problem.partition(": (")[0] for problem in found] == [
        "pl: no longer used",
        "pl: no longer used",
        "pl: missing",
    ]


def test_an_update_keeps_what_is_translated_and_guesses_nothing(in_polish: Translate, house: Path) -> None:
    in_polish("Witaj {name}", GOOD)
    (house / "recoup" / "room.py").write_text('N_("Hello {name}")\nN_("Hello {name}!")\n')

    messages.update()

    catalog = messages.read("pl")
    assert catalog.get("Hello {name}").string == "Witaj {name}"
    assert catalog.get("Hello {name}!").string == ""
    assert not any(message.fuzzy for message in catalog if message.id)
    assert len(catalog) == 2


def test_an_update_without_news_changes_nothing(in_polish: Translate) -> None:
    in_polish("Witaj {name}", GOOD)
    messages.update()
    path = messages.catalog_path("pl")
    path.write_text(re.sub(r"(Date: )\d{4}-\d\d", r"\g<1>2020-01", path.read_text()))
    before = path.read_text()

    messages.update()

    assert path.read_text() == before
    assert "2020-01" in before


def test_every_language_is_begun_with_its_own_number_of_forms(house: Path) -> None:
    messages.update()

    forms = {language: messages.read(language).num_plurals for language in messages.LANGUAGES}
    assert forms == {"vi": 1, "zh_Hans": 1, "fa": 1, "pl": 3}


def test_a_compiled_catalogue_speaks(in_polish: Translate) -> None:
    in_polish("Witaj {name}", GOOD)

    messages.compile_all()

    with messages.catalog_path("pl").with_suffix(".mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    assert catalog.gettext("Hello {name}") == "Witaj {name}"
    assert [catalog.ngettext("{n} item", "{n} items", n) for n in (1, 3, 5)] == list(GOOD)
