"""Who may import whom: the ladder of docs/architecture.md, held against the code."""

import ast
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

import searchapp

PACKAGE = Path(searchapp.__file__).parent
EDGES = {"wsgi": "cli", "__main__": "cli"}
"""Modules that stand in a room which isn't called like them."""
LIBRARIES = {
    "whoosh": ("engines/whoosh/",),
    "opensearchpy": ("engines/opensearch/",),
    "bleach": ("sources/clean.py",),
    "flask": ("web/", "cli/", "wsgi.py"),
}
"""The only places where these may be imported."""


@cache
def rows():
    """The row of each room, counted from the top."""
    block = re.search(r"```ladder\n(.*?)```", (PACKAGE / "docs" / "architecture.md").read_text("utf-8"), re.DOTALL)
    return {room: row for row, line in enumerate(block[1].splitlines()) for room in line.split()}


def room(package, file):
    """The room that a module stands in; the package's own `__init__` holds the version, and imports nothing."""
    name = file.relative_to(package).parts[0].removesuffix(".py")
    return EDGES.get(name, name)


def imported(file):
    """The full name of everything that a module imports, at its top or inside a function, with its line."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: a relative import hides which room it means"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def wrong(package, place, home, name):
    """Why a module of this room may not import this name; None if it may."""
    first, _, rest = name.partition(".")
    if first in LIBRARIES and not place.startswith(LIBRARIES[first]):
        return f"{first} is imported only in {', '.join(LIBRARIES[first])}"
    other = rest.split(".")[0]
    if first != "searchapp" or not ((package / other).is_dir() or (package / f"{other}.py").is_file()):
        return None
    row, other = rows(), EDGES.get(other, other)
    if home == other or (home in row and other in row and row[home] < row[other]):
        return None
    return f"{home} may not import {other}"


def faults(package):
    """`place:line: why` for every import that the ladder forbids."""
    return [
        f"{place}:{line}: {why}"
        for file in sorted(package.rglob("*.py"))
        for name, line in imported(file)
        if (why := wrong(package, place := file.relative_to(package).as_posix(), room(package, file), name))
    ]


def test_every_room_has_its_place_in_the_ladder():
    rooms = {room(PACKAGE, file) for file in PACKAGE.rglob("*.py")} - {"__init__"}

    assert rooms <= rows().keys()


def test_a_row_imports_only_rows_below_it():
    assert faults(PACKAGE) == []


@pytest.mark.parametrize(
    ("place", "line", "why"),
    [
        ("dates.py", "import searchapp.web", "dates may not import web"),
        ("dates.py", "from searchapp import deadline", "dates may not import deadline"),
        ("text/analysis.py", "from searchapp.query.model import Word", "text may not import query"),
        ("text/analysis.py", "from searchapp.text.runs import Run", None),
        ("searching.py", "from searchapp.indexing import rebuild", "searching may not import indexing"),
        (
            "engines/values.py",
            "def late():\n    from searchapp.searching import answer",
            "engines may not import searching",
        ),
        ("engines/memory.py", "import whoosh.index", "whoosh is imported only in engines/whoosh/"),
        ("engines/whoosh/folder.py", "import whoosh.index", None),
        ("web/__init__.py", "from bleach import clean", "bleach is imported only in sources/clean.py"),
        ("searching.py", "import flask", "flask is imported only in web/, cli/, wsgi.py"),
        ("__init__.py", "from searchapp.errors import Fault", "__init__ may not import errors"),
        ("wsgi.py", "import searchapp.cli", None),
        ("web/__init__.py", "import searchapp.wsgi", "web may not import cli"),
        ("web/__init__.py", "from searchapp import __version__", None),
        ("new.py", "import searchapp.errors", "new may not import errors"),
    ],
)
def test_a_wrong_import_is_caught(tmp_path, place, line, why):
    package = shutil.copytree(
        PACKAGE, tmp_path / "searchapp", ignore=shutil.ignore_patterns("*.md", "static", "templates")
    )
    with (package / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")

    found = [fault.split(": ", 1)[1] for fault in faults(package) if fault.startswith(f"{place}:")]
    assert found == ([why] if why else [])
