"""Frozen data and codes of collections that may cross its border."""

from recoup.collections.types.worklist import (
    ClassChange,
    Classes,
    CurrencyStanding,
    MadeWorklist,
    WorklistEntry,
    WorklistPage,
)

__all__ = ["ClassChange", "Classes", "CurrencyStanding", "MadeWorklist", "WorklistEntry", "WorklistPage"]
