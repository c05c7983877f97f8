"""A file that comes in, and the name under which a way of reading is kept."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.team.types import EntityRecord
from recoup.web.imports.choices import entity_choices, kind_choices
from recoup.web.shared.forms import offer

FILE_MAX = 512 << 20
"""Bytes of a file that the desk takes; the command line takes larger ones."""

TOO_LARGE = _("The file is too large for the browser; import it on the command line.")


class ReceiveForm(forms.Form):
    """A file and what it is."""

    kind = forms.ChoiceField(
        label=_("What is in the file"), initial=TableKind.ITEMS.value, widget=forms.RadioSelect
    )
    entity = forms.TypedChoiceField(
        label=_("For which of our companies"), required=False, coerce=int, empty_value=None
    )
    file = forms.FileField(label=_("File"))

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        entities: Sequence[EntityRecord],
    ) -> None:
        super().__init__(data, files)
        offer(self, "kind", kind_choices())
        offer(self, "entity", entity_choices(entities))
        if len(entities) == 1:
            self.fields["entity"].initial = str(entities[0].id)

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is larger than a browser should send."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > FILE_MAX:
            raise forms.ValidationError(TOO_LARGE)
        return file


class ProfileForm(forms.Form):
    """The name under which a way of reading is kept."""

    name = forms.CharField(label=_("Name of the profile"), max_length=100)
