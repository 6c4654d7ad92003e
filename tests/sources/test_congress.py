"""Congressional Record JSON: who said what; what the clerk and the printer put in is left out."""

import json
import re

import pytest

from searchapp.speech import to_record

LEFT_OUT = (
    r"\[\[Page S\d+\]\]",
    r"\[Laughter\.\]",
    r"\(Mr\. RUHL asked[^)]*\)",
    r"Mr\. RUHL addressed the Chair\.",
    r"water and its price\n",
)
"""What stands in the items that are speech, and in no speech: pages, asides, headings."""


@pytest.fixture
def part(fixtures):
    return json.loads((fixtures / "congress" / "part.json").read_text())


@pytest.fixture
def held(file, reading):
    return lambda part: reading(file("part.json", json.dumps(part)))


def test_no_character_of_what_was_said_is_lost(held, part):
    written = "\n".join(item["text"] for item in part["content"] if item["kind"] == "speech")
    for pattern in LEFT_OUT:
        written = re.sub(pattern, " ", written)
    said = "".join(str(to_record(one)) for one in held(part).speeches).replace("-", "")

    assert [word for word in written.replace("-", "").split() if word.rstrip(".") not in said] == []


def test_items_of_one_speaker_are_one_speech_until_a_heading_or_another_speaks(held, part):
    assert [(one.id.rpartition(".")[2], one.speaker) for one in held(part).speeches] == [
        ("1", "Mrs. HOLM"),
        ("1-1", "The PRESIDING OFFICER (Mr. Tal)"),
        ("4", "Mr. RUHL"),
        ("6", "Mr. RUHL"),
    ]


def test_lines_are_joined_over_pages_and_hyphens(held, part):
    first, quoted, after, _ = held(part).speeches[0].paragraphs

    assert "the first-born worry of my State." in first
    assert quoted == "The river is not ours, and the sea even less."
    assert after == "That was many years ago. I ask that the text be printed."


@pytest.mark.parametrize("chair", ["The PRESIDING OFFICER (Mr. Orr)", "THE PRESIDING OFFICER (Mr. Orr)"])
def test_the_chair_takes_over_however_it_is_printed(held, part, chair):
    part["content"][4]["text"] += f"  {chair}. Without objection.\n"
    found = held(part)

    assert [(one.speaker, one.text) for one in found.speeches[3:4]] == [
        ("The PRESIDING OFFICER (Mr. Orr)", "Without objection."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Thereupon, the Senate, at 12:30 p.m., recessed until 2:15 p.m.; \nwhereupon, it met again (Mr. Orr).",
        "There being no objection, the Senate, at 6 p.m., adjourned until \nMonday, May 6, 2019, at 10 a.m.",
        "Thereupon, at 5:44 p.m., the Senate recessed until Monday.",
    ],
)
def test_when_the_recorder_closes_the_sitting_nobody_speaks(held, part, line):
    part["content"][3]["text"] += f"  {line}\n"
    found = held(part)

    assert found.speeches[1].text == "The Senator from Vell."


def test_words_about_a_recess_are_the_speakers(held, part):
    part["content"][3]["text"] += "  Thereupon, the Senate recessed, and I slept.\n"

    assert held(part).speeches[1].paragraphs[-1] == "Thereupon, the Senate recessed, and I slept."


def test_a_part_in_which_nobody_speaks_is_passed_over_with_a_notice(held, part):
    found = held({**part, "content": [item for item in part["content"] if item["kind"] != "speech"]})

    assert (found.speeches, found.faults) == ([], [])
    assert "Nobody speaks" in found.notices[0].message


def test_an_item_without_text_is_a_fault_and_the_rest_goes_on(held, part):
    part["content"][4]["text"] = None
    found = held(part)

    assert "Item 4" in found.fault.message
    assert len(found.speeches) == 3


@pytest.mark.parametrize("broken", ["{", '{"content": 3}', '{"content": null}', "[]"])
def test_what_is_no_part_is_a_fault(file, reading, broken):
    found = reading(file("part.json", broken), format="congress")

    assert "not read" in found.fault.message


def test_a_day_of_the_corpus_has_its_speeches(corpora, reading):
    found = reading(corpora / "us-congressional-record" / "CREC-1997-01-28")

    # 228 items; 19 go on with the item before; in two, the chair takes over.
    assert (len(found.speeches), len({one.id for one in found.speeches}), found.faults) == (211, 211, [])
    assert {one.date for one in found.speeches} == {"1997-01-28"}
