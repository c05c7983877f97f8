"""What others may ask the team room."""

from recoup.team.queries.approvals import (
    approvals_of,
    get_approval,
    latest_approvals,
    open_approvals,
    settled_approvals,
)
from recoup.team.queries.people import (
    colleagues,
    find_actor,
    find_user_id,
    get_user,
    names_by_id,
    preferences,
    reader_for,
    saved_views,
    users,
)
from recoup.team.queries.rights import (
    entities,
    entity_ids,
    get_entity,
    has_permission,
    require,
    require_everywhere,
    rights_of,
    rights_remembered,
)

__all__ = [
    "approvals_of",
    "colleagues",
    "entities",
    "entity_ids",
    "find_actor",
    "find_user_id",
    "get_approval",
    "get_entity",
    "get_user",
    "has_permission",
    "latest_approvals",
    "names_by_id",
    "open_approvals",
    "preferences",
    "reader_for",
    "require",
    "require_everywhere",
    "rights_of",
    "rights_remembered",
    "saved_views",
    "settled_approvals",
    "users",
]
