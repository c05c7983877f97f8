"""Dates that could be read two ways are asked about, and read as a person says."""

from __future__ import annotations

from datetime import date

import pytest

from recoup.formats.tables.values import DateForm, DateStyle
from recoup.reconciliation import operations, queries
from recoup.reconciliation.operations import ReadingChange
from tests.people import NOW
from tests.reconciliation.account import Account

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B5")]


def test_what_comes_first_in_a_date_can_be_chosen() -> None:
    account = Account()
    found = account.bring(
        b"Document no,Document date,Amount\nINV-1002,05/02/2026,500.00\nINV-1003,03/04/2026,450.00\n"
    )
    assert queries.reading(reconciliation_id=found.id, actor=account.cora).questions
    change = ReadingChange(dates=DateStyle(DateForm.MDY))

    operations.change_reading(reconciliation_id=found.id, change=change, actor=account.cora, now=NOW)

    seen = queries.reading(reconciliation_id=found.id, actor=account.cora)
    assert not seen.questions
    assert seen.rows[0][3] == date(2026, 5, 2)
