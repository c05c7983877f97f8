"""The change history of a customer as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from recoup.parties.types import Change, ChangeKind

_TONES: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: "ok",
    ChangeKind.CHANGED: "",
    ChangeKind.REMOVED: "bad",
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: of what, by whom, and the fields that moved."""

    at: datetime
    actor: str
    subject: str
    kind: str
    tone: str
    fields: tuple[FieldRow, ...]


def changes_of(changes: Iterable[Change]) -> list[ChangeRow]:
    """Return the changes in the reader's language."""
    words = {
        ChangeKind.ADDED: _("added"),
        ChangeKind.CHANGED: _("changed"),
        ChangeKind.REMOVED: _("removed"),
    }
    return [
        ChangeRow(
            at=change.at,
            actor=change.actor_name,
            subject=_(change.subject_label),
            kind=words[change.kind],
            tone=_TONES[change.kind],
            fields=tuple(FieldRow(_(field.label), field.before, field.after) for field in change.fields),
        )
        for change in changes
    ]
