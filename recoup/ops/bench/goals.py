"""The goals, each held against what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recoup.ops.bench.figures import SizeFigures

IMPORT_RATIO_MAX = 6.0
MEMORY_MAX = 1_000_000_000
AGING_RATIO_MAX = 1.5
PAST_AGING_RATIO_MAX = 2.0
PAGE_MS_MAX = 150.0
DAY_SECONDS_MAX = 60.0
# The same job in two runs differs by as much as this on a machine that others use too.
NOISE = 1.25


@dataclass(frozen=True, slots=True)
class Judgement:
    """One goal at one size: what was asked, what was found."""

    size: int
    goal: str
    found: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Cost:
    """What one item costs at each size, in microseconds: in all, and by how much more than at the size before."""

    name: str
    microseconds: tuple[float, ...]

    @property
    def growth(self) -> tuple[float, ...]:
        """For each size but the first, the cost over that at the size before."""
        return tuple(
            later / earlier for earlier, later in zip(self.microseconds, self.microseconds[1:], strict=False)
        )


def judge(runs: Sequence[SizeFigures]) -> Iterator[Judgement]:
    """Yield every goal for every size, then those about growth."""
    for run in runs:
        yield from _judge_size(run)
    for cost in costs(runs):
        for run, growth in zip(runs[1:], cost.growth, strict=True):
            goal = f"{cost.name}: an item costs no more than at the size before (noise {NOISE:.2f})"
            yield Judgement(run.size, goal, f"x {growth:.2f}", growth <= NOISE)


def costs(runs: Sequence[SizeFigures]) -> tuple[Cost, ...]:
    """Return the cost of one item (customer, line, receipt) in each job at each size."""

    def cost(name: str, each: Sequence[tuple[float, int]]) -> Cost:
        return Cost(name, tuple(1_000_000 * seconds / count for seconds, count in each))

    return (
        cost("limit (COPY)", [(run.intake.limit_seconds, run.intake.items) for run in runs]),
        cost("import of customers", [(run.intake.customers_seconds, run.intake.customers) for run in runs]),
        cost("import of items", [(run.intake.items_seconds, run.intake.items) for run in runs]),
        cost("daily run", [(run.daily.seconds, run.daily.items) for run in runs]),
        *(
            cost(
                f"daily run: {part.name}", [(run.daily.parts[place].seconds, run.daily.items) for run in runs]
            )
            for place, part in enumerate(runs[0].daily.parts)
            if part.rows
        ),
        cost("payments", [(run.payments.seconds, run.payments.receipts) for run in runs]),
        cost("aging", [(run.agings[0].seconds, run.size) for run in runs]),
        cost("aging of a past date", [(run.agings[1].seconds, run.size) for run in runs]),
        cost("reminders", [(run.reminders.seconds, run.reminders.lines) for run in runs]),
        cost("bank", [(run.bank.seconds, run.bank.receipts) for run in runs]),
        cost("verify", [(run.verify_seconds, run.size) for run in runs]),
    )


def _judge_size(run: SizeFigures) -> Iterator[Judgement]:
    intake, (now, past) = run.intake, run.agings
    yield Judgement(
        run.size,
        f"import of items within {IMPORT_RATIO_MAX:g} times the limit",
        f"x {intake.ratio:.2f}",
        intake.ratio <= IMPORT_RATIO_MAX,
    )
    yield Judgement(
        run.size,
        "peak memory of the import under 1 GB",
        f"{intake.memory_bytes / 1e6:.0f} MB",
        intake.memory_bytes < MEMORY_MAX,
    )
    for aging, most in ((now, AGING_RATIO_MAX), (past, PAST_AGING_RATIO_MAX)):
        yield Judgement(
            run.size,
            f"aging by customer, {aging.name}, within {most:g} times SQL by hand",
            f"x {aging.ratio:.2f}",
            aging.ratio <= most,
        )
    yield Judgement(
        run.size,
        f"daily run of the collectors within {DAY_SECONDS_MAX:g} s",
        f"{run.daily.seconds:.1f} s",
        run.daily.seconds <= DAY_SECONDS_MAX,
    )
    for page in run.pages:
        yield Judgement(
            run.size,
            f"{page.name}: 95 of 100 within {PAGE_MS_MAX:g} ms",
            f"{page.slowest_ms:.0f} ms",
            page.slowest_ms < PAGE_MS_MAX,
        )
    yield Judgement(
        run.size,
        "every receipt that names its item exactly is applied",
        f"{run.bank.applied:,} of {run.bank.receipts:,}",
        run.bank.applied == run.bank.receipts,
    )
    failed = [check for check in run.checks if not check.is_passed]
    yield Judgement(
        run.size,
        "every figure agrees with the truth",
        f"{len(run.checks) - len(failed)} of {len(run.checks)}",
        not failed,
    )
