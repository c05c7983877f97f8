"""What kind of picture a file is, as its content says: names and types that come with a file are anybody's claim."""

from __future__ import annotations


def picture_type(content: bytes) -> str | None:
    """Return the media type of a picture in JPEG, PNG or WebP by its first twelve bytes; None for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return None
