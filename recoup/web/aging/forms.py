"""What one can ask of the aging."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.metrics.aging import AgingBy
from recoup.plumbing.localization import format_number
from recoup.reports.queries.aging import AgingRequest
from recoup.reports.types import BucketSetLine
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer
from recoup.web.shared.reading import current

BY = {
    AgingBy.CUSTOMER: _("Customer"),
    AgingBy.GROUP: _("Group"),
    AgingBy.ENTITY: _("Entity"),
    AgingBy.CURRENCY: _("Currency"),
    AgingBy.COLLECTOR: _("Collector"),
}


class AgingForm(forms.Form):
    """As of when, as known when, by what, in which buckets."""

    as_of = DayField(label=_("As of"))
    by = forms.ChoiceField(label=_("Grouped by"))
    bucket_set = forms.ChoiceField(label=_("Buckets"))
    known_at = forms.DateTimeField(
        label=_("As known at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Empty: as known now."),
    )
    of = forms.IntegerField(required=False, widget=forms.HiddenInput)
    of_kind = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str], *, on: date, bucket_sets: Sequence[BucketSetLine]) -> None:
        usual = {"as_of": on.isoformat(), "by": AgingBy.CUSTOMER.value, "bucket_set": bucket_sets[0].code}
        super().__init__(usual | {name: value for name, value in data.items() if value})
        offer(self, "by", [(by.value, gettext(str(label))) for by, label in BY.items()])
        offer(self, "bucket_set", [(line.code, _days(line)) for line in bucket_sets])

    def request(self, *, entity_ids: frozenset[int], limit: int | None) -> AgingRequest:
        """Return the question that was asked; what is not valid falls back to the usual."""
        given = self.cleaned_data
        known_at = given.get("known_at")
        assert known_at is None or isinstance(known_at, datetime)
        return AgingRequest(
            by=AgingBy(given.get("by") or AgingBy.CUSTOMER),
            as_of=given["as_of"],
            known_at=known_at,
            bucket_set=given.get("bucket_set", ""),
            entity_ids=tuple(sorted(entity_ids)) or (0,),
            within=self._within(),
            limit=limit,
        )

    def _within(self) -> tuple[AgingBy, int] | None:
        kind, key = self.cleaned_data.get("of_kind"), self.cleaned_data.get("of")
        if key is None or kind not in (AgingBy.GROUP, AgingBy.ENTITY, AgingBy.COLLECTOR):
            return None
        return AgingBy(kind), key


def _days(bucket_set: BucketSetLine) -> str:
    """Return a set of buckets by the days at which they end."""
    reader = current().reader
    return gettext("%(days)s days") % {
        "days": " / ".join(format_number(last, reader) for last in bucket_set.upper_days)
    }
