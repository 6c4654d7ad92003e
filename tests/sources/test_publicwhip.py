"""publicwhip XML: who said what, under which headings; what only the report says is left out."""

import html
import re
from collections import Counter

import pytest

from searchapp.sources import publicwhip

LEFT_OUT = {
    "prolog": r"<!DOCTYPE.*?\]>",
    "procedural": r'<speech[^>]*nospeaker="true".*?</speech>',
    "what was done, and what follows": r'<p[^>]*class="italic"[^>]*>(?!\(1\)).*?(?=</speech>)',
    "noise": r"\[<i>Interruption</i>\.\]",
    "calls": r"\[Hon\. Members: [^]]*\]",
    "divisions": r"<division .*?</division>",
    "bills": r"<bills>.*?</bills>",
    "headings that others replace": r"<oral-heading.*?</oral-heading>",
    "formulas": r"<p>(?:<em>Motion moved,</em>.*?(?=</speech>)|Question (?:put|agreed to)\.(?=</p>))",
    "interjecting": r"<([ib])>[^<]* interjecting</\1>|(?<=>)Several members interjecting—",
    "tags": r"<[^>]*>",
}
"""What stands in the fixtures and in no speech, on purpose; in the order that it is taken out."""


@pytest.fixture
def commons(fixtures, reading):
    return reading(fixtures / "publicwhip" / "commons2031-03-04b.xml")


def publicwhip_file(body, attributes=""):
    return f"<publicwhip {attributes}>{body}</publicwhip>"


def speech(id="uk.org.publicwhip/debate/2031-03-04a.1.1", name="Ada Holm", text="<p>Yes.</p>", more=""):
    return f'<speech id="{id}" speakername="{name}" speakerid="m/1" {more}>{text}</speech>'


@pytest.mark.parametrize("name", ["commons2031-03-04b.xml", "holyrood.xml", "canberra.xml"])
def test_no_character_is_lost_but_what_is_left_out_on_purpose(fixtures, reading, name):
    path = fixtures / "publicwhip" / name
    written = path.read_bytes().decode("latin-1" if name.startswith("commons") else "utf-8")
    for pattern in LEFT_OUT.values():
        written = re.sub(pattern, " ", written, flags=re.DOTALL)
    for entity, meant in {"&mdash;": "—", "&pound;": "£", "&eacute;": "é"}.items():
        written = written.replace(entity, meant)

    speeches = reading(path).speeches
    headings = {heading for one in speeches for heading in (one.title, one.event)}
    said = Counter("".join([*headings, *(one.text for one in speeches)]))

    assert Counter("".join(html.unescape(written).split())) - said == Counter()


def test_entities_of_the_document_and_latin_1_are_read(commons):
    assert commons.speeches[1].speaker == "Tomás Quill"
    assert commons.speeches[1].paragraphs[0] == "Four, at a cost of £12 a night— Order in the café, please."


def test_headings_before_a_speech_are_its_title_and_its_debate(commons):
    first = commons.speeches[0]

    assert (first.title, first.event, first.date) == ("Lighthouses (Skerry) — Question", "HARBOURS", "2031-03-04")


def test_a_major_heading_ends_the_minor_one(commons):
    assert [one.title for one in commons.speeches[-2:]] == ["FERRIES", "FERRIES"]


def test_questions_and_answers_in_writing_are_speeches(commons):
    assert [(dict(one.extra)["kind"], one.text) for one in commons.speeches[-2:]] == [
        ("question", "To ask when the ferry sails."),
        ("answer", "At noon."),
    ]


def test_rows_of_a_table_are_paragraphs(commons):
    assert commons.speeches[1].paragraphs[2:] == ("Lamps 4", "Wicks 16")


def test_who_only_rose_has_not_spoken(commons):
    assert "Several hon. Members" not in {one.speaker for one in commons.speeches}


def test_what_the_report_says_is_in_nobodys_mouth(commons):
    said = "\n".join(commons.texts())

    assert not any(
        words in said for words in ("was asked", "Interruption", "Oh!", "agreed to", "Holm, Ada", "97: Clause")
    )


def test_a_superseded_copy_is_a_notice_and_no_speeches(file, reading):
    found = reading(file("a.xml", publicwhip_file(speech(), 'scrapeversion="a" latest="no"')))

    assert (found.speeches, found.faults) == ([], [])
    assert "superseded" in found.notices[0].message


def test_a_document_without_speeches_is_a_notice(file, reading):
    found = reading(file("a.xml", publicwhip_file('<gidredirect oldgid="a" newgid="b"/>')))

    assert (found.speeches, found.faults) == ([], [])
    assert "no speeches" in found.notices[0].message


