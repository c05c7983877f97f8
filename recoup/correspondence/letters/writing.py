"""A message of any kind from its content: the letter, its subject, its plain text."""

from __future__ import annotations

from recoup.correspondence.letters.composition import compose, plain_text, subject_line
from recoup.correspondence.letters.confirming import (
    compose_confirmation,
    confirmation_subject,
    confirmation_text,
)
from recoup.correspondence.letters.page import Letter
from recoup.correspondence.types import Content, ReminderContent


def letter_of(content: Content) -> Letter:
    """Return the letter to be set."""
    return compose(content) if isinstance(content, ReminderContent) else compose_confirmation(content)


def subject_of(content: Content) -> str:
    """Return the subject alone."""
    return subject_line(content) if isinstance(content, ReminderContent) else confirmation_subject(content)


def text_of(content: Content) -> str:
    """Return the plain text."""
    return plain_text(content) if isinstance(content, ReminderContent) else confirmation_text(content)
