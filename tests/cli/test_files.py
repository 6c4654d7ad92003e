"""--speakers and --topics, as an operator gives them."""

import json

import pytest
from click.testing import CliRunner

from searchapp.cli import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHAPP_PROCESSES", "1")
    (tmp_path / "one.jsonl").write_text(json.dumps({"text": "The sea.", "speaker": "Skipper"}) + "\n")
    (tmp_path / "speakers.toml").write_text("[[speaker]]\nname = 'Jo Pell'\naliases = ['Skipper']\nid = 'Q1'\n")
    (tmp_path / "topics.toml").write_text('water = "sea OR lake"\n')
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize("command", ["rebuild", "add"])
def test_a_rebuild_or_an_add_joins_speakers_and_finds_topics(run, command):
    run("rebuild", "one.jsonl")

    result = run(command, "one.jsonl", "--speakers", "speakers.toml", "--topics", "topics.toml")

    assert result.exit_code == 0, result.output
    assert "topics.toml: 1 of 1 speeches without topics have theirs from this file." in result.stderr
    exported = json.loads(run("export").stdout)
    assert (exported["speaker"], exported["speaker_id"], exported["topics"]) == ("Jo Pell", "Q1", ["water"])


def test_a_bad_file_stops_before_anything_is_read(run, tmp_path):
    (tmp_path / "topics.toml").write_text('water = "("\n')

    result = run("rebuild", "one.jsonl", "--topics", "topics.toml")

    assert result.exit_code == 2
    assert "The query of “water”" in result.stderr
    assert not (tmp_path / "index").exists()
