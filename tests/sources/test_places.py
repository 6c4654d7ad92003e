"""Folders, archives, sidecars and standard input; what is refused there."""

import gzip
import io
import json
import sys
import tracemalloc
import zipfile
from itertools import chain, repeat
from pathlib import Path
from types import SimpleNamespace

import pytest

from searchapp.errors import BadSource, Fault
from searchapp.sources import FORMATS, Given, read
from searchapp.sources.streams import _Flow

MEGABYTE = 1024 * 1024


@pytest.fixture
def archive(tmp_path):
    """Write a zip archive and return its path."""

    def write(members, name="a.zip"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as packed:
            for member, content in members.items():
                packed.writestr(member, content)
        return tmp_path / name

    return write


def test_a_folder_is_read_to_its_depth_in_the_order_of_names(file, reading):
    for name in ("f/b/2.txt", "f/a.txt", "f/b/1.jsonl", "f/c"):
        file(name, '{"text": "1"}\n' if name.endswith("jsonl") else name[-5:])

    found = reading(file("f/d.md", "d").parent)

    assert found.texts() == ["a.txt", "1", "2.txt", "f/c", "d"]


def test_what_is_no_speech_is_passed_over_with_a_notice(file, reading):
    for name in ("README", "README.md", "LICENSE.txt", ".hidden", "._a.txt", "movie.mp4", "page.xml", ".git/config"):
        file(f"f/{name}", "something")
    file("f/picture", b"\x89PNG\r\n\x1a\n")

    found = reading(file("f/a.txt", "Fine words.").parent)

    assert found.texts() == ["Fine words."]
    assert found.faults == []
    assert len(found.notices) == 10  # a title is proposed; eight files and a folder are named


@pytest.mark.parametrize(
    ("name", "head", "what"),
    [
        ("a.pdf", b"%PDF-1.7\n", "is not text but a PDF; save its text; passed over."),
        ("a.docx", b"PK\x03\x04 etc", "office document; unpack it, or save it as text or HTML; passed over."),
        ("a.doc", b"\xd0\xcf\x11\xe0 etc", "an old office document; save it as text or HTML; passed over."),
        ("a.rtf", b"{\\rtf1 etc}", "is not text but rich text; save it as plain text or HTML; passed over."),
        ("a.jpg", b"\xff\xd8\xff etc", "is not text but an image; passed over."),
        ("a.mp4", b"\0\0\0\x18ftypmp42", "write down what is said; passed over."),
        ("a.sqlite", b"SQLite format 3\0", "is not text but a database; export it as CSV; passed over."),
        ("a.xml", b"<a/>", "is XML that begins with <a>, which no reader knows; passed over."),
    ],
)
def test_a_file_that_no_reader_takes_is_told_with_what_to_do(file, archive, reading, name, head, what):  # noqa: PLR0917
    folder = file(f"f/{name}", head).parent
    file("f/b.pdf", b"%PDF-1.7\n")

    in_folder, in_archive = reading(folder), reading(archive({name: head}))

    assert what in next(notice.message for notice in in_folder.notices if notice.where == str(folder / name))
    assert what in in_archive.notices[0].message
    assert len(in_folder.notices) == 2
    assert in_folder.faults == in_archive.faults == []


def test_a_file_that_no_reader_takes_nor_anybody_opens_is_passed_over(file, reading, monkeypatch):
    locked = file("f/a.pdf", b"%PDF-1.7\n")

    def refused(self, *arguments, **options):  # planted, since root may read every file
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refused)
    found = reading(locked.parent)

    assert "no reader takes (.pdf); passed over" in found.notices[0].message


def test_a_file_is_the_same_to_who_names_it_as_in_a_folder(file, reading):
    path = file("f/a.pdf", b"%PDF-1.7\n")

    assert reading(path).fault.message == "is not text but a PDF; save its text."
    assert reading(path.parent).notices[0].message == "is not text but a PDF; save its text; passed over."


def test_a_sidecar_is_told_with_its_document(file, reading):
    folder = file("f/a.txt", "Fine words.").parent
    file("f/a.txt.json", '{"title": "On words"}')

    (notice,) = reading(folder).notices

    assert "is a sidecar, read with a.txt; passed over." in notice.message


def test_links_out_of_a_folder_are_refused(file, reading, tmp_path):
    secret = file("secret.txt", "Not for the archive.")
    folder = file("f/a.txt", "Fine words.").parent
    (folder / "b.txt").symlink_to(secret)
    (folder / "c").symlink_to(tmp_path)
    (folder / "d.txt").symlink_to(folder / "a.txt")
    (folder / "e").symlink_to(folder)

    found = reading(folder)

    assert found.texts() == ["Fine words."]
    assert [fault.where for fault in found.faults] == [str(folder / "b.txt"), str(folder / "c")]
    assert "refused" in found.faults[0].message


