"""The report as lines."""

import pytest

from searchapp.cli.checked import print_findings
from searchapp.errors import Fault


@pytest.fixture
def lines(tally, capsys):
    def printed():
        print_findings(tally.findings())
        return capsys.readouterr().out.splitlines()

    return printed


def test_many_names_are_one_line_and_a_few_are_lines_of_their_own(tally, lines):
    for number in range(6):
        tally.fault(Fault("speakers", f"“Mr {number}” is written as {number}, once.", notice=True))
    for name in ("a.txt", "b.txt"):
        tally.fault(Fault(name, "The title “Dawn” is proposed. --title decides.", notice=True))

    assert lines()[:3] == [
        "notice: 6 names are written in another way, such as “Mr 0” as 0. `searchapp check --json` lists them.",
        "notice: a.txt: The title “Dawn” is proposed. --title decides.",
        "notice: b.txt: The title “Dawn” is proposed. --title decides.",
    ]


def test_a_kind_of_fault_says_in_how_many_files_it_is(tally, lines):
    for where in ("a", "b", "b", "c"):
        tally.fault(Fault(where, "is odd."))
    for where in ("a", "c"):
        tally.fault(Fault(where, "is even."))
    for _ in range(2):
        tally.fault(Fault("a", "is round."))

    assert [line for line in lines() if "×" in line] == [
        "  4 × is odd. In 3 files, most in b (2).",
        "  2 × is even. In 2 files, such as a.",
        "  2 × is round. In a.",
    ]


def test_what_no_speech_has_is_said_once_and_lists_none(tally, hear, said, lines):
    for number in range(12):
        hear(f"s{number}", said(number), speaker="Ann", date="2001")

    told = lines()
    assert [line for line in told if "topic" in line] == ["  none has a topic"]
    assert not any("s1" in line for line in told)


def test_what_nearly_all_speeches_lack_lists_none(tally, hear, said, lines):
    for number in range(20):
        hear(f"s{number}", said(number), speaker="Ann", date="2001", topics=("sea",) if number == 7 else ())

    assert [line for line in lines() if line.startswith("Without")] == ["Without a topic: 19 speeches, nearly all."]


def test_what_some_speeches_lack_lists_the_first(tally, hear, said, lines):
    for number in range(30):
        hear(f"s{number}", said(number), speaker="Ann", date="2001", topics=("sea",) if number % 2 else ())

    assert "Without a topic: 15 speeches, the first 10:" in lines()
