"""By which channels messages can leave here."""

from __future__ import annotations

from django.conf import settings

from recoup.kernel.contact import Channel


def channels_set_up() -> frozenset[Channel]:
    """Return the channels of writing that are set up; letters always are, for people print and post them."""
    found = {Channel.LETTER}
    if settings.DROP_FOLDER or (settings.MAIL_SERVER and settings.MAIL_FROM):
        found.add(Channel.EMAIL)
    if settings.DROP_FOLDER or settings.SMS_GATEWAY:
        found.add(Channel.SMS)
    return frozenset(found)
