"""The house rules that a machine can keep. No rule has a list of exceptions."""

import ast
import re

from tests.architecture.sources import ROOT, Function, doors, files, python

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
PARAMETERS_MAX = 7
HAND_WRITTEN = {".py", ".html", ".css", ".js", ".sql", ".typ", ".sh"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "services", "managers", "signals"}
CLOCK_READS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("time", "time"),
}
EXACT = ("kernel", "engines", "ledger", "cash")
INDEX_ADDRESS = re.compile(r"https?://\S*(pypi|npmjs|/simple\b|files\.pythonhosted)", re.IGNORECASE)


def test_no_file_is_too_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in files()
        if path.suffix in HAND_WRITTEN and (count := len(path.read_text().splitlines())) > FILE_LINES_MAX
    ]
    assert not long, "\n".join(long)


def test_no_function_is_too_long() -> None:
    long = [
        f"{source.at(function)} {function.name}: {length} lines"
        for source in python()
        for function in source.functions()
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES_MAX
    ]
    assert not long, "\n".join(long)


def test_no_function_takes_too_many_parameters() -> None:
    many = [
        f"{source.at(function)} {function.name}: {count} parameters"
        for source in python("recoup", "setup")
        for function in source.functions()
        if (count := len(_parameters(function))) > PARAMETERS_MAX
    ]
    assert not many, "\n".join(many)


def _parameters(function: Function) -> list[str]:
    arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    # Every operation takes who acts and when; what counts is what it takes besides.
    return [name for name in names if name not in ("self", "cls", "actor", "at", "now")]


def test_operations_take_keywords_only() -> None:
    positional = [
        f"{source.at(function)} {function.name}"
        for source, function in doors("operations")
        if function.args.posonlyargs or function.args.args or function.args.vararg
    ]
    assert not positional, "\n".join(positional)


def test_queries_take_at_most_what_they_are_about_by_position() -> None:
    positional = [
        f"{source.at(function)} {function.name}"
        for source, function in doors("queries")
        if len(function.args.posonlyargs + function.args.args) > 1 or function.args.vararg
    ]
    assert not positional, "\n".join(positional)


def test_everything_public_says_what_it_is() -> None:
    silent = []
    for source in python("recoup", "setup"):
        if source.is_migration or not source.text.strip():
            continue
        if ast.get_docstring(source.tree) is None:
            silent.append(f"{source.name}: the module")
        silent += [
            f"{source.at(node)} {node.name}"
            for node in source.tree.body
            if isinstance(node, Function | ast.ClassDef)
            and not node.name.startswith("_")
            and ast.get_docstring(node) is None
        ]
    assert not silent, "\n".join(silent)


def test_imports_stand_at_the_top() -> None:
    inside = [
        source.at(node)
        for source in python()
        for function in source.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not inside, "\n".join(inside)


def test_only_the_clock_reads_the_clock() -> None:
    reads = [
        f"{source.at(node)} {node.value.id}.{node.attr}"
        for source in python("recoup")
        if source.name != "recoup/kernel/clock.py"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCK_READS
    ]
    assert not reads, "\n".join(reads)


def test_money_never_meets_a_float() -> None:
    floats = [
        source.at(node)
        for source in python("recoup")
        if source.is_in(*EXACT)
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert not floats, "\n".join(floats)


def test_no_error_is_caught_without_being_named() -> None:
    bare = [
        source.at(node)
        for source in python()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert not bare, "\n".join(bare)


def test_models_are_never_fetched_by_name() -> None:
    fetched = [
        source.at(node)
        for source in python("recoup")
        if not source.is_migration
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr == "get_model"
    ]
    assert not fetched, "\n".join(fetched)


def test_migrations_stand_on_their_own_and_are_named_for_what_they_do() -> None:
    wrong = []
    for source in python("recoup"):
        if not source.is_migration or source.path.name == "__init__.py":
            continue
        if "_auto_" in source.path.name or not re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", source.path.name):
            wrong.append(f"{source.name}: name")
        wrong += [
            f"{source.at(node)} imports recoup" for node in ast.walk(source.tree) if _imports_recoup(node)
        ]
    assert not wrong, "\n".join(wrong)


def _imports_recoup(node: ast.AST) -> bool:
    match node:
        case ast.Import(names=names):
            return any(alias.name.split(".")[0] == "recoup" for alias in names)
        case ast.ImportFrom(module=str(module)):
            return module.split(".")[0] == "recoup"
    return False


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    empty = [
        str(path.relative_to(ROOT))
        for path in files()
        if FORBIDDEN_NAMES & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    ]
    assert not empty, "\n".join(empty)


def test_nothing_is_left_for_later() -> None:
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME")))
    later = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files()
        if path.suffix in HAND_WRITTEN | {".md", ".toml", ".in"}
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if marks.search(line)
    ]
    assert not later, "\n".join(later)


def test_a_silenced_type_error_says_which_and_why() -> None:
    silenced = re.compile(r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s+#\s*\S)")
    unexplained = [
        f"{source.name}:{number}"
        for source in python()
        for number, line in enumerate(source.text.splitlines(), start=1)
        if silenced.search(line) and "re.compile" not in line
    ]
    assert not unexplained, "\n".join(unexplained)


def test_templates_compare_no_codes() -> None:
    comparison = re.compile(r"""\{%\s*(?:el)?if\b[^%]*[=!]=\s*["'][A-Z][A-Z_]+["']""")
    compared = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files()
        if path.suffix == ".html"
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if comparison.search(line)
    ]
    assert not compared, "\n".join(compared)


def test_every_page_of_the_documentation_has_one_title() -> None:
    wrong = []
    for path in files():
        if path.suffix == ".md":
            prose = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)
            titles = len(re.findall(r"^# ", prose, flags=re.MULTILINE))
            if titles != 1:
                wrong.append(f"{path.relative_to(ROOT)}: {titles} titles")
    assert not wrong, "\n".join(wrong)


def test_no_file_names_a_package_index() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files()
        if path.suffix in HAND_WRITTEN | {".md", ".toml", ".in", ".txt", ".json", ".cfg", ""}
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1)
        if INDEX_ADDRESS.search(line)
    ]
    assert not named, "\n".join(named)
