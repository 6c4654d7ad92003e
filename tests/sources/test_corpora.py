"""Real speeches: as many come out as their files hold, and nothing raises."""

import pytest


@pytest.mark.parametrize(
    ("name", "speeches", "faults"),
    [
        ("seed", 1, 1),
        ("us-presidents-kfogel", 88, 0),
        ("us-inaugural-nltk", 59, 1),
        ("us-state-union-nltk", 4, 2),
        ("kremlin-ru-csv/kremlin_articles_ru_enhanced.csv", 1112, 0),
        ("tw-audreyt-transcripts", 23, 0),
        ("un-2024-multilingual", 14, 0),
        ("un-general-debates", 16, 0),
    ],
)
def test_as_many_speeches_come_out_as_files_hold(corpora, reading, name, speeches, faults):
    found = reading(corpora / name)

    assert (len(found.speeches), len(found.faults)) == (speeches, faults)


def test_the_seed_is_one_speech_with_its_introduction_apart(corpora, reading):
    found = reading(corpora / "seed")

    speech = found.speech
    assert (speech.speaker, speech.date, speech.source, speech.language) == (
        "Vladimir Putin",
        "--11-21",
        "TSAMTO",
        "en",
    )
    assert "--year" in found.fault.message
    assert "Belousov" in speech.introduction
    assert "Belousov" not in speech.text
    assert "Kupyansk" in speech.text
    assert len(speech.paragraphs) == 10
    assert speech.text[0] == "Y"
    assert speech.text.endswith("ready for this.")
    assert [key for key, _ in speech.extra] == ["proposed"]
    assert 3 <= len(speech.topics) <= 5


def test_a_year_dates_the_seed(corpora, reading):
    undated, dated = reading(corpora / "seed"), reading(corpora / "seed", year=2025)

    assert dated.speech.date == "2025-11-21"
    assert dated.faults == []
    assert dated.speech.id == undated.speech.id


def test_presidents_are_named_by_line_and_dated_by_file_name(corpora, reading):
    speeches = {speech.date: speech for speech in reading(corpora / "us-presidents-kfogel").speeches}

    assert speeches["1789-04-30"].speaker == "George Washington"
    assert speeches["1789-04-30"].title == "First inaugural address"
    assert "2020-08-08" in speeches
    assert all(speech.speaker and not speech.text.startswith("President:") for speech in speeches.values())


def test_files_that_are_not_utf_8_are_told_and_read(corpora, reading):
    inaugural, union = reading(corpora / "us-inaugural-nltk"), reading(corpora / "us-state-union-nltk")

    assert inaugural.fault.where.endswith("2005-Bush.txt")
    assert [fault.where[-18:] for fault in union.faults] == ["954-Eisenhower.txt", "ltk/1973-Nixon.txt"]
    assert not any("\ufffd" in speech.text for speech in inaugural.speeches + union.speeches)


def test_kremlin_texts_are_joined_where_they_were_cut(corpora, reading):
    found = reading(corpora / "kremlin-ru-csv" / "kremlin_articles_ru_enhanced.csv", language="ru")

    assert sum(speech.date is None for speech in found.speeches) == 5
    assert {speech.language for speech in found.speeches} == {"ru"}
    assert {speech.source for speech in found.speeches} == {None}
    assert max(len(speech.text) for speech in found.speeches) > 30_000


def test_a_large_archive_is_read_whole(corpora, reading):
    path = corpora / "sg-hansard" / "derived" / "speeches.jsonl.gz"

    found = reading(path, language="en")

    assert len(found.speeches) == 47_632
    assert len({speech.id for speech in found.speeches}) == 47_632
    assert len(found.faults) == 1
