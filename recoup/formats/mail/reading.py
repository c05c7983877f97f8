"""Reading an e-mail from its bytes (RFC 5322, RFC 2045, RFC 3464, RFC 3834); whatever is broken in it, it is read."""

from __future__ import annotations

import email
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime

from recoup.formats.mail.returning import returns_on
from recoup.formats.mail.types import MailFile, MailKind, ReadMail
from recoup.formats.mail.words import decoded, tidy, words_of_html

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")
_OUT_OF_OFFICE = re.compile(
    r"out of (?:the )?office|on (?:annual )?leave|on vacation|on holiday|vắng mặt|nghỉ phép|poza biurem|na urlopie|"
    r"nieobecn|不在办公室|休假|外出|خارج از دفتر|مرخصی",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"^\s*(?:auto(?:matic)?[ -]?(?:reply|response)|autoresponder|automatyczna odpowied|trả lời tự động|"
    r"自动回复|自動回覆|پاسخ خودکار)",
    re.IGNORECASE,
)
_NAME_MAX, _PARTS_MAX = 200, 200


def read(content: bytes) -> ReadMail:
    """Return what an e-mail says."""
    mail = email.message_from_bytes(content, policy=compat32)
    parts = list(_parts(mail))
    text = _text(parts)
    sender_name, sender = parseaddr(_header(mail, "From"))
    subject = tidy(_header(mail, "Subject")).replace("\n", " ")[:998]
    written_at = _written_at(mail)
    failed_address, failure, action = _failure(mail, parts)
    files = tuple(_files(parts))
    message_id = _first_id(_header(mail, "Message-ID"))
    kind = _kind(mail, subject, text, action)
    return ReadMail(
        kind=kind,
        fingerprint=_fingerprint(content, message_id, sender, text, files),
        message_id=message_id,
        answers=_answers(mail, parts, kind),
        sender=sender.strip().casefold()[:254],
        sender_name=tidy(sender_name).replace("\n", " ")[:300],
        subject=subject,
        text=text,
        written_at=written_at,
        files=files,
        failed_address=failed_address,
        failure=failure,
        returns_on=returns_on(text, written_on=written_at.date())
        if written_at is not None and kind is MailKind.OUT_OF_OFFICE
        else None,
        is_delivered=action == "delivered",
    )


def _header(mail: Message, name: str) -> str:
    """Return a header as text: encoded words decoded, raw bytes guessed."""
    raw = mail.get(name)
    if raw is None:
        return ""
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return str(raw)
    return "".join(_piece(piece, charset) for piece, charset in pieces)


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return decoded(piece, "" if charset in (None, "unknown-8bit") else str(charset))


def _parts(mail: Message) -> Iterator[Message]:
    """Yield the parts that hold something, those of forwarded mails not: they are files of their own."""
    stack, seen = [mail], 0
    while stack and seen < _PARTS_MAX:
        part, seen = stack.pop(0), seen + 1
        held = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(held, list):
            stack = [each for each in held if isinstance(each, Message)] + stack
        else:
            yield part


def _bytes(part: Message) -> bytes:
    held = part.get_payload()
    if isinstance(held, list):
        return b"\n".join(each.as_bytes() for each in held if isinstance(each, Message))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _is_file(part: Message) -> bool:
    is_words = part.get_content_type() in ("text/plain", "text/html")
    return not is_words or part.get_content_disposition() == "attachment"


def _text(parts: list[Message]) -> str:
    words = [part for part in parts if not _is_file(part)]
    plain = [part for part in words if part.get_content_type() == "text/plain"]
    said = [tidy(_decoded(part)) for part in plain]
    if any(said):
        return "\n\n".join(each for each in said if each)
    return "\n\n".join(words_of_html(_decoded(part)) for part in words if part not in plain)


def _decoded(part: Message) -> str:
    return decoded(_bytes(part), str(part.get_param("charset") or ""))


def _files(parts: list[Message]) -> Iterator[MailFile]:
    for place, part in enumerate((part for part in parts if _is_file(part)), start=1):
        raw = part.get_filename() or ""
        name = "".join(_piece(*each) for each in decode_header(raw)) if raw else ""
        name = tidy(name.replace("/", "_").replace("\\", "_")).replace("\n", " ")[-_NAME_MAX:]
        yield MailFile(name or f"part-{place}", part.get_content_type(), _bytes(part))


def _written_at(mail: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(_header(mail, "Date"))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _first_id(text: str) -> str:
    found = _MESSAGE_ID.search(text)
    return found[0] if found else ""


def _answers(mail: Message, parts: list[Message], kind: MailKind) -> tuple[str, ...]:
    """Return what it answers, the nearest first; of a report of delivery also the mail that it is about."""
    named = [*_MESSAGE_ID.findall(_header(mail, "In-Reply-To"))]
    named += reversed(_MESSAGE_ID.findall(_header(mail, "References")))
    if kind in (MailKind.BOUNCE, MailKind.DELAY, MailKind.RECEIPT):
        for part in parts:
            if part.get_content_type() in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
                inner = email.message_from_bytes(_bytes(part), policy=compat32)
                named.append(_first_id(_header(inner, "Message-ID")))
    return tuple(dict.fromkeys(each for each in named if each))


def _failure(mail: Message, parts: list[Message]) -> tuple[str, str, str]:
    """Return the address that failed, why, and the action of a report of delivery (RFC 3464)."""
    if mail.get_content_type() != "multipart/report":
        return "", "", ""
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            fields = dict(
                re.findall(
                    r"(?im)^([\w-]+):[ \t]*(.+(?:\n[ \t].+)*)", _bytes(part).decode("utf-8", "replace")
                )
            )
            named = {name.lower(): tidy(value) for name, value in fields.items()}
            address = named.get("original-recipient") or named.get("final-recipient", "")
            why = named.get("diagnostic-code") or named.get("status", "")
            return (
                address.rpartition(";")[2].strip().casefold()[:254],
                " ".join(why.split())[:500],
                named.get("action", "failed").lower(),
            )
    return "", "", ""


def _kind(mail: Message, subject: str, text: str, action: str) -> MailKind:
    if action:
        return {"failed": MailKind.BOUNCE, "delayed": MailKind.DELAY}.get(action, MailKind.RECEIPT)
    automatic = _header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    is_automatic = (
        automatic not in ("", "no")
        or mail.get("X-Autoreply") is not None
        or mail.get("X-Autorespond") is not None
        or _header(mail, "Precedence").strip().lower() in ("auto_reply", "auto-reply")
        or bool(_AUTOMATIC.match(subject))
    )
    if is_automatic:
        is_away = _OUT_OF_OFFICE.search(f"{subject}\n{text[:2000]}")
        return MailKind.OUT_OF_OFFICE if is_away else MailKind.AUTO_REPLY
    return MailKind.LETTER


def _fingerprint(content: bytes, message_id: str, sender: str, text: str, files: tuple[MailFile, ...]) -> str:
    """Return what tells this mail from all others, whichever way it came."""
    if not message_id:
        return hashlib.sha256(content).hexdigest()
    digest = hashlib.sha256(f"{message_id}\0{sender}\0{text}".encode("utf-8", "replace"))
    for file in files:
        digest.update(hashlib.sha256(file.content).digest())
    return digest.hexdigest()
