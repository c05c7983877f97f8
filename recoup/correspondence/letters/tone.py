"""The tone check: words that threaten, insult, shame, or pretend to be an authority have no place in our letters.

The words stand in `tone_words/*.txt`, one file a language, each entry under the heading of what is wrong with it.
Texts and entries are compared folded, so that case, accents and spelling of letters hide nothing (VN-A3: harassment by
digital means; CN-A6: no police or court that we are not; UK-A4: no false delivery cards). A single Vietnamese
syllable is compared with its accents: without them a month would be an insult.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence

_FOLDER = Path(__file__).parent / "tone_words"
_ACCENTS_TELL = ("vi",)
_HAN = re.compile("[\u3400-\u9fff]")
_WHY = {
    "threat": N_("“{words}” threatens the customer."),
    "insult": N_("“{words}” insults the customer."),
    "shame": N_("“{words}” would expose the customer before others."),
    "authority": N_("“{words}” pretends to be a police, court or bailiff that we are not."),
    "deceit": N_("“{words}” misleads about who writes or why."),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    shown: str
    pattern: re.Pattern[str]
    why: str
    keeps_accents: bool


def tone_problem(text: str) -> Sentence | None:
    """Return why a text can't be sent to a customer, whatever language it is in; None when nothing was found."""
    folded, accented = _blanks(fold(text)), _accented(text)
    for entry in _entries():
        if entry.pattern.search(accented if entry.keeps_accents else folded):
            return Sentence(_WHY[entry.why], {"words": entry.shown})
    return None


@cache
def _entries() -> tuple[_Entry, ...]:
    return tuple(entry for path in sorted(_FOLDER.glob("*.txt")) for entry in _read(path))


def _read(path: Path) -> list[_Entry]:
    why, found = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            why = line.strip("[]")
            assert why in _WHY, f"{path.name}: {why}"
        elif line:
            keeps_accents = path.stem in _ACCENTS_TELL and " " not in line
            compared = _accented(line) if keeps_accents else _blanks(fold(line))
            found.append(_Entry(line, _pattern(compared), why, keeps_accents))
    return found


def _pattern(words: str) -> re.Pattern[str]:
    """Match whole words; Chinese has no blanks between them, so there any place counts."""
    escaped = re.escape(words)
    return re.compile(escaped if _HAN.search(words) else rf"(?<!\w){escaped}(?!\w)")


def _accented(text: str) -> str:
    return _blanks(unicodedata.normalize("NFC", text).casefold())


def _blanks(text: str) -> str:
    return " ".join(text.split())
