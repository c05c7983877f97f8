"""Sheets of banks as they are exported: preambles, sides, running balances, calendars, currencies."""

import json
from datetime import date
from decimal import Decimal

import pytest

from recoup.formats.bank.sheets.known import PROFILES
from recoup.formats.bank.sheets.profiles import SheetField, SheetProfile
from recoup.formats.bank.types import BalanceKind, LineStatus

VIETCOMBANK = """Ngân hàng TMCP Ngoại thương Việt Nam,,,,,
Số tài khoản:,0071001234567,,,,
Loại tiền:,VND,,,,
Số dư đầu kỳ:,"10,000,000",,,,
,,,,,
Ngày giao dịch,Số tham chiếu,Số tiền ghi nợ,Số tiền ghi có,Số dư,Mô tả
02/08/2026,5078 - 61,,"1,234,567,890","1,244,567,890",MBVCB.611.CT tu 0011 CONG TY A toi 0071. HD 0000123
03/08/2026,5078 - 62,"22,000",,"1,244,545,890",PHI CHUYEN TIEN
Tổng cộng,,"22,000","1,234,567,890",,
"""
MBANK = """mBank S.A.;
Numer rachunku;49114010100000123456001001;
#Waluta;PLN;
;
#Data księgowania;#Data operacji;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;#Saldo po operacji;
2026-08-04;2026-08-03;PRZELEW;"FV 17/2026";"ŻÓŁW SP. Z O.O.";'83101010230000261395100000';1 954,10;3 954,10;
2026-08-03;2026-08-03;OPŁATA;"prowizja";"";'';-2 000,00;2 000,00;
"""
MELLAT = """بانک ملت
شماره حساب: 1234567890
ردیف,تاریخ,ساعت,شعبه,شرح,بدهکار,بستانکار,مانده,شماره پیگیری
1,۱۴۰۵/۰۵/۱۲,10:12,مرکزی,واریز بابت فاکتور ۱۲۳,۰,"۱۲٬۵۰۰٬۰۰۰","۲۲٬۵۰۰٬۰۰۰",۷۷۱۲۳
2,۱۴۰۵/۰۵/۱۳,11:40,مرکزی,کارمزد,"۵٬۰۰۰",۰,"۲۲٬۴۹۵٬۰۰۰",۷۷۱۲۴
"""
BOCOM = """交易日期,借贷标志,发生额,余额,对方账号,对方户名,摘要
2026-08-03,贷 Cr,"1,000.00","1,500.00",6222,重庆贸易有限公司,货款
2026-08-04,借 Dr,200.00,"1,300.00",6333,厦门公司,付款
"""


def test_a_vietnamese_sheet_with_two_sides(read):
    (statement,) = read("\ufeff" + VIETCOMBANK)
    assert statement.header.version == "VN-VCB"
    assert (statement.header.account.number, statement.header.account.currency) == ("0071001234567", "VND")
    first, second = statement.lines
    assert (first.amount, second.amount) == (1234567890, -22000)
    assert first.booking_date == date(2026, 8, 2)
    assert first.bank_reference == "5078 - 61"
    assert "HD 0000123" in first.text
    assert (statement.opening.amount, statement.opening.code) == (10_000_000, "STATED")
    assert (statement.closing.amount, statement.closing.code) == (1_244_545_890, "DERIVED")
    assert statement.findings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250", "iso-8859-2"])
def test_a_polish_sheet_with_the_newest_first(read, encoding):
    (statement,) = read(MBANK.encode(encoding))
    assert statement.header.version == "PL-MBANK-CORPORATE"
    first, second = statement.lines
    assert (first.amount, second.amount) == (Decimal("1954.10"), -2000)
    assert (first.booking_date, first.value_date) == (date(2026, 8, 4), date(2026, 8, 3))
    assert first.counterparty.name == "ŻÓŁW SP. Z O.O."
    assert first.counterparty.account == "83101010230000261395100000"
    assert (statement.opening.amount, statement.closing.amount) == (4000, Decimal("3954.10"))
    assert not [each for each in statement.findings if each.is_error]


def test_an_iranian_sheet_in_its_calendar_and_digits(read):
    (statement,) = read(MELLAT)
    assert statement.header.version == "IR-MELLAT"
    assert statement.header.account.currency == "IRR"
    first, second = statement.lines
    assert (first.amount, second.amount) == (12_500_000, -5_000)
    assert first.booking_date == date(2026, 8, 3)
    assert (statement.opening.amount, statement.closing.amount) == (10_000_000, 22_495_000)
    assert statement.findings == ()


def test_a_chinese_sheet_with_a_word_for_the_side(read):
    (statement,) = read(BOCOM.encode("gb18030"))
    assert statement.header.version == "CN-BOCOM"
    assert [line.amount for line in statement.lines] == [1000, -200]
    assert statement.lines[0].counterparty.name == "重庆贸易有限公司"
    assert statement.lines[1].counterparty.account == "6333"
    assert statement.opening.amount == 500
    assert statement.findings == ()