def test_members_have_their_role_and_constituency_apart(fixtures, reading):
    officer, member, guest, _ = reading(fixtures / "publicwhip" / "holyrood.xml").speeches

    assert (officer.speaker, dict(officer.extra)["role"]) == ("Iona Reid", "The Presiding Officer")
    assert (member.speaker, dict(member.extra)["constituency"]) == ("Ewan Strand", "Skerry and Holm")
    assert dict(member.extra)["party"] == "Ind"
    assert guest.speaker == "Mother Bride (St Brendan's, Skerry)"


def test_an_interjection_is_a_speech_of_its_own(fixtures, reading):
    found = reading(fixtures / "publicwhip" / "canberra.xml").speeches

    assert [(one.speaker.split()[0], dict(one.extra)["kind"]) for one in found][:3] == [
        ("Joseph", "speech"),
        ("Ruth", "interjection"),
        ("Joseph", "continuation"),
    ]
    assert dict(found[0].extra)["chamber"] == "House of Representatives"


def test_that_somebody_interjects_is_nobodys_speech(fixtures, reading):
    found = reading(fixtures / "publicwhip" / "canberra.xml")

    assert found.texts()[3:] == ["Moths!", "I withdraw that.\n\nThe wool is <dry>, and interjecting helps nobody."]
    assert (found.faults, found.notices) == ([], [])


@pytest.mark.parametrize(
    "formula",
    [
        "Question put.",
        "Bill, as amended, agreed to.",
        "Bill read a third time.",
        "Report—by leave—adopted.",
        "Debate (on motion by Mr Tarn) adjourned.",
        "Ordered that the report be made a parliamentary paper.",
    ],
)
def test_formulas_are_in_nobodys_mouth(file, reading, formula):
    found = reading(file("a.xml", publicwhip_file(speech(text=f"<p>I move.</p><p>{formula}</p><p>Thanks.</p>"))))

    assert found.speech.paragraphs == ("I move.", "Thanks.")


@pytest.mark.parametrize(
    "words", ["Question put, and I answer it.", "The motion was agreed to.", "Ordered that way, it sinks."]
)
def test_words_that_are_like_formulas_stay(file, reading, words):
    assert reading(file("a.xml", publicwhip_file(speech(text=f"<p>{words}</p>")))).speech.text == words


def test_a_motion_that_the_report_tells_is_not_the_chairs(fixtures, reading):
    officer = reading(fixtures / "publicwhip" / "holyrood.xml").speeches[-1]

    assert officer.text == "The next item is the motion on kelp."


def test_unknown_times_and_people_are_left_out(commons):
    assert not {"time", "speaker_id"} & dict(commons.speeches[2].extra).keys()


def test_the_file_name_dates_what_has_no_dated_id(file, reading):
    found = reading(file("debates2031-03-04a.xml", publicwhip_file(speech(id="x"))))

    assert (found.speech.id, found.speech.date) == ("x", "2031-03-04")


def test_an_empty_speech_is_a_fault_with_its_line_and_the_next_is_read(file, reading):
    found = reading(file("a.xml", publicwhip_file("\n" + speech(text="") + speech())))

    assert (found.texts(), found.fault.line) == (["Yes."], 2)


def test_what_is_cut_off_is_read_as_far_as_it_goes(file, reading):
    found = reading(file("a.xml", publicwhip_file(speech() + "<speech")[:-14]))

    assert found.texts() == ["Yes."]
    assert "not well-formed" in found.fault.message


def test_the_language_that_is_given_decides(file, reading):
    path = file("a.xml", publicwhip_file(speech()))

    assert (reading(path).speech.language, reading(path, language="cy").speech.language) == ("en", "cy")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<?xml version="1.0"?><!DOCTYPE publicwhip [<!ENTITY a "b">]>\n<publicwhip>', True),
        ('<debates>\n <major-heading id="uk.org.publicwhip/debate/2031-05-06.3.1">', True),
        ("<debates><debate>", False),
        ('<publicwhip xmlns="urn:other">', False),
        ("publicwhip", False),
    ],
)
def test_the_format_is_known_by_its_content(head, expected):
    assert publicwhip.recognises(head) is expected


def test_the_real_files_give_as_many_speeches_as_they_hold(corpora, reading):
    uk = reading(corpora / "uk-theyworkforyou-xml" / "scrapedxml", format="publicwhip")
    australia = reading(corpora / "au-openaustralia-xml" / "expected", format="publicwhip")

    # 345 + 134 + 103 in the files that are not superseded, without 31 procedural ones and 5 that only say “rose”.
    assert (len(uk.speeches), len(uk.faults), len(uk.notices)) == (546, 0, 3)
    # 400, without 26 procedural ones, 51 that only say who interjects and 2 of formulas.
    assert (len(australia.speeches), len(australia.faults)) == (321, 0)
    assert not any("interjecting" in one.text for one in australia.speeches)
    assert all(one.speaker and one.date and one.title for one in uk.speeches + australia.speeches)
    assert len({one.id for one in uk.speeches + australia.speeches}) == 867
