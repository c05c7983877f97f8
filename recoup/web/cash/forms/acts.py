"""What is asked before something is done with a receipt."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from recoup.team.types import UserRecord
from recoup.web.shared.forms import offer

_WORDS = {"rows": 3, "autofocus": ""}


class WordsForm(forms.Form):
    """What somebody has to say about a receipt."""

    text = forms.CharField(label=_("Note"), max_length=1000, widget=forms.Textarea(attrs=_WORDS))


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs=_WORDS))


class QuestionForm(forms.Form):
    """What a colleague is asked about a receipt."""

    colleague = forms.TypedChoiceField(label=_("Whom to ask"), coerce=int)
    text = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: QueryDict | None, *, colleagues: Sequence[UserRecord]) -> None:
        super().__init__(data)
        offer(self, "colleague", [(str(each.id), each.name) for each in colleagues])
        self.fields["colleague"].widget.attrs["autofocus"] = ""


class PayerForm(forms.Form):
    """That a receipt is a customer's, and whether the next one of this payer is, too."""

    learn = forms.BooleanField(label=_("Remember this payer for the next time"), required=False, initial=True)


class ManyForm(forms.Form):
    """From which score on proposals are accepted together."""

    score = forms.IntegerField(
        label=_("Proposals with a score of at least"),
        min_value=0,
        max_value=1000,
        widget=forms.NumberInput(attrs={"autofocus": "", "autocomplete": "off"}),
    )
