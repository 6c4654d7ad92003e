from pathlib import PurePath

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from searchapp.sources import record
from searchapp.sources.document import Document
from searchapp.speech import Speech

LONG = "We gathered in the old customs house because the new one had lost its roof in the January storm."


def test_only_text_is_required(record):
    found = record(text="One.\n\nTwo.")

    assert found.speech.paragraphs == ("One.", "Two.")
    assert found.faults == []


def test_a_record_becomes_a_speech_with_everything_it_says(record):
    found = record(
        id="a/1",
        title="On roofs",
        speaker="Ada Holm",
        date="1961-01-20",
        topics=["roofs", "storms", "roofs"],
        language="en",
        event="Sitting 4",
        source="The Gazette",
        url="https://example.org/1",
        introduction="She rose at noon.",
        paragraphs=["One.", "Two."],
    )

    assert found.faults == []
    assert found.speech == Speech(
        id="a/1",
        paragraphs=("One.", "Two."),
        title="On roofs",
        speaker="Ada Holm",
        date="1961-01-20",
        topics=("roofs", "storms"),
        language="en",
        event="Sitting 4",
        source="The Gazette",
        url="https://example.org/1",
        introduction="She rose at noon.",
    )


def test_without_empty_lines_each_line_is_a_paragraph(record):
    assert record(text="One.\nTwo.\r\nThree.").speech.paragraphs == ("One.", "Two.", "Three.")


def test_white_space_within_a_paragraph_is_folded(record):
    assert record(text=" One\u00a0 two \n three.\n \nFour. ").speech.paragraphs == ("One two three.", "Four.")


def test_one_topic_may_hold_commas(record):
    assert record(text="x", topic="Trade, Industry and Ports").speech.topics == ("Trade, Industry and Ports",)


def test_topics_in_one_string_are_parted(record):
    assert record(text="x", topics="roofs; storms").speech.topics == ("roofs", "storms")


def test_unknown_keys_are_kept(record):
    found = record(text="x", party="Harbour", votes=[1, {"ayes": 2}], nothing=None)

    assert dict(found.speech.extra) == {"party": "Harbour", "votes": [1, {"ayes": 2}]}


def test_a_missing_id_is_made_from_the_content(record):
    first, same, other = record(text="x").speech.id, record(text="x").speech.id, record(text="y").speech.id

    assert first == same != other
    assert first.isalnum()
    assert len(first) == 16


def test_an_id_does_not_change_with_what_the_command_line_gives(record):
    plain = record(text="x", date="--11-21")
    dated = record(text="x", date="--11-21", given={"year": 2025, "language": "en", "topics": ("a",)})

    assert plain.speech.id == dated.speech.id


@pytest.mark.parametrize("id", ["", "  ", "a\nb", "x" * 201, 1.5, True, ["a"]])
def test_an_id_that_cannot_be_used_is_replaced_and_told(record, id):
    found = record(text="x", id=id)

    assert len(found.speech.id) == 16
    assert found.faults == [] if id == "" else "id" in found.fault.message


def test_a_number_is_an_id(record):
    assert record(text="x", id=17).speech.id == "17"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", 7),
        ("title", ["a"]),
        ("speaker", {"name": "Ada"}),
        ("speaker", "x" * 1001),
        ("topics", 3),
        ("topics", [1, 2]),
        ("language", "English language"),
        ("language", 3),
        ("url", "javascript:alert(1)"),
        ("url", "https://"),
        ("introduction", 4),
        ("event", False),
        ("date", "2020-13-45"),
        ("date", "20255-01-01"),
        ("date", "2021-02-29"),
        ("date", "03/04/2020"),
        ("date", "yesterday"),
        ("date", "5 Feb 25"),
        ("date", 19.5),
    ],
)
def test_a_bad_field_is_left_out_and_told_and_kept_as_it_was_written(record, field, value):
    found = record(text=LONG, id="a", **{field: value})

    assert found.speech.paragraphs == (LONG,)
    assert getattr(found.speech, field) in {None, (), "en"}
    assert dict(found.speech.extra)[f"{field}_as_written"] == value
    assert field in found.fault.message
    assert found.fault.line == 1


@pytest.mark.parametrize(
    "fields", [{}, {"text": ""}, {"text": " \n "}, {"text": 5}, {"paragraphs": [1]}, {"paragraphs": []}]
)
def test_a_record_without_text_is_a_fault(record, fields):
    found = record(title="On roofs", **fields)

    assert found.speeches == []
    assert "text" in found.fault.message


def test_text_under_another_name_is_found_by_map(record):
    without, with_map = record(body="Hear, hear."), record(body="Hear, hear.", given={"columns": {"text": "body"}})

    assert "--map text=body" in without.fault.message
    assert with_map.speech.text == "Hear, hear."


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1961", "1961"),
        (1961, "1961"),
        ("1961-01", "1961-01"),
        ("1961-1-2", "1961-01-02"),
        ("19610102", "1961-01-02"),
        ("2020-01-05T10:00:00Z", "2020-01-05"),
        ("5 февраля 2025 года", "2025-02-05"),
        ("Jan 7, 1954", "1954-01-07"),
        ("1. März 2017", "2017-03-01"),
        ("Wednesday, 3 March 2021", "2021-03-03"),
        ("mars 2017", "2017-03"),
        ("05.02.2025", "2025-02-05"),
        ("13/04/2020", "2020-04-13"),
        ("04/13/2020", "2020-04-13"),
        ("03/03/2020", "2020-03-03"),
    ],
)
def test_dates_are_read_as_people_write_them(record, written, meant):
    found = record(text="x", date=written)

    assert found.speech.date == meant
    assert found.faults == []


