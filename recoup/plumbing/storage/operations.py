"""Storing files."""

import io
import unicodedata
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import content as contents
from recoup.plumbing.storage.models import StoredFile
from recoup.plumbing.storage.types import StoredFileRef

_NAME_MAX = 300


@transaction.atomic
def store(
    *, name: str, media_type: str, content: BinaryIO | bytes, actor: Actor, now: datetime
) -> StoredFileRef:
    """Keep `content` for good and return its reference; equal content takes no second place on the disk.

    When the surrounding transaction is undone the row goes and the content may stay: it is named by its hash,
    so it does no harm and is used again when the same file comes back.
    """
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    sha256, size = contents.write(settings.FILES_ROOT, source)
    row = StoredFile.objects.create(
        sha256=sha256,
        name=_tidy(name),
        media_type=media_type,
        size=size,
        stored_by_kind=str(actor.kind),
        stored_by_id=actor.id,
        stored_by_name=actor.name[:200],
        stored_at=now,
    )
    audit.record(
        "storage.file.stored",
        subject_kind="stored_file",
        subject_id=row.id,
        entity_id=None,
        actor=actor,
        at=now,
        after={"name": row.name, "sha256": sha256, "size": size},
    )
    return StoredFileRef(id=row.id, sha256=sha256, name=row.name, media_type=media_type, size=size)


def _tidy(name: str) -> str:
    """Return `name` without control signs, its end kept because it tells the kind of file."""
    return (
        "".join(sign for sign in name if unicodedata.category(sign) not in ("Cc", "Cs"))[-_NAME_MAX:]
        or "file"
    )
