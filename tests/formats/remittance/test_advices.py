"""Remittance advices as payers write them: tables in five languages, e-mails, PDFs; and what is no advice."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
import typst
import xlsxwriter

from recoup.formats.remittance.faults import (
    DamagedPdf,
    EmptyAdvice,
    NoAdviceLines,
    NothingPaid,
    PdfWithoutText,
    SeveralCurrencies,
    SeveralPayments,
    TooManyAdviceLines,
)
from recoup.formats.remittance.reading import LINES_MAX, read_advice
from recoup.formats.remittance.types import Advice, AdviceForm
from recoup.kernel.errors import DomainError

pytestmark = pytest.mark.duty("A2.4")


def read(text: str, name: str = "advice.csv") -> Advice:
    return read_advice(text.encode(), name=name)


def paid(advice: Advice) -> list[tuple[str, Decimal, Decimal]]:
    """Return number, deduction and payment of each row."""
    return [(line.number, line.deducted, line.paid) for line in advice.lines]


def pdf(source: str) -> bytes:
    """Return a PDF of some typst markup."""
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


def test_a_table_says_who_paid_what_and_when() -> None:
    advice = read(
        "Remittance advice\n"
        "Payer:,Hai Long Shipping Ltd\n"
        "Payment reference:,PAY-2026-0091\n"
        "Payment date:,20.03.2026\n"
        "Invoice number,Invoice date,Gross amount,Discount,Amount paid,Currency\n"
        'INV-1,01.03.2026,"27,300.00",,"27,300.00",EUR\n'
        'INV-2,05.03.2026,"44,000.00",880.00,"43,120.00",EUR\n'
        "CN-7,06.03.2026,-120.00,,-120.00,EUR\n"
        'Total,,,,"70,300.00",EUR\n'
    )
    assert advice.form is AdviceForm.TABLE and advice.is_sound
    assert (advice.payer_name, advice.reference, advice.currency) == (
        *("Hai Long Shipping Ltd", "PAY-2026-0091", "EUR"),
    )
    assert advice.payment_date == date(2026, 3, 20)
    assert paid(advice) == [
        ("INV-1", Decimal(0), Decimal(27300)),
        ("INV-2", Decimal(880), Decimal(43120)),
        ("CN-7", Decimal(0), Decimal(-120)),
    ]
    assert advice.lines[1].gross == 44000 and advice.lines[1].document_date == date(2026, 3, 5)
    assert advice.total == advice.total_stated == Decimal(70300)


@pytest.mark.parametrize(
    ("text", "number", "deducted", "amount"),
    [
        ("Số hóa đơn;Ngày hóa đơn;Chiết khấu;Số tiền thanh toán\nHD-88;01/03/2026;;12.500.000\n", "HD-88", 0, 12500000),
        ("发票号码,开票日期,扣款,付款金额\nGZ-7001,2026-03-01,20.00,8780.00\n", "GZ-7001", 20, 8780),
        ("شماره فاکتور,تاریخ فاکتور,تخفیف,مبلغ پرداختی\nF-101,۱۴۰۴/۱۲/۰۱,۰,۸۸۰۰۰۰۰\n", "F-101", 0, 8800000),
        ("Nr faktury;Potrącenie;Kwota zapłaty\nFV/1/2026;2,50;1 247,50\n", "FV/1/2026", "2.50", "1247.50"),
        ("Invoice No\tGross\tDeduction\nA-100\t104.37\t4.37\n", "A-100", "4.37", "100"),
    ],
)  # fmt: skip
def test_headings_are_known_in_five_languages(
    text: str, number: str, deducted: int | str, amount: int | str
) -> None:
    advice = read(text)
    assert paid(advice) == [(number, Decimal(deducted), Decimal(amount))]
    assert advice.is_sound


def test_a_workbook_is_read_like_a_table() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Invoice number", "Amount paid", "Payment reference"])
        sheet.write_row(1, 0, ["INV-1", 104.37, "TRF-1"])
        sheet.write_row(2, 0, ["INV-2", 50.5, "TRF-1"])
    advice = read_advice(content.getvalue(), name="advice.xlsx")
    assert advice.total == Decimal("154.87") and advice.reference == "TRF-1"


def test_an_email_is_read_line_by_line() -> None:
    advice = read(
        "Dear Sirs,\n\nwe transferred today the following:\n\n"
        "Payment date: 20 March 2026\n"
        "INV-20981 of 01.03.2026   27,300.00 EUR\n"
        "INV-21004 of 05.03.2026 EUR 43,120.00\n"
        "Total: EUR 70,420.00\n\nKind regards\nTel. +48 22 555 12 34\n",
        "mail.txt",
    )
    assert advice.form is AdviceForm.TEXT and advice.is_sound
    assert [line.number for line in advice.lines] == ["INV-20981", "INV-21004"]
    assert advice.total == advice.total_stated == Decimal(70420)
    assert advice.payment_date == date(2026, 3, 20)


def test_columns_of_plain_text_may_be_empty() -> None:
    advice = read(
        "Payer: Hai Long\n\n"
        "Invoice number    Gross amount   Discount    Amount paid\n"
        "INV-1                27,300.00                 27,300.00\n"
        "INV-2                44,000.00     880.00      43,120.00\n",
        "mail.txt",
    )
    assert paid(advice) == [
        ("INV-1", Decimal(0), Decimal(27300)),
        ("INV-2", Decimal(880), Decimal(43120)),
    ]
    assert advice.payer_name == "Hai Long"


_ROWS = "[INV-20981],[01.03.2026],[27,300.00],[],[27,300.00],[INV-21004],[05.03.2026],[44,000.00],[880.00],[43,120.00]"


@pytest.mark.parametrize(
    "source",
    [
        f"""Payer: Hai Long Shipping \\ Payment date: 20.03.2026 \\ Currency: EUR
        #table(columns: 5, [Invoice number],[Invoice date],[Gross amount],[Discount],[Amount paid], {_ROWS},
        [*Total*],[],[71,300.00],[880.00],[70,420.00])""",
        f"""#set text(font: "Noto Sans SC")
        付款单位：Hai Long Shipping \\ 付款日期：2026年3月20日 \\ 币种：EUR
        #table(columns: 5, [发票号码],[开票日期],[发票金额],[扣款],[付款金额], {_ROWS})""",
    ],
    ids=["en", "zh"],
)
def test_the_text_of_a_pdf_is_read(source: str) -> None:
    advice = read_advice(pdf(source), name="advice.pdf")
    assert advice.form is AdviceForm.PDF and advice.is_sound
    assert (advice.payer_name, advice.payment_date, advice.currency) == (
        *("Hai Long Shipping", date(2026, 3, 20), "EUR"),
    )
    assert paid(advice) == [
        ("INV-20981", Decimal(0), Decimal(27300)),
        ("INV-21004", Decimal(880), Decimal(43120)),
    ]


