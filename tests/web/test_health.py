"""The health page for people, the probe for machines."""

from datetime import date

import pytest
from django.db import DatabaseError
from django.test import Client

from recoup.plumbing.db import health
from recoup.plumbing.db.health import DatabaseState
from recoup.plumbing.jobs.queries import JobCounts
from recoup.team.types import Role
from recoup.web.health import presenters
from tests.people import make_person
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db
WELL = DatabaseState("18.1", 5 * 1024**3, 3, 100, 0, ())

NO_JOBS = JobCounts(waiting=0, running=0, failed=0)


def shown(
    state: DatabaseState, jobs: JobCounts, runs: dict[str, date] | None = None
) -> list[presenters.Line]:
    return presenters.lines(state, jobs, runs or {}, on=date(2026, 11, 22))


def test_the_page_shows_the_state(desk: Desk) -> None:
    client = desk(make_person("Ada", Role.ADMINISTRATOR))
    html = client.get("/health/").content.decode()
    assert "PostgreSQL" in html and "Jobs failed" in html and "Free disk space" in html
    fragment = client.get("/health/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment and "PostgreSQL" in fragment
    assert client.post("/health/").status_code == 405


def test_trouble_is_colored() -> None:
    sick = DatabaseState("18.1", 10, 3, 100, 3600, ("ledger 0002_more",))
    tones = {line.label: line.tone for line in shown(sick, JobCounts(waiting=4, running=0, failed=2))}
    assert tones["Tables"] == tones["Jobs failed"] == "bad"
    assert tones["Longest transaction"] == "warn"


@pytest.mark.parametrize(
    ("day", "tone", "note"), [(22, "ok", ""), (21, "ok", "1 day ago"), (19, "warn", "3 days ago")]
)
def test_a_missed_daily_run_is_seen(day: int, tone: str, note: str) -> None:
    lines = shown(WELL, NO_JOBS, {"VN01": date(2026, 11, day)})
    run = next(line for line in lines if line.label == "Last daily run of VN01")
    assert (run.tone, run.note) == (tone, note)


def test_health_is_no_trouble() -> None:
    lines = shown(WELL, NO_JOBS)
    assert {line.tone for line in lines if line.label != "Free disk space"} == {"ok"}
    assert next(line.value for line in lines if line.label == "Size of the database") == "5.0 GB"


def test_the_probe_tells_when_the_database_is_down(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(statement: str) -> None:
        raise DatabaseError("connection refused")

    monkeypatch.setattr(health.sql, "rows", refuse)
    answer = stranger.get("/health/live")
    assert answer.status_code == 503 and answer.json() == {"database": "down"}
    assert stranger.post("/health/live").status_code == 405
