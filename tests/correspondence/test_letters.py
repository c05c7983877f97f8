"""A reminder is a real letter: in the customer's language, adding up, on paper that anyone can read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from recoup.correspondence.letters import typesetting
from recoup.correspondence.letters.page import Letter
from recoup.correspondence.letters.typesetting import NoFontForText, typeset
from recoup.correspondence.letters.writing import letter_of, template_of, words_of
from recoup.correspondence.packing import pack, unpack
from recoup.correspondence.types import ReminderContent
from recoup.kernel.contact import Channel
from recoup.kernel.money import Money, total
from tests.correspondence.reminders import line, reminder


def composed(content: ReminderContent) -> Letter:
    return letter_of(content, template_of(content))


def as_text(content: ReminderContent) -> str:
    return words_of(content, template_of(content), Channel.EMAIL).body


MADE_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def written(content: ReminderContent) -> str:
    """Return the letter as plain text, with every kind of blank as a plain one."""
    return as_text(content).replace("\u00a0", " ")


def printed(content: ReminderContent) -> list[str]:
    """Return the text of each page of the letter."""
    pdf = typeset(composed(content), made_at=MADE_AT)
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_polish_letter_greets_without_a_name_that_it_cannot_inflect() -> None:
    content = replace(reminder(), language="pl")
    assert written(content).startswith("Szanowni Państwo,\n")
    assert "Mr Daniel Osei" in composed(content).recipient_lines


@pytest.mark.duty("A1.3")
def test_the_first_reminder_is_friendly_and_names_what_is_owed() -> None:
    text = written(reminder(unapplied="500"))
    assert text.startswith("Dear Mr Daniel Osei,\n")
    assert "1 item on your account is past its due date, 3,200.00 GBP in all" in text
    assert "INV-871: 3,200.00 GBP open, due on 9 September 2026, 74 days late" in text
    assert "INV-902: 1,185.00 GBP open, due on 30 November 2026\n" in text
    assert "Please pay 2,700.00 GBP by 1 December 2026." in text
    assert "Account number: GB29 NWBK 6016 1331 9268 19" in text
    assert "If you have already paid, please accept our thanks" in text


def test_the_tone_grows_firmer_and_never_threatens() -> None:
    texts = [written(reminder(line("INV-1", "100", late=40), level=level)) for level in (1, 2, 3)]
    assert "Perhaps this has escaped your attention." in texts[0]
    assert "We wrote to you before" in texts[1]
    assert "In spite of our earlier reminders" in texts[2] and "find a solution together" in texts[2]
    for text in texts:
        assert not any(word in text.lower() for word in ("court", "lawyer", "legal", "immediately", "police"))


@pytest.mark.duty("A1.3")
def test_a_notice_before_the_due_date_asks_for_all_of_it() -> None:
    notice = reminder(line("INV-1", "100", late=-5), line("INV-2", "50", late=-9), level=0)
    assert notice.amount_to_pay.amount == 150
    assert "2 items that fall due soon, 150.00 GBP in all" in written(notice)
    assert composed(notice).subject == "Payment notice: 150.00\u00a0GBP falls due soon"


def test_nothing_is_asked_when_money_received_covers_it() -> None:
    covered = reminder(line("INV-1", "100", late=5), unapplied="120")
    assert covered.amount_to_pay.is_zero()
    assert "There is nothing to pay" in written(covered)


def test_without_bank_details_the_letter_points_to_the_invoices() -> None:
    text = written(replace(reminder(), bank=None))
    assert "Please pay to the account on our invoices" in text and "Account holder" not in text


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(-60, 400)), min_size=1, max_size=20))
def test_the_totals_and_the_aging_of_any_letter_add_up(items: list[tuple[int, int]]) -> None:
    lines = [line(f"I-{place}", f"{cents}e-2", late=late) for place, (cents, late) in enumerate(items)]
    content = reminder(*lines, level=1 if any(late > 0 for _, late in items) else 0)
    whole = total((Money(one.amount_open, "GBP") for one in lines), currency="GBP")
    assert content.amount_overdue + content.amount_falling_due == whole
    assert 1000 - len(items) <= sum(part.share for part in composed(content).aging) <= 1000


@given(st.integers(0, 10**12), st.sampled_from(["en", "fa", "vi"]), st.text(max_size=20))
def test_content_survives_packing_to_the_last_digit(cents: int, language: str, name: str) -> None:
    content = reminder(line(name or "x", f"{cents + 1}e-2", late=3), language=language)
    assert unpack(ReminderContent, pack(content)) == content


@pytest.mark.parametrize(
    ("language", "currency", "amount", "date_due"),
    [
        ("en", "GBP", "4,200.00", "2026-09-09"),
        ("pl", "PLN", "4\u00a0200,00", "09.09.2026"),
        ("vi", "VND", "4.200", "09/09/2026"),
        ("zh-hans", "CNY", "4,200.00", "2026/09/09"),
        ("fa", "IRR", "۴٬۲۰۰", "۱۴۰۵/۰۶/۱۸"),
    ],
)
def test_amounts_dates_and_digits_are_the_customer_s_own(
    language: str, currency: str, amount: str, date_due: str
) -> None:
    letter = composed(reminder(language=language, currency=currency))
    assert letter.rows[0][2] == date_due
    assert letter.rows[0][4] == amount
    assert letter.direction == ("rtl" if language == "fa" else "ltr")


def test_a_language_that_the_program_does_not_speak_gets_an_english_letter() -> None:
    assert composed(reminder(language="de")).language == "en"


@pytest.mark.parametrize("language", ["en", "pl", "vi", "zh-hans", "fa"])
def test_every_language_is_set_on_one_page_that_holds_text(language: str) -> None:
    pages = printed(reminder(language=language))
    assert len(pages) == 1
    assert "INV-871" in pages[0] and "Bexley Facilities plc" in pages[0]


def test_a_long_letter_repeats_the_headings_and_numbers_its_pages() -> None:
    lines = [line(f"INV-{number:04}", "10", late=number) for number in range(1, 121)]
    pages = printed(reminder(*lines))
    assert len(pages) > 2
    assert all("Due date" in page for page in pages[:-1])
    assert f"Page 2 of {len(pages)}" in pages[1]


@pytest.mark.parametrize(("language", "currency"), [("en", "GBP"), ("pl", "PLN")])
def test_the_closing_is_never_alone_on_the_last_page(language: str, currency: str) -> None:
    pages_seen = set()
    for count in range(8, 18):
        lines = [line(f"INV-{number:03d}", "10", late=number) for number in range(1, count + 1)]
        content = reminder(*lines, language=language, currency=currency)
        letter, pages = composed(content), printed(content)
        pages_seen.add(len(pages))
        assert letter.payment_title in pages[-1] and letter.remarks.split()[0] in pages[-1]
        assert letter.closing in pages[-1]
    assert pages_seen == {1, 2}


def test_a_number_of_forty_signs_and_a_name_of_three_hundred_stay_on_the_paper() -> None:
    content = reminder(line("9" * 40, "12345678901234.55", late=3))
    long_name = replace(content.recipient, name="Gesellschaft " * 23)
    assert len(printed(replace(content, recipient=long_name))) >= 1


def test_the_same_letter_made_twice_has_the_same_bytes() -> None:
    letter = composed(reminder())
    assert typeset(letter, made_at=MADE_AT) == typeset(letter, made_at=MADE_AT)


@pytest.fixture
def only_latin_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the typesetter the fonts that know Latin letters alone."""
    latin = typesetting.typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    monkeypatch.setattr(typesetting, "_found_fonts", lambda: latin)
    typesetting._compilers.of.cache_clear()
    typesetting._fonts.cache_clear()
    yield
    typesetting._compilers.of.cache_clear()
    typesetting._fonts.cache_clear()


def test_a_letter_whose_script_has_no_font_is_refused_and_never_printed_as_boxes(
    only_latin_fonts: None,
) -> None:
    content = reminder()
    content = replace(content, recipient=replace(content.recipient, name="东海精密机械制造有限公司"))
    with pytest.raises(NoFontForText) as refused:
        typeset(composed(content), made_at=MADE_AT)
    assert "东" in str(refused.value.sentence.values["text"])


def test_the_template_knows_no_word_of_any_language() -> None:
    template = (Path(typesetting.__file__).parent / "letter.typ").read_text()
    assert not any(word in template for word in ("Dear", "Page ", "Overdue", "Total"))
