"""What a booking in a camt file means: reversals, batches, several references, charges, currencies, parties."""

from datetime import date
from decimal import Decimal

import pytest

from recoup.formats.bank.types import BankFormat, LineStatus, ReferenceKind

OPENING, CLOSING = "OPBD", "CLBD"


def balance(code, amount, mark="CRDT", currency="EUR"):
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt>'
        f"<CdtDbtInd>{mark}</CdtDbtInd><Dt><Dt>2026-08-03</Dt></Dt></Bal>"
    )


def entry(amount, mark="CRDT", *, details="", more="", currency="EUR", status="<Sts><Cd>BOOK</Cd></Sts>"):
    inside = f"<NtryDtls>{details}</NtryDtls>" if details else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>{more}{status}'
        "<BookgDt><Dt>2026-08-03</Dt></BookgDt><ValDt><Dt>2026-08-04</Dt></ValDt>"
        f"<AcctSvcrRef>R{amount}</AcctSvcrRef>{inside}</Ntry>"
    )


def document(*parts, version="08", container="Stmt", number="053"):
    message = {"Stmt": "BkToCstmrStmt", "Rpt": "BkToCstmrAcctRpt", "Ntfctn": "BkToCstmrDbtCdtNtfctn"}[
        container
    ]
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.{number}.001.{version}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{space}">'
        f"<{message}><GrpHdr><MsgId>M1</MsgId></GrpHdr><{container}><Id>S1</Id><LglSeqNb>7</LglSeqNb>"
        "<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{''.join(parts)}</{container}></{message}></Document>"
    )


@pytest.mark.parametrize("version", ["01", "02", "04", "08", "11", "13"])
def test_any_version_is_read(read, version):
    (statement,) = read(
        document(balance(OPENING, "10"), entry("5.50"), balance(CLOSING, "15.50"), version=version)
    )
    assert statement.header.version == version
    assert statement.header.legal_sequence == 7
    assert statement.findings == ()
    (line,) = statement.lines
    assert (line.amount, line.currency, line.bank_reference) == (Decimal("5.50"), "EUR", "R5.50")
    assert (line.booking_date, line.value_date) == (date(2026, 8, 3), date(2026, 8, 4))


def test_a_reversal_is_signed_as_booked(read):
    (statement,) = read(document(entry("20", "DBIT", more="<RvslInd>true</RvslInd>")))
    assert statement.lines[0].amount == -20
    assert statement.lines[0].is_reversal


def test_a_returned_direct_debit_says_why_and_whose(read):
    details = (
        "<TxDtls><RltdPties><Dbtr><Pty><Nm>Jan Nowak</Nm></Pty></Dbtr></RltdPties>"
        "<RtrInf><Rsn><Cd>MD06</Cd></Rsn><AddtlInf>Refund</AddtlInf></RtrInf></TxDtls>"
    )
    (statement,) = read(document(entry("20", "DBIT", more="<RvslInd>true</RvslInd>", details=details)))
    (line,) = statement.lines
    assert (line.return_reason, line.return_text) == ("MD06", "Refund")
    assert line.counterparty.name == "Jan Nowak"


def test_a_batch_keeps_every_transaction_with_its_own_sign(read):
    details = "".join(
        f'<TxDtls><Refs><EndToEndId>E{amount}</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt>'
        f"<CdtDbtInd>{mark}</CdtDbtInd></TxDtls>"
        for amount, mark in (("70", "CRDT"), ("40", "CRDT"), ("10", "DBIT"))
    )
    (statement,) = read(document(entry("100", details="<Btch><NbOfTxs>3</NbOfTxs></Btch>" + details)))
    (line,) = statement.lines
    assert [child.amount for child in line.children] == [70, 40, -10]
    assert [child.end_to_end_id for child in line.children] == ["E70", "E40", "E10"]
    assert line.is_complete_batch
    assert statement.findings == ()


def test_a_batch_that_repeats_its_sum_in_one_transaction_stays_one_line(read):
    details = '<Btch><NbOfTxs>86</NbOfTxs></Btch><TxDtls><Amt Ccy="EUR">100</Amt></TxDtls>'
    (statement,) = read(document(entry("100", details=details)))
    assert statement.lines[0].batch_count == 86
    assert statement.lines[0].children == ()
    assert [each.is_error for each in statement.findings] == [False]


def test_transactions_that_dont_make_the_booking_are_an_error(read):
    details = '<TxDtls><Amt Ccy="EUR">60</Amt></TxDtls><TxDtls><Amt Ccy="EUR">39.99</Amt></TxDtls>'
    (statement,) = read(document(entry("100", details=details)))
    (finding,) = statement.findings
    assert finding.is_error
    assert finding.position == 1
    assert finding.sentence.values["found"] == Decimal("99.99")


