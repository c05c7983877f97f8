"""The texts of MT940 and MT942 as banks write them, made on the spot."""

from datetime import date
from decimal import Decimal

import pytest

from recoup.formats.bank.types import BankFormat, LineStatus, ReferenceKind


def mt940(booking, text="", closing="1,00", opening="0,00"):
    said = f":86:{text}\n" if text else ""
    return (
        f":20:A\n:25:PL29114010810000267002001002\n:28C:5/1\n:60F:C260803PLN{opening}\n:61:{booking}\n{said}"
        f":62F:C260803PLN{closing}\n-"
    )


def only(read, content):
    (statement,) = read(content)
    (line,) = statement.lines
    return statement, line


@pytest.mark.parametrize(
    ("booking", "amount", "status", "is_reversal"),
    [
        ("2608030803C1,00NTRFX", "1", LineStatus.BOOKED, False),
        ("2608030803CR1,NTRFX", "1", LineStatus.BOOKED, False),
        ("2608030803CN1,0NTRFX", "1", LineStatus.BOOKED, False),
        ("260803    DD1,00NTRFX", "-1", LineStatus.BOOKED, False),
        ("2608030803RC1,00NTRFX", "-1", LineStatus.BOOKED, True),
        ("2608030803RCR1,00NTRFX", "-1", LineStatus.BOOKED, True),
        ("2608030803RD1,00NTRFX", "1", LineStatus.BOOKED, True),
        ("2608030803EC1,00NTRFX", "1", LineStatus.PENDING, False),
        ("2608030803ED1,00NTRFX", "-1", LineStatus.PENDING, False),
    ],
)
def test_the_marks_of_a_booking(read, booking, amount, status, is_reversal):
    _, line = only(read, mt940(booking))
    assert (line.amount, line.status, line.is_reversal) == (Decimal(amount), status, is_reversal)


@pytest.mark.parametrize(
    ("written", "value", "booked"),
    [
        ("2512311231", date(2025, 12, 31), date(2025, 12, 31)),
        ("2512310102", date(2025, 12, 31), date(2026, 1, 2)),
        ("2601021231", date(2026, 1, 2), date(2025, 12, 31)),
        ("2602300301", date(2026, 2, 28), date(2026, 3, 1)),
        ("260803", date(2026, 8, 3), None),
    ],
)
def test_entry_dates_take_the_nearest_year(read, written, value, booked):
    _, line = only(read, mt940(f"{written}C1,00NTRFX"))
    assert (line.value_date, line.booking_date) == (value, booked)


def test_sepa_keys_in_numbered_parts(read):
    keys = "?20EREF+E2E-1?21KREF+K-7?22MREF+M-3?23CRED+DE98ZZZ09999999999?24SVWZ+RE 4711?25ABWA+Child Ltd"
    text = f"166?00SEPA{keys}?32PARENT AG"
    _, line = only(read, mt940("2608030803C1,00NTRFNONREF//B1", text))
    assert (line.end_to_end_id, line.text, line.ultimate_payer) == ("E2E-1", "RE 4711", "Child Ltd")
    assert {each.kind: each.value for each in line.references} == {
        ReferenceKind.CUSTOMER: "K-7",
        ReferenceKind.MANDATE: "M-3",
        ReferenceKind.CREDITOR_ID: "DE98ZZZ09999999999",
    }
    assert ("GVC", "166") in {(code.scheme, code.value) for code in line.codes}


def test_polish_labels_and_split_payment(read):
    text = (
        "911 TRANSAKCJA COLLECT; ID IPH: XX000000000001; Z RACH.: 56114010810000267002001001; OD: JAN NOWAK; \n"
        "TYT.: /VAT/23,00/IDC/5260001246/INV/FV-1-2026/TXT/zaliczka; TNR: 1790.01"
    )
    _, line = only(read, mt940("2608030803C1,00NTRFNONREF//B1", text))
    assert line.counterparty.name == "JAN NOWAK"
    assert line.counterparty.account == "56114010810000267002001001"
    values = {(each.kind, each.scheme): each.value for each in line.references}
    assert values[ReferenceKind.DOCUMENT, "MPP"] == "FV-1-2026"
    assert values[ReferenceKind.TAX, "MPP"] == "5260001246"
    assert values[ReferenceKind.CUSTOMER, "IPH"] == "XX000000000001"


def test_slash_keys_with_a_structured_reference(read):
    text = "/EREF/158140/CNTP/NL32INGB0000012345/INGBNL2A/J.Janssen///REMI/STRD/CUR/9001123412341234/"
    _, line = only(read, mt940("2608030803C1,00NTRFEREF//B1", text))
    assert line.references[0].value == "9001123412341234"
    assert (line.counterparty.name, line.counterparty.bank) == ("J.Janssen", "INGBNL2A")


def test_a_dash_alone_in_a_text_ends_nothing(read):
    statement, line = only(read, mt940("2608030803C1,00NTRFX", "MARF\n-\nEV01"))
    assert line.text == "MARF - EV01"
    assert statement.closing.amount == 1


def test_an_interim_report_checks_its_sums_and_is_not_final(read):
    report = (
        ":20:A\n:25:1234\n:28C:1/1\n:34F:PLN0\n:13D:2608031815+0100\n:61:2608030803C3,00NTRFX\n"
        ":90D:0PLN0,00\n:90C:{count}PLN3,00\n-"
    )
    (statement,) = read(report.format(count=1))
    assert statement.header.format is BankFormat.MT942
    assert not statement.header.format.is_final
    assert statement.findings == ()
    assert statement.header.account.currency == "PLN"
    (statement,) = read(report.format(count=2))
    assert [each.is_error for each in statement.findings] == [True]


def test_pages_and_blocks_of_several_messages(read):
    page = (
        "{{1:F01BANKPLPWXXXX0000000000}}{{2:O9401200260803BANKPLPWXXXX}}{{4:\n:20:A\n:25:1234\n:28C:5/{page}\n"
        ":60{first}:C260803PLN{opening}\n:61:2608030803C1,00NTRFX\n:62{last}:C260803PLN{closing}\n-}}{{5:}}\n"
    )
    statements = read(
        page.format(page=1, first="F", opening="0,00", last="M", closing="1,00")
        + page.format(page=2, first="M", opening="1,00", last="F", closing="2,00")
    )
    assert [(each.header.sequence, each.header.page, each.header.is_last_page) for each in statements] == [
        (5, 1, False),
        (5, 2, True),
    ]
    assert all(each.findings == () for each in statements)
