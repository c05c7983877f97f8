"""A list of cheques that comes in by the desk."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.team.types import EntityRecord
from recoup.web.shared.forms import offer

LIST_MAX = 16 << 20
"""Bytes of a list that is taken at the desk."""

LIST_ENDINGS = ".csv,.xlsx,.xls"


class ChequeListForm(forms.Form):
    """A list of cheques, and to which of our companies they were given."""

    entity_id = forms.TypedChoiceField(label=_("Company"), coerce=int)
    file = forms.FileField(label=_("List of cheques"))

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        entities: Sequence[EntityRecord],
    ) -> None:
        super().__init__(data, files)
        offer(self, "entity_id", [(str(each.id), f"{each.code} · {each.name}") for each in entities])

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LIST_MAX:
            raise forms.ValidationError(gettext("The file is too large to be a list of cheques."))
        return file
