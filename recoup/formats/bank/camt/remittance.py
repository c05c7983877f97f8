"""What a payment is for: structured references with their part amounts, and the free text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from recoup.formats.bank.camt.nodes import Node, all_inside, child, children, first_text, money, text, texts
from recoup.formats.bank.types import Reference, ReferenceKind
from recoup.formats.bank.values import given, joined

_CUTS = frozenset((35, 140))
_CREDIT_NOTES = frozenset(("CREN", "CNFA"))
_REFS = {
    "InstrId": ReferenceKind.INSTRUCTION,
    "TxId": ReferenceKind.TRANSACTION,
    "AcctOwnrTxId": ReferenceKind.CUSTOMER,
    "AcctSvcrTxId": ReferenceKind.TRANSACTION,
    "MktInfrstrctrTxId": ReferenceKind.TRANSACTION,
    "PrcgId": ReferenceKind.TRANSACTION,
    "UETR": ReferenceKind.TRANSACTION,
    "ClrSysRef": ReferenceKind.TRANSACTION,
    "MndtId": ReferenceKind.MANDATE,
    "ChqNb": ReferenceKind.CHEQUE,
    "MsgId": ReferenceKind.MESSAGE,
    "PmtInfId": ReferenceKind.PAYMENT_INFORMATION,
}
_SCHEMED = frozenset(("UETR", "ClrSysRef", "PrcgId"))


def read_references(details: Node) -> tuple[Reference, ...]:
    """Return the references of a transaction: those to what is paid first, then the banks' own."""
    remittance = child(details, "RmtInf")
    structured = [each for part in children(remittance, "Strd") for each in _structured(part)]
    return (*structured, *_identifications(child(details, "Refs")), *_proxies(details))


def read_text(details: Node) -> str:
    """Return the free text of a transaction, its pieces joined where they were cut."""
    remittance = child(details, "RmtInf")
    text_found = joined(texts(remittance, "Ustrd"), cuts=_CUTS)
    more = [piece for part in children(remittance, "Strd") for piece in texts(part, "AddtlRmtInf")]
    return given(joined([text_found, joined(more, cuts=_CUTS)]))


def _structured(part: Node) -> Iterator[Reference]:
    """Yield the references of one `Strd`: documents with their amounts, and the creditor's reference."""
    documents = [each for each in children(part, "RfrdDocInf") if text(each, "Nb") or text(each, "RfrdDocNb")]
    amount = _part_amount(part)
    creditor = child(part, "CdtrRefInf")
    reference = given(first_text(creditor, ("Ref",), ("CdtrRef",)))
    for document in documents:
        scheme = _type_of(document)
        yield Reference(
            ReferenceKind.DOCUMENT,
            first_text(document, ("Nb",), ("RfrdDocNb",)),
            scheme,
            _document_amount(document, scheme) or (amount if len(documents) == 1 else None),
        )
    if reference:
        yield Reference(
            ReferenceKind.CREDITOR, reference, _type_of(creditor), amount if not documents else None
        )
    tax_number = first_text(part, ("TaxRmt", "Dbtr", "TaxId"), ("TaxRmt", "Dbtr", "RegnId"))
    if tax_number:
        yield Reference(ReferenceKind.TAX, tax_number)


def _type_of(node: Node | None) -> str:
    for name in ("Tp", "RfrdDocTp", "CdtrRefTp"):
        found = child(node, name)
        if found is not None:
            return first_text(found, ("CdOrPrtry", "Cd"), ("CdOrPrtry", "Prtry"), ("Cd",), ("Prtry",))
    return ""


def _part_amount(part: Node) -> Decimal | None:
    """Return what of the payment goes to the documents of a `Strd`; a credit note takes away."""
    amounts = child(part, "RfrdDocAmt")
    for name in ("RmtdAmt", "DuePyblAmt", "CdtNoteAmt"):
        found = money(amounts, name)
        if found is not None:
            return -found[0] if name == "CdtNoteAmt" else found[0]
    return None


def _document_amount(document: Node, scheme: str) -> Decimal | None:
    """Return the amount that stands with the document itself, in its line details (version 8 on)."""
    amounts = [money(each, "Amt", "RmtdAmt") for each in children(document, "LineDtls")]
    given_amounts = [each[0] for each in amounts if each is not None]
    if not given_amounts:
        return None
    total = sum(given_amounts, Decimal(0))
    return -abs(total) if scheme in _CREDIT_NOTES else total


def _identifications(refs: Node | None) -> Iterator[Reference]:
    if refs is None:
        return
    for node in all_inside(refs):
        name = node.name
        kind = _REFS.get(name)
        if kind is not None:
            value = given(node.text)
            if value:
                yield Reference(kind, value, name if name in _SCHEMED else "")
        elif name == "Prtry":
            value = given(text(node, "Ref"))
            if value:
                yield Reference(ReferenceKind.OTHER, value, text(node, "Tp"))


def _proxies(details: Node) -> Iterator[Reference]:
    """Yield the names under which an account was paid: a telephone number, a virtual number."""
    for role in ("CdtrAcct", "DbtrAcct"):
        proxy = text(details, "RltdPties", role, "Prxy", "Id")
        if proxy:
            yield Reference(ReferenceKind.OTHER, proxy, f"{role}/Prxy")