def test_a_date_without_year_is_stored_and_told(record):
    found = record(text="x", date="November 21st")

    assert found.speech.date == "--11-21"
    assert "--year" in found.fault.message


@pytest.mark.parametrize("where", [{"given": {"year": 2025}}, {"year": 2025}])
def test_a_year_completes_a_date_without_one(record, where):
    found = record(text="x", date="--11-21", **where)

    assert found.speech.date == "2025-11-21"
    assert found.faults == []


def test_a_day_that_the_year_does_not_have_is_told(record):
    found = record(text="x", date="--02-29", given={"year": 2025})

    assert found.speech.date == "--02-29"
    assert "2025" in found.fault.message


def test_what_is_given_only_fills_gaps(record):
    given = {
        "language": "fr",
        "source": "A",
        "speaker": "B",
        "title": "C",
        "event": "D",
        "topics": ("e",),
        "year": 1999,
    }

    filled = record(text="x", given=given).speech
    kept = record(
        text="x", language="de", source="1", speaker="2", title="3", event="4", topic="5", date="6000", given=given
    )

    assert (filled.language, filled.source, filled.speaker, filled.title) == ("fr", "A", "B", "C")
    assert (filled.event, filled.topics, filled.date) == ("D", ("e",), "1999")
    assert (kept.speech.language, kept.speech.source, kept.speech.speaker, kept.speech.title) == ("de", "1", "2", "3")
    assert (kept.speech.event, kept.speech.topics, kept.speech.date) == ("4", ("5",), "6000")


def test_language_codes_are_written_alike(record):
    codes = [record(text="x", language=code).speech.language for code in ("EN", "pt_br", "zh-hant-TW")]

    assert codes == ["en", "pt-BR", "zh-Hant-TW"]


def test_control_characters_are_taken_out_and_told(record):
    found = record(text="One\x00 two\x1b.", title="On\x07 roofs")

    assert found.speech.text == "One two."
    assert found.speech.title == "On roofs"
    assert found.fault.message.startswith("3 control characters were taken out of this speech.")


def test_a_single_control_character_is_told_as_one(record):
    message = record(text="One\x00 two.").fault.message

    assert message.startswith("1 control character was taken out of this speech.")


def test_a_text_that_differs_from_the_paragraphs_is_kept_and_told(record):
    found = record(text="j", paragraphs=["k"])

    assert found.speech.paragraphs == ("k",)
    assert dict(found.speech.extra) == {"text_as_written": "j"}
    assert "both text and paragraphs" in found.fault.message


def test_paragraphs_that_cannot_be_read_are_kept_beside_the_text(record):
    found = record(text="j", paragraphs=["k", 1])

    assert found.speech.paragraphs == ("j",)
    assert dict(found.speech.extra) == {"paragraphs_as_written": ["k", 1]}
    assert "the text is the speech" in found.fault.message


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "One.\n\nTwo.", "paragraphs": ["One.", "Two."]},
        {"text": "", "paragraphs": ["One.", "Two."]},
        {"text": "One.\n\nTwo.", "paragraphs": []},
        {"text": "One.\n\nTwo.", "paragraphs": [" "]},
        {"text": "One.\n\nTwo.", "paragraphs": None},
    ],
)
def test_a_text_that_the_paragraphs_repeat_or_leave_empty_is_no_fault(record, fields):
    found = record(**fields)

    assert found.speech.paragraphs == ("One.", "Two.")
    assert (found.speech.extra, found.faults) == ((), [])


def test_half_a_surrogate_pair_is_taken_out(file, reading):
    found = reading(file("a.jsonl", b'{"text": "a\\ud800b", "note": "c\\udfffd"}\n'))

    assert found.speech.text == "ab"
    assert dict(found.speech.extra)["note"].encode() == b"c?d"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(
    ["id", "title", "speaker", "date", "topics", "topic", "language", "url", "introduction", "year", "x"]
)


@settings(deadline=None)  # the first text loads the model of languages
@any_of(st.dictionaries(KEYS, JSON), st.text(min_size=1).filter(lambda text: any(letter.isalnum() for letter in text)))
def test_no_record_with_text_is_lost_and_none_is_empty(fields, text):
    document = Document("any", PurePath(), b"", None)

    found = [one for one in record.read({**fields, "text": text}, document, 1) if isinstance(one, Speech)]

    assert len(found) == 1
    assert all(paragraph and paragraph == " ".join(paragraph.split()) for paragraph in found[0].paragraphs)
    assert found[0].id
    repr(found[0]).encode()
