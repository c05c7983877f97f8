"""Keeping the processes of a running program alive together, and ending them together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_

_TICK_SECONDS = 0.5
_GRACE_SECONDS = 30.0
_SHORT_LIFE_SECONDS = 10.0
_SHORT_LIVES_MAX = 3
_PR_SET_PDEATHSIG = 1


class ServiceFailed(DomainError):
    """A process ended again and again as soon as it was started."""

    text = N_("The {service} keeps ending as soon as it is started; its messages above say why.")


@dataclass(frozen=True, slots=True)
class Service:
    """A process to keep alive."""

    name: str
    command: tuple[str, ...]


class Supervisor:
    """Runs services until SIGTERM or Ctrl-C, starting again those that end by themselves.

    The services die with the supervisor, even when it is killed without a chance to end them.
    """

    def __init__(self, services: Sequence[Service], *, each_tick: Callable[[], None]) -> None:
        self._services = services
        self._each_tick = each_tick
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started: dict[str, float] = {}
        self._short_lives = dict.fromkeys((service.name for service in services), 0)
        self._told_to_stop = False

    def run(self) -> None:
        """Start every service and stay until told to stop.

        :raises ServiceFailed: one can't be kept alive
        """
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            while not self._told_to_stop:
                for service in self._services:
                    self._keep_alive(service)
                self._each_tick()
                time.sleep(_TICK_SECONDS)
        finally:
            self._end_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._told_to_stop = True

    def _keep_alive(self, service: Service) -> None:
        process = self._running.get(service.name)
        if process is not None:
            if process.poll() is None:
                return
            _kill_group(process)
            self._count_short_life(service)
        self._started[service.name] = time.monotonic()
        # In a session of its own: Ctrl-C in the terminal reaches the supervisor alone, which ends all in order.
        self._running[service.name] = subprocess.Popen(
            service.command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_die_with_parent
        )

    def _count_short_life(self, service: Service) -> None:
        if time.monotonic() - self._started[service.name] > _SHORT_LIFE_SECONDS:
            self._short_lives[service.name] = 0
            return
        self._short_lives[service.name] += 1
        if self._short_lives[service.name] >= _SHORT_LIVES_MAX:
            raise ServiceFailed(service=service.name)

    def _end_all(self) -> None:
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + _GRACE_SECONDS
        for process in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            _kill_group(process)
            process.wait()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a service: also the children that it could not end itself."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _die_with_parent() -> None:
    """Have the kernel end this process when its parent ends, however that happens (Linux)."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == 1:
        os.kill(os.getpid(), signal.SIGTERM)
