"""Every sentence is there in every language, with the same fields and as many forms as the language has."""

import ast
import re

from recoup.cash.operations.matching.plans import SOURCE as CASH
from recoup.connectors.intake.outcomes import SOURCE as INTAKE
from recoup.kernel.actor import PROGRAM_LABELS
from recoup.web.ledger.presenters import SOURCES
from setup import extraction, messages
from tests.architecture.sources import ROOT, files, python

# What stands between tags and is the same in every language: names of keys and commands, signs, names of the product.
_UNSPOKEN = re.compile(
    r"<(kbd|code|script|style|svg)\b.*?</\1>|\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL
)
_TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
_MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<[^>]*>|&\w+;|&#\w+;", re.DOTALL)
_SPOKEN_ATTRIBUTE = re.compile(
    r"""\s(?:title|alt|placeholder|aria-label|label)=(["'])([^"'{]*[A-Za-z]{2}[^"'{]*)\1"""
)


def test_the_catalogues_are_complete() -> None:
    problems = messages.problems()
    assert not problems, "\n".join(problems)


def test_code_and_templates_hold_messages() -> None:
    found = list(extraction.messages(messages.SOURCE))
    assert len(found) > 100
    assert any(message.plural for message in found)


def test_no_template_speaks_english_by_itself() -> None:
    spoken = []
    for path in files():
        if path.suffix == ".html" and "templates" in path.parts:
            text = _TRANSLATED.sub(" ", _UNSPOKEN.sub(" ", path.read_text()))
            words = re.findall(r"[A-Za-z]{2,}[A-Za-z ]*", _MARKUP.sub("\n", text))
            words += [
                match[1] for match in _SPOKEN_ATTRIBUTE.findall(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "{", text))
            ]
            spoken += [
                f"{path.relative_to(ROOT)}: {word.strip()}"
                for word in words
                if word.strip() not in ("Recoup", "true", "false")
            ]
    assert not spoken, "\n".join(spoken)


def test_templates_are_read_as_django_reads_them() -> None:
    template = """
        <p title="{% translate 'It is "so"' %}">{% blocktranslate count n=3 trimmed %}
        One (1) item's {{ a }}
        {% plural %} {{ n }} items {% endblocktranslate %}
        {{ _("hi)") }} {% translate "open" context "verb" %}
        {% blocktranslate with day=x %}Day {{ day }}, 100%{% endblocktranslate %}"""

    found = {
        (message.text, message.plural, message.context) for message in extraction.in_template(template, "x")
    }

    assert found == {
        ('It is "so"', "", ""),
        ("One (1) item's %(a)s", "%(n)s items", ""),
        ("hi)", "", ""),
        ("open", "", "verb"),
        ("Day %(day)s, 100%%", "", ""),
    }


def test_python_is_read_with_plurals_by_keyword() -> None:
    code = """
Sentence(N_("{count} item"), {"count": 1}, plural=N_("{count} items"), count="count")
Sentence(N_("a " "b"))
ngettext("one", "many", 3); pgettext("menu", "Open"); gettext(variable)
"""

    found = {(message.text, message.plural, message.context) for message in extraction.in_python(code, "x")}

    assert found == {
        ("{count} item", "{count} items", ""),
        ("a b", "", ""),
        ("one", "many", ""),
        ("Open", "", "menu"),
    }


def test_every_name_of_the_program_is_a_word() -> None:
    """Names under which the program acts and its entries are kept are read by people on the pages."""
    calls = [
        call
        for source in python("recoup")
        if not source.is_in("ops/bench", "kernel")
        for call in ast.walk(source.tree)
        if isinstance(call, ast.Call)
    ]
    programs = {
        one.value
        for call in calls
        if ast.unparse(call.func) == "Actor.program"
        for one in call.args
        if isinstance(one, ast.Constant)
    }
    sources = {
        keyword.value.value
        for call in calls
        if not ast.unparse(call.func).endswith("record_rates")
        for keyword in call.keywords
        if keyword.arg == "source" and isinstance(keyword.value, ast.Constant) and keyword.value.value
    }
    assert programs and programs <= set(PROGRAM_LABELS)
    assert sources and {*sources, CASH, INTAKE} <= set(SOURCES)
