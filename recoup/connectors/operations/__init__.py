"""What the connectors room can be asked to do, and the refusals that go with it."""

from recoup.connectors.operations.entities import make_entity_for
from recoup.connectors.operations.previewing import preview
from recoup.connectors.operations.profiles import (
    InvalidProfileName,
    NothingToSave,
    delete_profile,
    save_profile,
)
from recoup.connectors.operations.receiving import (
    AlreadyImported,
    PlanChange,
    ProfileDoesNotFit,
    Upload,
    change_plan,
    receive_file,
)
from recoup.connectors.operations.running import (
    PlanIncomplete,
    RunUnderWay,
    queue_import,
    run_import,
)

__all__ = [
    "AlreadyImported",
    "InvalidProfileName",
    "NothingToSave",
    "PlanChange",
    "PlanIncomplete",
    "ProfileDoesNotFit",
    "RunUnderWay",
    "Upload",
    "change_plan",
    "delete_profile",
    "make_entity_for",
    "preview",
    "queue_import",
    "receive_file",
    "run_import",
    "save_profile",
]
