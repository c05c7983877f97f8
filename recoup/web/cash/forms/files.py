"""Bank files that come in by the desk."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.cash import permissions, queries
from recoup.cash.types import ImportChoices
from recoup.kernel.actor import Actor
from recoup.team import queries as team
from recoup.web.shared.forms import offer

FILE_MAX = 64 << 20
"""Bytes of a bank file that the desk takes at once; the command line takes larger ones."""

ENDINGS = ".xml,.sta,.mt940,.940,.942,.txt,.bai,.bai2,.ofx,.qfx,.csv,.xlsx,.xls,.qif,.v11"


def may_receive(actor: Actor) -> bool:
    """Return whether the person may bring bank files in."""
    return team.has_permission(actor=actor, permission=permissions.APPLY)


class BankFilesForm(forms.Form):
    """Files of banks, and where statements belong that don't say it themselves."""

    account_id = forms.TypedChoiceField(
        label=_("Statements without an account number"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        actor: Actor,
    ) -> None:
        super().__init__(data, files)
        self._given: Sequence[UploadedFile[bytes]] = files.getlist("files") if files else ()
        accounts = [
            (str(account.id), f"{account.label} · {account.currency}")
            for account in queries.bank_accounts(actor=actor, only_active=True)
        ]
        offer(self, "account_id", [("", gettext("refuse them")), *accounts])

    def clean(self) -> dict[str, object]:
        """Refuse when there is no file, or one that is larger than a browser should send."""
        if not self._given:
            raise forms.ValidationError(gettext("Choose at least one file."))
        for file in self._given:
            if (file.size or 0) > FILE_MAX:
                text = gettext("%(name)s is too large for the browser; import it on the command line.")
                raise forms.ValidationError(text % {"name": file.name})
        return self.cleaned_data

    @property
    def files_given(self) -> Sequence[UploadedFile[bytes]]:
        """The files in the order in which they were chosen."""
        return self._given

    def choices(self) -> ImportChoices:
        """Return where statements belong that don't say it."""
        return ImportChoices(account_id=self.cleaned_data.get("account_id"))
