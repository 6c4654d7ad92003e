"""Whatever is wrong with a document: a fault with file, line and what to do; the rest is read, nothing is lost."""

import json
from pathlib import Path

import pytest

MEGABYTE = 1024 * 1024
GOOD = {"id": "good", "text": "This one is good."}

ONE_OF_EACH = {
    "a.jsonl": '{"text": "Fine words — and more."}\n',
    "a.json": '[{"text": "Fine words — and more."}]',
    "a.csv": "speaker,text\nAda,Fine words — and more.\n",
    "a.tsv": "speaker\ttext\nAda\tFine words — and more.\n",
    "a.txt": "Fine words — and more.\n",
    "a.md": "# Title\n\nFine words — and more.\n",
    "a.html": "<html><body><p>Fine words — and more.</p></body></html>",
    "news.txt": 'PRESS, May 3, 2019. Ada Holm spoke.\n* * *\nAda Holm: "Fine words — and more."\n<…>\n',
}


@pytest.fixture(params=ONE_OF_EACH)
def name(request):
    return request.param


def test_each_reader_reads_its_format(file, reading, name):
    found = reading(file(name, ONE_OF_EACH[name]))

    assert found.texts() == ["Fine words — and more."]
    assert found.faults == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(file, reading, name, encoding):
    found = reading(file(name, ONE_OF_EACH[name].encode(encoding)))

    assert found.texts() == ["Fine words — and more."]
    assert found.faults == []


def test_a_wrong_encoding_is_read_and_told(file, reading, name):
    path = file(name, ONE_OF_EACH[name].replace("<…>", "<...>").encode("cp1252"))

    found = reading(path)

    assert found.texts() == ["Fine words — and more."]
    assert found.fault.where == str(path)
    assert found.fault.line == (
        3 if name == "a.md" else 3 if name == "news.txt" else 2 if name[2:] in {"csv", "tsv"} else 1
    )
    assert "not UTF-8; read as Windows-1252" in found.fault.message
    assert "iconv" in found.fault.message


@pytest.mark.parametrize(("encoding", "shown"), [("cp1251", "Windows-1251"), ("koi8-r", "KOI8-R")])
def test_old_cyrillic_encodings_are_told_apart(file, reading, encoding, shown):
    found = reading(file("a.txt", "Уважаемые депутаты! Сегодня мы открываем новый мост.".encode(encoding)))

    assert found.speech.text == "Уважаемые депутаты! Сегодня мы открываем новый мост."
    assert shown in found.fault.message


def test_a_stray_byte_does_not_spoil_the_rest_of_a_text(file, reading):
    found = reading(file("a.txt", "Élan, été, naïveté ".encode() + b"\x96 and so on."))

    assert found.speech.text == "Élan, été, naïveté – and so on."


def test_an_empty_file_is_told(file, reading, name):
    path = file(name, b"")

    found = reading(path)

    assert found.speeches == []
    assert found.fault.where == str(path)
    assert "empty" in found.fault.message


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n%\xe2\xe3", b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 40, b"PK\x03\x04 etc"]
)
def test_a_binary_file_is_told(file, reading, name, content):
    path = file(name, content)

    found = reading(path)

    assert found.speeches == []
    assert found.fault.where == str(path)


def test_a_single_line_of_50_megabytes_is_told_and_not_loaded(file, reading, name):
    path = file(name, ONE_OF_EACH[name].rstrip().encode()[:-1] + b"x" * 50 * MEGABYTE)

    found = reading(path)

    assert found.speeches == [] or len(found.speech.text) < MEGABYTE
    assert found.faults[0].where == str(path)
    assert found.faults[0].line
    assert found.faults[0].message.endswith(".")


def test_the_lines_around_a_long_one_are_read(file, reading):
    good = json.dumps(GOOD).encode()
    path = file(
        "a.jsonl", good + b'\n{"text": "' + b"x" * 20 * MEGABYTE + b'"}\n' + good.replace(b"good", b"next") + b"\n"
    )

    found = reading(path)

    assert [speech.id for speech in found.speeches] == ["good", "next"]
    assert found.fault.line == 2


def test_the_records_around_a_long_one_are_read(file, reading):
    long = {"id": "long", "text": "x" * 20 * MEGABYTE}
    path = file("a.json", json.dumps([GOOD, long, {**GOOD, "id": "next"}]))

    found = reading(path)

    assert [speech.id for speech in found.speeches] == ["good", "next"]
    assert "too long" in found.fault.message


def test_the_rows_around_a_long_one_are_read(file, reading):
    path = file("a.csv", "id,text\ngood,Yes\nlong," + "x" * 20 * MEGABYTE + "\nnext,Yes\n")

    found = reading(path)

    assert [speech.id for speech in found.speeches] == ["good", "next"]
    assert found.fault.line == 3


@pytest.mark.parametrize(
    "bad",
    ["{", '{"text": "cut o', "[1]", "null", '"text"', '{"text": NaN}', "[" * 100_000, '{"text" "x"}', '{"a": ' * 5000],
)
def test_a_bad_line_is_told_and_the_next_is_read(file, reading, bad):
    found = reading(file("a.jsonl", json.dumps(GOOD) + "\n" + bad + "\n\n" + json.dumps({**GOOD, "id": "next"}) + "\n"))

    assert [speech.id for speech in found.speeches] == ["good", "next"]
    assert found.fault.line == 2
    assert found.fault.message.endswith(".")


