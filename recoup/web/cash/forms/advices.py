"""Remittance advices that come in by the desk: a file of one, or one that waits."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.cash import permissions
from recoup.cash.types import AdviceRecord, AdviceStage
from recoup.kernel.actor import Actor
from recoup.plumbing.localization import Reader, format_money
from recoup.team import queries as team
from recoup.web.shared.forms import offer

FILE_MAX = 16 << 20
"""Bytes of an advice that is taken: more is no advice of one payment."""

ENDINGS = ".csv,.xlsx,.xls,.txt,.pdf,.tsv"


class StageForm(forms.Form):
    """Which advices to list; what isn't valid is left out."""

    stage = forms.ChoiceField(label=_("State"), required=False)
    text = forms.CharField(label=_("Payer, reference or file"), required=False, max_length=100)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        stages = [(stage.value, gettext(stage.label)) for stage in AdviceStage]
        offer(self, "stage", [("", gettext("All")), *stages])
        self.full_clean()

    def stage_wanted(self) -> AdviceStage | None:
        """Return the state asked for, None for all."""
        code = self.cleaned_data.get("stage")
        return AdviceStage(code) if code else None

    def text_wanted(self) -> str:
        """Return what is looked for."""
        return str(self.cleaned_data.get("text") or "")


class AdviceFileForm(forms.Form):
    """A remittance advice, and whose it is, where its documents don't tell."""

    file = forms.FileField(label=_("Remittance advice"))
    entity_id = forms.TypedChoiceField(label=_("Our company"), required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        actor: Actor,
    ) -> None:
        super().__init__(data, files)
        entities = team.entities(actor=actor, permission=permissions.APPLY)
        named = [(str(entity.id), f"{entity.code} · {entity.name}") for entity in entities]
        offer(self, "entity_id", [("", gettext("The documents tell")), *named])

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return _small_enough(file)


class LineAdviceForm(forms.Form):
    """What a receipt is for: a file that is brought in now, or an advice that waits."""

    file = forms.FileField(
        label=_("File of the payer: CSV, XLSX, text or PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ENDINGS, "autofocus": ""}),
    )
    advice_id = forms.TypedChoiceField(
        label=_("Or one that waits"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        waiting: Sequence[AdviceRecord],
        reader: Reader,
    ) -> None:
        super().__init__(data, files)
        named = [
            (
                str(each.id),
                " · ".join(filter(None, (each.payer_name, format_money(each.total, reader), each.file_name))),
            )
            for each in waiting
        ]
        offer(self, "advice_id", [("", "–"), *named])

    def clean(self) -> dict[str, object]:
        """Refuse when there is neither a file nor a choice."""
        given = self.cleaned_data
        if not self.errors and not given.get("file") and not given.get("advice_id"):
            raise forms.ValidationError(gettext("Choose a file, or an advice that waits."))
        if given.get("file"):
            _small_enough(given["file"])
        return given


def _small_enough(file: UploadedFile[bytes]) -> UploadedFile[bytes]:
    if (file.size or 0) > FILE_MAX:
        raise forms.ValidationError(gettext("The file is too large to be a remittance advice."))
    return file
