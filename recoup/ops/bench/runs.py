"""A run: each size in a process and a database of its own, one after the other."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from recoup.ops.bench.databases import own_database
from recoup.ops.bench.figures import Machine, SizeFigures
from recoup.ops.bench.measuring import measure
from recoup.ops.bench.workload import AS_OF, Workload, make_workload
from recoup.plumbing.db import sql, tuning

Tell = Callable[[str], None]

FIGURES = "figures.json"
_RECOUP = (sys.executable, "-m", "recoup.project")
# Of the parent's own: the child is told its database and measures the program as it is installed.
_NOT_INHERITED = ("RECOUP_DATABASE", "RECOUP_DEBUG")


class MeasuringFailed(Exception):
    """The process that measured one size ended without figures; it has said why on the terminal."""


def run_sizes(sizes: Iterable[int], *, generator: Path, folder: Path, tell: Tell) -> list[SizeFigures]:
    """Measure each of `sizes` and return what was found, in the same order; `folder` is emptied in the end.

    :raises MeasuringFailed: a process ended without figures
    """
    found = []
    for size in sizes:
        home = folder / f"size-{size}"
        try:
            tell(f"{size:,}: workload")
            workload = make_workload(generator, size, home / "workload")
            with own_database(os.environ["DATABASE_URL"]) as url:
                found.append(_measured(size, workload, _environment(url, home), home))
        finally:
            shutil.rmtree(home, ignore_errors=True)
    return found


def measure_here(size: int, home: Path, tell: Tell) -> None:
    """Measure one size in this process and leave the figures in `home`: what the process of a size does."""
    figures = measure(Workload(home / "workload"), size, tell)
    (home / FIGURES).write_text(json.dumps(figures.to_json()))


def this_machine() -> Machine:
    """Return where we are."""
    [(version, buffers)] = sql.rows(
        "SELECT current_setting('server_version'), current_setting('shared_buffers')"
    )
    return Machine(
        processor=_processor(),
        cores=os.cpu_count() or 1,
        memory_bytes=tuning.memory_bytes(),
        python=platform.python_version(),
        postgresql=str(version),
        shared_buffers=str(buffers),
    )


def _measured(size: int, workload: Workload, environment: Mapping[str, str], home: Path) -> SizeFigures:
    migrate = [*_RECOUP, "migrate", "--verbosity", "0"]
    bench = [*_RECOUP, "bench", "--measure", str(workload.folder.parent), "--sizes", str(size)]
    for command in (migrate, bench):
        if subprocess.run(command, env=environment, check=False).returncode != 0:
            raise MeasuringFailed(f"{size:,}: {command[3]} failed")
    return SizeFigures.from_json(json.loads((home / FIGURES).read_text()))


def _environment(url: str, home: Path) -> Mapping[str, str]:
    mine = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    return mine | {"DATABASE_URL": url, "RECOUP_HOME": str(home), "RECOUP_TODAY": AS_OF.isoformat()}


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()
