"""The classes of a customer in one currency: how late, how large, how it pays."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from recoup.kernel.sentences import N_


class Lateness(StrEnum):
    """Class by the oldest overdue item."""

    CURRENT = "CURRENT"
    DAYS_1_30 = "DAYS_1_30"
    DAYS_31_60 = "DAYS_31_60"
    DAYS_61_90 = "DAYS_61_90"
    DAYS_OVER_90 = "DAYS_OVER_90"

    @property
    def label(self) -> str:
        """The name of the class on screens, to be translated."""
        return _LATENESS_LABELS[self]


_LATENESS_LABELS: Mapping[Lateness, str] = {
    Lateness.CURRENT: N_("Not overdue"),
    Lateness.DAYS_1_30: N_("1 to 30 days late"),
    Lateness.DAYS_31_60: N_("31 to 60 days late"),
    Lateness.DAYS_61_90: N_("61 to 90 days late"),
    Lateness.DAYS_OVER_90: N_("More than 90 days late"),
}


class Size(StrEnum):
    """Class by the open amount in reporting currency."""

    SMALL = "SMALL"
    LARGE = "LARGE"
    KEY_ACCOUNT = "KEY_ACCOUNT"

    @property
    def label(self) -> str:
        """The name of the class on screens, to be translated."""
        return _SIZE_LABELS[self]


_SIZE_LABELS: Mapping[Size, str] = {
    Size.SMALL: N_("Small account"),
    Size.LARGE: N_("Large account"),
    Size.KEY_ACCOUNT: N_("Key account"),
}


class Behavior(StrEnum):
    """Class by how the customer pays."""

    NEW = "NEW"
    PROMPT = "PROMPT"
    HABITUAL_LATE = "HABITUAL_LATE"
    DETERIORATING = "DETERIORATING"
    SILENT = "SILENT"

    @property
    def label(self) -> str:
        """The name of the class on screens, to be translated."""
        return _BEHAVIOR_LABELS[self]


_BEHAVIOR_LABELS: Mapping[Behavior, str] = {
    Behavior.NEW: N_("No history yet"),
    Behavior.PROMPT: N_("Pays promptly"),
    Behavior.HABITUAL_LATE: N_("Usually pays late"),
    Behavior.DETERIORATING: N_("Pays later and later"),
    Behavior.SILENT: N_("Silent"),
}
