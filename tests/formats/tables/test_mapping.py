"""Columns are recognised by their headers in five languages, checked against their values."""

import pytest

from recoup.formats.tables.mapping import guess_mapping
from recoup.formats.tables.vocabulary.fields import FIELDS, REQUIRED, TableKind, field
from recoup.formats.tables.vocabulary.headers import header_words, known_headers
from recoup.formats.tables.vocabulary.synonyms import SYNONYMS

ITEM = ["C-001", "Acme Ltd", "INV-7", "2026-01-02", "2026-02-01", "1250.00", "EUR"]
FIELDS_OF_ITEM = [
    "customer_number",
    "customer_name",
    "number",
    "issue_date",
    "due_date",
    "amount",
    "currency",
]


def mapped(header: list[str], *rows: list[str], kind: TableKind = TableKind.ITEMS) -> dict[str, str]:
    guess = guess_mapping(header, rows, kind)
    return {name: header[found.column] for name, found in guess.columns.items()}


@pytest.mark.parametrize(
    "header",
    [
        ["Customer number", "Customer name", "Invoice number", "Invoice date", "Due date", "Amount", "Currency"],
        ["customerID", "customerName", "invoiceNumber", "InvoiceDate", "DueDate", "InvoiceAmount", "currencyCode"],
        ["cust_number", "name_customer", "doc_id", "document_create_date", "due_in_date", "total amount", "curr"],
        ["KUNNR", "NAME CUSTOMER", "BELNR", "BLDAT", "FAEDT", "WRBTR", "WAERS"],
        ["Mã khách hàng", "Tên khách hàng", "Số hóa đơn", "Ngày lập", "Ngày đến hạn", "Số tiền", "Loại tiền"],
        ["MA KH", "TEN KHACH HANG", "SO HOA DON", "NGAY HOA DON", "HAN THANH TOAN", "SO TIEN", "TIEN TE"],
        ["客户编号", "客户名称", "发票号码", "开票日期", "到期日", "金额(元)", "币种"],
        ["کد مشتری", "نام مشتری", "شماره فاکتور", "تاریخ فاکتور", "سررسید", "مبلغ", "ارز"],
        ["كد مشتري", "نام مشتري", "شماره فاكتور", "تاريخ صدور", "تاريخ سررسيد", "مبلغ كل", "واحد پول"],
        ["Kod klienta", "Kontrahent", "Nr faktury", "Data wystawienia", "Termin płatności", "Kwota brutto", "Waluta"],
        ["#KOD KLIENTA", "#KONTRAHENT", "#NR FAKTURY", "#DATA FAKTURY", "#TERMIN PLATNOSCI", "#KWOTA", "#WALUTA"],
    ],
)  # fmt: skip
def test_items_in_five_languages(header):
    assert mapped(header, ITEM, ITEM) == dict(zip(FIELDS_OF_ITEM, header, strict=True))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            ["Customer no", "Legal name", "Tax ID", "Country", "E-mail", "Phone", "City", "Postcode", "Payment terms"],
            ["C1", "Acme Ltd", "GB123", "GB", "ap@acme.example", "+44 20 7946 0000", "Leeds", "LS1 1AA", "NET30"],
        ),
        (
            ["Mã KH", "Tên công ty", "MST", "Quốc gia", "Email", "Điện thoại", "Tỉnh", "Mã bưu điện", "Điều khoản"],
            ["C1", "Công ty An Phú", "0101234567", "VN", "kt@anphu.vn", "024 3826 0000", "Hà Nội", "100000", "N30"],
        ),
        (
            ["客户编码", "公司名称", "税号", "国家", "邮箱", "电话", "城市", "邮编", "账期"],
            ["C1", "恒达贸易", "91310000MA1K", "CN", "ap@hd.example", "021 6888 0000", "上海", "200000", "NET30"],
        ),
        (
            ["کد مشتری", "نام شرکت", "شناسه ملی", "کشور", "ایمیل", "تلفن", "شهر", "کد پستی", "شرایط پرداخت"],
            ["C1", "پخش البرز", "10101234567", "IR", "mali@alborz.ir", "۰۲۱۸۸۰۰۰۰۰۰", "تهران", "1415600000", "NET30"],
        ),
        (
            ["Kod", "Nazwa", "NIP", "Kraj", "E-mail", "Telefon", "Miasto", "Kod pocztowy", "Warunki płatności"],
            ["C1", "Hurt Sp. z o.o.", "5260250995", "PL", "fk@hurt.pl", "+48 22 600 00 00", "Łódź", "90-001", "NET30"],
        ),
    ],
)  # fmt: skip
def test_customers_in_five_languages(header, row):
    names = ["number", "name_legal", "tax_id", "country", "email", "phone", "city", "postal_code", "terms"]
    assert mapped(header, row, row, kind=TableKind.CUSTOMERS) == dict(zip(names, header, strict=True))


