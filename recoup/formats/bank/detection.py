"""Which format a file is in, judged from its first bytes and never from its name."""

from __future__ import annotations

import re

from recoup.formats.bank.camt.xml import check_prolog
from recoup.formats.bank.faults import EmptyStatement, OtherMessage, PackedFile
from recoup.formats.bank.types import BankFormat
from recoup.formats.bank.v11 import looks_like_v11

HEAD = 1 << 16
"""So many bytes are looked at."""

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ARCHIVES = (
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
)
_ZIP = b"PK\x03\x04"
_WORKBOOK_PARTS = (b"xl/", b"[Content_Types].xml", b"_rels/", b"docProps/")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"<(?:html|table|meta|head|!doctype html)\b", re.IGNORECASE)
_CAMT = re.compile(rb"camt\.0(5[234])\.|<(?:\w+:)?BkToCstmr(Stmt|AcctRpt|DbtCdtNtfctn)", re.IGNORECASE)
_CAMT_KINDS = {
    "52": BankFormat.CAMT_052,
    "53": BankFormat.CAMT_053,
    "54": BankFormat.CAMT_054,
    "STMT": BankFormat.CAMT_053,
    "ACCTRPT": BankFormat.CAMT_052,
    "DBTCDTNTFCTN": BankFormat.CAMT_054,
}
_ROOT = re.compile(rb"<(?![?!])((?:[\w.-]+:)?[\w.-]+)")
_OFX = re.compile(rb"^\s*OFXHEADER\s*:|<OFX>|<\?OFX\b", re.IGNORECASE)
_BAI2 = re.compile(rb"\s*01,[^,\r\n]*,[^,\r\n]*,\d{6},\d{0,4},")
_QIF = re.compile(rb"\s*!(?:Type:|Account|Option:|Clear:)", re.IGNORECASE)
_SWIFT = re.compile(rb"(?:^|[\r\n}])\s*:(?:20|21|25P?|28C?|60[FM]|61|86|34F):", re.MULTILINE)
_SWIFT_BLOCK = re.compile(rb"\{1:F01[A-Z0-9]")
_MT942 = re.compile(rb"\{2:[IO]942|(?:^|[\r\n]):(?:34F|90[CD]):")
_MT940 = re.compile(rb"\{2:[IO]940|(?:^|[\r\n]):60[FM]:")


def detect(head: bytes, *, name: str) -> BankFormat:
    """Return the format of the file that begins with `head`; what is nothing else is taken for a sheet.

    :raises UnreadableStatement: it is empty, packed, harmful or XML of another kind
    """
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe\x1a"):
        raise EmptyStatement(name=name)
    for signature, found in _ARCHIVES:
        if head.startswith(signature):
            raise PackedFile(name=name, found=found)
    if head.startswith(_ZIP) and not any(part in head[:4000] for part in _WORKBOOK_PARTS):
        raise PackedFile(name=name, found="ZIP")
    if head.startswith((_ZIP, _OLE)):
        return BankFormat.SHEET
    plain = _plain(head)
    if plain.lstrip()[:1] == b"<" and not _OFX.search(plain[:4000]):
        return _of_markup(plain, name)
    return _of_text(plain)


def _plain(head: bytes) -> bytes:
    """Return the head as single bytes, without a mark of the byte order and without leading control marks."""
    for bom in _BOMS:
        if head.startswith(bom):
            head = head[len(bom) :].replace(b"\0", b"")
    if head[:40].count(0) >= len(head[:40]) // 3:
        head = head.replace(b"\0", b"")
    return head.lstrip(b"\x01\x02\x03\r\n\t ")


def _of_markup(plain: bytes, name: str) -> BankFormat:
    if _MARKUP.search(plain[:1000]) and b"<?xml" not in plain[:100]:
        return BankFormat.SHEET
    check_prolog(plain, name=name)
    found = _CAMT.search(plain)
    if found is not None:
        return _CAMT_KINDS[(found[1] or found[2]).decode("ascii").upper()]
    root = _ROOT.search(plain)
    raise OtherMessage(name=name, found=root[1].decode("ascii", "replace") if root else "XML")


def _of_text(plain: bytes) -> BankFormat:
    if _OFX.search(plain[:4000]):
        return BankFormat.OFX
    if _BAI2.match(plain):
        return BankFormat.BAI2
    if _QIF.match(plain):
        return BankFormat.QIF
    if _SWIFT.search(plain) or _SWIFT_BLOCK.search(plain):
        is_interim = _MT942.search(plain) and not _MT940.search(plain)
        return BankFormat.MT942 if is_interim else BankFormat.MT940
    return BankFormat.V11 if looks_like_v11(plain) else BankFormat.SHEET