def test_a_broken_running_balance_is_told_with_its_line(read):
    (statement,) = read(BOCOM.replace("1,300.00", "1,301.00").encode("gb18030"))
    broken = next(each for each in statement.findings if "doesn't follow" in each.sentence.text)
    assert (broken.is_error, broken.line) == (True, 3)


def test_a_row_that_cant_be_read_is_left_out_and_told(read):
    (statement,) = read(VIETCOMBANK.replace("02/08/2026", "31/02/2026"))
    assert len(statement.lines) == 1
    assert any("left out" in each.sentence.text and each.line == 7 for each in statement.findings)
    assert any("closing balance" in each.sentence.text for each in statement.findings)


def test_accounts_and_currencies_of_one_sheet_come_apart(read):
    rows = ("2026-08-03,1,5.00,EUR,a", "2026-08-03,1,7.00,USD,b", "2026-08-04,1,1.00,EUR,c")
    text = "\n".join(("date,account,amount,currency,description", *rows, ""))
    statements = read(text)
    assert [(each.header.account.currency, [line.amount for line in each.lines]) for each in statements] == [
        ("EUR", [5, 1]),
        ("USD", [7]),
    ]


def test_a_red_figure_in_money_out_brings_it_back(read):
    text = BOCOM.replace("借贷标志,发生额", "贷方发生额,借方发生额")
    text = text.replace('贷 Cr,"1,000.00"', '"1,000.00",').replace("借 Dr,200.00", ",200.00")
    text += '2026-08-05,,-50.00,"1,350.00",6333,厦门公司,冲正\n'
    (statement,) = read(text)
    assert [line.amount for line in statement.lines] == [1000, -200, 50]
    assert not [each for each in statement.findings if "balance" in each.sentence.text]


def test_what_a_payment_service_calls_closed_never_counts(read):
    header = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"
    row = "2026-08-03 10:00:00,商户消费,A,x,收入,¥{amount},零钱,{status},{amount},2,/\n"
    rows = row.format(amount="5.00", status="支付成功") + row.format(amount="7.00", status="支付失败")
    (statement,) = read(header + rows)
    assert [(line.amount, line.status) for line in statement.lines] == [
        (5, LineStatus.BOOKED),
        (7, LineStatus.INFO),
    ]


def test_a_profile_of_ones_own_comes_first_and_survives_json(read):
    own = SheetProfile(
        code="OURS",
        name="Our bank",
        country="XX",
        columns={
            SheetField.BOOKING_DATE: ("When",),
            SheetField.AMOUNT: ("Much",),
            SheetField.TEXT: ("Why", "Who"),
        },
        required=("When", "Much"),
        currency="GBP",
        decimal=",",
    )
    packed = SheetProfile.from_json(json.loads(json.dumps(own.to_json())))
    assert packed == own
    (statement,) = read(
        'When,Much,Why,Who\n03.08.2026,"1.234,50",rent,Ann\n04.08.2026,"-1,00",fee,\n', profiles=[packed]
    )
    assert statement.header.version == "OURS"
    assert [(line.amount, line.currency, line.text) for line in statement.lines] == [
        (Decimal("1234.50"), "GBP", "rent Ann"),
        (-1, "GBP", "fee"),
    ]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_every_known_layout_is_whole_and_recognizes_its_own_header(read, profile):
    assert SheetProfile.from_json(json.loads(json.dumps(profile.to_json()))) == profile
    assert {SheetField.BOOKING_DATE, SheetField.VALUE_DATE} & profile.columns.keys()
    names = {field: names[0].rstrip("*") for field, names in profile.columns.items()}
    values = {
        SheetField.BOOKING_DATE: "1405/05/12" if profile.country == "IR" else "2026-08-03",
        SheetField.VALUE_DATE: "2026-08-03",
        SheetField.AMOUNT: "12,50",
        SheetField.MONEY_IN: "12,50",
        SheetField.DIRECTION: "收入",
        SheetField.CURRENCY: "CNY" if profile.country == "CN" else "EUR",
        SheetField.BALANCE: "112,50",
    }
    if profile.decimal == ".":
        values = {field: value.replace(",", ".") for field, value in values.items()}
    asked = [name.rstrip("*") for name in profile.required if name.rstrip("*") not in names.values()]
    header = ";".join([*names.values(), *asked])
    row = ";".join([*(values.get(field, "") for field in names), *("" for _ in asked)])
    (statement,) = read(f"{header}\n{row}\n")
    assert statement.header.version == profile.code
    (line,) = statement.lines
    assert line.amount == Decimal("12.50")
    assert line.booking_date == date(2026, 8, 3) or line.value_date == date(2026, 8, 3)
    if SheetField.BALANCE in names:
        assert {each.kind for each in statement.balances} == {BalanceKind.OPENING, BalanceKind.CLOSING}
