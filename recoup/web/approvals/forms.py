"""What the second person says."""

from django import forms
from django.utils.translation import gettext_lazy as _

APPROVE, REJECT = "approve", "reject"


class DecisionForm(forms.Form):
    """The decision and a note; a rejection needs one."""

    decision = forms.ChoiceField(choices=[(APPROVE, _("Approve")), (REJECT, _("Reject"))])
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you looked at. A rejection needs one."),
    )

    @property
    def approves(self) -> bool:
        """Whether the valid form approves."""
        return bool(self.cleaned_data["decision"] == APPROVE)

    def clean(self) -> dict[str, object]:
        """Ask for the note that a rejection needs."""
        said: dict[str, object] = super().clean() or {}
        if said.get("decision") == REJECT and not said.get("note"):
            self.add_error("note", _("Say why: whoever asked must be able to do better."))
        return said
