"""What the forms of all slices share."""

from django import forms

from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import render
from recoup.web.shared.reading import current


def add_refusal(form: forms.Form, error: DomainError, field: str | None = None) -> None:
    """Show on the form, at `field` or at its head, why the operation refused."""
    form.add_error(field, render(error.sentence, current().reader))


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Let the field called `name` choose among `choices`, which depend on who asks."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
