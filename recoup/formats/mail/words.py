"""The words of an e-mail: any encoding becomes text, HTML becomes its words alone."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from charset_normalizer import from_bytes

_SILENT = frozenset(
    ("script", "style", "head", "title", "template", "object", "embed", "iframe", "noscript", "svg")
)
_BREAKS = frozenset(
    (
        "br",
        "p",
        "div",
        "li",
        "tr",
        "table",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ul",
        "ol",
    )
)
_MANY_LINES = re.compile(r"\n{3,}")
# As people's programs name them; what they call by these names is often the larger set that includes it.
_LARGER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "windows-1258": "cp1258",
    "windows-1256": "cp1256",
}
_TEXT_MAX = 200_000


def decoded(content: bytes, charset: str) -> str:
    """Return bytes as text: by the declared charset when that fits, else by the likeliest one; never a failure."""
    name = charset.strip().strip("\"'").lower()
    for attempt in (_LARGER.get(name, name), "utf-8"):
        try:
            return content.decode(attempt)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    guessed = from_bytes(content[:100_000]).best()
    if guessed is not None:
        return content.decode(guessed.encoding, "replace")
    return content.decode("cp1252", "replace")


def tidy(text: str) -> str:
    """Return text without control and direction-override signs, in whole lines, of limited length."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(sign for sign in text[:_TEXT_MAX] if sign in "\n\t" or not _is_unsafe(sign))
    return _MANY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in kept.split("\n"))).strip()


def words_of_html(html: str) -> str:
    """Return the words of HTML; scripts, styles and everything that is not words is left out."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return tidy("".join(reader.said))


def _is_unsafe(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs") or sign in "\u202a\u202b\u202d\u202e\u2028\u2029\ufeff"


class _Words(HTMLParser):
    """Collects words; what it does not know it passes over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Fall silent inside of what holds no words, break lines where a browser does."""
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Speak again, or break the line."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BREAKS and tag != "br":
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words, blanks as a browser shows them."""
        if not self._silent:
            blank = " " if data[:1].isspace() else ""
            words = " ".join(data.split())
            self.said.append(f"{blank}{words}{' ' if words and data[-1:].isspace() else ''}")
