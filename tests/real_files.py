"""Where the files are that other programs wrote: beside the repository, not in it, or where RECOUP_TEST_DATA says."""

import os
from pathlib import Path

DATA = Path(os.environ.get("RECOUP_TEST_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
