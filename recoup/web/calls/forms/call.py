"""The result of a call: one form, one save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.collections.types import (
    Ability,
    CallResult,
    DelayReason,
    Direction,
    FollowUpKind,
    NewActivity,
    NewFollowUp,
    NewPromise,
    Outcome,
    PaymentMethod,
    Willingness,
)
from recoup.kernel.contact import Channel
from recoup.kernel.money import Money, is_fine_enough
from recoup.ledger.types import ItemLine
from recoup.web.calls.forms.labels import labeled
from recoup.web.shared.amounts import AmountField
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer
from recoup.web.shared.requests import DeskRequest

Code = TypeVar("Code", bound=StrEnum)
_QUICK = frozenset({Outcome.NOT_REACHED.value, Outcome.LEFT_WORD.value})


class CallForm(forms.Form):
    """What came of a call: outcome, what was learned, a promise, the next action."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    came_in = forms.BooleanField(label=_("The customer called us"), required=False)
    outcome = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect, required=False)
    willingness = forms.ChoiceField(label=_("Wants to pay?"), required=False)
    ability = forms.ChoiceField(label=_("Can pay?"), required=False)
    delay_reason = forms.ChoiceField(label=_("Why it is late"), required=False)
    content = forms.CharField(
        label=_("What was said"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    promise_amount = AmountField(label=_("Amount promised"), required=False)
    promise_date = DayField(label=_("Pays by"), required=False)
    promise_method = forms.ChoiceField(label=_("How"), required=False)
    items = forms.TypedMultipleChoiceField(
        label=_("For which items"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    next_kind = forms.ChoiceField(label=_("Next action"), required=False)
    next_date = DayField(label=_("Day"), required=False)
    next_time = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    next_note = forms.CharField(label=_("About what"), max_length=300, required=False)

    def __init__(self, data: QueryDict | None = None, *, items: Sequence[ItemLine], currency: str) -> None:
        late = [item.id for item in items]
        super().__init__(
            data,
            initial={
                "key": uuid4(),
                "outcome": Outcome.REACHED.value,
                "items": late,
                "promise_method": PaymentMethod.TRANSFER.value,
                "next_kind": FollowUpKind.CALL.value,
            },
        )
        self._items = {item.id: item for item in items}
        self._currency = currency
        self.fields["promise_amount"].widget.attrs["data-key"] = "P"
        offer(self, "outcome", labeled(Outcome))
        offer(self, "willingness", labeled(Willingness, empty=True))
        offer(self, "ability", labeled(Ability, empty=True))
        offer(self, "delay_reason", labeled(DelayReason, empty=True))
        offer(self, "promise_method", labeled(PaymentMethod))
        offer(self, "next_kind", labeled(FollowUpKind))
        offer(self, "items", [(str(item.id), item.name) for item in items])

    def clean(self) -> dict[str, object]:
        """Return what was typed; a promise has an amount and a day, and is about at least one item."""
        values: dict[str, object] = super().clean() or self.cleaned_data
        quick = self.data.get("quick", "")
        if quick in _QUICK:
            values["outcome"] = quick
        if not values.get("outcome"):
            self.add_error("outcome", gettext("Say what came of the call."))
        amount, day = values.get("promise_amount"), values.get("promise_date")
        if (amount is None) != (day is None):
            missing = "promise_amount" if amount is None else "promise_date"
            self.add_error(missing, gettext("A promise has an amount and a day."))
        if isinstance(amount, Decimal) and not is_fine_enough(amount, self._currency):
            self.add_error("promise_amount", gettext("This is finer than the currency allows."))
        if values.get("next_time") and not values.get("next_date"):
            self.add_error("next_date", gettext("Say on which day."))
        return values

    def result(
        self, request: DeskRequest, customer_id: int, *, passage: tuple[int, int | None] | None
    ) -> CallResult:
        """Return the result of the call; `passage` is its number at the door, and the contact who was called."""
        values = self.cleaned_data
        is_out = passage is not None and not values["came_in"]
        activity = NewActivity(
            key=UUID(str(values["key"])),
            customer_id=customer_id,
            channel=Channel.CALL,
            direction=Direction.OUT if is_out else Direction.IN,
            outcome=Outcome(values["outcome"]),
            at=request.now,
            contact_id=passage[1] if passage is not None else None,
            content=values["content"],
            willingness=_code(Willingness, values["willingness"]),
            ability=_code(Ability, values["ability"]),
            delay_reason=_code(DelayReason, values["delay_reason"]),
            item_ids=tuple(values["items"]),
            passage_id=passage[0] if is_out and passage is not None else None,
        )
        return CallResult(activity, self._promises(customer_id, activity), self._follow_up(request))

    def _promises(self, customer_id: int, activity: NewActivity) -> tuple[NewPromise, ...]:
        values = self.cleaned_data
        if values["promise_amount"] is None:
            return ()
        return (
            NewPromise(
                customer_id=customer_id,
                item_ids=tuple(values["items"]),
                amount=Money(values["promise_amount"], self._currency),
                promise_date=values["promise_date"],
                method=PaymentMethod(values["promise_method"] or PaymentMethod.TRANSFER),
                contact_id=activity.contact_id,
            ),
        )

    def _follow_up(self, request: DeskRequest) -> NewFollowUp | None:
        values = self.cleaned_data
        if values["next_date"] is None:
            return None
        due_at = None
        if values["next_time"]:
            due_at = datetime.combine(values["next_date"], values["next_time"], ZoneInfo(request.time_zone))
        kind = FollowUpKind(values["next_kind"] or FollowUpKind.CALL)
        return NewFollowUp(kind, values["next_date"], due_at, None, values["next_note"])


def _code(kind: type[Code], text: str) -> Code | None:
    return kind(text) if text else None
