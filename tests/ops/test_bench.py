"""The benchmark's figures are of the right work: what it computes agrees with the workload's own exact answer."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from rich.console import Console

from recoup.kernel import clock
from recoup.ops.bench import runs
from recoup.ops.bench.databases import NAME, own_database
from recoup.ops.bench.goals import costs, judge
from recoup.ops.bench.printing import as_json, print_run
from recoup.ops.bench.runs import run_sizes, this_machine
from recoup.ops.bench.workload import find_generator
from tests.databases import migrated_database

SIZE = 2_000


@contextmanager
def copied_database(url: str) -> Iterator[str]:
    """Make the benchmark's database with its tables: to migrate another one proves nothing here and takes a minute."""
    with own_database(url) as own_url:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {NAME}")
            cursor.execute(f"CREATE DATABASE {NAME} TEMPLATE {migrated_database()}")
        yield own_url


@pytest.mark.django_db
def test_every_figure_of_a_small_run_agrees_with_the_truth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "own_database", copied_database)
    generator = find_generator()
    if generator is None:
        pytest.skip("the workload's generator is not on this machine")
    assert os.environ["DATABASE_URL"]
    [run] = run_sizes([SIZE], generator=generator, folder=tmp_path, tell=lambda step: None)

    assert len(run.checks) > 5
    assert [check for check in run.checks if not check.is_passed] == []
    assert run.bank.applied == run.bank.receipts > 0
    assert run.intake.items == SIZE
    assert {page.name for page in run.pages} >= {"Today", "Customer page"}

    # Two sizes, so that growth is judged: the same size twice stands in for a bigger one.
    assert len(costs([run, run])[0].growth) == 1
    goals = {judgement.goal for judgement in judge([run, run])}
    assert any(goal.startswith("Today: 95 of 100") for goal in goals)

    printed = io.StringIO()
    print_run(Console(file=printed, width=160), this_machine(), [run])
    assert "2,000" in printed.getvalue()
    assert json.loads(as_json(this_machine(), [run], at=clock.now()))["sizes"][0]["size"] == SIZE
    assert list(tmp_path.iterdir()) == []
