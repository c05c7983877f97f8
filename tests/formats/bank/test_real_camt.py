"""Every real camt file, with its totals counted by other means: TOTALS.csv and ElementTree."""

import csv
from decimal import Decimal
from functools import cache
from xml.etree import ElementTree

from recoup.formats.bank.types import BankFormat, LineStatus

FOLDERS = ("camt", "camt-batch-054", "camt-daily-053", "camt-intraday-052", "camt-monthly-053")
CONTAINERS = {"Stmt": BankFormat.CAMT_053, "Rpt": BankFormat.CAMT_052, "Ntfctn": BankFormat.CAMT_054}


@cache
def totals(folder):
    """Return the rows of TOTALS.csv by file."""
    with (folder / "TOTALS.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {name: [row for row in rows if row["file"] == name] for name in {row["file"] for row in rows}}


def local(element):
    return element.tag.rpartition("}")[2]


def inside(element, *names):
    """Return the text of the first element found by local names, one below the other."""
    for name in names:
        element = next((each for each in element if local(each) == name), None)
        if element is None:
            return None
    return element.text.strip()


def test_statements_come_to_what_was_counted(real_path, read_path):
    statements = read_path(real_path)
    expected = totals(real_path.parent)[real_path.name]
    assert len(statements) == len(expected)
    for statement, wanted in zip(statements, expected, strict=True):
        amounts = [line.amount for line in statement.lines]
        assert statement.header.account.number == wanted["account"]
        assert len(amounts) == int(wanted["entries"])
        assert sum(each for each in amounts if each > 0) == Decimal(wanted["credits"])
        assert -sum(each for each in amounts if each < 0) == Decimal(wanted["debits"])
        for balance, column in ((statement.opening, "opening"), (statement.closing, "closing")):
            if wanted[column]:
                assert balance.amount == Decimal(wanted[column])
        if wanted["adds_up"]:
            says_so = any("closing balance" in each.sentence.text for each in statement.findings)
            says_so |= any("several currencies" in each.sentence.text for each in statement.findings)
            assert says_so == (wanted["adds_up"] == "no")


def test_every_entry_and_transaction_is_there_with_its_sign(real_path, read_path):
    statements = read_path(real_path)
    containers = [each for each in ElementTree.parse(real_path).iter() if local(each) in CONTAINERS]
    assert [each.header.format for each in statements] == [CONTAINERS[local(each)] for each in containers]
    for statement, container in zip(statements, containers, strict=True):
        entries = [each for each in container if local(each) == "Ntry"]
        for line, entry in zip(statement.lines, entries, strict=True):
            sign = 1 if inside(entry, "CdtDbtInd") == "CRDT" else -1
            assert line.amount == sign * Decimal(inside(entry, "Amt"))
            assert line.is_reversal == (inside(entry, "RvslInd") == "true")
            transactions = [each for each in entry.iter() if local(each) == "TxDtls"]
            assert len(line.children) == (
                len(transactions) if len(line.children) or len(transactions) > 1 else 0
            )
            stated = [inside(each, "Amt") for each in transactions]
            marks = [inside(each, "CdtDbtInd") or inside(entry, "CdtDbtInd") for each in transactions]
            if line.children and all(stated):
                expected = [
                    Decimal(amount) * (1 if mark == "CRDT" else -1)
                    for amount, mark in zip(stated, marks, strict=True)
                ]
                assert [child.amount for child in line.children] == expected
            said = {inside(each, "Refs", "EndToEndId") for each in transactions} - {None, "NOTPROVIDED"}
            assert said == {each.end_to_end_id for each in (line, *line.children)} - {""}


def test_batches_of_the_clearing_come_to_their_booking(real_path, read_path):
    if real_path.parent.name != "camt-batch-054":
        return
    for statement in read_path(real_path):
        assert statement.findings == ()
        for line in statement.lines:
            assert line.status is LineStatus.INFO
            assert line.is_complete_batch
            assert {child.amount > 0 for child in line.children} <= {True, False}
