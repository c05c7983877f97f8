"""The change history of a customer as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from recoup.kernel.actor import Actor
from recoup.parties.types import Change, ChangeKind
from recoup.web.customers.presenters.values import FieldRow, field_rows

_TONES: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: "ok",
    ChangeKind.CHANGED: "",
    ChangeKind.REMOVED: "bad",
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: of what, by whom, and the fields that moved."""

    at: datetime
    actor: str
    subject: str
    kind: str
    tone: str
    fields: tuple[FieldRow, ...]


def changes_of(changes: Sequence[Change], actor: Actor) -> list[ChangeRow]:
    """Return the changes in the reader's language."""
    words = {
        ChangeKind.ADDED: _("added"),
        ChangeKind.CHANGED: _("changed"),
        ChangeKind.REMOVED: _("removed"),
    }
    rows = field_rows([change.fields for change in changes], actor)
    return [
        ChangeRow(
            at=change.at,
            actor=change.actor_name,
            subject=_(change.subject_label),
            kind=words[change.kind],
            tone=_TONES[change.kind],
            fields=fields,
        )
        for change, fields in zip(changes, rows, strict=True)
    ]
