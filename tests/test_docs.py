"""Docs that can't rot: what they say of the code is compared with the code."""

import os
import re
from pathlib import Path

import pytest

from searchapp import settings
from searchapp.cli import main

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "searchapp" / "docs").rglob("*.md")), ROOT / "index" / "README.md"]


def test_the_readme_lists_every_setting():
    rows = [f"| `{name}` | {f'`{default}`' if default else ''} | {help} |" for name, default, help in settings.table()]
    table = "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows])
    text = README.read_text()
    written = re.sub(r"(?s)(<!-- settings -->\n).*(<!-- /settings -->)", rf"\g<1>{table}\n\g<2>", text)
    if "UPDATE_DOCS" in os.environ:
        README.write_text(written)
        text = written

    assert text == written


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())

    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_every_command_shows_an_example_and_an_index_option():
    for name, command in main.commands.items():
        context = command.make_context(name, [], resilient_parsing=True)

        shown = command.get_help(context)
        assert "--index DIR" in shown, name
        assert f"searchapp {name}" in shown.split("Example:")[1], name


def test_every_room_stands_in_the_architecture():
    page = (ROOT / "searchapp" / "docs" / "architecture.md").read_text()
    rooms = [path.name for path in (ROOT / "searchapp").iterdir() if path.suffix == ".py" or path.is_dir()]

    missing = [room for room in rooms if room.strip("_") not in page and not room.startswith(("__", "docs"))]
    assert missing == []


def test_every_decision_has_context_and_consequences():
    for record in (ROOT / "searchapp" / "docs" / "decisions").glob("*.md"):
        text = record.read_text()

        assert {"**Context.**", "**Decision.**", "**Consequences.**"} <= set(re.findall(r"\*\*\w+\.\*\*", text)), (
            record.name
        )


def test_the_top_level_holds_what_it_should():
    import subprocess

    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    if tracked == [""]:
        tracked = [path.name for path in ROOT.iterdir()]
    top = {path.split("/")[0] for path in tracked if path}
    allowed = {"pyproject.toml", "README.md", "LICENSE", "Procfile", "searchapp", "index", "tests"}

    assert {name for name in top if not name.startswith(".")} <= allowed | {"build"}


def test_every_test_that_reading_names_is_there():
    spans = re.findall(
        r"`((?:tests/)?(?:[\w/]*\.py)?(?:::test_\w+)?)`",
        (ROOT / "searchapp" / "docs" / "reading.md").read_text("utf-8"),
    )
    tests, file, named = Path(__file__).parent, None, 0

    for span in filter(None, spans):
        path, _, name = span.partition("::")
        if path:
            (file,) = tests.rglob(Path(path).name)
        assert f"def {name}(" in file.read_text("utf-8") if name else file.is_file(), span
        named += bool(name)
    assert named > 20


def test_no_two_test_files_have_one_name():
    names = [path.name for path in Path(__file__).parent.rglob("test_*.py")]

    assert sorted(names) == sorted(set(names))
