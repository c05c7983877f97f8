"""Every arrow in the house points down: imports, and the relations between tables that imports don't show."""

import configparser
import subprocess
import sys
from collections.abc import Iterator

from django.apps import apps

from tests.architecture.sources import ROOT


def _contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser


def _floors() -> dict[str, int]:
    """Return the floor of every room, 0 at the top, as the import contract has it."""
    layers = _contracts()["importlinter:contract:floors"]["layers"].split("\n")
    rooms = [[room.strip() for room in layer.split("|")] for layer in layers if layer.strip()]
    return {room: floor for floor, layer in enumerate(rooms) for room in layer}


FLOORS = _floors()
# Django's own tables and those of libraries lie under the house; so does plumbing, as part of it.
CELLAR = max(FLOORS.values()) + 1


def _floor(app_label: str) -> int:
    config = apps.get_app_config(app_label)
    package, *room = config.name.split(".")
    return FLOORS[room[0]] if package == "recoup" else CELLAR


def upward_relations() -> Iterator[str]:
    """Yield every relation of a model of ours that points up the house or sideways on its floor."""
    for model in apps.get_models(include_auto_created=True):
        source = model._meta.app_label
        if _floor(source) == CELLAR:
            continue
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is not None:
                target = field.related_model._meta.app_label
                if source != target and _floor(target) <= _floor(source):
                    yield f"{model.__name__}.{field.name}: {source} -> {target}"


def test_no_relation_points_up_or_sideways() -> None:
    upward = list(upward_relations())
    assert not upward, "\n".join(upward)


def test_the_import_contracts_are_kept() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    result = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_web_slice_is_a_stranger_to_the_others() -> None:
    folders = {path.parent.name for path in (ROOT / "recoup" / "web").glob("*/__init__.py")}
    named = _contracts()["importlinter:contract:web-slices"]["modules"].split()
    assert {f"recoup.web.{folder}" for folder in folders - {"shared"}} == set(named)


def test_every_room_with_tables_keeps_its_models_private() -> None:
    sections = _contracts()
    private = {
        sections[name]["protected_modules"].strip()
        for name in sections.sections()
        if "contract:private-" in name
    }
    rooms = {
        path.parent.name for path in (ROOT / "recoup").glob("*/models*") if path.parent.name != "reports"
    }
    assert private == {f"recoup.{room}.models" for room in rooms}
