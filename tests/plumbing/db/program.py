"""A program that uses the embedded database, for the tests to start, end and kill."""

import os
import subprocess
import sys
from pathlib import Path

_CODE = """
import sys
from pathlib import Path
from recoup.kernel.errors import DomainError
from recoup.plumbing.db import embedded
try:
    print(embedded.start(Path(sys.argv[1])), flush=True)
except DomainError as error:
    print(f"{type(error).__name__}: {error}", flush=True)
sys.stdin.read()
"""


class Program:
    """Another process that has started the database in `home`, as this user or as the user with id `uid`."""

    def __init__(self, home: Path, *, uid: int | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CODE, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env={"PATH": os.environ["PATH"]},
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
        )
        assert self._process.stdout is not None
        self.answer = self._process.stdout.readline().strip()

    def end(self) -> str:
        """End it as programs should end and return what it said on the side."""
        _, said = self._process.communicate(timeout=240)
        return said

    def kill(self) -> None:
        """Kill it: it gets no chance to clean up."""
        self._process.kill()
        self._process.communicate()
