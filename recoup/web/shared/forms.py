"""What the forms of all slices share."""

from django import forms

from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import Sentence
from recoup.plumbing.localization import render
from recoup.web.shared.reading import current


def add_refusal(form: forms.Form, error: DomainError, field: str | None = None) -> None:
    """Show on the form, at `field` or at its head, why the operation refused."""
    add_sentence(form, error.sentence, field)


def add_sentence(form: forms.Form, sentence: Sentence, field: str | None = None) -> None:
    """Show the sentence on the form, at `field` or at its head, as what is wrong with it."""
    form.add_error(field, render(sentence, current().reader))


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Let the field called `name` choose among `choices`, which depend on who asks."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
