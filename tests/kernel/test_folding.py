"""What people type finds what is stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from recoup.kernel.folding import fold, fold_reference, reference_digits, reference_lookalike, search_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Halong Marine Supplies", "halong marine supplies"),
        ("  many   blanks\tand\nlines ", "many blanks and lines"),
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Đào"), "nguyen thi dao"),
        ("ĐƯỜNG ỐNG", "duong ong"),
        ("Zakłady Północ Łódź Sp. z o.o.", "zaklady polnoc lodz sp. z o.o."),
        ("Żółć ŻÓŁĆ ąęśń", "zolc zolc aesn"),
        ("Größe Ærø İstanbul ﬁne", "grosse aero istanbul fine"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("№ 5", "no 5"),
        ("non\u00a0breaking\u202fspace", "non breaking space"),
        ("O’Brien – “Quoted” −5", 'o\'brien - "quoted" -5'),
        ("ΑΘΗΝΑΣ", "αθηνας".replace("ς", "σ")),
        ("ЁЛКА", "елка"),
    ],
)
def test_latin_and_other_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("شركة", "شرکه"),
        ("علي", "علی"),
        ("مصطفى", "مصطفی"),
        ("كريم", "کریم"),
        ("آب", "اب"),
        ("مسئول", "مسیول"),
        ("مؤسسه", "موسسه"),
        ("خانۀ ما", "خانه ما"),
        ("ﻛﺮﻳﻢ", "کریم"),
        ("مُحَمَّد", "محمد"),
        ("محمــد", "محمد"),
        ("پارس\u200cخودرو", "پارسخودرو"),
        ("\u202bآرمان\u202c \u200fصنعت\u200e", "ارمان صنعت"),
        ("۱۲۳٤٥٦", "123456"),
    ],
)
def test_persian_and_arabic_variants_are_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other) == other


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066", "\x00"]
)
def test_invisible_marks_go(mark: str) -> None:
    assert fold(f"AC{mark}ME") == "acme"
    assert fold_reference(f"INV{mark}-1") == "INV1"


@pytest.mark.parametrize("block", [range(0xC0, 0x250), range(0x1E00, 0x1F00)])
def test_a_latin_letter_folds_as_its_letter_and_mark_do(block: range) -> None:
    for letter in map(chr, block):
        assert fold(letter) == fold(unicodedata.normalize("NFD", letter)), letter


def test_scripts_stay_what_they_are() -> None:
    assert fold("广州恒达贸易有限公司") == "广州恒达贸易有限公司"
    assert fold("한국전자") == "한국전자"


def test_a_chinese_name_is_found_by_characters_pinyin_and_initials() -> None:
    found = search_text("重庆恒达贸易有限公司")
    for typed in ("恒达", "chongqing", "chong qing", "hengda", "heng da", "cqhd", "hdmy"):
        assert typed in found, typed
    assert "zhongqing" not in found


def test_pinyin_of_places_that_libraries_get_wrong() -> None:
    assert "xiamen" in search_text("厦门银行")
    assert "yinhang" in search_text("厦门银行")


def test_a_mixed_name_keeps_its_parts() -> None:
    assert search_text("上海 ACME（中国）") == "上海 acme(中国) shang hai shanghai sh zhong guo zhongguo zg"


def test_names_without_chinese_are_just_folded() -> None:
    for name in ("Zakłady Północ", "شركة آرمان", "ACME Ltd"):
        assert search_text(name) == fold(name)


@pytest.mark.parametrize(
    "name", ["绿地控股集团", "长沙银行股份有限公司", "中国重型汽车集团", "行长办公室", "乐山乐器厂"]
)
def test_pinyin_by_words_is_the_pinyin_of_the_whole(name: str) -> None:
    assert " ".join(lazy_pinyin(name)) in search_text(name)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("INV-2026/001234", "INV2026001234"),
        ("inv 2026 001234", "INV2026001234"),
        ("FV/2026/۰۱۲", "FV2026012"),
        ("ＦＶ２０２６０１２", "FV2026012"),
        ("HĐ-000125", "HD000125"),
        ("FV 12/Ł", "FV12L"),
        ("\u200e\u202aFA\u202c-7", "FA7"),
        ("沪字第12号", "沪字第12号"),
        ("#--", ""),
    ],
)
def test_references(text: str, reference: str) -> None:
    assert fold_reference(text) == reference


def test_references_in_other_scripts_never_become_one() -> None:
    assert fold_reference("ع123") != fold_reference("123")
    assert fold_reference("沪123") != fold_reference("护123")


def test_a_number_is_known_by_its_digits_and_by_what_a_scanner_makes_of_it() -> None:
    assert reference_digits("INV00120") == "120"
    assert reference_digits("KA") == ""
    assert reference_lookalike("INVO0I2") == reference_lookalike("1NV0O12") == "1NV0012"


@pytest.mark.parametrize(
    "language", ["áàạảãăắằặẳẵâấầậẩẫđéèẹẻẽêếềệểễíìịỉĩóòọỏõôốồộổỗơớờợởỡúùụủũưứừựửữýỳỵỷỹ", "ąćęłńóśźż"]
)
def test_every_letter_of_vietnamese_and_polish_folds_to_one_plain_letter(language: str) -> None:
    for letter in language:
        assert fold(letter) == fold(letter.upper())
        assert fold(letter) in "aacdeeilnoosuyz", letter


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_reference(fold_reference(text)) == fold_reference(text)


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_the_short_way_for_ascii_is_the_long_way(text: str) -> None:
    long_way = fold(text + "é")
    assert long_way == (fold(text + "e") if text else "e")
    assert fold_reference(text) == fold_reference(text + "é")[:-1]


@given(st.text())
def test_what_is_folded_can_be_stored(text: str) -> None:
    for folded in (fold(text), search_text(text), fold_reference(text)):
        folded.encode()
        assert "\x00" not in folded
        assert folded == " ".join(folded.split())


@given(st.text())
def test_every_word_of_a_name_is_in_its_search_text(name: str) -> None:
    assert search_text(name).startswith(fold(name))