@pytest.mark.parametrize(
    "bad", ['{"text": "missing comma" "a": 1}', '{"text": "no end}\n', '{"text": 1,}', '{"text": tru}']
)
def test_a_bad_record_of_an_array_is_told_and_the_next_is_read(file, reading, bad):
    path = file(
        "a.json", "[\n" + json.dumps(GOOD) + ",\n" + bad + "},\n" + json.dumps({**GOOD, "id": "next"}) + "\n]\n"
    )

    found = reading(path)

    assert found.speeches[0].id == "good"
    assert found.faults[0].line == 3
    assert "next" in {speech.id for speech in found.speeches} or bad.endswith("\n")


def test_a_truncated_array_keeps_what_came_before(file, reading):
    found = reading(file("a.json", json.dumps([GOOD, {"id": "cut", "text": "This one is c"}])[:-5]))

    assert [speech.id for speech in found.speeches] == ["good"]
    assert "not JSON" in found.fault.message


@pytest.mark.parametrize("text", ['["one", "two"]', "[1, 2]", '[{"id": "good", "text": "x"}, "stray"]'])
def test_what_is_no_record_in_an_array_is_told(file, reading, text):
    assert "no record" in reading(file("a.json", text)).fault.message


def test_an_array_that_is_never_closed_is_told(file, reading):
    found = reading(file("a.json", json.dumps([GOOD])[:-1]))

    assert found.speech.id == "good"
    assert "cut off" in found.fault.message


def test_one_object_is_one_record(file, reading):
    assert reading(file("a.json", json.dumps(GOOD, indent=1))).speech.id == "good"


def test_brackets_and_quotes_within_strings_end_no_record(file, reading):
    text = 'a "quoted" ] } [ { \\ word\\" \n\n and {more}'
    found = reading(file("a.json", json.dumps([{"id": "1", "text": text}, GOOD])))

    assert [speech.id for speech in found.speeches] == ["1", "good"]
    assert found.speeches[0].paragraphs == ('a "quoted" ] } [ { \\ word\\"', "and {more}")


@pytest.mark.parametrize("ending", [" is never clo", ' is never closed",1,2,3\nAda,more'])
def test_a_table_cut_off_within_a_quotation_keeps_its_text(file, reading, ending):
    found = reading(file("a.csv", 'speaker,text\nAda,Fine.\nBo,"This quotation' + ending))

    assert found.texts()[0] == "Fine."
    assert "This quotation is never clo" in found.texts()[1]
    assert found.faults[0].line == 3


def test_a_row_with_too_few_or_too_many_cells_is_told_and_kept(file, reading):
    found = reading(file("a.csv", "speaker,text,date\nAda,Fine.\nBo,Good.,1961,extra,cells\n"))

    assert found.texts() == ["Fine.", "Good."]
    assert [fault.line for fault in found.faults] == [2, 3]
    assert dict(found.speeches[1].extra) == {"more_cells": ["extra", "cells"]}


def test_a_table_without_text_is_told_once_with_its_columns(file, reading):
    found = reading(file("a.csv", "who,said\nAda,Fine.\nBo,Good.\n"))

    assert found.speeches == []
    assert "--map text=COLUMN" in found.fault.message
    assert "who, said" in found.fault.message


def test_front_matter_that_is_not_yaml_is_told_with_its_line(file, reading):
    found = reading(file("a.md", "---\ntitle: ok\nspeaker: a: b\n---\nFine words.\n"))

    assert found.speech.text == "Fine words."
    assert found.fault.line == 3
    assert "quotes" in found.fault.message


@pytest.mark.parametrize("matter", ["a: &x [1]\nb: *x", "- 1\n- 2", "x: " + "y" * 70_000, "[" * 5000])
def test_front_matter_that_is_dangerous_or_no_keys_and_values_is_refused(file, reading, matter):
    found = reading(file("a.md", f"---\n{matter}\n---\nFine words.\n"))

    assert found.speech.text == "Fine words."
    assert "front matter" in found.fault.message


def test_toml_front_matter_is_read_with_its_dates(file, reading):
    found = reading(file("a.md", '+++\ntitle = "On roofs"\ndate = 1961-01-20\n+++\nFine words.\n'))

    assert (found.speech.title, found.speech.date) == ("On roofs", "1961-01-20")


def test_a_page_that_ends_within_a_tag_is_told(file, reading):
    found = reading(file("a.html", '<html><body><p>Fine words.</p>\n<p>More <a href="x'))

    assert "Fine words." in found.speech.text
    assert found.fault.line == 2


def test_a_page_whose_menu_is_never_closed_keeps_its_text(file, reading):
    found = reading(file("a.html", "<html><body><nav>Home <p>Fine words.</p>"))

    assert "Fine words." in found.speech.text
    assert "menu" in found.fault.message


@pytest.mark.parametrize("tag", ["div", "article", "nav", "b", "table><tr><td", "svg"])
def test_a_page_of_tags_nested_without_end_is_read(file, reading, tag):
    found = reading(file("a.html", "<html><body>" + f"<{tag}>" * 20_000 + "Fine words."))

    assert found.speech.text == "Fine words."


def test_a_page_of_too_many_tags_is_told(file, reading):
    found = reading(file("a.html", "<html>" + "<div>" * 100_000 + "Fine words."))

    assert found.speeches == []
    assert "tags" in found.fault.message


def test_a_file_that_may_not_be_read_is_told(file, reading, monkeypatch):
    forbidden = file("f/a.txt", "Fine words.")
    path = file("f/b.txt", "Good words.")
    opened = Path.open

    def refused(self, *arguments, **options):  # planted, since root may read every file
        if self == forbidden:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refused)
    found = reading(path.parent)

    assert found.texts() == ["Good words."]
    assert found.fault.message == "can't be opened: permission denied. Check its permissions."
