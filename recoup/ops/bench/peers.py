"""What other programs need for the same workload, as data.

Measured 2026-11-22 on 2 virtual cores (AMD EPYC, 2.6 GHz class), 24 GiB, Debian 12, Python 3.12.1, PostgreSQL 15.18,
the machine otherwise idle. None: the program has no such thing, or it was not measured. Where a figure stands for less
than the whole job, `note` says so.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    """One program at one size; rates are per second, `reminders` lines to the right level, `memory` in bytes."""

    name: str
    size: int
    load: float | None = None
    aging_seconds: float | None = None
    reminders: float | None = None
    bank: float | None = None
    memory: int | None = None
    note: str = ""


_MB = 1_000_000

_TUNED = "called in process, python -O, PostgreSQL without JIT"
_SCHEMA = "its schema and its report function, called by SQL; not the application"
_PARSED = "text files: parsed and balanced, nothing is kept"
_SQL = "plain SQL on one table; no journal, no checks"

PEERS = (
    Peer("Tryton 8.2", 10_000, 34, 0.103, 757, 23.3, 136 * _MB, _TUNED),
    Peer("LedgerSMB 1.6.33", 10_000, 14_900, 0.077, note=_SCHEMA),
    Peer("hledger 1.25", 10_000, 23_000, 2.04, memory=103 * _MB, note=_PARSED),
    Peer("ledger 3.3.0", 10_000, 91_000, 0.40, memory=45 * _MB, note=_PARSED),
    Peer("beancount 3.2.3", 10_000, 9_900, 0.018, memory=86 * _MB, note=_PARSED),
    Peer("limit, PostgreSQL 15", 10_000, 168_000, 0.0056, 197_000, 41_600, 37 * _MB, _SQL),
    Peer("Tryton 8.2", 100_000, 38, 0.757, 783, 5.2, 327 * _MB, f"{_TUNED}; 500 invoices on top of 100,000"),
    Peer("LedgerSMB 1.6.33", 100_000, 15_400, 0.859, note=_SCHEMA),
    Peer("hledger 1.25", 100_000, 23_900, 20.3, memory=852 * _MB, note=_PARSED),
    Peer("ledger 3.3.0", 100_000, 111_000, 3.76, memory=299 * _MB, note=_PARSED),
    Peer("beancount 3.2.3", 100_000, 8_900, 0.19, memory=652 * _MB, note=_PARSED),
    Peer("limit, PostgreSQL 15", 100_000, 167_000, 0.072, 216_000, 45_700, 46 * _MB, _SQL),
    Peer("LedgerSMB 1.6.33", 1_000_000, 15_500, 7.49, note=_SCHEMA),
    Peer("limit, PostgreSQL 15", 1_000_000, 153_000, 1.30, 200_000, 40_900, 125 * _MB, _SQL),
)
