"""Sentences read in the reader's language, with values written as the reader writes them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.test import override_settings
from django.utils import translation

from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.plumbing.localization import Reader, render

EN, FA, PL = (Reader.for_language(language) for language in ("en", "fa", "pl"))
LRI, RLI, FSI, PDI, NBSP = "\u2066", "\u2067", "\u2068", "\u2069", "\u00a0"

PROMISED = Sentence(
    "{customer} promised {amount} for {day}.",
    {"customer": "Halong Marine", "amount": Money(Decimal("42000.00"), "USD"), "day": date(2026, 11, 19)},
)


def overdue(items: int) -> Sentence:
    return Sentence("{items} item is overdue.", {"items": items}, "{items} items are overdue.", "items")


@pytest.fixture
def catalogues(tmp_path: Path) -> Iterator[None]:
    """Polish with its three plural forms, and Persian, for the sentences of these tests."""
    polish = Catalog("pl")
    polish.add(
        ("{items} item is overdue.", "{items} items are overdue."),
        (
            "{items} pozycja po terminie.",
            "{items} pozycje po terminie.",
            "{items} pozycji po terminie.",
            "{items} pozycji po terminie.",
        )[: polish.num_plurals],
    )
    polish.add("Invoice", "Faktura")
    polish.add("{kind} {number} is on hold.", "{kind} {number} jest wstrzymana.")
    persian = Catalog("fa")
    persian.add("{customer} promised {amount} for {day}.", "{customer} وعدهٔ {amount} را برای {day} داد.")
    for catalog in (polish, persian):
        folder = tmp_path / str(catalog.locale) / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "django.mo").open("wb") as file:
            write_mo(file, catalog)
    with override_settings(LOCALE_PATHS=[tmp_path]):
        yield


def test_an_english_sentence_has_english_values_and_no_marks() -> None:
    assert render(PROMISED, EN) == f"Halong Marine promised 42,000.00{NBSP}USD for 19 Nov 2026."


def test_a_sentence_without_a_translation_is_read_in_english_with_the_readers_numbers(
    catalogues: None,
) -> None:
    assert render(PROMISED, PL) == f"Halong Marine promised 42{NBSP}000,00{NBSP}USD for 19 lis 2026."


def test_in_persian_every_value_is_isolated(catalogues: None) -> None:
    assert render(PROMISED, FA) == (
        f"{FSI}Halong Marine{PDI} وعدهٔ {RLI}{LRI}۴۲٬۰۰۰٫۰۰{PDI}{NBSP}USD{PDI}"
        f" را برای {FSI}۲۸ آبان ۱۴۰۵{PDI} داد."
    )


def test_a_persian_name_in_an_english_sentence_is_isolated_too() -> None:
    sentence = Sentence("{customer}, {days} days late", {"customer": "شرکت آرمان", "days": 12})
    assert render(sentence, EN) == f"{FSI}شرکت آرمان{PDI}, 12 days late"


def test_a_name_cannot_turn_the_rest_of_the_line_around() -> None:
    sentence = Sentence(
        "{customer} owes {days}.", {"customer": "\u202eACME\u2066\u2069\u2069 Ltd", "days": 3}
    )
    assert render(sentence, EN) == "ACME Ltd owes 3."


@pytest.mark.parametrize(
    ("count", "english", "polish"),
    [
        (1, "1 item is overdue.", "1 pozycja po terminie."),
        (2, "2 items are overdue.", "2 pozycje po terminie."),
        (5, "5 items are overdue.", "5 pozycji po terminie."),
        (1204, "1,204 items are overdue.", f"1{NBSP}204 pozycje po terminie."),
    ],
)
def test_plurals(catalogues: None, count: int, english: str, polish: str) -> None:
    assert render(overdue(count), EN) == english
    assert render(overdue(count), PL) == polish


def test_a_label_inside_a_sentence_is_translated(catalogues: None) -> None:
    sentence = Sentence("{kind} {number} is on hold.", {"kind": Sentence("Invoice"), "number": "FV/12"})
    assert render(sentence, EN) == "Invoice FV/12 is on hold."
    assert render(sentence, PL) == "Faktura FV/12 jest wstrzymana."


def test_braces_in_what_people_write_are_just_text() -> None:
    assert render(Sentence("{name}", {"name": "{other} {0.__class__}"}), EN) == "{other} {0.__class__}"


def test_the_language_of_the_page_is_left_as_it_was(catalogues: None) -> None:
    with translation.override("vi"):
        render(overdue(5), PL)
        assert translation.get_language() == "vi"


def test_an_empty_sentence_is_empty_in_every_language() -> None:
    assert [render(Sentence(""), reader) for reader in (EN, FA, PL)] == ["", "", ""]
