"""Names of payers, compared across scripts, spellings and legal forms.

A name is read as Latin words (Chinese as pinyin, Persian and others letter by letter) without its legal form. Words
are compared as such, then by their consonants: Persian is written without most vowels, and German, Vietnamese and
Persian vowels have several Latin spellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii
from pypinyin import lazy_pinyin
from rapidfuzz.fuzz import token_set_ratio

from recoup.kernel.folding import fold

_HAN = re.compile("([\u3007\u3400-\u4dbf\u4e00-\u9fff]+)")
_WORD = re.compile(r"[a-z0-9]+")
_HAN_FORMS = re.compile(
    "股份有限公司|有限责任公司|有限公司|股份公司|集团公司|集团|总公司|分公司|公司|（.*?）|\\(.*?\\)"
)
_FORMS = (
    "spolka z ograniczona odpowiedzialnoscia",
    "spolka akcyjna",
    "spolka jawna",
    "sp z o o",
    "sp zoo",
    "spzoo",
    "sp j",
    "sp k",
    "s a",
    "s c",
    "cong ty trach nhiem huu han mot thanh vien",
    "cong ty trach nhiem huu han",
    "cong ty tnhh mtv",
    "cong ty tnhh mot thanh vien",
    "cong ty tnhh",
    "cong ty co phan",
    "cong ty cp",
    "cty tnhh mtv",
    "cty tnhh",
    "cty cp",
    "cty co phan",
    "ct tnhh",
    "ctcp",
    "cong ty",
    "cty",
    "tnhh mtv",
    "tnhh",
    "doanh nghiep tu nhan",
    "dntn",
    "gmbh co kg",
    "gmbh und co kg",
    "gmbh",
    "mbh",
    "ag co kg",
    "co kg",
    "kgaa",
    "ag",
    "kg",
    "ohg",
    "e k",
    "ug",
    "co ltd",
    "company limited",
    "co limited",
    "joint stock company",
    "jsc",
    "pjsc",
    "private joint stock",
    "public joint stock",
    "p j s",
    "limited",
    "ltd",
    "llc",
    "llp",
    "lp",
    "plc",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "company",
    "co",
    "sarl",
    "sasu",
    "sas",
    "eurl",
    "sci",
    "sa",
    "srl",
    "spa",
    "bv",
    "nv",
    "oy",
    "ab",
    "as",
    "aps",
    "sherkat sahami khas",
    "sherkat sahami am",
    "sherkate",
    "sherkat",
    "sherket",
    "sahami khas",
    "sahami aam",
    "sahami am",
    "shrkt",
    "shrkth",
    "shkt",
    "shmy khs",
    "shmy am",
    "shmy",
    "khs",
    "am",
    "group",
    "holding",
    "youxian gongsi",
    "gufen youxian gongsi",
)
_FORM = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _FORMS), key=lambda form: (-len(form), form))) + r")\b"
)
_SOUNDS = (
    ("kh", "x"),
    ("gh", "q"),
    ("sh", "c"),
    ("ch", "c"),
    ("zh", "z"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
)
_SOFT = re.compile("[aeiouyhwv']+")
_DOUBLE = re.compile(r"(.)\1+")
_RARE_MAX = 60
_COMPARED_MAX = 8


class Name(NamedTuple):
    """A name as Latin words without legal form: the words, them joined, and the consonants of each."""

    words: tuple[str, ...]
    joined: str
    bones: tuple[str, ...]


@lru_cache(maxsize=200_000)
def name_of(text: str) -> Name:
    """Return what is compared of a name."""
    folded = _HAN_FORMS.sub(" ", fold(text))
    latin = folded if folded.isascii() else _latin(folded)
    words = _WORD.findall(latin.replace("&", " ").replace(".", " ").replace("'", ""))
    plain = " ".join(words)
    bare = _FORM.sub(" ", plain).split() or words
    bones = tuple(dict.fromkeys(bone for word in bare if len(bone := bone_of(word)) >= 2))
    return Name(tuple(bare), "".join(bare), bones)


def _latin(text: str) -> str:
    parts = []
    for part in _HAN.split(text):
        if _HAN.match(part):
            parts += lazy_pinyin(part, errors="ignore")
        else:
            parts.append(anyascii(part).lower())
    return " ".join(parts)


@lru_cache(maxsize=200_000)
def bone_of(word: str) -> str:
    """Return the consonants of a Latin word, sounds of two letters as one and no letter doubled."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _DOUBLE.sub(r"\1", _SOFT.sub("", word))


