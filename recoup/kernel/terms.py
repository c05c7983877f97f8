"""Payment terms: from a short code and an issue date to the parts that fall due.

The code is what people write on a customer's record: `NET30` (30 days after the issue date), `EOM30` (30
days after the end of the issue month), `30%NET0+70%NET60` (split).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.kernel.rounding import split_by_shares
from recoup.kernel.sentences import N_, Sentence

_PART = re.compile(r"(?:(\d{1,3}(?:\.\d{1,4})?)%)?(NET|EOM)(\d{1,4})", re.ASCII)
_WHOLE = Decimal(100)


class InvalidTerms(DomainError):
    """The text is no code of payment terms."""

    text = N_("The payment terms {code} can't be read. Write them like NET30, EOM15 or 30%NET0+70%NET60.")


class TermsNotWhole(InvalidTerms):
    """The shares of split terms are not one hundred percent together."""

    text = N_("The parts of the payment terms {code} must be above zero and 100% together.")


class DueRule(StrEnum):
    """What the days are counted from: the issue date, or the end of its month."""

    NET = "NET"
    EOM = "EOM"


@dataclass(frozen=True, slots=True)
class TermPart:
    """`share` percent of the total, due `days` after what `rule` says."""

    share: Decimal
    rule: DueRule
    days: int

    def due_date(self, issue_date: date) -> date:
        """Return the day this part falls due, counted in calendar days."""
        start = issue_date if self.rule is DueRule.NET else end_of_month(issue_date)
        return start + timedelta(days=self.days)

    @property
    def sentence(self) -> Sentence:
        """When this part falls due, in words."""
        values = {"days": self.days}
        if self.rule is DueRule.EOM:
            if not self.days:
                return Sentence(N_("end of the month"))
            return Sentence(
                N_("{days} day after the end of the month"),
                values,
                plural=N_("{days} days after the end of the month"),
                count="days",
            )
        if not self.days:
            return Sentence(N_("due at once"))
        return Sentence(N_("{days} day net"), values, plural=N_("{days} days net"), count="days")


@dataclass(frozen=True, slots=True)
class DuePart:
    """`amount` of a document that falls due on `due_date`."""

    due_date: date
    amount: Money


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """When which share of a document falls due; the shares are 100 percent together."""

    parts: tuple[TermPart, ...]

    @property
    def code(self) -> str:
        """The one spelling of these terms; `parse_terms` reads it back."""
        if len(self.parts) == 1:
            return f"{self.parts[0].rule}{self.parts[0].days}"
        return "+".join(f"{_shown(part.share)}%{part.rule}{part.days}" for part in self.parts)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The terms in words, part by part."""
        if len(self.parts) == 1:
            return (self.parts[0].sentence,)
        return tuple(
            Sentence(N_("{share}% {terms}"), {"share": part.share.normalize() + 0, "terms": part.sentence})
            for part in self.parts
        )

    def schedule(self, *, issue_date: date, total: Money) -> tuple[DuePart, ...]:
        """Return the parts of `total` with their due dates, in the order of the terms; they sum to `total`.

        Due dates are calendar days and are not moved to a business day. The remainder of a split goes where
        `split_by_shares` sends it; a part of a very small total can be zero.
        """
        amounts = split_by_shares(total, [part.share for part in self.parts])
        return tuple(
            DuePart(part.due_date(issue_date), amount)
            for part, amount in zip(self.parts, amounts, strict=True)
        )


@lru_cache(maxsize=4096)
def parse_terms(code: str) -> PaymentTerms:
    """Return the terms that `code` stands for; blanks and the case of letters don't matter.

    :raises InvalidTerms: the code can't be read
    :raises TermsNotWhole: the shares are not 100 percent together, or one is zero
    """
    parts = tuple(_part(text, code) for text in "".join(code.split()).upper().split("+"))
    if any(part.share <= 0 for part in parts) or sum(part.share for part in parts) != _WHOLE:
        raise TermsNotWhole(code=code)
    return PaymentTerms(parts)


def end_of_month(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _part(text: str, code: str) -> TermPart:
    found = _PART.fullmatch(text)
    if found is None:
        raise InvalidTerms(code=code)
    share, rule, days = found.groups()
    return TermPart(_WHOLE if share is None else Decimal(share), DueRule(rule), int(days))


def _shown(share: Decimal) -> str:
    return format(share.normalize(), "f")