def test_there_must_be_such_a_source(tmp_path):
    with pytest.raises(BadSource, match="can't be read"):
        read(tmp_path / "nothing")


@pytest.mark.parametrize(
    "given",
    [
        Given(format="word"),
        Given(columns={"voice": "x"}),
        Given(date="03/04/2020"),
        Given(language="Latin 1"),
        Given(year=0),
    ],
)
def test_what_is_given_must_make_sense(file, given):
    with pytest.raises(BadSource):
        read(file("a.txt", "Fine words."), given)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (Given(date="yesterday"), "--date: “yesterday” is not a date; write it as 1961-01-20 (or 1961, 1961-01, "),
        (Given(language="klingon"), "--language: “klingon” is not a code; write en, ru, de or pt-BR, say."),
        (Given(speaker="x" * 1001), "--speaker has 1,001 characters; shorten it to 1,000."),
        (Given(year=0), "--year: “0” is not a year; write a whole number from 1 to 9999."),
    ],
)
def test_what_is_given_wrongly_is_told_in_a_sentence_that_names_the_option(file, given, sentence):
    with pytest.raises(BadSource) as error:
        read(file("a.txt", "Fine words."), given)

    assert str(error.value).startswith(sentence)
    assert str(error.value).endswith(".")
    assert ".." not in str(error.value)


def test_everything_that_is_given_wrongly_is_told_at_once(file):
    with pytest.raises(BadSource, match=r"--date: .* --language: "):
        read(file("a.txt", "Fine words."), Given(date="yesterday", language="klingon"))


def test_gzip_is_unpacked(file, reading):
    found = reading(file("1837-VanDorn.txt.gz", gzip.compress(b"Fine words.")))

    assert (found.speech.text, found.speech.speaker) == ("Fine words.", "Van Dorn")


def test_truncated_gzip_is_told_and_what_came_before_is_kept(file, reading):
    lines = b"".join(json.dumps({"id": str(n), "text": f"{n * 7919} words"}).encode() + b"\n" for n in range(20_000))
    packed = gzip.compress(lines)

    found = reading(file("a.jsonl.gz", packed[: len(packed) // 2]))

    assert 5_000 < len(found.speeches) < 20_000
    assert any("cut off" in fault.message for fault in found.faults)


def test_a_gzip_bomb_is_stopped(file, reading):
    found = reading(file("a.jsonl.gz", gzip.compress(b'{"text": "good"}\n' + b" " * 300 * MEGABYTE)))

    assert found.texts() == ["good"]
    assert any("times its size" in fault.message for fault in found.faults)


@pytest.mark.parametrize(
    ("start", "end", "format"),
    [
        (b'{"text": "', b'"}\n{"text": "next"}\n', "jsonl"),
        (b'[{"text": "', b'"}, {"text": "next"}]', "json"),
        (b"text\n", b"\nnext\n", "csv"),
        (b"", b"", "text"),
        (b"<html>", b"", "html"),
    ],
)
def test_a_gigabyte_on_one_line_does_not_fill_the_memory(monkeypatch, reading, start, end, format):
    long = _Flow(chain([start], repeat(b"x" * MEGABYTE, 1024), [end]))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(long, MEGABYTE)))
    tracemalloc.start()

    found = reading("-", format=format)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 100 * MEGABYTE
    assert found.texts() == (["next"] if b"next" in end else [])
    assert found.fault


def test_a_zip_archive_is_read_like_a_folder(archive, reading):
    found = reading(
        archive({"b.txt": "B", "a/c.jsonl": '{"text": "C"}\nbad\n', "b.txt.json": '{"speaker": "Bo"}', "README": "x"})
    )

    assert found.texts() == ["C", "B"]
    assert found.speeches[1].speaker == "Bo"
    assert found.fault.where.endswith("a.zip!a/c.jsonl")
    assert found.fault.line == 2


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_members_that_lead_out_of_an_archive_are_refused(archive, reading, name):
    found = reading(archive({name: "Bad.", "good.txt": "Good."}))

    assert found.texts() == ["Good."]
    assert "refused" in found.fault.message


def test_links_in_an_archive_are_refused(archive, reading):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16

    found = reading(archive({link: "/etc/passwd", "good.txt": "Good."}))

    assert found.texts() == ["Good."]
    assert "is a link" in found.fault.message


def test_a_zip_bomb_is_refused(archive, reading):
    found = reading(archive({"a.txt": b"\0" * 100 * MEGABYTE, "good.txt": "Good."}))

    assert found.speeches == []
    assert "refused" in found.fault.message


def test_a_zip_of_too_many_files_is_refused(archive, reading, monkeypatch):
    monkeypatch.setattr("searchapp.sources.zips.MOST", 2)

    found = reading(archive({"a.txt": "A", "b.txt": "B", "c.txt": "C"}))

    assert found.speeches == []
    assert "3 files" in found.fault.message


def test_a_damaged_zip_is_told(archive, reading, file):
    path = archive({"a.txt": "Good."})

    cut = reading(file("cut.zip", path.read_bytes()[:-30]))
    nested = reading(archive({"inner.zip": path.read_bytes()}, "outer.zip"))

    assert "can't be unpacked" in cut.fault.message
    assert "within another" in nested.fault.message


def test_a_damaged_member_is_told_and_the_others_are_read(archive, reading):
    path = archive({"a.txt": "Good words, " * 50, "b.txt": "Fine."})
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    path.write_bytes(data)

    found = reading(path)

    assert "Fine." in found.texts()
    assert found.faults[0].where.endswith("!a.txt")


def test_standard_input_is_recognised_by_its_content(monkeypatch, reading):
    stdin = io.BytesIO(b'{"text": "Fine words."}\n')
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stdin))

    found = reading("-")

    assert found.texts() == ["Fine words."]
    assert not stdin.closed


