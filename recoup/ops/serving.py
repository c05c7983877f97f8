"""The web server with its background worker, as `recoup serve` and `recoup demo` run them."""

import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.ops.supervisor import Service, Supervisor
from recoup.plumbing.db import embedded

_APPLICATION = "recoup.project.wsgi:application"
_THREADS = 8
_WORKERS_MAX = 4


class PortTaken(DomainError):
    """Another program listens there."""

    text = N_("Port {port} of {host} is taken by another program: choose one with --port.")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """What to type into the browser on the same machine."""
        return (
            f"http://{'localhost' if self.host in ('127.0.0.1', '0.0.0.0', '::') else self.host}:{self.port}/"
        )


def serve(
    address: Address, *, when_ready: Callable[[], None], workers: int | None = None, with_jobs: bool = True
) -> None:
    """Serve the desk at `address` and run its background jobs until told to stop.

    `workers` is the number of web processes; one for each processor, four at most, unless given. `when_ready` is
    called once, as soon as the address answers. The embedded database is started again if it dies.

    :raises PortTaken: another program listens at the address
    :raises ServiceFailed: the web server or the worker can't be kept alive
    """
    _require_free(address)
    call_command("collectstatic", interactive=False, verbosity=0)
    # The processes below open their own connections.
    connections.close_all()
    services = [Service("web server", _web_server(address, workers or _workers()))]
    if with_jobs:
        services.append(Service("job worker", (*_recoup(), "work")))
    Supervisor(services, each_tick=partial(_tick, address, [when_ready])).run()


def _require_free(address: Address) -> None:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address.host, address.port))
        except OSError as error:
            raise PortTaken(host=address.host, port=address.port) from error


def _tick(address: Address, announcements: list[Callable[[], None]]) -> None:
    """Keep the database alive, and say once that the address answers."""
    if settings.DATABASE_IS_EMBEDDED:
        embedded.ensure_running(settings.HOME)
    if announcements and _answers(address):
        announcements.pop()()


def _answers(address: Address) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)
    try:
        socket.create_connection((host, address.port), timeout=1).close()
    except OSError:
        return False
    return True


def _workers() -> int:
    return max(1, min(_WORKERS_MAX, os.cpu_count() or 1))


def _recoup() -> tuple[str, ...]:
    return sys.executable, "-m", "recoup.project"


def _web_server(address: Address, workers: int) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", address.host, "--port", str(address.port)),
        *("--workers", str(workers), "--blocking-threads", str(_THREADS)),
        *("--log-level", "error"),
        _APPLICATION,
    )
