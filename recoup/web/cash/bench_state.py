"""Where somebody is at the workbench: which lines are listed, which one is open, what is chosen for it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from recoup.cash.types import WorkFilter
from recoup.web.shared.days import read_day

_NUMBER_DIGITS_MAX = 18


@dataclass(frozen=True, slots=True)
class BenchState:
    """What the address says; it goes along with every act, so that the page comes back as it was left.

    `receipt` is the line that is open and `place` where it stood in the list: when it is done, the one that stands
    there then is opened. `proposal` is the one chosen, `customers` are those whose items are shown besides; with
    `by_rules` the shares to type in are those that the rules of allocation give.
    """

    account: int | None = None
    statement: int | None = None
    day: date | None = None
    suspense: bool = False
    text: str = ""
    page: int = 1
    place: int = 0
    receipt: int | None = None
    proposal: int | None = None
    customers: tuple[int, ...] = ()
    split: bool = False
    by_rules: bool = False

    @classmethod
    def read(cls, given: QueryDict) -> BenchState:
        """Return what an address says; what isn't sensible is left out."""
        return cls(
            account=_number(given.get("account")),
            statement=_number(given.get("statement")),
            day=read_day(given.get("day", "")),
            suspense=given.get("suspense") == "1",
            text=given.get("text", "").strip()[:100],
            page=max(_number(given.get("page")) or 1, 1),
            place=_number(given.get("place")) or 0,
            receipt=_number(given.get("receipt")),
            proposal=_number(given.get("proposal")),
            customers=tuple(filter(None, map(_number, given.getlist("customers")))),
            split=given.get("split") == "1",
            by_rules=given.get("by_rules") == "1",
        )

    def wanted(self, entity_ids: frozenset[int]) -> WorkFilter:
        """Return the lines that are listed, of these entities."""
        return WorkFilter(
            entity_ids=entity_ids,
            account_id=self.account,
            statement_id=self.statement,
            from_date=self.day,
            to_date=self.day,
            in_suspense=self.suspense,
            text=self.text,
        )

    def at(self, receipt: int | None, place: int) -> BenchState:
        """Return the same with another line open and nothing chosen for it."""
        return replace(
            self, receipt=receipt, place=place, proposal=None, customers=(), split=False, by_rules=False
        )

    def choosing(self, proposal: int | None) -> BenchState:
        """Return the same with a proposal chosen."""
        return replace(self, proposal=proposal, split=False, by_rules=False)

    def splitting(self, *, by_rules: bool = False) -> BenchState:
        """Return the same while the shares are typed in."""
        return replace(self, split=True, by_rules=by_rules)

    def with_customer(self, customer: int) -> BenchState:
        """Return the same with the items of one more customer."""
        return replace(self, customers=tuple(dict.fromkeys((*self.customers, customer))))

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out of the list that the account, the statement or the day holds."""
        return not self.text and not self.suspense

    @property
    def query(self) -> str:
        """What the address says after its question mark."""
        said = ((field.name, getattr(self, field.name), field.default) for field in fields(self))
        kept = {name: "1" if value is True else value for name, value, default in said if value != default}
        return urlencode(kept, doseq=True)


def _number(text: str | None) -> int | None:
    if not text or not text.isascii() or not text.isdigit() or len(text) > _NUMBER_DIGITS_MAX:
        return None
    return int(text)
