"""Documents made to do harm: they are read or told of, soon, and what they hold stays text."""

import io
import json
import os
import stat
import zipfile
from time import process_time

import pytest

from searchapp.errors import BadSource
from searchapp.speech import to_record

LONG = 50_000
"""A step for each pair of so many characters would take minutes."""
ONE_STEP_A_CHARACTER = {
    "spaces in a heading": ("a.md", "# Title\n\n## one" + " " * LONG + "two\n\nFine words."),
    "spaces in a title": ("a.md", "# one" + " " * LONG + "two\n\nFine words."),
    "comments before a page": ("a.html", "<!---->" * 60 + "x<p>Fine words."),
    "stars in an article": ("a.txt", 'PRESS, May 3, 2019. Ada Holm spoke.\n\nAda Holm: "Fine\n\n' + "*" * LONG + 'x"'),
    "spaces between topics": ("a.jsonl", json.dumps({"text": "Fine words.", "topics": " " * LONG + "x"})),
    "keys within keys": ("a.md", "+++\nyear" + ".a" * 20_000 + " = 1\n+++\nFine words."),
    "a number of many digits": ("a.md", "+++\nyear = 0x" + "f" * LONG + "\n+++\nFine words."),
    "a word of many letters": ("a.md", "+++\ntitle = '" + "f" * LONG + "'\n+++\nFine words."),
}


@pytest.mark.parametrize("trick", ONE_STEP_A_CHARACTER)
def test_no_document_takes_for_ever(file, reading, trick):
    path = file(*ONE_STEP_A_CHARACTER[trick])
    began = process_time()

    found = reading(path)

    assert "Fine" in found.speech.text
    assert process_time() - began < 3, "a moment of this processor's time, where minutes were asked for"


def test_a_table_of_100_000_columns_is_told_and_not_read(file, reading, calls):
    path = file("a.csv", "text," + ",".join(f"c{n}" for n in range(100_000)) + "\nwords\n")
    found = []

    effort = calls(lambda: found.append(reading(path)))

    assert found[0].speeches == []
    assert "100,001 columns" in found[0].fault.message
    assert effort < 1_000_000


def test_columns_of_one_name_are_told_apart(file, reading):
    found = reading(file("a.csv", "text,note,note,,\nwords,a,b,c,d\n"))

    assert dict(found.speech.extra) == {"note": "a", "note column 3": "b", "column 4": "c", "column 5": "d"}


@pytest.mark.parametrize("value", ["9" * 5000, "nan", "[inf, -inf]", "0x" + "f" * 5000, "{a = 1979-05-27}"])
def test_every_number_of_front_matter_can_be_written_as_json(file, reading, value):
    found = reading(file("a.md", f"+++\nx = {value}\n+++\nFine words."))

    assert found.speech.text == "Fine words."
    json.dumps(to_record(found.speech), allow_nan=False)


def test_a_number_too_large_for_json_is_kept_as_text(file, reading):
    found = reading(file("a.jsonl", '{"text": "words", "x": 1e999, "y": [-1e999, 1e9]}'))

    assert dict(found.speech.extra) == {"x": "inf", "y": ["-inf", 1e9]}


def test_a_name_of_a_file_gives_a_title_without_commands(tmp_path, reading):
    path = tmp_path / os.fsdecode(b"1961-01-20-\x1b[31mbad\xff-name.txt")
    path.write_text("Fine words.")

    assert reading(path).speech.title == "[31mbad name"


def test_what_is_given_is_tidied_as_a_record_is(file, reading):
    found = reading(file("a.txt", "Fine words."), speaker=" Ada\x1b  Holm\udcff ", topics=("a\x1fb", " "))

    assert found.speech.speaker == "Ada Holm"
    assert found.speech.topics == ("ab",)


def test_what_is_given_and_too_long_is_told(file, reading):
    with pytest.raises(BadSource, match="5,000 characters"):
        reading(file("a.txt", "Fine words."), title="x" * 5000)


def test_a_fault_is_one_line_without_commands(file, reading):
    found = reading(file("a\x1b[31m\nb.csv", "sp\x1b]0;x\x07,y\n1,2\n"))

    told = str(found.fault)
    assert told.isprintable()
    assert "a\\x1b[31m\\nb.csv" in told


def packed(*members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize("name", ["./a.txt", "x//a.txt"])
def test_a_sidecar_is_found_however_its_archive_writes_paths(file, reading, name):
    found = reading(file("a.zip", packed((name, "Fine words."), (name + ".json", '{"title": "T"}'))))

    assert found.speech.title == "T"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED])
def test_a_damaged_member_is_told_and_the_next_one_read(file, reading, method):
    whole = packed(("a.txt", "Some words. " * 100), ("b.txt", "Fine words."), method=method)
    for place in range(whole.index(b"b.txt") - 30):
        damaged = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]

        found = reading(file("a.zip", damaged))

        assert "Fine words." in found.texts()
        assert len(found.texts()) == 2 or found.faults


def test_a_link_in_an_archive_is_refused(file, reading):
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    found = reading(file("a.zip", packed((link, "/etc/passwd"))))

    assert found.speeches == []
    assert "is a link" in found.fault.message


def test_a_member_without_a_name_is_refused_and_the_next_one_read(file, reading):
    archive = packed(("a", "Some words."), ("b.txt", "Fine words."))
    at = archive.index(b"PK\x01\x02")
    unnamed = archive[: at + 28] + b"\0\0" + archive[at + 30 : at + 46] + archive[at + 47 :]
    size = int.from_bytes(unnamed[-10:-6], "little") - 1

    found = reading(file("a.zip", unnamed[:-10] + size.to_bytes(4, "little") + unnamed[-6:]))

    assert found.texts() == ["Fine words."]
    assert "has no name" in found.fault.message


def test_line_ends_of_old_macs_are_told(file, reading):
    found = reading(file("a.csv", "speaker,text\rAda,Fine words.\rBo,More.\r"))

    assert found.speeches == []
    assert "old Macs" in found.fault.message


def test_a_line_end_of_old_macs_in_a_row_is_told_and_the_next_one_read(file, reading):
    found = reading(file("a.csv", "speaker,text\nAda,Fine\rwords.\nBo,More.\n"))

    assert found.texts() == ["More."]
    assert {fault.line for fault in found.faults} == {2}


def test_a_table_with_a_name_that_never_ends_is_soon_told(file, reading):
    path = file("a.csv", f"{'a1' * 100_000},b\nx,y\n")
    began = process_time()

    found = reading(path)
    assert "No column is known to hold the text" in found.fault.message
    assert process_time() - began < 20, "where minutes were asked for"
