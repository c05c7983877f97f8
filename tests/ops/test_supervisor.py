"""Services live together and end together, however their end comes."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from recoup.ops.supervisor import Service, ServiceFailed, Supervisor
from recoup.plumbing.db.processes import wait_until

SLEEP = (sys.executable, "-c", "import time; time.sleep(60)")


def shell(script: str) -> tuple[str, ...]:
    return "/bin/sh", "-c", script


def is_alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def test_a_service_that_ends_is_started_again_and_all_end_together(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    lives = [
        Service("steady", shell(f"echo $$ >> {tmp_path}/steady; exec sleep 60")),
        Service("once", shell(f"echo x >> {starts}; [ $(wc -l < {starts}) -ge 2 ] && exec sleep 60; exit 1")),
    ]

    def tick() -> None:
        if starts.exists() and len(starts.read_text().split()) >= 2:
            os.kill(os.getpid(), signal.SIGTERM)

    Supervisor(lives, each_tick=tick).run()

    steady = int((tmp_path / "steady").read_text())
    assert not is_alive(steady)
    assert starts.read_text().split() == ["x", "x"]


def test_a_service_that_cannot_live_is_given_up_and_takes_the_others_with_it(tmp_path: Path) -> None:
    steady = tmp_path / "steady"
    services = [
        Service("steady", shell(f"echo $$ > {steady}; exec sleep 60")),
        Service("web server", shell("exit 3")),
    ]

    with pytest.raises(ServiceFailed, match="The web server keeps ending"):
        Supervisor(services, each_tick=lambda: None).run()

    assert not is_alive(int(steady.read_text()))


def test_signals_are_given_back_to_whoever_had_them() -> None:
    before = signal.getsignal(signal.SIGTERM)
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM))
    timer.start()

    Supervisor([], each_tick=lambda: None).run()

    assert signal.getsignal(signal.SIGTERM) is before


def test_services_die_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    code = (
        "from recoup.ops.supervisor import Service, Supervisor\n"
        f"command = ('/bin/sh', '-c', 'echo $$ > {pid_file}; exec sleep 60')\n"
        "Supervisor([Service('sleeper', command)], each_tick=lambda: None).run()\n"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", code])
    assert wait_until(lambda: pid_file.exists() and pid_file.read_text().strip() != "", 20)
    sleeper = int(pid_file.read_text())

    supervisor.kill()
    supervisor.wait()

    assert wait_until(lambda: not is_alive(sleeper), 10)


def test_what_a_service_leaves_behind_is_killed_before_it_starts_again(tmp_path: Path) -> None:
    child = tmp_path / "child"
    script = f"[ -e {child} ] && exec sleep 60; sleep 60 & echo $! > {child}; exit 1"
    seen: list[float] = []

    def tick() -> None:
        if child.exists() and not is_alive(int(child.read_text())):
            os.kill(os.getpid(), signal.SIGTERM)
        seen.append(time.monotonic())
        assert seen[-1] - seen[0] < 20, "the child still lives"

    Supervisor([Service("parent", shell(script))], each_tick=tick).run()
