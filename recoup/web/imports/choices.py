"""What the forms of imports offer to choose from, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.connectors.types import KIND_LABELS
from recoup.formats.tables.layouts import DELIMITERS, ENCODINGS
from recoup.formats.tables.values import Calendar, DateForm
from recoup.team.types import EntityRecord

Choices = list[tuple[str, str]]

_ENCODING_NAMES = {
    "utf-8": _("Unicode (UTF-8)"),
    "utf-8-sig": _("Unicode (UTF-8 with mark)"),
    "utf-16-le": _("Unicode (UTF-16)"),
    "utf-16-be": _("Unicode (UTF-16, big end first)"),
    "gb18030": _("Chinese (GBK, GB 18030)"),
    "cp1250": _("Central European (Windows-1250)"),
    "iso-8859-2": _("Central European (ISO 8859-2)"),
    "cp852": _("Central European (DOS 852)"),
    "cp1258": _("Vietnamese (Windows-1258)"),
    "cp1256": _("Persian and Arabic (Windows-1256)"),
    "cp1252": _("Western European (Windows-1252)"),
}
_DELIMITER_NAMES = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
_DATE_NAMES = {
    (DateForm.DMY, Calendar.GREGORIAN): _("day, month, year"),
    (DateForm.MDY, Calendar.GREGORIAN): _("month, day, year"),
    (DateForm.YMD, Calendar.GREGORIAN): _("year, month, day"),
    (DateForm.YMD, Calendar.SOLAR_HIJRI): _("Solar Hijri: year, month, day"),
    (DateForm.DMY, Calendar.SOLAR_HIJRI): _("Solar Hijri: day, month, year"),
    (DateForm.MDY, Calendar.SOLAR_HIJRI): _("Solar Hijri: month, day, year"),
    (DateForm.SERIAL_1900, Calendar.GREGORIAN): _("days since 1900, as spreadsheets count"),
    (DateForm.SERIAL_1904, Calendar.GREGORIAN): _("days since 1904, as old spreadsheets count"),
}
_DECIMAL_NAMES = {".": _("point: 1234.56"), ",": _("comma: 1234,56")}


def kind_choices() -> Choices:
    """Return the kinds of files."""
    return [(kind.value, gettext(label)) for kind, label in KIND_LABELS.items()]


def entity_choices(entities: Iterable[EntityRecord]) -> Choices:
    """Return our companies; nothing chosen means that the file says it."""
    companies = [(str(entity.id), f"{entity.code} · {entity.name}") for entity in entities]
    return [("", gettext("as the file says")), *companies]


def encoding_choices() -> Choices:
    """Return the encodings."""
    return [("", "–"), *((code, str(_ENCODING_NAMES[code])) for code in ENCODINGS)]


def delimiter_choices() -> Choices:
    """Return what may stand between cells."""
    return [("", "–"), *((mark, str(_DELIMITER_NAMES[mark])) for mark in DELIMITERS)]


def decimal_choices() -> Choices:
    """Return the decimal marks."""
    return [(mark, str(name)) for mark, name in _DECIMAL_NAMES.items()]


def date_choices() -> Choices:
    """Return the ways of writing dates."""
    return [(date_code(form, calendar), str(name)) for (form, calendar), name in _DATE_NAMES.items()]


def date_code(form: DateForm, calendar: Calendar) -> str:
    """Return a way of writing dates as one code."""
    return f"{form.value}/{calendar.value}"