def test_several_references_come_with_their_part_amounts(read):
    def part(number, name, amount):
        return (
            f"<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>{number}</Nb></RfrdDocInf>"
            f'<RfrdDocAmt><{name} Ccy="EUR">{amount}</{name}></RfrdDocAmt></Strd>'
        )

    scor = (
        "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
        "<Ref>RF18539007547034</Ref></CdtrRefInf></Strd>"
    )
    remittance = (
        part("INV-1", "RmtdAmt", "70") + part("INV-2", "RmtdAmt", "40") + part("CN-9", "CdtNoteAmt", "10")
    )
    details = (
        f"<TxDtls><RmtInf><Ustrd>part one</Ustrd><Ustrd>part two</Ustrd>{remittance}{scor}</RmtInf></TxDtls>"
    )
    (statement,) = read(document(entry("100", details=details)))
    (line,) = statement.lines
    assert [(each.kind, each.value, each.amount) for each in line.references] == [
        (ReferenceKind.DOCUMENT, "INV-1", 70),
        (ReferenceKind.DOCUMENT, "INV-2", 40),
        (ReferenceKind.DOCUMENT, "CN-9", -10),
        (ReferenceKind.CREDITOR, "RF18539007547034", None),
    ]
    assert line.references[-1].scheme == "SCOR"
    assert line.text == "part one part two"


def test_pieces_of_text_that_were_cut_are_joined_without_a_blank(read):
    text = "x" * 135 + "INVOI"
    details = f"<TxDtls><RmtInf><Ustrd>{text}</Ustrd><Ustrd>CE 77</Ustrd></RmtInf></TxDtls>"
    (statement,) = read(document(entry("1", details=details)))
    assert statement.lines[0].text.endswith("INVOICE 77")


def test_charges_and_the_amount_instructed_are_kept(read):
    details = (
        '<TxDtls><Amt Ccy="EUR">99.50</Amt><AmtDtls><InstdAmt><Amt Ccy="USD">110</Amt></InstdAmt>'
        '<TxAmt><Amt Ccy="EUR">99.50</Amt><CcyXchg><SrcCcy>USD</SrcCcy><XchgRate>1.105</XchgRate></CcyXchg></TxAmt>'
        '</AmtDtls><Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">0.50</TtlChrgsAndTaxAmt><Rcrd><Amt Ccy="EUR">0.50</Amt>'
        "<CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd><Br>SHAR</Br></Rcrd></Chrgs></TxDtls>"
    )
    (statement,) = read(document(entry("99.50", details=details)))
    (line,) = statement.lines
    (charge,) = line.charges
    assert (charge.amount, charge.is_included, charge.bearer) == (Decimal("0.50"), True, "SHAR")
    assert (line.original.amount, line.original.currency, line.original.rate) == (
        110,
        "USD",
        Decimal("1.105"),
    )


def test_the_virtual_account_that_was_paid_is_told(read):
    details = (
        "<TxDtls><RltdPties><Dbtr><Nm>Payer</Nm></Dbtr><UltmtDbtr><Pty><Nm>Child Ltd</Nm></Pty></UltmtDbtr>"
        "<CdtrAcct><Id><IBAN>DE91100000000123456789</IBAN></Id></CdtrAcct></RltdPties></TxDtls>"
    )
    (statement,) = read(document(entry("1", details=details)))
    (line,) = statement.lines
    assert line.payee.account == "DE91100000000123456789"
    assert (line.counterparty.name, line.ultimate_payer) == ("Payer", "Child Ltd")


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("<Sts>PDNG</Sts>", LineStatus.PENDING),
        ("<Sts><Cd>INFO</Cd></Sts>", LineStatus.INFO),
        ("<Sts><Cd>FUTR</Cd></Sts>", LineStatus.INFO),
        ("<Sts>BOOK</Sts>", LineStatus.BOOKED),
        ("", LineStatus.BOOKED),
    ],
)
def test_only_what_is_booked_counts(read, written, status):
    closing = "15" if status is LineStatus.BOOKED else "10"
    (statement,) = read(
        document(balance(OPENING, "10"), balance(CLOSING, closing), entry("5", status=written))
    )
    assert statement.lines[0].status is status
    assert statement.findings == ()


def test_pages_are_closed_by_interim_balances(read):
    (statement,) = read(
        document(
            "<StmtPgntn><PgNb>2</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>",
            balance("ITBD", "10"),
            balance("ITBD", "15"),
            entry("5"),
        )
    )
    assert (statement.header.page, statement.header.is_last_page) == (2, False)
    assert (statement.opening.amount, statement.closing.amount) == (10, 15)
    assert statement.findings == ()


def test_control_sums_are_checked(read):
    summary = (
        "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries>"
        "<TtlCdtNtries><Sum>9</Sum></TtlCdtNtries><TtlDbtNtries><Sum>2</Sum></TtlDbtNtries></TxsSummry>"
    )
    (statement,) = read(document(summary, entry("5"), entry("2", "DBIT")))
    assert [each.sentence.values for each in statement.findings] == [
        {"stated": 3, "found": 2},
        {"stated": 9, "found": 5},
    ]


def test_a_wrapper_and_prefixed_names_make_no_difference(read):
    plain = document(entry("5"), container="Ntfctn", number="054").partition("?>")[2]
    prefixed = plain.replace("<", "<c:").replace("<c:/", "</c:").replace("xmlns=", "xmlns:c=")
    wrapped = f'<?xml version="1.0"?><Envelope xmlns="urn:other"><Body>{prefixed}</Body></Envelope>'
    (statement,) = read(wrapped)
    assert statement.header.format is BankFormat.CAMT_054
    assert statement.lines[0].amount == 5
