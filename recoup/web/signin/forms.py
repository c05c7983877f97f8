"""allauth's forms with our labels."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm as CodeForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext as _


def _say(field: forms.Field, label: str, help_text: str = "", **attributes: str) -> None:
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


def _say_code(field: forms.Field, help_text: str) -> None:
    _say(field, _("Sign-in code"), help_text, inputmode="numeric", autocomplete="one-time-code", autofocus="")


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], _("E-mail address"), autofocus="")
        _say(self.fields["password"], _("Password"))


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The present password and, twice, the new one."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], _("Present password"))
        _say(self.fields["password1"], _("New password"), _("At least 10 characters; a few words are best."))
        _say(self.fields["password2"], _("New password, once more"))


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password, to confirm who one is."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], _("Password"), autofocus="")


class SecondStepForm(CodeForm):  # type: ignore[misc]  # allauth has no types
    """A code of the authenticator app, or a recovery code."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self.fields["code"], _("From your authenticator app, or one of your recovery codes."))


class SecondStepAgainForm(CodeAgainForm):  # type: ignore[misc]  # allauth has no types
    """A code, to confirm who one is."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self.fields["code"], _("From your authenticator app, or one of your recovery codes."))


class SwitchOnForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new authenticator app."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self.fields["code"], _("The six digits that your app shows now."))