def test_statements_with_two_amount_columns():
    header = ["Ngày giao dịch", "Số tham chiếu", "Số tiền ghi nợ", "Số tiền ghi có", "Số dư", "Nội dung"]
    row = ["02/01/2026", "FT001", "", "1.250.000", "5.000.000", "MBVCB.1.CT tu 001"]
    assert mapped(header, row, row, kind=TableKind.RECEIPTS) == {
        "bank_reference": "Số tham chiếu",
        "value_date": "Ngày giao dịch",
        "amount_credit": "Số tiền ghi có",
        "amount_debit": "Số tiền ghi nợ",
        "text": "Nội dung",
    }


def test_values_overrule_a_misleading_header():
    header = ["Customer number", "Invoice", "Due date", "Amount", "Total"]
    row = ["C1", "INV-1", "30 days net", "see total", "12.50"]
    found = mapped(header, row, row)
    assert found["amount"] == "Total"
    assert "due_date" not in found


def test_a_lone_customer_column_is_name_or_number_by_its_values():
    header = ["Customer", "Invoice no", "Due date", "Amount"]
    codes = mapped(header, ["C-001", "1", "2026-01-01", "5"], ["C-002", "2", "2026-01-01", "5"])
    assert codes["customer_number"] == "Customer"
    assert "customer_name" not in codes
    names = guess_mapping(header, [["Acme Ltd", "1", "2026-01-01", "5"]], TableKind.ITEMS)
    assert names.columns["customer_name"].column == names.columns["customer_number"].column == 0
    assert names.columns["customer_number"].confidence < 50


def test_the_open_amount_serves_when_there_is_no_other():
    header = ["Customer no", "Invoice no", "Due date", "Outstanding"]
    assert mapped(header, ["C1", "1", "2026-01-01", "5"])["amount"] == "Outstanding"
    both = mapped([*header, "Invoice amount"], ["C1", "1", "2026-01-01", "5", "9"])
    assert (both["amount"], both["amount_open"]) == ("Invoice amount", "Outstanding")


def test_taxes_and_payments_are_not_the_amount():
    header = [
        "Customer no",
        "Invoice no",
        "Due date",
        "VAT amount",
        "Amount paid",
        "Amount (paid)",
        "Gross amount",
    ]
    assert mapped(header, ["C1", "1", "2026-01-01", "1", "2", "3", "4"])["amount"] == "Gross amount"


def test_what_is_missing_is_said():
    guess = guess_mapping(["Name", "Notes"], [["Acme", "x"]], TableKind.ITEMS)
    assert ("amount",) in guess.missing
    assert ("due_date", "issue_date") in guess.missing


def test_every_guess_gives_its_reason():
    guess = guess_mapping(
        ["Kod klienta", "Lp.", "Termin", "Kwota"], [["C1", "1", "2026-01-01", "5"]], TableKind.ITEMS
    )
    assert guess.columns["number"].reason.values == {"header": "Lp."}
    assert guess.columns["number"].confidence < guess.columns["due_date"].confidence


def test_every_field_has_names_and_every_name_is_its_own():
    for kind, fields in FIELDS.items():
        assert SYNONYMS[kind].keys() == {each.name for each in fields}
        for group in REQUIRED[kind]:
            for name in group:
                assert field(kind, name).name == name
        for name, spellings in SYNONYMS[kind].items():
            assert all(spelling.strip("~ ") for spelling in spellings), name
    with pytest.raises(KeyError):
        field(TableKind.ITEMS, "shoe_size")


def test_headers_compare_without_case_marks_and_brackets():
    assert header_words("Invoice_Number").key == header_words("invoiceNumber").key == "invoicenumber"
    assert header_words("金额(元)").key == "金额"
    assert header_words("(PLN)").key == "pln"
    assert header_words("شماره\u200cفاکتور").key == header_words("شماره فاكتور").key
    assert "invoicenumber" in known_headers()
