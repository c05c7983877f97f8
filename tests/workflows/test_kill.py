"""A daily run killed outright, at any step and however often, leaves a proven ledger and is finished by the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from pytest_django import Settings

from recoup.collections.models import WorklistLine
from recoup.correspondence.models import Message
from recoup.ledger import queries as ledger
from recoup.ledger.models import Entry, Item
from recoup.reports.queries.exceptions import ExceptionKind
from recoup.workflows.models import DailyException, DailyStep
from recoup.workflows.types import Step, StepStatus
from tests.companies import make_company
from tests.workflows.office import ITEMS_HEADER, RECEIPTS_HEADER, Office, let_reminders_go

CUSTOMERS = 40
ITEMS = 2_000
RECEIPTS = 800
DAY = "2026-06-30"
# At which step, and how many seconds into it.
KILLED_AT = (
    (Step.INBOX, 0.0),
    (Step.INBOX, 0.6),
    (Step.RECEIPTS, 0.1),
    (Step.RELEASE, 0.2),
    (Step.LETTERS, 0.5),
)
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.duty("B12")
@pytest.mark.django_db(transaction=True)
def test_killed_at_any_step_the_run_goes_on_where_it_stopped(settings: Settings, tmp_path: Path) -> None:
    settings.HOME, settings.FILES_ROOT = tmp_path, tmp_path / "files"
    let_reminders_go()
    office = Office(make_company(customers=[f"K-{place}" for place in range(CUSTOMERS)]))
    _bring_files(office)
    killed = [step for step, seconds in KILLED_AT if _run_until(step, tmp_path, seconds=seconds)]
    assert not _run_until(None, tmp_path)
    assert Step.INBOX in killed and len(killed) >= 2

    assert list(ledger.verify()) == []
    assert not DailyStep.objects.exclude(status=StepStatus.DONE).exists()
    assert Item.objects.exclude(kind="RECEIPT").count() == ITEMS
    assert Item.objects.filter(kind="RECEIPT", amount_open=0, customer__isnull=False).count() == RECEIPTS
    assert Entry.objects.filter(kind="ALLOCATION").count() == RECEIPTS
    paid = {f"INV-{place}" for place in range(RECEIPTS)}
    assert (
        set(Item.objects.filter(amount_open=0).exclude(kind="RECEIPT").values_list("number", flat=True))
        == paid
    )
    assert Message.objects.count() == CUSTOMERS and not Message.objects.filter(pdf=None).exists()
    assert WorklistLine.objects.count() == CUSTOMERS
    assert DailyException.objects.filter(kind=ExceptionKind.LATE).count() == CUSTOMERS
    assert sorted(path.name for path in (tmp_path / "inbox" / "done" / DAY).iterdir()) == [
        "items.csv",
        "receipts.csv",
    ]


def _bring_files(office: Office) -> None:
    office.bring(
        "items.csv",
        ITEMS_HEADER,
        *(
            f"K-{place % CUSTOMERS},INV-{place},2026-04-20,2026-05-20,EUR,{_amount(place)}"
            for place in range(ITEMS)
        ),
    )
    office.bring(
        "receipts.csv",
        RECEIPTS_HEADER,
        *(f"{DAY},{_amount(place)},EUR,T{place},Payer,for INV-{place}" for place in range(RECEIPTS)),
    )


def _amount(place: int) -> Decimal:
    return Decimal(10_007 + 10 * place) / 100


def _run_until(step: Step | None, home: Path, *, seconds: float = 0) -> bool:
    """Start the run and kill it so long after it has come to `step`; return whether it died unfinished."""
    program = subprocess.Popen(
        [sys.executable, "-m", "recoup.project", "daily", "--date", DAY],
        cwd=ROOT,
        env=_environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    running = DailyStep.objects.filter(
        step=step, status=StepStatus.RUNNING, business_date=date.fromisoformat(DAY)
    )
    started = set(running.values_list("started_at", flat=True))
    while program.poll() is None:
        if step is not None and set(running.values_list("started_at", flat=True)) - started:
            time.sleep(seconds)
            program.send_signal(signal.SIGKILL)
            break
        time.sleep(0.02)
    _, said = program.communicate()
    _wait_for_the_lock()
    assert program.returncode in (0, -signal.SIGKILL), said
    return program.returncode != 0


def _environment(home: Path) -> dict[str, str]:
    parts = urlsplit(os.environ["DATABASE_URL"])
    url = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    kept = {name: value for name, value in os.environ.items() if name != "RECOUP_DATABASE"}
    return kept | {"DATABASE_URL": url, "RECOUP_HOME": str(home)}


def _wait_for_the_lock() -> None:
    """Wait until the database has noticed that the program is dead."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('workflows.daily'))")
        cursor.execute("SELECT pg_advisory_unlock(hashtext('workflows.daily'))")
