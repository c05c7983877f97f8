"""Files come in many encodings; the letters of the languages tell which."""

import unicodedata

import pytest

from recoup.formats.tables.encodings import legacy_encoding, survey
from recoup.formats.tables.layouts import LayoutChoice, NotATable, RowProblem, UnknownChoice, WrongEncoding

POLISH = "Nr faktury;Kontrahent;Kwota\nFV/1;Zakład Usług Świętosław Źdźbło;12,50\nFV/2;Żółć i Łódź;3,00\n"
CHINESE = "发票号,客户名称,金额\nA1,上海恒达贸易有限公司,12.50\nA2,深圳市科技股份有限公司,3.00\n"
PERSIAN = "شماره,مشتري,مبلغ\nA1,شرکت پخش البرز تهران,1250\nA2,بازرگاني گلستان,300\n"
VIETNAMESE = "Số hóa đơn,Khách hàng,Số tiền\nA1,Công ty Đầu tư Nhà Việt,1250\nA2,Nguyễn Thị Thủy Tiên,300\n"
WESTERN = "Invoice,Customer,Amount\nA1,Müller & Söhne Café,12.50\nA2,Société Générale à Paris,3.00\n"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_cp1258(text: str) -> bytes:
    """Encode as Windows does: the letter with its hat or horn, the tone mark after it."""
    pieces = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in TONES)
        letter_itself = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
        pieces.append(letter_itself + tones)
    return "".join(pieces).encode("cp1258")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (POLISH.encode("cp1250"), "cp1250"),
        (POLISH.encode("iso-8859-2"), "iso-8859-2"),
        (POLISH.encode("cp852"), "cp852"),
        (POLISH.upper().encode("cp1250"), "cp1250"),
        (POLISH.upper().encode("cp852"), "cp852"),
        (CHINESE.encode("gbk"), "gb18030"),
        (CHINESE.replace("恒", "㛃䶮").encode("gb18030"), "gb18030"),
        (PERSIAN.encode("cp1256"), "cp1256"),
        (in_cp1258(VIETNAMESE), "cp1258"),
        (WESTERN.encode("cp1252"), "cp1252"),
    ],
)
def test_a_legacy_encoding_is_told_by_its_letters(content, encoding):
    assert legacy_encoding(content) == (encoding, True)


@pytest.mark.parametrize(
    "content",
    [
        "номер;имя\nA1;Общество с ограниченной ответственностью\n".encode("cp1251"),
        "Αριθμός τιμολογίου Ελλάδα".encode("cp1253"),
        "發票號碼 客戶名稱 有限公司".encode("big5"),
        "Hà".encode("cp1258"),
        b"",
    ],
)
def test_what_reads_poorly_or_says_little_is_doubtful(content):
    assert legacy_encoding(content)[1] is False


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "utf-8"),
        (POLISH, "utf-8-sig"),
        (CHINESE, "utf-16-le"),
        (PERSIAN, "utf-16-be"),
        (WESTERN, "utf-16"),
    ],
)
def test_unicode_files_open_with_and_without_byte_order_mark(opened, text, encoding):
    table = opened(text.encode(encoding))
    first = text.splitlines()[0]
    assert list(table.header) == first.replace(";", ",").split(",")
    assert len(list(table.rows())) == 2
    assert table.layout.encoding == ("utf-16-le" if encoding == "utf-16" else encoding)


def test_vietnamese_tone_marks_are_composed(opened):
    table = opened(in_cp1258(VIETNAMESE))
    assert table.header == ("Số hóa đơn", "Khách hàng", "Số tiền")
    assert [row.cells[1] for row in table.rows()] == ["Công ty Đầu tư Nhà Việt", "Nguyễn Thị Thủy Tiên"]


def test_a_late_letter_still_decides(opened):
    """The first foreign letter may stand on line 50,000, far behind any sample from the top."""
    lines = ["number,name,amount", *(f"A{line},Acme,1.00" for line in range(50_000)), "Z1,Żółkiewski,2.00"]
    table = opened("\n".join(lines).encode("cp1250"))
    assert table.layout.encoding == "cp1250"
    assert list(table.rows())[-1].cells == ("Z1", "Żółkiewski", "2.00")


def test_the_person_overrides_the_guess(opened):
    content = "number;name\nA1;Łąka\n".encode("cp852")
    table = opened(content, choice=LayoutChoice(encoding="cp1250"))
    assert table.layout.encoding == "cp1250"
    assert [row.cells[1] for row in table.rows()] != ["Łąka"]


def test_an_unknown_encoding_is_refused(opened):
    with pytest.raises(UnknownChoice):
        opened(b"number,name\nA1,Acme\n", choice=LayoutChoice(encoding="rot13"))


def test_a_wrong_encoding_refuses_the_file(opened):
    lines = ["number;name", *(f"A{line};Żółć" for line in range(100))]
    with pytest.raises(WrongEncoding) as refused:
        opened("\n".join(lines).encode("cp1250"), choice=LayoutChoice(encoding="utf-8"))
    assert refused.value.sentence.values["encoding"] == "utf-8"


def test_a_few_damaged_rows_are_refused_alone(opened):
    content = "number,name\nA1,Łódź\nA2,Gdańsk\nA3,Kraków\nA4,Poznań\n".encode()
    damaged = content.replace("Gdańsk".encode(), b"Gda\xc5sk")
    table = opened(damaged)
    rows = list(table.rows())
    assert table.layout.encoding == "utf-8"
    assert [row.line for row in rows if isinstance(row, RowProblem)] == [3]


def test_a_file_cut_inside_a_letter_is_still_utf8(opened):
    content = "number,name\nA1,Łódź\nA2,Gdań".encode()[:-1]
    table = opened(content)
    assert table.layout.encoding == "utf-8"
    assert [type(row).__name__ for row in table.rows()] == ["Row", "RowProblem"]


def test_binary_data_is_no_table(opened):
    with pytest.raises(NotATable):
        opened(bytes(range(1, 32)) * 500)


def test_lines_are_counted_in_every_line_end(tmp_path):
    path = tmp_path / "x"
    for ends in (b"\n", b"\r\n", b"\r"):
        path.write_bytes(b"a,b" + ends + b"1,2" + ends + b"3,4")
        assert survey(path).lines == 3
        path.write_bytes(b"a,b" + ends + b"1,2" + ends)
        assert survey(path).lines == 2