def test_a_pdf_from_right_to_left_is_read_in_its_order() -> None:
    source = """#set text(font: "Vazirmatn", dir: rtl, lang: "fa")
    پرداخت کننده: شرکت آرمان صنعت \\ تاریخ پرداخت: ۱۴۰۴/۱۲/۲۹
    #table(columns: 4, [شماره فاکتور],[تاریخ فاکتور],[تخفیف],[مبلغ پرداختی],
    [F-101],[۱۴۰۴/۱۲/۰۱],[۰],[۸٬۸۰۰٬۰۰۰], [F-102],[۱۴۰۴/۱۲/۰۲],[۱۰۰٬۰۰۰],[۱٬۱۰۰٬۰۰۰])"""
    advice = read_advice(pdf(source), name="advice.pdf")
    assert paid(advice) == [
        ("F-101", Decimal(0), Decimal(8800000)),
        ("F-102", Decimal(100000), Decimal(1100000)),
    ]
    assert advice.payment_date == date(2026, 3, 20) and advice.payer_name == "شرکت آرمان صنعت"


def test_two_thousand_rows_are_one_payment() -> None:
    rows = "".join(f"INV-{place},{place}.25\n" for place in range(1, 2001))
    advice = read("Invoice number,Amount paid\n" + rows)
    assert len(advice.lines) == 2000 and advice.is_sound
    assert advice.total == Decimal(2001000) + 500


def test_sums_that_dont_agree_are_said() -> None:
    advice = read("Invoice number,Amount paid\nINV-1,104.37\nINV-2,50.50\nTotal,155.00\n")
    assert not advice.is_sound and advice.total == Decimal("154.87")
    assert advice.findings[0].values == {"sum": Decimal("154.87"), "total": Decimal("155.00")}
    contradictory = read("Invoice number,Gross amount,Discount,Amount paid\nINV-1,100.00,2.00,97.00\n")
    assert not contradictory.is_sound and contradictory.lines[0].deducted == 0


def test_a_row_without_a_number_is_left_out_and_said() -> None:
    advice = read("Invoice number,Amount paid\nINV-1,104.37\n,50.50\nINV-3,\nINV-4,abc\n")
    assert [left.line for left in advice.left_out] == [3, 4, 5] and not advice.is_sound


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"  \n", EmptyAdvice),
        (b"Dear Sirs,\nthank you for your patience.\n", NoAdviceLines),
        (b"Name,City\nAnn,Rome\n", NoAdviceLines),
        (b"Invoice number,Amount paid\nCN-1,-20.00\n", NothingPaid),
        (b"Invoice number,Amount paid,Currency\nI-1,20.00,EUR\nI-2,20.00,USD\n", SeveralCurrencies),
        (b"Invoice number,Amount paid,Payment reference\nI-1,20.00,P-1\nI-2,20.00,P-2\n", SeveralPayments),
        (b"%PDF-1.7\nbroken", DamagedPdf),
    ],
)
def test_what_is_no_advice_is_refused(content: bytes, fault: type[DomainError]) -> None:
    with pytest.raises(fault):
        read_advice(content, name="advice")


def test_a_pdf_of_pictures_is_refused() -> None:
    with pytest.raises(PdfWithoutText):
        read_advice(pdf("#rect(width: 2cm)"), name="scan.pdf")


def test_more_rows_than_a_payment_can_have_are_refused() -> None:
    rows: Sequence[str] = ["INV-1,1.00\n"] * (LINES_MAX + 1)
    with pytest.raises(TooManyAdviceLines):
        read("Invoice number,Amount paid\n" + "".join(rows))
