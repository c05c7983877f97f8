"""Errors that are worded for the user.

An operation defines its own errors beside itself: a subclass of `DomainError` with the sentence as
`text`. The faces translate and show it; nothing else catches it.
"""

from typing import ClassVar

from recoup.kernel.sentences import N_, Sentence, Value


class DomainError(Exception):
    """Something that the user asked for can't be done; `sentence` says why, in any language."""

    text: ClassVar[str] = N_("This can't be done.")

    def __init__(self, **values: Value) -> None:
        self.sentence = Sentence(self.text, values)
        super().__init__(self.text.format(**values))


class NotFound(DomainError):
    """There is no such thing, or this actor may not know that there is."""

    text = N_("There is no such record, or you have no right to see it.")


class NotAllowed(DomainError):
    """The actor lacks the right to do this in this entity, or the amount is above the actor's limit."""

    text = N_("You don't have the right to do this.")
