"""Which days of which account to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.cash.types import BankAccountRecord
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer

_DAYS_SHOWN = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that were asked for; `account_ids` is None for all accounts."""

    from_date: date
    to_date: date
    account_ids: tuple[int, ...] | None
    only_open: bool


class DaysForm(forms.Form):
    """Which days to show; what isn't valid is left out."""

    account = forms.ChoiceField(label=_("Account"), required=False)
    from_date = DayField(label=_("From"), required=False)
    to_date = DayField(label=_("Until"), required=False)
    only_open = forms.BooleanField(label=_("Only days not signed off"), required=False)

    def __init__(self, data: QueryDict, *, accounts: Sequence[BankAccountRecord], on: date) -> None:
        super().__init__(_with_days(data, on))
        self._on = on
        choices = [(str(account.id), f"{account.label} · {account.currency}") for account in accounts]
        offer(self, "account", [("", gettext("All accounts")), *choices])

    def period(self) -> Period:
        """Return the days that were asked for: the last seven when nothing was said."""
        self.full_clean()
        given = self.cleaned_data
        to_date = given.get("to_date") or self._on
        from_date = given.get("from_date") or to_date - _DAYS_SHOWN
        account = given.get("account")
        return Period(
            from_date=min(from_date, to_date),
            to_date=to_date,
            account_ids=(int(account),) if account else None,
            only_open=bool(given.get("only_open")),
        )


def _with_days(data: QueryDict, on: date) -> QueryDict:
    """Return what was said, with the last seven days where nothing was said of days."""
    said = data.copy()
    if not said.get("from_date") and not said.get("to_date"):
        said["from_date"], said["to_date"] = (on - _DAYS_SHOWN).isoformat(), on.isoformat()
    return said
