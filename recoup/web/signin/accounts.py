"""The addresses of allauth that are open here: no one signs up, and no password is sent by mail.

An administrator makes accounts and gives new passwords in Team. The names are allauth's own, so there is no
`app_name`.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from recoup.web.shared.gates import public, signed_in

urlpatterns = [
    path("sign-in", public(account.login), name="account_login"),
    path("sign-out", signed_in(account.logout), name="account_logout"),
    path("closed", public(account.account_inactive), name="account_inactive"),
    path("confirm", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password", signed_in(account.password_change), name="account_change_password"),
    path("second-step", signed_in(second_step.index), name="mfa_index"),
    path("second-step/code", public(second_step.authenticate), name="mfa_authenticate"),
    path("second-step/confirm", signed_in(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("second-step/switch-on", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("second-step/switch-off", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second-step/recovery", signed_in(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "second-step/recovery/new",
        signed_in(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/recovery/file",
        signed_in(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
