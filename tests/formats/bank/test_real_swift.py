"""Every real MT940 and MT942 file, its sums found with regular expressions, and mt-940 as a second opinion."""

import re
from decimal import Decimal

import mt940
import pytest

from recoup.formats.bank.faults import TruncatedStatement

FOLDERS = ("mt940",)
CUT_SHORT = {"wolph-self-provided-gv_codes.sta"}
"""A made-up sample that has an opening balance and none at its end."""
MOVEMENT = re.compile(r"^:61:\d{6}(?:\d{4}| {4})?\s*(RC|RD|EC|ED|C|D)[A-Z]?(\d+,\d*)", re.MULTILINE)
CLOSING = re.compile(r"^:62[FM]:([CD])\d{6}[A-Z]{3}(\d+,\d*)", re.MULTILINE)
SIGNS = {"C": 1, "D": -1, "RC": -1, "RD": 1, "EC": 1, "ED": -1}
UNREAD_BY_LIBRARY = {
    "oca11.0-test-ing.940",
    "wolph-ASNB-mt940.txt",
    "wolph-cmxl-statement_details.sta",
}
"""Files that the library refuses, or of which it loses the entries."""


def decoded(path):
    content = path.read_bytes()
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return content.decode("latin-1").replace("\r\n", "\n")


def signed(mark, amount):
    return SIGNS[mark] * Decimal(amount.replace(",", "."))


def test_movements_and_closing_balances_are_those_in_the_file(real_path, read_path):
    if real_path.name in CUT_SHORT:
        with pytest.raises(TruncatedStatement):
            read_path(real_path)
        return
    statements = read_path(real_path)
    text = decoded(real_path)
    lines = [line for statement in statements for line in statement.lines]
    assert [line.amount for line in lines] == [signed(*found) for found in MOVEMENT.findall(text)]
    closings = [balance.amount for statement in statements if (balance := statement.closing)]
    assert closings == [signed(*found) for found in CLOSING.findall(text)]


def test_mt940_agrees_except_about_reversals_of_credits(real_path, read_path):
    if real_path.name in CUT_SHORT | UNREAD_BY_LIBRARY:
        return
    theirs = [
        transaction
        for statement in mt940.parse_statements(decoded(real_path).strip("\n\x01\x03"))
        for transaction in statement.transactions
        if "amount" in transaction.data
    ]
    ours = [line for statement in read_path(real_path) for line in statement.lines]
    assert len(theirs) == len(ours)
    for line, other in zip(ours, theirs, strict=True):
        is_their_fault = other.data["status"] == "RC"
        assert line.amount == (-1 if is_their_fault else 1) * other.data["amount"].amount
        assert line.value_date is None or other.data["date"] == line.value_date


def test_the_file_with_reversals_adds_up(real_path, read_path):
    if real_path.name != "wolph-betterplace-sepa_mt9401.sta":
        return
    statements = read_path(real_path)
    assert len(statements) == 26
    assert all(statement.findings == () for statement in statements)
    assert sum(line.is_reversal for statement in statements for line in statement.lines) >= 2
