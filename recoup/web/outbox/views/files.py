"""Files of the outbox: letters, what left, batches, what came with mails. Never shown by the browser as pages."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.views.decorators.http import require_GET

from recoup.correspondence import permissions, queries
from recoup.plumbing.storage import queries as storage
from recoup.web.shared.gates import requires
from recoup.web.shared.requests import DeskRequest


@require_GET
@requires(permissions.READ)
def letter(request: DeskRequest, message_id: int) -> FileResponse:
    """Give the letter of a message as PDF."""
    return _file(queries.get_message(message_id=message_id, actor=request.actor).line.pdf_id)


@require_GET
@requires(permissions.READ)
def archive(request: DeskRequest, message_id: int) -> FileResponse:
    """Give the very bytes that left."""
    return _file(queries.get_message(message_id=message_id, actor=request.actor).archive_id)


@require_GET
@requires(permissions.READ)
def batch(request: DeskRequest, batch_id: int) -> FileResponse:
    """Give the letters of a batch as one PDF."""
    return _file(queries.get_batch(batch_id=batch_id, actor=request.actor).line.file_id)


@require_GET
@requires(permissions.READ)
def proof(request: DeskRequest, batch_id: int) -> FileResponse:
    """Give the receipt of the post."""
    return _file(queries.get_batch(batch_id=batch_id, actor=request.actor).proof_id)


@require_GET
@requires(permissions.READ)
def attachment(request: DeskRequest, mail_id: int, file_id: int) -> FileResponse:
    """Give a file that came with a mail, or the mail itself as it came."""
    detail = queries.get_mail(mail_id=mail_id, actor=request.actor)
    if file_id not in {detail.raw_id, *(file.id for file in detail.files)}:
        raise Http404
    return _file(file_id)


def _file(file_id: int | None) -> FileResponse:
    if file_id is None:
        raise Http404
    return FileResponse(
        storage.open_file(file_id),
        as_attachment=True,
        filename=storage.get_file(file_id).name,
        content_type="application/octet-stream",
    )
