"""Files that are cut short, hostile, contradictory or something else: each ends with a reason, none with a crash."""

import gzip
import io
import zipfile

import pytest

from recoup.formats.bank import faults
from recoup.formats.bank.reading import read_events

CAMT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id>'
    "<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    '<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0</Amt></Bal>'
    '<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><Dt>2026-08-03</Dt></BookgDt><AddtlNtryInf>TEXT</AddtlNtryInf></Ntry>"
    "</Stmt></BkToCstmrStmt></Document>"
)
MT940 = (
    ":20:A\n:25:DE02120300000000202051\n:28C:1/1\n:60F:C260801EUR0,00\n:61:2608030803C1,00NTRFX\n:86:text\n"
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", faults.EmptyStatement),
        ("  \n\n", faults.EmptyStatement),
        (f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>' + CAMT.replace("TEXT", "&l9;"), faults.HostileXml),
        (f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{CAMT}', faults.HostileXml),
        (f"<!DOCTYPE d>{CAMT}", faults.HostileXml),
        (f'<!-- {"x" * 70_000} --><!DOCTYPE d [<!ENTITY l0 "ha">]>{CAMT}', faults.HostileXml),
        (f'<?xml version="1.0" encoding="UTF-7"?>{CAMT}', faults.HostileXml),
        (CAMT.replace("TEXT", "&unknown;"), faults.DamagedXml),
        (CAMT[:-40], faults.DamagedXml),
        (CAMT.replace("</Ntry>", "", 1), faults.DamagedXml),
        (CAMT.replace(">1</Amt>", ">one</Amt>"), faults.MissingField),
        (CAMT.replace("<CdtDbtInd>CRDT</CdtDbtInd>", ""), faults.MissingField),
        ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>', faults.OtherMessage),
        ("<Invoice xmlns='urn:oasis:names:specification:ubl'/>", faults.OtherMessage),
        (MT940, faults.TruncatedStatement),
        (MT940.replace("C1,00N", "1,00N") + ":62F:C260803EUR1,00\n-", faults.MissingField),
        ("01,A,B,260803,0800,1,,,2/\n02,B,A,1,260803,,USD,2/\n03,1,USD,010,100,,/\n", faults.TruncatedStatement),
        ("01,A,B,260803,0800,1,,,2/\n02,B,A,1,260803,,USD,2/\n03,1,USD,010,1,,/\n16,1x8,9,Z/\n16,142,x,Z/",
         faults.MissingField),
        ("OFXHEADER:100\n<OFX><STMTRS><BANKACCTFROM><ACCTID>1</BANKACCTFROM>", faults.TruncatedStatement),
        ("name,colour\nthing,red\nother,blue\n", faults.UnknownFormat),
        (gzip.compress(CAMT.encode()), faults.PackedFile),
    ],
)  # fmt: skip
def test_a_file_that_cant_be_trusted_is_refused_with_its_reason(read, content, reason):
    with pytest.raises(reason) as caught:
        read(content)
    assert caught.value.sentence.values["name"] == "statement"


def test_an_archive_asks_to_be_unpacked(read):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("statement.xml", CAMT)
    with pytest.raises(faults.PackedFile):
        read(packed.getvalue())


def test_entities_in_an_attribute_of_the_root_are_refused_before_they_grow(read):
    hostile = f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>' + CAMT.replace("<Document", '<Document a="&l9;"')
    with pytest.raises(faults.HostileXml):
        read(hostile)


def test_a_huge_text_is_fine(read):
    (statement,) = read(CAMT.replace("TEXT", "x" * 12_000_000))
    assert len(statement.lines[0].information) == 12_000_000


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(read, encoding):
    assert len(read(CAMT.encode(encoding))[0].lines) == 1
    complete = MT940 + ":62F:C260803EUR1,00\n-"
    assert len(read(complete.encode(encoding))[0].lines) == 1


def test_what_was_read_before_the_damage_has_been_told():
    cut = CAMT.removesuffix("</Stmt></BkToCstmrStmt></Document>").encode()
    told = []
    with pytest.raises(faults.DamagedXml):
        told.extend(read_events(io.BytesIO(cut), name="cut"))
    assert [type(each).__name__ for each in told] == ["StatementBegin", "StatementLine"]


def test_bytes_of_another_encoding_are_read_with_a_question(read):
    text = MT940.replace("text", "Zażółć gęślą jaźń w Łodzi") + ":62F:C260803EUR1,00\n-"
    (statement,) = read(text.encode("cp1250"))
    assert statement.lines[0].text == "Zażółć gęślą jaźń w Łodzi"


def test_mixed_currencies_are_told(read):
    other = CAMT.replace('<Ntry><Amt Ccy="EUR">', '<Ntry><Amt Ccy="USD">')
    (statement,) = read(other)
    assert [each.sentence.values.get("currency") for each in statement.findings if each.is_error] == ["USD"]


def test_a_statement_that_doesnt_add_up_is_read_and_told(read):
    (statement,) = read(MT940 + ":62F:C260803EUR2,00\n-")
    assert len(statement.lines) == 1
    (finding,) = statement.findings
    assert finding.is_error
    assert (finding.sentence.values["expected"], finding.sentence.values["closing"]) == (1, 2)


def test_a_stream_that_cant_be_rewound_is_read():
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert len(list(read_events(Pipe(CAMT.encode()), name="pipe"))) == 3
