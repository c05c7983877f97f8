"""The names that our messages carry, so that an answer finds its way back: the same message has the same for good."""

from __future__ import annotations

import re

from django.utils.crypto import constant_time_compare, salted_hmac

_TOKEN = re.compile(r"\bR(\d{1,18})-([0-9a-f]{10})\b", re.IGNORECASE)
_SALT = "recoup.correspondence.message"


def token_of(message_id: int, entity_id: int) -> str:
    """Return the token that stands in the subject; nobody can make one for another message."""
    digest = salted_hmac(_SALT, f"{entity_id}:{message_id}", algorithm="sha256").hexdigest()
    return f"R{message_id}-{digest[:10]}"


def mail_id_of(message_id: int, entity_id: int, domain: str) -> str:
    """Return the Message-ID of an e-mail, with its angle brackets."""
    return f"<{token_of(message_id, entity_id).lower()}@{domain}>"


def message_ids_in(text: str) -> tuple[int, ...]:
    """Return the numbers of messages whose tokens seem to stand in a text, to be proven by `is_token_of`."""
    return tuple(int(found[1]) for found in _TOKEN.finditer(text))


def is_token_of(text: str, message_id: int, entity_id: int) -> bool:
    """Return whether the true token of the message stands in the text."""
    wanted = token_of(message_id, entity_id).lower()
    return any(constant_time_compare(found[0].lower(), wanted) for found in _TOKEN.finditer(text))
