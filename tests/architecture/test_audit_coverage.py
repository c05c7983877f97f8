"""Every public operation leaves a trace: it writes the audit trail itself or calls what does."""

import ast
from collections import defaultdict

from tests.architecture.sources import Function, doors, python

RECORDERS = {"record", "record_many"}


def _called(function: Function) -> set[str]:
    """Return the last names of everything that `function` mentions; `audit.record` counts as `record`."""
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return names | {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}


def _leading_to_the_trail() -> set[str]:
    """Return the names of functions that lead to the trail, through however many steps and rooms."""
    calls: dict[str, set[str]] = defaultdict(set)
    for source in python("recoup"):
        for function in source.functions():
            calls[function.name] |= _called(function)
    leading = set(RECORDERS)
    while more := {name for name, called in calls.items() if called & leading} - leading:
        leading |= more
    return leading


def test_every_operation_writes_the_trail() -> None:
    leading = _leading_to_the_trail()
    silent = [
        f"{source.at(function)} {function.name}"
        for source, function in doors("operations")
        if not _called(function) & leading
    ]
    assert not silent, "\n".join(silent)
