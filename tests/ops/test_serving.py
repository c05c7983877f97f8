"""`recoup serve`: one command, and the desk answers; it survives its database and ends cleanly."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from recoup.ops.serving import Address, PortTaken, serve
from recoup.plumbing.db import processes
from recoup.plumbing.db.processes import wait_until


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def is_well(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=5) as answer:
            return bool(json.load(answer)["database"] == "up")
    except (OSError, urllib.error.URLError):
        return False


def assert_styled(url: str) -> None:
    """The first page names a style sheet by the hash of its content, which browsers may keep for good."""
    with urllib.request.urlopen(url, timeout=60) as page:
        [style, *_] = re.findall(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page.read().decode())
    with urllib.request.urlopen(url + style[1:], timeout=60) as sheet:
        assert "immutable" in sheet.headers["Cache-Control"]


def test_one_command_serves_from_nothing_and_survives_its_database(tmp_path: Path) -> None:
    port, home = free_port(), tmp_path / "home"
    unrelated = ("DATABASE_URL", "RECOUP_DATABASE", "RECOUP_DEBUG", "PGOPTIONS")
    environment = {name: value for name, value in os.environ.items() if name not in unrelated}
    program = subprocess.Popen(
        [sys.executable, "-m", "recoup.project", "serve", "--port", str(port), "--workers", "1"],
        env=environment | {"RECOUP_HOME": str(home)},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert wait_until(lambda: is_well(port), 240)
        assert_styled(f"http://127.0.0.1:{port}/")
        server = processes.postmaster(home / "database")
        assert server is not None

        os.kill(server, signal.SIGKILL)

        assert wait_until(lambda: processes.postmaster(home / "database") not in (None, server), 120)
        assert wait_until(lambda: is_well(port), 120)
    finally:
        program.send_signal(signal.SIGINT)
        said, _ = program.communicate(timeout=120)
    assert f"Recoup is at http://localhost:{port}/" in said
    assert program.returncode == 0
    assert processes.living_servers(home / "database") == []


def test_a_taken_port_is_said_at_once() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(PortTaken, match=f"Port {port} of 127.0.0.1 is taken"):
            serve(Address("127.0.0.1", port), when_ready=lambda: None)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://localhost:8000/"),
        ("0.0.0.0", "http://localhost:8000/"),
        ("desk.example.com", "http://desk.example.com:8000/"),
    ],
)
def test_the_address_to_open_is_one_that_a_browser_understands(host: str, url: str) -> None:
    assert Address(host, 8000).url == url
