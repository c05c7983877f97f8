"""Finding what is to be translated: literals inside marking functions, in Python files and in templates.

A call with `plural=`, such as `Sentence(N_("…"), …, plural=N_("…"))`, makes a message with two English forms.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

_ONE = {"N_", "_", "gettext", "gettext_lazy", "gettext_noop"}
_COUNTED = {"NN_", "ngettext", "ngettext_lazy"}
_IN_CONTEXT = {"pgettext", "pgettext_lazy"}
_COUNTED_IN_CONTEXT = {"npgettext", "npgettext_lazy"}


@dataclass(frozen=True, slots=True)
class Message:
    """One message to be translated: English singular, plural ("" when not counted) and context."""

    text: str
    plural: str
    context: str
    place: str


def messages(source: Path) -> Iterator[Message]:
    """Yield every message marked in the Python files and templates under `source`."""
    for path in sorted(source.rglob("*.py")):
        yield from in_python(path.read_text(), str(path.relative_to(source.parent)))
    for path in sorted((*source.rglob("*.html"), *source.rglob("*.txt"))):
        if "templates" in path.parts:
            yield from in_template(path.read_text(), str(path.relative_to(source.parent)))


def in_python(code: str, place: str) -> Iterator[Message]:
    """Yield every message marked in Python `code`."""
    tree = ast.parse(code)
    parts_of_counted = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (counted := _counted_by_keyword(node)):
            text, plural = counted
            parts_of_counted |= {id(text), id(plural)}
            yield Message(_literal(text) or "", _literal(plural) or "", "", place)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in parts_of_counted:
            yield from _marked(node, place)


def _counted_by_keyword(call: ast.Call) -> tuple[ast.expr, ast.expr] | None:
    """Return the singular and plural of a call like `Sentence(N_("…"), …, plural=N_("…"))`, or None."""
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    plural = keywords.get("plural")
    text = keywords.get("text") or (call.args[0] if call.args else None)
    if text is None or plural is None or not _literal(text) or not _literal(plural):
        return None
    return text, plural


def _marked(call: ast.Call, place: str) -> Iterator[Message]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    words = [_literal(argument) for argument in call.args]
    match name, words:
        case name, [str(text), *_] if name in _ONE:
            yield Message(text, "", "", place)
        case name, [str(text), str(plural), *_] if name in _COUNTED:
            yield Message(text, plural, "", place)
        case name, [str(context), str(text), *_] if name in _IN_CONTEXT:
            yield Message(text, "", context, place)
        case name, [str(context), str(text), str(plural), *_] if name in _COUNTED_IN_CONTEXT:
            yield Message(text, plural, context, place)


def _literal(node: ast.expr) -> str | None:
    """Return the text of a string literal, bare or inside N_(…), or None."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Call(func=ast.Name(id="N_"), args=[ast.Constant(value=str(text))]):
            return text
    return None


def in_template(source: str, place: str) -> Iterator[Message]:
    """Yield every message marked in the template `source`."""
    # Django turns a template into something that looks like Python where it matters: calls on one line each.
    for call in re.finditer(r"(?<!\w)(_|n?p?gettext)\((?=\s*u?['\"])", templatize(source, origin=place)):
        yield from in_python(_balanced(call.string, call.start()), place)


def _balanced(text: str, start: int) -> str:
    """Return the shortest call that begins at `start` and is a Python expression."""
    end = start
    while (end := text.find(")", end) + 1) > 0:
        try:
            ast.parse(text[start:end], mode="eval")
        except SyntaxError:
            continue
        return text[start:end]
    raise ValueError(f"a translatable call without an end: {text[start : start + 80]!r}")
