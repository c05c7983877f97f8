"""Reading stored files. Who may read one is for the room that stored it to say."""

from collections.abc import Iterable
from typing import BinaryIO

from django.conf import settings

from recoup.kernel.errors import NotFound
from recoup.plumbing.storage import content
from recoup.plumbing.storage.models import StoredFile
from recoup.plumbing.storage.types import StoredFileRef


def get_file(file_id: int) -> StoredFileRef:
    """Return the reference of one stored file.

    :raises NotFound: there is none with this id
    """
    try:
        return get_files([file_id])[file_id]
    except KeyError:
        raise NotFound from None


def get_files(file_ids: Iterable[int]) -> dict[int, StoredFileRef]:
    """Return the references of the stored files with these ids, by id; an unknown id is left out."""
    rows = StoredFile.objects.filter(id__in=list(file_ids))
    return {row.id: StoredFileRef(row.id, row.sha256, row.name, row.media_type, row.size) for row in rows}


def open_file(file_id: int) -> BinaryIO:
    """Open the content of one stored file for reading; the caller closes it.

    :raises NotFound: there is none with this id
    """
    return content.path_of(settings.FILES_ROOT, get_file(file_id).sha256).open("rb")
