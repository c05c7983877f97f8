"""What the gateway tells, checked."""

from __future__ import annotations

from django import forms

from recoup.correspondence.operations import REPORTED, Reported

_TEXT_MAX = 10_000


class ReportForm(forms.Form):
    """What became of a text message; `id` is our own sign, as the gateway was given it."""

    id = forms.RegexField(r"^R\d{1,18}-[0-9a-fA-F]{10}$")
    status = forms.CharField(max_length=20)
    answer = forms.CharField(max_length=300, required=False)

    def clean_status(self) -> Reported:
        """Return what the word or number means."""
        meant = REPORTED.get(self.cleaned_data["status"].strip().casefold())
        if meant is None:
            raise forms.ValidationError("unknown")
        return meant


class TextForm(forms.Form):
    """A text message that came in; `id` is the gateway's own name for it."""

    id = forms.CharField(max_length=200)
    text = forms.CharField(max_length=_TEXT_MAX, strip=False)


TextForm.base_fields["from"] = forms.RegexField(r"^\+?[0-9 ()-]{3,30}$")
