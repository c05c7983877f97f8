"""Every test runs against a real PostgreSQL: the embedded one, in a home folder of the tests' own."""

import os
from pathlib import Path

import django

from recoup.project import start

os.environ.setdefault("RECOUP_HOME", str(Path(__file__).resolve().parents[1] / "build" / "test-home"))
# A crash of the machine may cost us a test database: that buys quick commits.
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")
start.prepare()
django.setup()
