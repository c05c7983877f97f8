"""Which page of a long list is shown."""

from __future__ import annotations

from dataclasses import dataclass

from recoup.web.shared.requests import DeskRequest


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `number` (from 1) of a list of `total` rows, `size` rows each."""

    number: int
    size: int
    total: int

    @property
    def is_needed(self) -> bool:
        """Whether there is more than one page."""
        return self.total > self.size

    @property
    def first(self) -> int:
        """The place in the list of the first row shown."""
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last(self) -> int:
        """The place in the list of the last row shown."""
        return min(self.number * self.size, self.total)

    @property
    def previous(self) -> int | None:
        """The page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, if there is one."""
        return self.number + 1 if self.last < self.total else None


def page_number(request: DeskRequest) -> int:
    """Return the page that the address asks for, 1 when it says nothing sensible."""
    text = request.GET.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 9 else 1
