"""Who paid and who was paid: names, accounts, banks and numbers of the parties to a transaction."""

from __future__ import annotations

from recoup.formats.bank.camt.nodes import Node, child, children, first_text, text, texts
from recoup.formats.bank.types import Party
from recoup.formats.bank.values import given

_ACCOUNT_PATHS = (
    ("Id", "IBAN"),
    ("Id", "Othr", "Id"),
    ("Id", "PrtryAcct", "Id"),
    ("Id", "BBAN"),
    ("Prxy", "Id"),
)
_BANK_PATHS = (
    ("FinInstnId", "BICFI"),
    ("FinInstnId", "BIC"),
    ("FinInstnId", "CmbndId", "BIC"),
    ("FinInstnId", "ClrSysMmbId", "MmbId"),
    ("FinInstnId", "ClrSysMmbId", "Id"),
    ("FinInstnId", "Nm"),
    ("FinInstnId", "NmAndAdr", "Nm"),
)
_STREET = ("StrtNm", "BldgNb", "PstCd", "TwnNm", "Ctry")


def account_number(node: Node | None) -> str:
    """Return the number in an account element, the IBAN first, without blanks."""
    return first_text(node, *_ACCOUNT_PATHS).replace(" ", "")


def bank_code(node: Node | None) -> str:
    """Return the BIC, the clearing number or the name of a bank."""
    return first_text(node, *_BANK_PATHS)


def read_party(details: Node, role: str) -> Party:
    """Return the party in `role` (`Dbtr` or `Cdtr`) of a transaction, nobody when it isn't named."""
    parties, agents = child(details, "RltdPties"), child(details, "RltdAgts")
    named = child(parties, role)
    person = child(named, "Pty")
    if person is None:
        person = named
    agent = child(agents, f"{role}Agt")
    return Party(
        name=given(text(person, "Nm")),
        account=account_number(child(parties, f"{role}Acct")),
        bank=bank_code(agent) or bank_code(child(named, "Agt")),
        identifier=_identifier(child(person, "Id")),
        address=_address(child(person, "PstlAdr")),
    )


def ultimate_name(details: Node, role: str) -> str:
    """Return the name of the party on whose behalf was paid (`UltmtDbtr`) or who is paid in the end."""
    named = child(details, "RltdPties", role)
    return given(first_text(named, ("Pty", "Nm"), ("Nm",)))


def _identifier(node: Node | None) -> str:
    for kind in ("OrgId", "PrvtId"):
        found = child(node, kind)
        for other in (*children(found, "Othr"), *children(found, "PrtryId"), *children(found, "OthrId")):
            number = text(other, "Id")
            if number:
                return number
    return first_text(
        node,
        ("OrgId", "AnyBIC"),
        ("OrgId", "BICOrBEI"),
        ("OrgId", "BIC"),
        ("OrgId", "LEI"),
        ("OrgId", "TaxIdNb"),
    )


def _address(node: Node | None) -> str:
    if node is None:
        return ""
    lines = [line.strip() for line in texts(node, "AdrLine")] or [text(node, name) for name in _STREET]
    return ", ".join(filter(None, lines))
