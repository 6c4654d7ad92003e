"""Sidecars: what is wrong with what they say, and those whose document is gone."""

from pathlib import PurePath

import pytest

from searchapp.sources import sidecars


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.json", '{"speaker": "Ada", "date": "yesterday"}'),
        ("a.yaml", "speaker: Ada\ndate: yesterday\n"),
        ("a.txt.toml", 'speaker = "Ada"\ndate = "yesterday"\n'),
    ],
)
def test_a_bad_value_is_the_sidecars_fault(file, reading, name, content):
    path = file(name, content).with_name("a.txt")
    path.write_text("Fine words.")

    found = reading(path)

    assert found.fault.where == str(path.with_name(name))
    assert found.fault.message.startswith("The date “yesterday” is not a date")
    assert found.fault.message.endswith(" It was left out.")
    assert (found.speech.speaker, found.speech.date) == ("Ada", None)
    assert dict(found.speech.extra)["date_as_written"] == "yesterday"


def test_all_bad_values_are_told_together_once_for_all_speeches(file, reading):
    file("a.csv.json", '{"language": 7, "url": "javascript:alert(1)", "year": "soon", "event": "Meeting"}')

    found = reading(file("a.csv", "text\nOne.\nTwo.\n"))

    assert all(f"The {name} " in found.fault.message for name in ("language", "url", "year"))
    assert [speech.event for speech in found.speeches] == ["Meeting", "Meeting"]


def test_where_a_sidecar_is_wrong_the_document_is_heard(file, reading):
    file("a.txt.json", '{"date": "yesterday"}')

    assert reading(file("a.txt", "Date: 1950\n\nFine words.")).speech.date == "1950"


@pytest.mark.parametrize("name", ["a.txt.json", "a.md.yaml", "a.b.html.toml", "A.TXT.JSON"])
def test_a_sidecar_whose_document_is_gone_is_known_by_its_name(name):
    document = PurePath(name).stem

    assert sidecars.orphan(PurePath(name), frozenset({name, "b.txt"})) == document
    assert sidecars.orphan(PurePath(name), frozenset({name, document})) is None


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a.yaml", "a.2020.json", "a.csv.json", ".json", "a.txt.md"])
def test_other_names_are_no_sidecars_without_document(name):
    assert sidecars.orphan(PurePath(name), frozenset({name})) is None
