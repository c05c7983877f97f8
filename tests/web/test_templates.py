"""Every template of the desk compiles and keeps the house rules."""

import re
from pathlib import Path

import pytest
from django.template import loader

WEB = Path("recoup/web")
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle="),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "an event handler": re.compile(r"\s(on[a-z]+|hx-on[\w:-]*)="),
    "an address outside": re.compile(r"""(src|href)=["']https?://"""),
    "a compared code": re.compile(r"""\{% (el)?if [^%]*[=!]= ?["'][A-Z]{2,}"""),
    "a side instead of an edge": re.compile(r"""class="[^"]*\b(left|right)\b"""),
}


def name_of(path: Path) -> str:
    return str(path.relative_to(next(parent for parent in path.parents if parent.name == "templates")))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_the_template_compiles(path: Path) -> None:
    assert loader.get_template(name_of(path)) is not None


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_the_template_keeps_the_rules(path: Path) -> None:
    broken = [rule for rule, pattern in FORBIDDEN.items() if pattern.search(path.read_text())]
    assert broken == []


def test_styles_know_no_left_and_right() -> None:
    sides = re.compile(
        r"(margin|padding|border)-(left|right)|\b(left|right):|text-align: (left|right)|float:"
    )
    broken = [str(path) for path in WEB.glob("*/static/**/*.css") if sides.search(path.read_text())]
    assert broken == []


def test_scripts_know_no_words() -> None:
    """A sentence in a script could not be translated."""
    sentence = re.compile(r"""(["'`])[A-Z][a-z]+ [a-z]+[^"'`]*\1""")
    broken = [str(path) for path in WEB.glob("*/static/**/*.js") if sentence.search(path.read_text())]
    assert broken == []
