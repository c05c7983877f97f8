"""How people sign in: by e-mail and password, with codes from a phone. Nobody registers alone."""

from __future__ import annotations

import base64
import hashlib
from typing import cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from recoup.team.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's sign-in without self-registration: an administrator makes the accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody may register alone."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the secrets of the second factor encrypted, so that a copy of the database can't make codes."""

    def encrypt(self, text: str) -> str:
        """Return `text` encrypted with a key made from the program's secret key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what `encrypt` encrypted."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def display_name(user: AbstractBaseUser) -> str:
    """Return how allauth's pages call the user: by name, never by a technical one."""
    return cast(User, user).name


def _cipher() -> Fernet:
    key = hashlib.sha256(f"second-factor:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
