"""Text files of any sensible layout are read; what can't be read is refused with its line and a reason."""

import pytest

from recoup.formats.tables import delimited
from recoup.formats.tables.layouts import (
    CELL_LENGTH_MAX,
    EmptyTable,
    FileKind,
    LayoutChoice,
    NotATable,
    Row,
    RowProblem,
    UnknownChoice,
)


def problems(table) -> list[RowProblem]:
    return [row for row in table.rows() if isinstance(row, RowProblem)]


def good(table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows() if isinstance(row, Row)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(opened, delimiter):
    lines = [["number", "customer", "amount"], ["A1", "Acme", "1"], ["A2", "Beta", "2"]]
    table = opened("\n".join(map(delimiter.join, lines)).encode())
    assert table.layout.delimiter == delimiter
    assert table.header == ("number", "customer", "amount")
    assert good(table) == [("A1", "Acme", "1"), ("A2", "Beta", "2")]


def test_decimal_commas_are_no_delimiters(opened):
    table = opened(b"Numer;Kwota\nFV1;10,50\nFV2;1.234,00\nFV3;7,25\n")
    assert table.layout.delimiter == ";"
    assert good(table)[1] == ("FV2", "1.234,00")


def test_rows_can_be_read_again_and_again(opened):
    table = opened(b"number,amount\nA1,1\nA2,2\n")
    assert list(table.rows()) == list(table.rows()) == [Row(2, ("A1", "1")), Row(3, ("A2", "2"))]


def test_the_kind_comes_from_the_content(opened):
    assert opened(b"number,amount\nA1,1\n").layout.kind is FileKind.CSV


def test_a_bank_preamble_and_totals_are_not_rows(opened):
    """mBank puts some twenty lines before the header and a total behind the rows."""
    text = (
        "mBank S.A. Bankowość Detaliczna\n\n#Klient;\nJAN KOWALSKI;\n\n#Za okres:;\n01.01.2026;31.01.2026;\n\n"
        "#Data operacji;#Opis operacji;#Rachunek;#Kategoria;#Kwota;#Saldo po operacji;\n"
        "2026-01-02;PRZELEW FV/1;eKonto;Wpływy;1 954,10 PLN;2 000,00 PLN;\n"
        "2026-01-03;PRZELEW FV/2;eKonto;Wpływy;12,00 PLN;2 012,00 PLN;\n"
        "\n;;;Razem:;1 966,10 PLN;;\n"
    )
    table = opened(text.encode("cp1250"))
    assert table.layout.header_line == 9
    assert table.header[4] == "Kwota"
    assert [row[4] for row in good(table)] == ["1 954,10 PLN", "12,00 PLN"]
    assert [(problem.line, problem.is_footer) for problem in problems(table)] == [(13, True)]


def test_a_customer_called_total_is_a_customer(opened):
    text = "number,customer,amount\nA1,Acme,1\nA2,Beta,2\nTotalEnergies,Total,3\n"
    assert good(opened(text.encode()))[-1] == ("TotalEnergies", "Total", "3")


def test_a_list_of_sap_is_read_between_its_ruled_lines(opened):
    text = (
        "-----------------------------------------------------\n"
        "|Customer |DocumentNo|Net due dt|Amount in DC|Curr.|\n"
        "-----------------------------------------------------\n"
        "|C1       |1900001   |01.02.2026|  1.234,50  |EUR  |\n"
        "|C2       |1900002   |22.02.2026|    234,50- |EUR  |\n"
        "-----------------------------------------------------\n"
        "|*        |          |          |  1.000,00  |EUR  |\n"
        "-----------------------------------------------------\n"
    )
    table = opened(text.encode())
    assert table.header == ("", "Customer", "DocumentNo", "Net due dt", "Amount in DC", "Curr.")
    assert [row[1].strip() for row in good(table)] == ["C1", "C2"]
    assert [(problem.line, problem.is_footer) for problem in problems(table)] == [(7, True)]


def test_a_header_on_two_lines_is_read_as_one(opened):
    table = opened(b"Date,Text,Amount,Amount\n,,Debit,Credit\n2026-01-02,x,5.00,\n2026-01-03,y,,7.00\n")
    assert table.header == ("Date", "Text", "Debit", "Credit")
    assert len(good(table)) == 2


def test_totals_of_groups_at_the_end_are_no_rows(opened):
    rows = ["Acme,1,2026-01-01,5", "Beta,2,2026-01-02,6", "Total Beta,,,6", "Grand total,,,11"]
    text = "\n".join(["Customer,Invoice,Due date,Amount", *rows])
    table = opened(text.encode())
    assert [row[0] for row in good(table)] == ["Acme", "Beta"]
    assert [problem.line for problem in problems(table)] == [4, 5]


def test_a_table_without_header_gets_letters(opened):
    table = opened(b"A1,C7,2026-01-02,12.50\nA2,C8,2026-01-03,7.00\n")
    assert table.layout.header_line == 0
    assert table.header == ("A", "B", "C", "D")
    assert len(good(table)) == 2


def test_the_person_says_where_the_header_is(opened):
    content = b"one,two\nnumber,amount\nA1,5\n"
    assert opened(content, choice=LayoutChoice(header_line=2)).header == ("number", "amount")
    assert good(opened(content, choice=LayoutChoice(header_line=0)))[0] == ("one", "two")
    with pytest.raises(UnknownChoice):
        opened(content, choice=LayoutChoice(header_line=9))


def test_quoted_cells_may_run_over_lines(opened):
    table = opened(b'number,address,amount\nA1,"12 High Street\r\nLeeds",5\nA2,x,6\n')
    assert list(table.rows()) == [Row(2, ("A1", "12 High Street\r\nLeeds", "5")), Row(4, ("A2", "x", "6"))]


def test_ragged_rows_are_refused_with_their_lines(opened):
    table = opened(b"number,customer,amount\nA1,Acme,1\nA2,Beta\nA3,Cora,3,extra\nA4,Dora,4\n")
    assert [problem.line for problem in problems(table)] == [3, 4]
    assert problems(table)[0].sentence.values == {"found": 2, "expected": 3}
    assert problems(table)[0].cells == ("A2", "Beta")
    assert [row[0] for row in good(table)] == ["A1", "A4"]


def test_empty_cells_and_lines_at_the_end_do_no_harm(opened):
    table = opened(b"number,amount,\nA1,1,\n\n,,\nA2,2,,,\nA3,3,\n,,\n,,\n")
    assert table.header == ("number", "amount")
    assert good(table) == [("A1", "1"), ("A2", "2"), ("A3", "3")]


def test_a_huge_cell_refuses_its_row_only(opened):
    long = "x" * (10 << 20)
    table = opened(f"number,text,amount\nA1,short,1\nA2,{long},2\nA3,short,3\n".encode())
    assert [problem.line for problem in problems(table)] == [3]
    assert [row[0] for row in good(table)] == ["A1", "A3"]


def test_a_cell_just_too_long_refuses_its_row_only(opened):
    text = f"number,text\nA1,{'x' * CELL_LENGTH_MAX}\nA2,{'x' * (CELL_LENGTH_MAX + 1)}\nA3,y\n"
    table = opened(text.encode())
    assert [problem.line for problem in problems(table)] == [3]
    assert len(problems(table)[0].cells[1]) < 200


def test_a_file_cut_short_inside_quotes_is_noticed(opened):
    table = opened(b'number,text,amount\nA1,"fine",1\nA2,"cut in the mid')
    assert good(table) == [("A1", "fine", "1")]
    assert problems(table)[0].line == 3
    assert problems(table)[0].sentence.text == delimited.CUT_SHORT


def test_a_missing_quotation_mark_never_hides_rows(opened):
    """The open quote swallows the rows up to the next one; they must not vanish inside a cell."""
    text = 'number,amount,note\nA1,1,"open\nA2,2,x\nA3,3,x\nA4,4,"closed"\nA5,5,x\n'
    table = opened(text.encode())
    assert [row[0] for row in good(table)] == ["A5"]
    assert problems(table)[0].sentence.values == {"line": 2, "last": 5}


def test_a_missing_quotation_mark_in_a_long_file_loses_little(opened):
    rows = [f"A{number},{number},note" for number in range(60_000)]
    rows[10] = 'A10,10,"open'
    table = opened("\n".join(["number,amount,note", *rows]).encode())
    kept = {row[0] for row in good(table)}
    refused = problems(table)
    assert refused[0].line == 12
    assert "A59999" in kept
    assert "A9" in kept
    assert len(kept) > 40_000


def test_nul_characters_refuse_their_row(opened):
    table = opened(b"number,amount\nA1,1\nA\x002,2\nA3,3\n")
    assert [problem.line for problem in problems(table)] == [3]
    assert problems(table)[0].sentence.text == delimited.HAS_NUL


def test_padding_and_tabs_around_cells_come_through_for_the_values_to_strip(opened):
    table = opened(b'"number",amount\n"3985734"\t,1\n')
    assert good(table) == [("3985734\t", "1")]


def test_the_sep_line_of_spreadsheets_is_obeyed(opened):
    table = opened(b"sep=;\nnumber;amount\nA1;1,5\n")
    assert (table.layout.delimiter, table.header) == (";", ("number", "amount"))


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n \r\n", b"\xff\xfe"])
def test_an_empty_file_is_refused(opened, content):
    with pytest.raises(EmptyTable):
        opened(content)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"\x1f\x8b\x08\x00", "GZIP"),
    ],
)
def test_other_files_are_named_for_what_they_are(opened, content, found):
    with pytest.raises(NotATable) as refused:
        opened(content)
    assert refused.value.sentence.values["found"] == found


def test_old_macintosh_line_ends(opened):
    assert good(opened(b"number,amount\rA1,1\rA2,2\r")) == [("A1", "1"), ("A2", "2")]


def test_names_with_invisible_marks_arrive_whole(opened):
    name = "\u200fشرکت پارس\u200cخودرو\u200f"
    table = opened(f"number,name\nA1,{name}\n".encode())
    assert good(table) == [("A1", name)]


def test_line_numbers_stay_right_after_odd_rows(opened):
    lines = ["number,amount"]
    for number in range(1000):
        lines.append(f"A{number},{number}" if number % 97 else f"A{number}")
        if number % 211 == 0:
            lines.append("")
    table = opened("\n".join(lines).encode())
    text = "\n".join(lines).split("\n")
    for row in table.rows():
        assert text[row.line - 1].startswith(row.cells[0])
