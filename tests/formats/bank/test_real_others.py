"""Every other real file: BAI2 with its control totals, OFX beside ofxparse, sheets, QIF and V11."""

import re
import warnings
from decimal import Decimal

import pytest
from ofxparse import OfxParser

from recoup.formats.bank.faults import NoStatement
from recoup.formats.bank.types import BankFormat, LineStatus
from recoup.kernel.errors import DomainError

FOLDERS = ("bai2", "ofx", "sheets", "swiss-isr-v11")
WITHOUT_STATEMENTS = {"ofxparse-account_listing_aggregation.ofx", "ofxparse-signon_success.ofx"}
SHEETS = {
    # lines, refused rows, sum of what is booked; added up by hand from the files
    "deg-abc_debit-example-abc_debit-records.csv": (4, 1, "9990.01"),
    "deg-alipay-example-alipay-records.csv": (10, 0, "222066.86"),
    "deg-bmo-debit-example-bmo-records.csv": (4, 0, "-158.31"),
    "deg-ccb-jiaoyi-mingxi.xls": (6, 0, "-703.26"),
    "deg-cmb-debit-example-cmb-records.csv": (5, 0, "-779.14"),
    "deg-icbc-debit-v1-example-icbc-debit-v1-records.csv": (11, 0, "-1399.34"),
    "deg-spdb_debit-example-spdb_debit-records.xls": (4, 0, "-1.64"),
    "deg-wechat-example-wechat-records.csv": (27, 0, "-2876.04"),
    "oca13.0-adyen_test.xlsx": (21, 0, "0.00"),
    "oca13.0-settlement_detail_report_batch_238.csv": (3, 0, "0.00"),
    "oca15.0-paypal-statement_en.csv": (19, 0, "280.30"),
    "oca17.0-balance.csv": (2, 0, "1500.00"),
    "oca17.0-debit_credit.csv": (2, 0, "1500.00"),
    "oca17.0-meta_data_separated_credit_debit.csv": (4, 0, "1069.32"),
    "oca17.0-multi_currency.csv": (2, 0, "1491.50"),
    "oca17.0-sample_statement_en.csv": (2, 0, "1491.50"),
    "oca17.0-sample_statement_en.xlsx": (2, 0, "1491.50"),
}


def lines_of(statements):
    return [line for statement in statements for line in statement.lines]


def test_every_file_is_read_as_what_it_is(real_path, read_path):
    if real_path.name in WITHOUT_STATEMENTS:
        with pytest.raises(NoStatement):
            read_path(real_path)
        return
    formats = {
        "bai2": BankFormat.BAI2,
        "ofx": BankFormat.QIF if real_path.suffix == ".qif" else BankFormat.OFX,
        "sheets": BankFormat.SHEET,
        "swiss-isr-v11": BankFormat.V11,
    }
    assert {each.header.format for each in read_path(real_path)} == {formats[real_path.parent.name]}


def test_bai2_files_agree_with_their_control_totals(real_path, read_path):
    if real_path.parent.name != "bai2":
        return
    statements = read_path(real_path)
    written = re.findall(r"(?:^|/\s+)16,(\d{3}),(\d+),", real_path.read_text(), re.MULTILINE)
    cents = [Decimal(amount) * (1 if code < "400" else -1) for code, amount in written]
    assert [line.amount * 100 for line in lines_of(statements)] == cents
    texts = [each.sentence.text for statement in statements for each in statement.findings if each.is_error]
    assert not any("control total" in text or "counts" in text for text in texts)
    # One sample states the same balance before and after a penny came in.
    assert len(texts) == (real_path.name == "bai2-citi_example.bai2")


def test_ofx_files_hold_what_ofxparse_finds(real_path, read_path):
    if real_path.suffix != ".ofx" or real_path.name in WITHOUT_STATEMENTS:
        return
    with real_path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        accounts = OfxParser.parse(stream, fail_fast=False).accounts
    statements = read_path(real_path)
    assert len(statements) == len(accounts)
    for ours, theirs in zip(statements, accounts, strict=True):
        assert ours.header.account.number == theirs.account_id.replace(" ", "")
        entries = theirs.statement.transactions
        if real_path.name.startswith("oca16"):
            entries = []  # the library reads the last of several lists only
            assert [line.amount for line in ours.lines] in ([-80, -90, -100, -90], [])
        else:
            assert [line.amount for line in ours.lines] == [entry.amount for entry in entries]
        for line, entry in zip(ours.lines, entries, strict=False):
            assert line.bank_reference == entry.id
            assert line.booking_date == entry.date.date()
        assert ours.closing.amount == theirs.statement.balance


def test_sheets_come_to_their_sums(real_path, read_path):
    if real_path.parent.name != "sheets":
        return
    count, refused, total = SHEETS[real_path.name]
    statements = read_path(real_path)
    lines = lines_of(statements)
    assert len(lines) == count
    assert sum(line.amount for line in lines if line.status is LineStatus.BOOKED) == Decimal(total)
    texts = [each.sentence.text for statement in statements for each in statement.findings]
    assert sum("left out" in text for text in texts) == refused
    assert all(line.booking_date for line in lines)


def test_the_qif_file_is_day_first_and_asks_for_its_account(real_path, read_path):
    if real_path.suffix != ".qif":
        return
    (statement,) = read_path(real_path)
    written = re.findall(r"^T(.*)$", real_path.read_text(), re.MULTILINE)
    assert [line.amount for line in statement.lines] == [Decimal(each.replace(",", "")) for each in written]
    assert (
        str(statement.lines[0].booking_date) == "2013-08-15"
        or str(statement.lines[1].booking_date) == "2013-08-15"
    )
    assert any("don't say which account" in each.sentence.text for each in statement.findings)


def test_the_v11_file_contradicts_itself_and_says_so(real_path, read_path):
    if real_path.suffix != ".v11":
        return
    (statement,) = read_path(real_path)
    (line,) = statement.lines
    record = real_path.read_text().splitlines()[0]
    assert line.references[0].value == record[12:39]
    assert line.amount == Decimal(record[39:49]) / 100
    assert [each.is_error for each in statement.findings] == [True]


def test_no_file_cut_short_fails_otherwise_than_with_a_reason(real_path, read):
    content = real_path.read_bytes()
    for part in (content[: len(content) // 2], content[len(content) // 3 :], content[:-5]):
        try:
            statements = read(part)
        except DomainError as error:
            assert error.sentence.values
        else:
            assert all(isinstance(line.amount, Decimal) for line in lines_of(statements))
