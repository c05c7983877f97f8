"""The outbox has one door: only the operation that sends may hand anything over to the outside."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import Source, python

WAYS_OUT = frozenset(f"recoup.plumbing.delivery.{way}" for way in ("smtp", "sms", "drop"))
CARRYING = "recoup/correspondence/operations/outbox/carrying.py"
SENDING = "recoup/correspondence/operations/outbox/sending.py"
ROUND_THE_DOOR = frozenset(("smtplib", "aiosmtplib", "django.core.mail", "django.core.mail.message"))


def _imports(source: Source) -> Iterator[str]:
    """Yield all that a file imports, as modules and as names in modules."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _importers(modules: frozenset[str]) -> set[str]:
    return {
        source.name
        for source in python()
        if source.name.startswith("recoup/") and modules.intersection(_imports(source))
    }


def test_only_the_outbox_hands_over_to_servers_gateways_and_folders() -> None:
    assert _importers(WAYS_OUT) == {CARRYING}


def test_only_the_operation_that_sends_knows_the_carriers() -> None:
    carrying = frozenset((CARRYING.removesuffix(".py").replace("/", "."),))
    assert _importers(carrying) == {SENDING}


def test_nobody_mails_past_the_plumbing_of_delivery() -> None:
    assert {name for name in _importers(ROUND_THE_DOOR) if "plumbing/delivery/" not in name} == set()


def test_the_sending_operation_passes_the_door_before_it_carries() -> None:
    """Both stand in one file: what is handed over comes from `_begin`, which ends with the passage."""
    (sending,) = (source for source in python() if source.name == SENDING)
    functions = {function.name: ast.unparse(function) for function in sending.functions()}
    assert [name for name, text in functions.items() if "sending.carriers[" in text] == ["_send"]
    assert functions["_send"].index("_begin(") < functions["_send"].index("sending.carriers[")
    assert functions["_begin"].index("_passes(") < functions["_begin"].index("MessageStatus.SENDING")
