"""The project's own files, read and parsed once for all architecture tests."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "team",
    "parties",
    "rulebook",
    "ledger",
    "correspondence",
    "cash",
    "collections",
    "reconciliation",
    "reports",
    "connectors",
    "workflows",
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Its path from the root of the project."""
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.path.parts

    def is_in(self, *folders: str) -> bool:
        """Whether it is in one of these folders of the package, such as `ledger` or `plumbing/audit`."""
        return self.name.startswith(tuple(f"recoup/{folder}/" for folder in folders))

    def functions(self) -> Iterator[Function]:
        """Yield every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def public_functions(self) -> Iterator[Function]:
        """Yield the functions of the module itself whose names are public."""
        for node in self.tree.body:
            if isinstance(node, Function) and not node.name.startswith("_"):
                yield node

    def at(self, node: ast.AST) -> str:
        """Where `node` is, as editors understand it."""
        return f"{self.name}:{getattr(node, 'lineno', 0)}"


@cache
def files() -> tuple[Path, ...]:
    """Return every file that belongs to the project: what git keeps or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(path for name in sorted(set(listed)) if (path := ROOT / name).is_file())


@cache
def python(*folders: str) -> tuple[Source, ...]:
    """Return the Python files under these folders of the project, or all."""
    return tuple(
        Source(path)
        for path in files()
        if path.suffix == ".py" and (not folders or path.relative_to(ROOT).parts[0] in folders)
    )


def doors(kind: str) -> Iterator[tuple[Source, Function]]:
    """Yield the public functions of every room's `kind` of door: "operations" or "queries".

    A door that is a folder lets out what its `__init__` imports; the rest of the folder is its own affair.
    """
    for room in ROOMS:
        folder = ROOT / "recoup" / room / kind
        front = Source(folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py"))
        if not front.path.is_file():
            continue
        if not folder.is_dir():
            yield from ((front, function) for function in front.public_functions())
            continue
        let_out = {
            alias.name for node in front.tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
        }
        for path in sorted(folder.glob("*.py")):
            yield from (
                (Source(path), door) for door in Source(path).public_functions() if door.name in let_out
            )
