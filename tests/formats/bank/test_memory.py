"""A statement of many lines is read in the memory of a short one."""

import io
import tracemalloc
from collections.abc import Iterator

import pytest

from recoup.formats.bank.reading import read_events
from recoup.formats.bank.types import StatementEnd

SHORT, LONG = 500, 4_000


def camt(count: int) -> Iterator[str]:
    yield (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>'
        "<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        '<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0</Amt></Bal>'
        f'<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{count}.00</Amt></Bal>'
    )
    for number in range(count):
        yield (
            '<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
            "<BookgDt><Dt>2026-08-03</Dt></BookgDt><ValDt><Dt>2026-08-03</Dt></ValDt>"
            f"<AcctSvcrRef>B{number}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>E{number}</EndToEndId></Refs>"
            f"<RltdPties><Dbtr><Pty><Nm>Payer {number}</Nm></Pty></Dbtr></RltdPties>"
            f"<RmtInf><Ustrd>Invoice {number}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        )
    yield "</Stmt></BkToCstmrStmt></Document>"


def mt940(count: int) -> Iterator[str]:
    yield ":20:A\n:25:DE02120300000000202051\n:28C:1/1\n:60F:C260803EUR0,\n"
    for number in range(count):
        yield f":61:2608030803C1,00NTRFNONREF//B{number}\n"
        yield f":86:166?00X?20EREF+E{number}?21SVWZ+Invoice {number}?32Payer\n"
    yield f":62F:C260803EUR{count},00\n-\n"


def bai2(count: int) -> Iterator[str]:
    total = count * 100
    yield f"01,A,B,260803,0800,1,,,2/\n02,B,A,1,260803,,USD,2/\n03,1,USD,010,0,,,015,{total},,/\n"
    for number in range(count):
        yield f"16,195,100,Z,B{number},,Invoice {number}/\n"
    yield f"49,{2 * total},{count + 2}/\n98,{2 * total},1,{count + 4}/\n99,{2 * total},1,{count + 6}/\n"


def ofx(count: int) -> Iterator[str]:
    yield "OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>"
    for number in range(count):
        yield f"<STMTTRN><DTPOSTED>20260803<TRNAMT>1.00<FITID>F{number}<NAME>Payer {number}</STMTTRN>"
    yield f"</BANKTRANLIST><LEDGERBAL><BALAMT>{count}<DTASOF>20260803</LEDGERBAL></STMTRS></OFX>"


def peak(content: bytes) -> tuple[int, int]:
    """Return the most memory taken while reading, in bytes, and the lines read."""
    tracemalloc.start()
    try:
        count = 0
        for event in read_events(io.BytesIO(content), name="long"):
            if isinstance(event, StatementEnd):
                assert event.findings == ()
                count = event.line_count
        return tracemalloc.get_traced_memory()[1], count
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("write", [camt, mt940, bai2, ofx], ids=lambda write: write.__name__)
def test_memory_doesnt_grow_with_the_lines(write):
    short, short_count = peak("".join(write(SHORT)).encode())
    long, long_count = peak("".join(write(LONG)).encode())
    assert (short_count, long_count) == (SHORT, LONG)
    assert long < short + 400_000
