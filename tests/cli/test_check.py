"""What `searchapp check` prints and writes."""

import json

import pytest
from click.testing import CliRunner

from searchapp import sources
from searchapp.cli import main
from searchapp.sources import Given

LONG = " ".join(f"word{number}" for number in range(40))


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "in"
    place.mkdir()
    records = [{"text": LONG, "id": "one", "speaker": "Ann"}, {"text": LONG, "id": "two", "date": "soon"}]
    (place / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records) + "{broken\n")
    (place / "b.html").write_text("<html><body><p>Only a few words.</p></body></html>")
    (place / "scan.pdf").write_bytes(b"%PDF-1.4 and so on")
    return place


def test_the_lines_name_formats_with_reasons_what_is_missing_and_what_stands_twice(run, folder):
    lines = run(folder).stdout

    assert "1 document read as html, by its beginning" in lines
    assert "Without a date: 3 speeches:" in lines
    assert "The same speech, word for word: 1." in lines
    assert "The commonest faults:" in lines
    assert lines.endswith("2 faults, 2 notices.\n")


def test_the_json_has_every_fault_and_the_whole_report(run, folder):
    report = json.loads(run(folder, "--json").stdout)

    assert len(report["listed"]) == report["faults"] + report["notices"] == 4
    assert [row["format"] for row in report["formats"]] == ["jsonl", "html"]
    assert report["copies"]["exact"][0]["times"] == 2
    assert report["faulty"][0]["count"] == 1


def test_the_json_of_documents_without_faults_is_whole(run, folder):
    (folder / "a.jsonl").write_text('{"text": "Good.", "id": "a"}\n')

    assert json.loads(run(folder / "a.jsonl", "--json").stdout)["listed"] == []


def test_a_missing_source_is_told_before_anything_is_printed(run, folder):
    result = run(folder, "nowhere", "--json")

    assert (result.exit_code, result.stdout) == (2, "")


def test_the_page_is_written_beside_the_lines(run, folder, tmp_path):
    result = run(folder, "--html", tmp_path / "report.html")

    assert "The report is in" in result.stderr
    assert "<h1>What the documents hold</h1>" in (tmp_path / "report.html").read_text("utf-8")


def test_why_a_format_was_taken_is_told(tmp_path):
    for name, text in (("a.html", "<p>Words."), ("b.html", "Words"), ("c", "Words"), ("d.txt", "Words")):
        (tmp_path / name).write_text(text)
    heard = []

    list(sources.read(tmp_path, took=lambda document, format, why: heard.append((document[-6:], format, why))))
    list(sources.read(tmp_path / "d.txt", Given(format="markdown"), took=lambda *told: heard.append(told[1:])))
    assert heard[1] == ("b.html", "html", "by its name (.html) alone")
    assert heard[-1] == ("markdown", "as --format says")


def test_a_speakers_file_is_proposed_that_joins_those_written_in_several_ways(run, tmp_path):
    names = ["Mr. Odd Vane", "Odd VANE", "ODD VANE:", "Ann Roe"]
    lines = [json.dumps({"text": LONG + name, "speaker": name}) for name in names]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n")

    result = run("a.jsonl", "--propose", "speakers.toml")
    again = json.loads(run("a.jsonl", "--speakers", "speakers.toml", "--json").stdout)

    assert "Correct it, then give it with --speakers speakers.toml." in result.stderr + result.stdout
    assert 'name = "Odd Vane"' in (tmp_path / "speakers.toml").read_text()
    assert "Ann Roe" not in (tmp_path / "speakers.toml").read_text()
    assert again["counts"]["speaker"] == {"Odd Vane": 3, "Ann Roe": 1}
