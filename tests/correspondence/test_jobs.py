"""Mail goes out and comes in by itself while a worker runs, where that is set up."""

import pytest
from procrastinate.contrib.django import app
from pytest_django import Settings

from recoup.correspondence import jobs, operations


def test_workers_send_each_minute_and_fetch_every_five() -> None:
    assert (jobs.send_due.name, jobs.fetch_mails.name) == ("correspondence.send", "correspondence.fetch")
    crons = {name: task.cron for (name, _), task in app.periodic_registry.periodic_tasks.items()}
    assert crons["correspondence.send.by_itself"] == "* * * * *"
    assert crons["correspondence.fetch.by_itself"] == "*/5 * * * *"


def test_nothing_is_looked_for_where_no_channel_is_set_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DROP_FOLDER, settings.MAIL_SERVER, settings.SMS_GATEWAY = "", "", ""
    asked: list[object] = []
    monkeypatch.setattr(operations, "send_due", lambda **given: asked.append(given))
    send = app.tasks["correspondence.send.by_itself"]
    send.func(timestamp=0)
    assert asked == []
    settings.SMS_GATEWAY = "https://sms.example/send"
    send.func(timestamp=60)
    assert len(asked) == 1
