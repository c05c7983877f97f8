"""Handing a text message to a gateway over HTTP, whatever gateway it is: address and fields are settings."""

from __future__ import annotations

import http.client
import re
import ssl
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

from recoup.plumbing.delivery.types import Delivery, Outcome, WrongAddress, answer_of

_TIMEOUT_SECONDS = 30.0
_ANSWER_BYTES_MAX = 64 * 1024
_NOT_NOW = (429, 503)
_PLACE = re.compile(r"\{(to|text|id)\}")


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where the gateway is, what it wants to be told, and how its yes and no look.

    `url` and the values of `fields` may hold {to}, {text} and {id}; with fields they are posted, without it is a GET.
    `accepted` and `refused` are patterns looked for in the answer; the first group of `accepted` is the reference.
    """

    url: str = field(repr=False)
    accepted: str
    refused: str = ""
    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    timeout: float = _TIMEOUT_SECONDS

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise WrongAddress("the gateway's address begins with http:// or https://")
        for pattern in (self.accepted, self.refused):
            re.compile(pattern)
        if not self.accepted:
            raise WrongAddress("without a pattern of success every message would be in doubt")


def deliver(gateway: Gateway, *, to: str, text: str, reference: str) -> Delivery:
    """Hand a text message to the gateway; `reference` is our own name for it.

    `LATER` only when the gateway was not reached or said that it can't now. An answer that is neither its yes nor its
    no is `UNKNOWN`, for it may have taken the message.
    """
    values = {"to": to, "text": text, "id": reference}
    parts = urlsplit(_filled(gateway.url, values, quoted=True))
    assert parts.hostname is not None
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=gateway.timeout, context=context
        )
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=gateway.timeout)
    with closing(connection):
        try:
            connection.connect()
        except OSError as error:
            return Delivery(Outcome.LATER, type(error).__name__)
        try:
            status, said = _asked(
                connection, gateway, f"{parts.path or '/'}?{parts.query}".rstrip("?"), values
            )
        except (OSError, http.client.HTTPException) as error:
            # The names alone: the text of some errors repeats the address, and that may hold the key.
            return Delivery(Outcome.UNKNOWN, type(error).__name__)
    return _judged(gateway, status, said)


def _asked(
    connection: http.client.HTTPConnection, gateway: Gateway, path: str, values: dict[str, str]
) -> tuple[int, str]:
    headers = dict(gateway.headers)
    if gateway.fields:
        body = urlencode([(name, _filled(value, values)) for name, value in gateway.fields])
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        connection.request("POST", path, body=body.encode("ascii"), headers=headers)
    else:
        connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, response.read(_ANSWER_BYTES_MAX).decode("utf-8", "replace")


def _judged(gateway: Gateway, status: int, said: str) -> Delivery:
    answer = answer_of(f"{status} {said}")
    if status in _NOT_NOW:
        return Delivery(Outcome.LATER, answer)
    if gateway.refused and re.search(gateway.refused, said):
        return Delivery(Outcome.REFUSED, answer)
    if 200 <= status < 300 and (found := re.search(gateway.accepted, said)):
        return Delivery(Outcome.ACCEPTED, answer, (found[1] or "")[:200] if found.re.groups else "")
    return Delivery(Outcome.REFUSED if 400 <= status < 500 else Outcome.UNKNOWN, answer)


def _filled(text: str, values: dict[str, str], *, quoted: bool = False) -> str:
    return _PLACE.sub(lambda found: quote(values[found[1]], safe="") if quoted else values[found[1]], text)
