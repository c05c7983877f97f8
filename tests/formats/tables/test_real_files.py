"""Files that other programs wrote, with totals computed here by other means."""

import csv
import json
from datetime import date
from decimal import Decimal

import pytest

from recoup.formats.tables.layouts import FileKind, Row, RowProblem
from recoup.formats.tables.plans import TablePlan, propose_plan
from recoup.formats.tables.reading import open_table
from recoup.formats.tables.values import amount_parser, date_parser
from recoup.formats.tables.vocabulary.fields import TableKind

SHEETS = "bank-statements/sheets/"


def read(path, kind):
    """Return the rows of a file as its proposed plan reads them, and the problems."""
    table = open_table(path, name=path.name)
    plan = propose_plan(table, kind).plan
    plan = TablePlan.from_json(json.loads(json.dumps(plan.to_json())))
    parsers = {name: amount_parser(style) for name, style in plan.amount_styles.items()}
    parsers |= {name: date_parser(style) for name, style in plan.date_styles.items()}
    rows, problems = [], []
    for row in table.rows():
        if isinstance(row, RowProblem):
            problems.append(row)
            continue
        assert isinstance(row, Row)
        values = {name: row.cells[column] for name, column in plan.columns.items()}
        rows.append({name: parsers[name](cell) if name in parsers else cell for name, cell in values.items()})
    return plan, rows, problems


@pytest.mark.parametrize(
    ("name", "amount", "due", "due_form"),
    [
        ("ibm-late-payment-to-2013-06-30.csv", "InvoiceAmount", "DueDate", "m/d/y"),
        ("highradius-open-items-posted-to-2020-04-22.csv", "converted_usd", "due_in_date", "d-m-y"),
        ("highradius-closed-due-to-2019-10-31.csv", "amount", "due_date", "y-m-d"),
    ],
)
def test_receivables_files_add_up(real_file, name, amount, due, due_form):
    path = real_file(f"receivables/{name}")
    with path.open(encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream))
    plan, rows, problems = read(path, TableKind.ITEMS)
    assert problems == []
    assert plan.missing() == ()
    assert plan.questions() == ()
    assert sum(row["amount"] for row in rows) == sum(Decimal(row[amount]) for row in expected)
    order = [due_form[::2].index(part) for part in "ymd"]
    separator = due_form[1]
    for row, wanted in zip(rows, expected, strict=True):
        parts = [int(part) for part in wanted[due].split(separator)]
        assert row["due_date"] == date(*(parts[place] for place in order))


def test_the_open_items_of_highradius_are_dollars(real_file):
    plan, rows, _ = read(
        real_file("receivables/highradius-open-items-posted-to-2020-04-22.csv"), TableKind.ITEMS
    )
    assert plan.constants == {"currency": "USD"}
    assert rows[0]["entity_code"] == "CA02"
    assert rows[0]["number"] == "2960623488"


@pytest.mark.parametrize(
    ("name", "count", "refused", "total"),
    [
        ("deg-abc_debit-example-abc_debit-records.csv", 4, 1, "9990.01"),
        ("deg-cmb-debit-example-cmb-records.csv", 5, 0, "-779.14"),
        ("deg-bmo-debit-example-bmo-records.csv", 4, 0, "-158.31"),
        ("oca15.0-paypal-statement_en.csv", 19, 0, "-1057.38"),
        ("oca17.0-balance.csv", 2, 0, "1500.00"),
        ("oca17.0-multi_currency.csv", 2, 0, "1491.50"),
        ("oca17.0-sample_statement_en.csv", 2, 0, "1491.50"),
        ("oca17.0-sample_statement_en.xlsx", 2, 0, "1491.50"),
    ],
)
def test_bank_sheets_with_one_amount_column(real_file, name, count, refused, total):
    _, rows, problems = read(real_file(SHEETS + name), TableKind.RECEIPTS)
    assert (len(rows), len(problems)) == (count, refused)
    assert all(isinstance(row["value_date"], date) for row in rows)
    if name.startswith("oca15"):
        assert sum(row["amount"] for row in rows if row["currency"] == "EUR") == Decimal("0.00")
    else:
        assert sum(row["amount"] for row in rows) == Decimal(total)


@pytest.mark.parametrize(
    ("name", "header_line", "credits", "debits"),
    [
        ("deg-ccb-jiaoyi-mingxi.xls", 6, None, None),
        ("deg-icbc-debit-v1-example-icbc-debit-v1-records.csv", 7, "2841.74", None),
        ("oca17.0-meta_data_separated_credit_debit.csv", 5, "1300.00", "-230.68"),
    ],
)
def test_bank_sheets_with_money_in_and_out(real_file, name, header_line, credits, debits):
    path = real_file(SHEETS + name)
    assert open_table(path, name=name).layout.header_line == header_line
    _, rows, problems = read(path, TableKind.RECEIPTS)
    assert [problem.is_footer for problem in problems] == [True]
    if credits:
        assert sum(row["amount_credit"] or 0 for row in rows) == Decimal(credits)
    if debits:
        assert sum(row["amount_debit"] or 0 for row in rows) == Decimal(debits)


@pytest.mark.parametrize(
    ("name", "kind", "encoding", "header_line"),
    [
        ("deg-alipay-example-alipay-records.csv", FileKind.CSV, "gb18030", 25),
        ("deg-wechat-example-wechat-records.csv", FileKind.CSV, "utf-8", 17),
        ("deg-spdb_debit-example-spdb_debit-records.xls", FileKind.XLS, "", 2),
        ("oca13.0-adyen_test.xlsx", FileKind.XLSX, "", 4),
        ("oca13.0-settlement_detail_report_batch_238.csv", FileKind.CSV, "utf-8", 1),
        ("oca17.0-debit_credit.csv", FileKind.CSV, "utf-8", 1),
    ],
)
def test_layouts_of_bank_sheets(real_file, name, kind, encoding, header_line):
    layout = open_table(real_file(SHEETS + name), name=name).layout
    assert (layout.kind, layout.encoding, layout.header_line) == (kind, encoding, header_line)


def test_account_numbers_stored_as_numbers_are_warned_about(real_file):
    warnings = open_table(real_file(SHEETS + "oca13.0-adyen_test.xlsx"), name="adyen").warnings()
    assert warnings[0].values == {"line": 5, "number": "4814769000000000"}
