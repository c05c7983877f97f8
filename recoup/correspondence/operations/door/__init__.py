"""The door: the only way out. What passes is counted in the same transaction."""

from recoup.correspondence.operations.door.passing import PassedTwice, pass_door
from recoup.correspondence.operations.door.recording import record_incoming, record_outcome

__all__ = ["PassedTwice", "pass_door", "record_incoming", "record_outcome"]
