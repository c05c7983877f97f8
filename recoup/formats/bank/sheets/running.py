"""The balance that a sheet shows beside each row: followed from row to row, oldest or newest first."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(slots=True)
class _Breaks:
    """Where the balance doesn't follow, read in one direction."""

    count: int = 0
    first_line: int = 0

    def add(self, line: int) -> None:
        self.count += 1
        self.first_line = self.first_line or line


@dataclass(slots=True)
class RunningBalance:
    """Follows the balances of a sheet in both directions until its end tells which one is right."""

    _first: tuple[Decimal, Decimal] | None = None
    _last: tuple[Decimal, Decimal] | None = None
    _downward: _Breaks = field(default_factory=_Breaks)
    _upward: _Breaks = field(default_factory=_Breaks)

    def add(self, amount: Decimal, balance: Decimal | None, line: int) -> None:
        """Take the next row; one without a balance counts towards the next that has one."""
        if balance is None:
            if self._last is not None:
                self._last = (self._last[0] + amount, self._last[1] + amount)
            return
        if self._last is None:
            self._first = (amount, balance)
        else:
            before_amount, before_balance = self._last
            if before_balance + amount != balance:
                self._downward.add(line)
            if balance + before_amount != before_balance:
                self._upward.add(line)
        self._last = (amount, balance)

    @property
    def _is_newest_first(self) -> bool:
        return self._upward.count < self._downward.count

    @property
    def breaks(self) -> tuple[int, int]:
        """How often the balance doesn't follow, and the line where it first doesn't."""
        found = self._upward if self._is_newest_first else self._downward
        return found.count, found.first_line

    @property
    def opening(self) -> Decimal | None:
        """The balance before the oldest row."""
        oldest = self._last if self._is_newest_first else self._first
        return oldest[1] - oldest[0] if oldest else None

    @property
    def closing(self) -> Decimal | None:
        """The balance after the newest row."""
        newest = self._first if self._is_newest_first else self._last
        return newest[1] if newest else None
