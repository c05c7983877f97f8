"""One size from beginning to end, in the order in which a company would do it."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from django.db import connection

from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ledger import queries as ledger
from recoup.ops.bench.agings import measure_agings
from recoup.ops.bench.daily import measure_day
from recoup.ops.bench.desk import measure_pages, measure_workbench
from recoup.ops.bench.figures import Check, SizeFigures
from recoup.ops.bench.intake import measure_intake
from recoup.ops.bench.receipts import apply_bank, measure_payments, post_bank
from recoup.ops.bench.reminding import measure_reminders
from recoup.ops.bench.workload import CURRENCY, Workload
from recoup.team import operations as team
from recoup.team.types import NewEntity

Tell = Callable[[str], None]


def measure(workload: Workload, size: int, tell: Tell) -> SizeFigures:
    """Measure everything at one size, in a database that has the tables and nothing else; `tell` hears what is next."""
    actor = Actor.program("bench")
    truth = workload.truth()
    entity = NewEntity("BENCH", "Bench", "BE", CURRENCY, "Europe/Brussels", "en")
    entity_id = team.create_entity(entity=entity, actor=actor, now=clock.now()).id
    tell("import")
    intake = measure_intake(workload, entity_id=entity_id, actor=actor)
    _settle()
    tell("daily run and pages")
    daily = measure_day(entity_id=entity_id, actor=actor)
    _settle()
    pages = measure_pages(entity_id=entity_id, actor=actor)
    tell("payments")
    payments, payment_checks = measure_payments(workload, truth, entity_id=entity_id, actor=actor)
    _settle()
    tell("aging")
    agings, aging_checks = measure_agings(truth, entity_id=entity_id, actor=actor)
    tell("reminders")
    reminders, reminder_checks = measure_reminders(truth, entity_id=entity_id, actor=actor)
    tell("bank")
    posted = post_bank(workload, entity_id=entity_id, actor=actor)
    _settle()
    pages += measure_workbench(actor=actor)
    bank, bank_checks = apply_bank(posted, truth, entity_id=entity_id, actor=actor)
    tell("verify")
    start = perf_counter()
    differences = sum(1 for _ in ledger.verify())
    verify_seconds = perf_counter() - start
    return SizeFigures(
        size=size,
        intake=intake,
        daily=daily,
        pages=pages,
        payments=payments,
        agings=agings,
        reminders=reminders,
        bank=bank,
        verify_seconds=verify_seconds,
        checks=(
            Check("items imported", str(size), str(intake.items)),
            *payment_checks,
            *aging_checks,
            *reminder_checks,
            *bank_checks,
            Check("differences found by verify", "0", str(differences)),
        ),
    )


def _settle() -> None:
    """Do what autovacuum does within a minute of a large change, so that chance doesn't decide when."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