@pytest.mark.parametrize(
    ("content", "format"),
    [
        ('{"text": "x"}\n{"text": "y"}', "jsonl"),
        ('[{"text": "x"}]', "json"),
        ('{\n "text": "x"}', "json"),
        ("<!DOCTYPE html>\n<p>x", "html"),
        ("speaker;text\nA;x", "csv"),
        ("---\ntitle: T\n---\nx", "markdown"),
        ("# T\n\nx", "markdown"),
        ('PRESS, May 3. Ada spoke.\nAda Holm: "x"', "news"),
        ('---\nyear: 2019\n---\nPRESS, May 3. Ada spoke.\nAda Holm: "x"', "news"),
        ("Well, friends, I am here on May 3. Here is what Ada said.", "text"),
    ],
)
def test_a_format_is_recognised_by_how_a_text_begins(content, format):
    assert next(row.name for row in FORMATS.values() if row.recognises(content)) == format


def test_a_format_can_be_forced(file, reading):
    assert reading(file("a.log", '{"text": "x"}\n'), format="jsonl").texts() == ["x"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.json", '{"speaker": "Ada", "date": "1961", "party": "Harbour"}'),
        ("a.json", '{"speaker": "Ada", "date": "1961", "party": "Harbour"}'),
        ("a.yaml", "speaker: Ada\ndate: 1961\nparty: Harbour"),
        ("a.txt.yml", "speaker: Ada\ndate: 1961\nparty: Harbour"),
        ("a.toml", 'speaker = "Ada"\ndate = "1961"\nparty = "Harbour"'),
    ],
)
def test_a_sidecar_decides_over_its_document(file, reading, name, content):
    folder = file(f"f/{name}", content).parent
    path = file("f/a.txt", "Speaker: Bo\nDate: 1950\n\nFine words.")

    of_folder, of_file = reading(folder), reading(path)

    assert of_folder.speech == of_file.speech
    assert (of_file.speech.speaker, of_file.speech.date) == ("Ada", "1961")
    assert ("party", "Harbour") in of_file.speech.extra


@pytest.mark.parametrize("content", ["{", "[1]", "", '{"a": ' * 5000])
def test_a_bad_sidecar_is_told_and_its_document_read(file, reading, content):
    path = file("a.txt.json", content).with_name("a.txt")
    path.write_text("Fine words.")

    found = reading(path)

    assert found.speech.text == "Fine words."
    assert found.fault.where == str(path) + ".json"


def test_a_table_beside_a_json_file_of_its_name_is_not_its_document(file, reading):
    folder = file("f/a.csv", "id,text\n1,One\n").parent
    file("f/a.json", '[{"id": "2", "text": "Two"}]')

    assert reading(folder).texts() == ["One", "Two"]


def test_reading_is_lazy(file):
    path = file("a.jsonl", '{"text": "x"}\nbad\n')

    found = read(path)

    assert next(found).text == "x"
    assert isinstance(next(found), Fault)
