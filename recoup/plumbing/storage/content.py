"""Content on the disk, found by its SHA-256."""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1024 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")


def path_of(root: Path, sha256: str) -> Path:
    """Return where content with this hash is kept: two levels of folders, so that none grows huge."""
    if not _HASH.fullmatch(sha256):
        raise ValueError(f"not a SHA-256 in lower-case hexadecimal: {sha256!r}")
    return root / sha256[:2] / sha256[2:4] / sha256


def write(root: Path, source: BinaryIO) -> tuple[str, int]:
    """Keep what `source` holds and return its hash and its size in bytes.

    It is written beside its place, synced, then renamed: a reader sees all of it or nothing, and so does a
    machine that loses power. Content that is already kept stays untouched.
    """
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=root, prefix="incoming-", delete=False) as draft:
        try:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                draft.write(chunk)
            draft.flush()
            os.fsync(draft.fileno())
            _place(Path(draft.name), root, path_of(root, digest.hexdigest()))
        finally:
            Path(draft.name).unlink(missing_ok=True)
    return digest.hexdigest(), size


def _place(draft: Path, root: Path, place: Path) -> None:
    if place.exists():
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft.chmod(0o400)
    draft.rename(place)
    for folder in (place.parent, place.parent.parent, root):
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
