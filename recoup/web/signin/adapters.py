"""What allauth says and allows here. Its own texts lack Vietnamese, so every sentence shown is one of ours."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from recoup.team import sign_in

_INCORRECT_CODE = _("This code is not right. Codes change every 30 seconds: try the newest one.")


class AccountAdapter(sign_in.AccountAdapter):
    """Signing in with e-mail address and password, in our words."""

    error_messages = sign_in.AccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("E-mail address or password is not right."),
        "enter_current_password": _("Please type your present password."),
        "incorrect_password": _("This password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
    }

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, object]]:
        """Return the ways to confirm who one is, in our words."""
        words = {
            "reauthenticate": _("Use the password"),
            "mfa_reauthenticate": _("Use a code of the second step"),
        }
        methods: list[dict[str, object]] = super().get_reauthentication_methods(user)
        return [method | {"description": words[str(method["id"])]} for method in methods]


class SecondStepAdapter(sign_in.SecondFactorAdapter):
    """The second step, codes of an authenticator app with recovery codes, in our words."""

    error_messages = sign_in.SecondFactorAdapter.error_messages | {
        "incorrect_code": _INCORRECT_CODE,
        "cannot_delete_authenticator": _("The second step can't be switched off."),
        "cannot_generate_recovery_codes": _("Switch the second step on first: recovery codes belong to it."),
    }