class NameIndex(NamedTuple):
    """Names of customers: by the joined words, by each word and by the consonants of each word."""

    joined: Mapping[str, tuple[int, ...]]
    words: Mapping[str, tuple[int, ...]]
    bones: Mapping[str, tuple[int, ...]]
    names: Mapping[int, tuple[Name, ...]]


def index_names(names: Iterable[tuple[int, str]]) -> NameIndex:
    """Return the index of names, each with the customer who bears it."""
    joined: dict[str, dict[int, None]] = {}
    words: dict[str, dict[int, None]] = {}
    bones: dict[str, dict[int, None]] = {}
    borne: dict[int, dict[Name, None]] = {}
    for customer_id, text in names:
        name = name_of(text)
        if not name.joined:
            continue
        borne.setdefault(customer_id, {})[name] = None
        joined.setdefault(name.joined, {})[customer_id] = None
        for word in name.words:
            words.setdefault(word, {})[customer_id] = None
        for bone in name.bones:
            bones.setdefault(bone, {})[customer_id] = None
    return NameIndex(
        _frozen(joined),
        _frozen(words),
        _frozen(bones),
        {customer_id: tuple(all_names) for customer_id, all_names in borne.items()},
    )


def _frozen(table: Mapping[str, Mapping[int, None]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(ids) for key, ids in table.items()}


class Likeness(NamedTuple):
    """A customer whose name is like the payer's: `percent` as words, or `by_sound` as consonants only."""

    customer_id: int
    percent: int
    by_sound: bool


def alike_names(text: str, index: NameIndex) -> tuple[Likeness, ...]:
    """Return the customers named most like `text`, the best first; nothing under 75 percent."""
    name = name_of(text)
    if not name.joined:
        return ()
    same = index.joined.get(name.joined)
    if same:
        return tuple(Likeness(customer_id, 100, by_sound=False) for customer_id in same)
    weights: dict[int, int] = {}
    for keys, table in ((name.words, index.words), (name.bones, index.bones)):
        for key in keys:
            bearers = table.get(key, ())
            if 0 < len(bearers) <= _RARE_MAX:
                rarity = 100 // len(bearers) + len(key)
                for customer_id in bearers:
                    weights[customer_id] = weights.get(customer_id, 0) + rarity
    compared = sorted(weights, key=lambda customer_id: (-weights[customer_id], customer_id))[:_COMPARED_MAX]
    found = []
    for customer_id in compared:
        best = max((_likeness(name, other) for other in index.names[customer_id]), default=(0, False))
        if best[0] >= 75:
            found.append(Likeness(customer_id, best[0], best[1]))
    return tuple(sorted(found, key=lambda like: (-like.percent, like.by_sound, like.customer_id)))


def _likeness(one: Name, other: Name) -> tuple[int, bool]:
    """Return how like two names are; words that one of them lacks tell against it, unless it is cut short."""
    if one.joined.startswith(other.joined) or other.joined.startswith(one.joined):
        shorter = min(len(one.joined), len(other.joined))
        if shorter >= 8:
            return 96, False
    percent = int(token_set_ratio(" ".join(one.words), " ".join(other.words)))
    shared = len(set(one.words) & set(other.words))
    if percent == 100 and shared < max(len(one.words), len(other.words)):
        percent = 80 if shared == 1 else 88
    if one.bones and one.bones == other.bones and sum(map(len, one.bones)) >= 4:
        return max(percent, 92), percent < 92
    return percent, False
