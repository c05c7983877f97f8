"""Why a way out is proposed."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposeForm(forms.Form):
    """The reason that the manager reads."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why the customer doesn't pay, and why this is the way out."),
    )
