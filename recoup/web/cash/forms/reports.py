"""Accounting's cash reports that come in by the desk."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FILE_MAX = 16 << 20
"""Bytes of a report that is taken: more is no report of a few days."""

REPORT_ENDINGS = ".csv,.xlsx,.xls"


class ReportFileForm(forms.Form):
    """A cash report."""

    file = forms.FileField(label=_("Cash report"))

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > FILE_MAX:
            raise forms.ValidationError(gettext("The file is too large to be a daily cash report."))
        return file
