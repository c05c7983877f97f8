"""Accounting's daily cash report against the bank: what agrees, what is missing on a side, what differs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.operations.reports.clearing import NoDifference, NoteMissing
from recoup.cash.operations.reports.importing import CashReportKnown, NothingToCompare
from recoup.cash.types import CashReportRecord, ReportState
from recoup.engines.cash_report import Agreement, Money, compare
from recoup.formats.cash_reports.reading import UnreadableReport, read_cash_report
from recoup.kernel.errors import NotFound
from recoup.plumbing.localization import Reader
from recoup.team import queries as team
from recoup.team.types import Role
from recoup.workflows.inbox import Inbox, Paper
from recoup.workflows.intake import take_in
from tests.cash.bank_files import IBAN, Entry, bring, camt, own_account
from tests.companies import make_company
from tests.people import NOW, PROGRAM, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.3")]

DAY = date(2026, 3, 5)
HEADER = "Account;Date;Payer;Reference;Amount\n"


@pytest.fixture
def entity_id() -> int:
    """A company whose bank told four receipts and a payment out on one day."""
    entity_id = make_company()
    own_account(entity_id)
    bring(
        camt(
            Entry("100.00", "TRX-0001", "INV-1", payer="Nadir S.A."),
            Entry("250.50", "TRX-0002", "INV-2", payer="Hai Long Shipping"),
            Entry("75.00", "TRX-0003", "INV-3", payer="Zaklady Polnoc"),
            Entry("12.00", "TRX-0004", "INV-4", payer="Baker"),
            Entry("-40.00", "TRX-0005", "rent"),
        ),
        "statement.xml",
    )
    return entity_id


def report(*rows: str, header: str = HEADER, name: str = "cash.csv") -> CashReportRecord:
    """Bring in a report."""
    content = (header + "".join(f"{row}\n" for row in rows)).encode()
    return cash.import_cash_report(content=content, name=name, on=DAY, actor=PROGRAM, now=NOW)


def outcome(found: CashReportRecord) -> list[tuple[Agreement, Decimal]]:
    """Return what each line came to, and its difference."""
    rows = queries.reported_money(report_id=found.id, actor=PROGRAM)
    return [(row.agreement, row.difference.amount) for row in rows]


def test_lines_are_compared_one_by_one(entity_id: int) -> None:
    found = report(
        f"{IBAN};05.03.2026;Nadir;TRX-0001;100,00",
        f"{IBAN};05.03.2026;Hai Long Shipping;TRX-0002;205,50",
        f"{IBAN};05.03.2026;Zaklady Polnoc;;75,00",
        f"{IBAN};05.03.2026;Ghost Ltd;TRX-9999;33,00",
    )
    assert outcome(found) == [
        (Agreement.MATCHED, Decimal(0)),
        (Agreement.DIFFERENT, Decimal("45.00")),
        (Agreement.MATCHED, Decimal(0)),
        (Agreement.NOT_WITH_US, Decimal("-33.00")),
        (Agreement.NOT_IN_REPORT, Decimal("12.00")),
    ]
    assert (found.matched, found.differing, found.open, found.entity_id) == (2, 3, 3, entity_id)


def test_totals_are_compared_with_all_that_came_in(entity_id: int) -> None:
    header = "Account;Date;Amount\n"
    assert outcome(report(f"{IBAN};2026-03-05;437.50", header=header)) == [(Agreement.MATCHED, Decimal(0))]
    differing = report(f"{IBAN};2026-03-05;400.00", "PL99;2026-03-05;1.00", header=header)
    assert outcome(differing) == [(Agreement.DIFFERENT, Decimal("37.50"))]
    assert [line for line, _ in differing.left_out] == [3]
    several = report("9812874;2026-03-05;437.50", "Total;;437.50", header=header)
    assert outcome(several) == [(Agreement.MATCHED, Decimal(0))]


def test_what_stands_above_the_table_counts_for_all_rows(entity_id: int) -> None:
    top = f"Account:;{IBAN}\nDate:;05.03.2026\n\nPayer;Reference;Amount\n"
    assert report("Nadir;TRX-0001;100.00", header=top).matched == 1


def test_a_difference_is_worked_off_and_kept(entity_id: int) -> None:
    found = report(f"{IBAN};05.03.2026;Nadir;TRX-0001;90.00")
    ann = make_person("Ann", Role.CASH_CLERK, entity=team.get_entity(entity_id=entity_id, actor=PROGRAM))
    rows = queries.reported_money(report_id=found.id, actor=ann, only_differences=True)
    key = rows[0].id
    with pytest.raises(NoteMissing):
        clear(key, ReportState.EXPLAINED, "", ann.id)
    done = cash.clear_report_difference(
        money_id=key, state=ReportState.NOTED, note="asked  accounting", owner_id=ann.id, actor=ann, now=NOW
    )
    assert (done.state, done.note, done.owner_name) == (ReportState.NOTED, "asked accounting", "Ann")
    before = queries.get_cash_report(report_id=found.id, actor=ann)
    assert (before.open, before.differing) == (3, 4)
    clear(key, ReportState.EXPLAINED, "typed wrongly", None)
    days = queries.open_report_differences(
        account_ids=[done.account.id], from_date=DAY, to_date=DAY, actor=ann
    )
    assert days == {(done.account.id, DAY): (3, found.id)}


def clear(key: int, state: ReportState, note: str, owner_id: int | None) -> None:
    """Work a difference off."""
    cash.clear_report_difference(
        money_id=key, state=state, note=note, owner_id=owner_id, actor=PROGRAM, now=NOW
    )


def test_where_both_agree_there_is_nothing_to_work_off(entity_id: int) -> None:
    found = report(f"{IBAN};05.03.2026;Nadir;TRX-0001;100.00")
    agreed = queries.reported_money(report_id=found.id, actor=PROGRAM)[0]
    with pytest.raises(NoDifference):
        clear(agreed.id, ReportState.NOTED, "nothing", None)


def test_the_same_file_twice_and_what_is_no_report_are_refused(entity_id: int) -> None:
    report(f"{IBAN};05.03.2026;Nadir;TRX-0001;100.00")
    with pytest.raises(CashReportKnown):
        report(f"{IBAN};05.03.2026;Nadir;TRX-0001;100.00")
    with pytest.raises(NothingToCompare):
        report("PL99;05.03.2026;Nadir;TRX-0001;100.00")
    with pytest.raises(UnreadableReport):
        read_cash_report(b"Name;City\nAnn;Rome\n", name="people.csv")


def test_strangers_find_no_report(entity_id: int) -> None:
    found = report(f"{IBAN};05.03.2026;Nadir;TRX-0001;100.00")
    other = team.get_entity(entity_id=make_company(code="OTHER"), actor=PROGRAM)
    zed = make_person("Zed", Role.CASH_CLERK, entity=other)
    with pytest.raises(NotFound):
        queries.get_cash_report(report_id=found.id, actor=zed)
    assert queries.cash_reports(actor=zed) == []


def test_the_command_and_the_inbox_take_reports(
    entity_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "report.csv"
    path.write_text(f"{HEADER}{IBAN};05.03.2026;Nadir;TRX-0001;90.00\n")
    call_command("import", "cash-report", str(path), "--dry-run")
    assert queries.cash_reports(actor=PROGRAM) == []
    call_command("import", "cash-report", str(path))
    assert "0 lines agree with the bank, 4 differ." in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("import", "cash-report", str(path))
    inbox = Inbox(tmp_path / "inbox")
    inbox.folder.mkdir()
    (inbox.folder / "cash-report-0305.csv").write_text(f"{HEADER}{IBAN};05.03.2026;Nadir;TRX-0001;100.00\n")
    (file,) = inbox.waiting()
    assert file.paper is Paper.CASH_REPORT
    taken = take_in(file, inbox=inbox, on=DAY, actor=PROGRAM, now=NOW, reader=Reader.for_language("en"))
    assert (taken.accepted, taken.is_refused) == (4, False)


_AMOUNTS = st.lists(st.integers(1, 6).map(Decimal), max_size=8)
_REFERENCES = st.sampled_from(["", "REF-1001", "REF-1002", "REF-1003"])


@given(_AMOUNTS, _AMOUNTS, st.lists(_REFERENCES, min_size=16, max_size=16))
def test_nothing_is_used_twice_and_the_differences_add_up(
    theirs: list[Decimal], ours: list[Decimal], references: list[str]
) -> None:
    left = [Money(place, amount, "", references[place], "") for place, amount in enumerate(theirs, start=0)]
    right = [Money(place, amount, "", references[8 + place], "") for place, amount in enumerate(ours)]
    pairs = compare(left, right)
    assert sorted(pair.theirs.key for pair in pairs if pair.theirs) == list(range(len(theirs)))
    assert sorted(pair.ours.key for pair in pairs if pair.ours) == list(range(len(ours)))
    assert sum(pair.difference for pair in pairs) == sum(ours) - sum(theirs)
    assert all(not pair.difference for pair in pairs if pair.agreement is Agreement.MATCHED)
