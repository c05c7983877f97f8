"""What came of a delivery, and where servers are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

_ANSWER_MAX = 500


class Outcome(StrEnum):
    """What came of one attempt to hand something over."""

    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    LATER = "LATER"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The outcome of an attempt, what the other side answered, and its own name for what it took, if it gave one."""

    outcome: Outcome
    answer: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is and how to sign in there; its text never shows the password."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    path: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str) -> str:
        """Return an option of the address, empty when it isn't there."""
        return dict(self.options).get(name, "")

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"


class WrongAddress(ValueError):
    """The address of a server in the settings is none."""


def parse_server(url: str, *, ports: dict[str, int]) -> Server:
    """Return the server that `url` names; `ports` are the schemes that are understood, with their usual ports.

    User and password are percent-encoded, as in any address: `smtps://desk:p%40ss@mail.example:465`.

    :raises WrongAddress: it is no such address; the text does not repeat it
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise WrongAddress("the port is no number") from None
    if parts.scheme not in ports or not parts.hostname:
        raise WrongAddress(f"an address begins with one of {', '.join(f'{scheme}://' for scheme in ports)}")
    return Server(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        path=unquote(parts.path.strip("/")),
        options=tuple((name, values[-1]) for name, values in sorted(parse_qs(parts.query).items())),
    )


def answer_of(text: str | bytes | BaseException) -> str:
    """Return what the other side said, fit to be kept and shown: one line of limited length."""
    if isinstance(text, BaseException):
        text = f"{type(text).__name__}: {text}"
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    shown = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in text)
    return " ".join(shown.split())[:_ANSWER_MAX]
