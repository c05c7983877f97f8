"""What may cross the border of the storage room."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredFileRef:
    """A stored file: its id, the SHA-256 of its content, its name, its media type and its size in bytes."""

    id: int
    sha256: str
    name: str
    media_type: str
    size: int
