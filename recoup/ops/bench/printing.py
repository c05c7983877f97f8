"""The figures as tables on the terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from rich.console import Console
from rich.table import Table

from recoup.ops.bench.figures import Machine, SizeFigures
from recoup.ops.bench.goals import costs, judge
from recoup.ops.bench.peers import PEERS, Peer


def as_json(machine: Machine, runs: Sequence[SizeFigures], *, at: datetime) -> str:
    """Return everything that was found, with the goals as they were judged."""
    content = {
        "measured_at": at.isoformat(timespec="seconds"),
        "machine": asdict(machine),
        "sizes": [run.to_json() for run in runs],
        "goals": [asdict(judgement) for judgement in judge(runs)],
    }
    return json.dumps(content, indent=1) + "\n"


def print_run(console: Console, machine: Machine, runs: Sequence[SizeFigures]) -> None:
    """Print the machine and all tables."""
    memory = machine.memory_bytes / 2**30
    console.print(f"{machine.processor}, {machine.cores} cores, {memory:.0f} GiB, Python {machine.python},")
    console.print(f"PostgreSQL {machine.postgresql} with shared_buffers {machine.shared_buffers}")
    for table in (_ours(runs), _pages(runs), _beside_peers(runs), _growth(runs), _goals(runs)):
        console.print()
        console.print(table)
    for run in runs:
        for check in run.checks:
            if not check.is_passed:
                console.print(
                    f"[red]{run.size:,}: {check.name}: {check.found} instead of {check.expected}[/]"
                )


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold")
    for heading in headings:
        table.add_column(heading, justify="right" if table.columns else "left")
    return table


def _ours(runs: Sequence[SizeFigures]) -> Table:
    table = _table("Seconds", "", *(f"{run.size:,}" for run in runs))
    rows = (
        (
            "limit: COPY into one table with its keys",
            [f"{run.intake.limit_seconds:.2f}" for run in runs],
        ),
        ("import of items from CSV", [f"{run.intake.items_seconds:.2f}" for run in runs]),
        ("  times the limit", [f"{run.intake.ratio:.2f}" for run in runs]),
        ("  items/s", [_rate(run.intake.items, run.intake.items_seconds) for run in runs]),
        ("  peak memory, MB", [f"{run.intake.memory_bytes / 1e6:.0f}" for run in runs]),
        ("import of customers from CSV", [f"{run.intake.customers_seconds:.2f}" for run in runs]),
        *_daily_rows(runs),
        ("payments that name their invoice", [f"{run.payments.seconds:.2f}" for run in runs]),
        ("  payments/s", [_rate(run.payments.receipts, run.payments.seconds) for run in runs]),
        *(row for index in (0, 1) for row in _aging_rows(runs, index)),
        ("all letters of a day, decided and written", [f"{run.reminders.seconds:.2f}" for run in runs]),
        ("  overdue lines/s", [_rate(run.reminders.lines, run.reminders.seconds) for run in runs]),
        ("  letters/s", [_rate(run.reminders.reminders, run.reminders.seconds) for run in runs]),
        ("bank receipts posted", [f"{run.bank.post_seconds:.2f}" for run in runs]),
        ("bank receipts applied by text", [f"{run.bank.apply_seconds:.2f}" for run in runs]),
        ("  receipts/s, both", [_rate(run.bank.receipts, run.bank.seconds) for run in runs]),
        ("verify: the ledger recomputed", [f"{run.verify_seconds:.2f}" for run in runs]),
    )
    for name, cells in rows:
        table.add_row(name, *cells)
    return table


def _daily_rows(runs: Sequence[SizeFigures]) -> list[tuple[str, list[str]]]:
    days = [run.daily for run in runs]
    parts = [
        (f"  {part.name}", [f"{day.parts[place].seconds:.2f}" for day in days])
        for place, part in enumerate(days[0].parts)
    ]
    return [
        ("daily run of the collectors, everything open", [f"{day.seconds:.2f}" for day in days]),
        *parts,
        ("  items/s", [_rate(day.items, day.seconds) for day in days]),
        ("  programs that wanted a core", [f"{day.load:.1f}" for day in days]),
    ]


def _aging_rows(runs: Sequence[SizeFigures], index: int) -> list[tuple[str, list[str]]]:
    agings = [run.agings[index] for run in runs]
    return [
        (f"aging by customer, {agings[0].name}", [f"{aging.seconds:.3f}" for aging in agings]),
        ("  SQL by hand", [f"{aging.by_hand_seconds:.3f}" for aging in agings]),
        ("  times SQL by hand", [f"{aging.ratio:.2f}" for aging in agings]),
        ("  with the tie-out to the journal", [f"{aging.proven_seconds:.3f}" for aging in agings]),
    ]


def _pages(runs: Sequence[SizeFigures]) -> Table:
    headings = [f"{run.size:,} {what}" for run in runs for what in ("median", "95 of 100")]
    table = _table("Pages, milliseconds, all invoices open", "", *headings)
    for pages in zip(*(run.pages for run in runs), strict=True):
        cells = [f"{figure:.0f}" for page in pages for figure in (page.median_ms, page.slowest_ms)]
        table.add_row(pages[0].name, *cells)
    return table


def _beside_peers(runs: Sequence[SizeFigures]) -> Table:
    table = _table(
        "Beside other programs (measured 2026-11-22 on a machine of its own kind, see docs/reference/benchmarks.md)",
        "",
        *("items", "load, items/s", "aging, s", "lines reminded/s", "bank, receipts/s", "memory, MB"),
    )
    for size in sorted({run.size for run in runs} | {peer.size for peer in PEERS}):
        for peer in (*map(_as_peer, runs), *PEERS):
            if peer.size == size:
                style = "bold" if peer.name == "Recoup" else None
                table.add_row(*_peer_cells(peer), style=style)
        table.add_section()
    return table


def _as_peer(run: SizeFigures) -> Peer:
    return Peer(
        name="Recoup",
        size=run.size,
        load=run.intake.items / run.intake.items_seconds,
        aging_seconds=run.agings[0].seconds,
        reminders=run.reminders.lines / run.reminders.seconds,
        bank=run.bank.receipts / run.bank.seconds,
        memory=run.intake.memory_bytes,
    )


def _peer_cells(peer: Peer) -> tuple[str, ...]:
    return (
        peer.name,
        f"{peer.size:,}",
        _number(peer.load),
        "-" if peer.aging_seconds is None else f"{peer.aging_seconds:.3f}",
        _number(peer.reminders),
        _number(peer.bank),
        "-" if peer.memory is None else f"{peer.memory / 1e6:.0f}",
    )


def _growth(runs: Sequence[SizeFigures]) -> Table:
    table = _table(
        "Microseconds for each item, customer, line or receipt", "", *(f"{run.size:,}" for run in runs)
    )
    for cost in costs(runs):
        table.add_row(cost.name, *(f"{each:.1f}" for each in cost.microseconds))
    return table


def _goals(runs: Sequence[SizeFigures]) -> Table:
    table = _table("Goals", "", "items", "found", "")
    for judgement in judge(runs):
        verdict = "met" if judgement.is_met else "[red]missed[/]"
        table.add_row(judgement.goal, f"{judgement.size:,}", judgement.found, verdict)
    return table


def _rate(count: int, seconds: float) -> str:
    return f"{count / seconds:,.0f}"


def _number(rate: float | None) -> str:
    if rate is None:
        return "-"
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}"
