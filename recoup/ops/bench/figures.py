"""What a run of the benchmark found: seconds, counts and checks of one size, and the machine it ran on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class IntakeFigures:
    """Import of customers and items from CSV, and the limit: COPY of the same items into one table."""

    customers: int
    customers_seconds: float
    items: int
    items_seconds: float
    limit_seconds: float
    memory_bytes: int

    @property
    def ratio(self) -> float:
        """How many times the limit the import of items takes."""
        return self.items_seconds / self.limit_seconds


@dataclass(frozen=True, slots=True)
class PageFigures:
    """One page of the desk, asked for many times in turn with the others."""

    name: str
    requests: int
    median_ms: float
    slowest_ms: float
    """The 95th percentile."""


@dataclass(frozen=True, slots=True)
class PartFigures:
    """One part of the daily run, and how many rows came of it."""

    name: str
    rows: int
    seconds: float
    processor_seconds: float
    """What our own process took of it; the rest is the database, or waiting for a core that others use."""


@dataclass(frozen=True, slots=True)
class DailyFigures:
    """The daily run of the collectors with `items` open items; `load` is how many programs wanted a core meanwhile."""

    items: int
    customers: int
    parts: tuple[PartFigures, ...]
    load: float

    @property
    def seconds(self) -> float:
        """All parts, one after the other."""
        return sum(part.seconds for part in self.parts)


@dataclass(frozen=True, slots=True)
class AgingFigures:
    """Aging by customer, the same by SQL written by hand on the same tables, and ours with its tie-out; medians."""

    name: str
    as_of: str
    rows: int
    seconds: float
    by_hand_seconds: float
    proven_seconds: float

    @property
    def ratio(self) -> float:
        """How many times the SQL written by hand ours takes."""
        return self.seconds / self.by_hand_seconds


@dataclass(frozen=True, slots=True)
class ReminderFigures:
    """All letters of a day decided and written, first contacts gently; as text, no PDF."""

    reminders: int
    lines: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ReceiptFigures:
    """Receipts posted, then applied; those that name their item are applied while they are posted."""

    receipts: int
    applied: int
    post_seconds: float
    apply_seconds: float

    @property
    def seconds(self) -> float:
        """From the file to the last application."""
        return self.post_seconds + self.apply_seconds


@dataclass(frozen=True, slots=True)
class Check:
    """Something computed and what it should be; both as text."""

    name: str
    expected: str
    found: str

    @property
    def is_passed(self) -> bool:
        """Whether the two agree."""
        return self.expected == self.found


@dataclass(frozen=True, slots=True)
class SizeFigures:
    """Everything measured at one size."""

    size: int
    intake: IntakeFigures
    daily: DailyFigures
    pages: tuple[PageFigures, ...]
    payments: ReceiptFigures
    agings: tuple[AgingFigures, ...]
    reminders: ReminderFigures
    bank: ReceiptFigures
    verify_seconds: float
    checks: tuple[Check, ...]

    def to_json(self) -> dict[str, object]:
        """Return a form that JSON can hold; `from_json` gives the equal figures back."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SizeFigures:
        """Return the figures that `to_json` packed."""
        return cls(
            size=data["size"],
            intake=_part(IntakeFigures, data["intake"]),
            daily=_part(
                DailyFigures,
                data["daily"] | {"parts": tuple(_part(PartFigures, part) for part in data["daily"]["parts"])},
            ),
            pages=tuple(_part(PageFigures, page) for page in data["pages"]),
            payments=_part(ReceiptFigures, data["payments"]),
            agings=tuple(_part(AgingFigures, aging) for aging in data["agings"]),
            reminders=_part(ReminderFigures, data["reminders"]),
            bank=_part(ReceiptFigures, data["bank"]),
            verify_seconds=data["verify_seconds"],
            checks=tuple(_part(Check, check) for check in data["checks"]),
        )


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it ran."""

    processor: str
    cores: int
    memory_bytes: int
    python: str
    postgresql: str
    shared_buffers: str


def _part(kind: type[Part], data: Mapping[str, Any]) -> Part:
    return kind(**data)
