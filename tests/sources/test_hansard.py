"""Historic Hansard XML: a speech for each turn of a member, under the titles of its sections."""

import html
import re
from collections import Counter

import pytest

from searchapp.sources import hansard
from searchapp.sources.members import named

LEFT_OUT = {
    "front matter": r"<titlepage>.*?</titlepage>",
    "columns": r"<col>.*?</col>",
    "titles of the houses and of what stands around debates": r"<title>(?:HOUSE OF|ORAL|WRITTEN|WOOL)[^<]*</title>",
    "dates as written, where a format says them": r"<date[^>]*>.*?</date>",
    "divisions": r"<division>.*?</division>",
    "paragraphs that name nobody": r'<p id="S9CV0001P0-000(?:01|04|07|10)".*?</p>',
    "who only rose": r'<p id="S9CV0001P0-00006".*?</p>',
    "noise": r"\[<i>Interruption</i>\.\]",
    "calls": r"\[HON\. MEMBERS: [^]]*\]",
    "signs": r"<sup>\*</sup>|§|(?<=</member>)<membercontribution>: |(?<=</member>): |(?<=TARN):",
    "brackets of constituencies and roles": r"[()]|(?<=12|.4)\.(?= )",
    "tags": r"<[^>]*>",
}
"""What stands in the fixtures and in no speech, on purpose; in the order that it is taken out."""


@pytest.fixture
def volume(fixtures, reading):
    return reading(fixtures / "hansard" / "volume.xml")


@pytest.fixture
def section(file, reading):
    """Read the paragraphs of one section."""
    around = (
        "<housecommons><title>HOUSE</title><debates><section><title>PEAT</title>{}</section></debates></housecommons>"
    )
    return lambda paragraphs: reading(file("1931-03-04.xml", around.format(paragraphs)))


@pytest.mark.parametrize("name", ["volume.xml", "1931_03_06.xml"])
def test_no_character_is_lost_but_what_is_left_out_on_purpose(fixtures, reading, name):
    written = (fixtures / "hansard" / name).read_text()
    for pattern in LEFT_OUT.values():
        written = re.sub(pattern, " ", written, flags=re.DOTALL)

    speeches = reading(fixtures / "hansard" / name).speeches
    headings = {heading for one in speeches for heading in (one.title, one.event)}
    kept = [str(value) for one in speeches for name, value in one.extra if name != "chamber"]
    named = [text or "" for one in speeches for text in (one.speaker, one.introduction)]
    said = Counter("".join([*headings, *kept, *named, *(one.text for one in speeches)]))

    assert Counter("".join(html.unescape(written).split())) - said == Counter()


def test_a_heading_in_brackets_before_a_name_is_the_title(section):
    found = section(
        "<p><member>[CORVALE ELECTION.]&#x2014;Mr. H. Quill</member> <membercontribution>sat.</membercontribution></p>"
        "<p><member>[PEAT]</member><membercontribution>: It burns.</membercontribution></p>"
    )

    assert [(one.speaker, one.title, one.event) for one in found.speeches] == [
        ("Mr. H. Quill", "CORVALE ELECTION", "PEAT"),
        ("[PEAT]", "PEAT", "PEAT"),
    ]


def test_the_narrowest_title_is_the_speechs_and_the_next_the_debates(volume):
    first, *_, last = volume.speeches

    assert (first.title, first.event, first.date) == ("Lighthouses (Skerry)", "HARBOURS", "1931-03-04")
    assert (last.title, last.event, last.date) == ("PEAT", "PEAT", "1931-03-05")


def test_the_house_is_the_chamber(volume):
    assert [dict(volume.speeches[at].extra)["chamber"] for at in (0, -1)] == ["House of Commons", "House of Lords"]


def test_a_contribution_without_a_name_goes_on_with_the_one_before_in_its_section(volume):
    assert volume.speeches[1].paragraphs[-1] == "There is a fifth in store."


def test_it_never_goes_on_in_another_section(volume):
    assert "nobody" not in "".join(volume.texts())


def test_columns_pages_and_the_calls_of_others_are_no_words(volume):
    assert volume.speeches[0].text == "asked the President how many lamps burn at Skerry."
    assert volume.speeches[1].paragraphs[:4] == (
        "Four. I read:",
        '"A lamp is a friend."',
        "That is all.",
        "And it is enough.",
    )


def test_two_members_in_one_paragraph_are_two_speeches(volume):
    order, answer = volume.speeches[3:5]

    assert (order.id, order.speaker, order.text) == ("S9CV0001P0-00009", "Mr. Speaker", "Order.")
    assert (answer.id, answer.speaker) == ("S9CV0001P0-00009-2", "Mr. Tarn")
    assert answer.paragraphs == ("It sails at noon.", "1. On Mondays.", "2. On Fridays.")
    assert answer.introduction == "(seated and covered)"


def test_the_number_of_a_question_is_kept_apart(volume):
    assert dict(volume.speeches[0].extra)["question"] == "12"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mr. Holm", {"speaker": "Mr. Holm"}),
        ("Mr. Holm:", {"speaker": "Mr. Holm"}),
        ("Mr. Holm (Corvale, North)", {"speaker": "Mr. Holm", "constituency": "Corvale, North"}),
        ("Mr. Holm (Corvale) (Ind)", {"speaker": "Mr. Holm", "constituency": "Corvale", "party": "Ind"}),
        ("The Minister for Peat (Mr. Holm)", {"speaker": "Mr. Holm", "role": "The Minister for Peat"}),
        ("Mr. Deputy Speaker (Sir T. Quill)", {"speaker": "Sir T. Quill", "role": "Mr. Deputy Speaker"}),
        ("Mr. Holm (by Private Notice)", {"speaker": "Mr. Holm", "introduction": "(by Private Notice)"}),
        ("(Mr. Holm)", {"speaker": "Mr. Holm"}),
        ("The Earl of Moss", {"speaker": "The Earl of Moss"}),
        (" ", {}),
    ],
)
def test_a_name_is_parted_from_what_stands_in_brackets(written, meant):
    assert named(written) == meant


def test_paragraphs_go_on_in_written_answers_until_they_name_another(fixtures, reading):
    found = reading(fixtures / "hansard" / "1931_03_06.xml").speeches

    assert [(one.speaker, one.paragraphs) for one in found] == [
        ("Mr. Holm", ("asked the Minister of Ferries when the ferry sails.",)),
        ("Mr. Gull", ("At noon, and", "again at six.")),
        ("Miss Vane", ("asked the Minister of Ferries whether it is punctual.",)),
        ("Mr. Gull", ("It is:", "Noon 12.01", "Six 6.00")),
        ("Mr. TARN", ("I regret that I have nothing to add.",)),
    ]


def test_paragraphs_of_the_reports_own_are_nobodys(section):
    found = section("<p><member>Mr. Holm</member><membercontribution>: Yes.</membercontribution></p><p>Resolved.</p>")

    assert found.texts() == ["Yes."]


def test_a_house_without_a_date_is_dated_by_the_file_name(section):
    assert section("<p><member>Mr. Holm</member>: Yes.</p>").speech.date == "1931-03-04"


def test_a_date_holds_for_its_house_only(file, reading):
    house = "<housecommons>{}<p><member>Mr. Holm</member>: Yes.</p></housecommons>"
    dated = house.format('<date format="1931-03-04">Wednesday</date>')

    found = reading(file("a.xml", f"<hansard>{dated}{house.format('')}</hansard>"))

    assert [one.date for one in found.speeches] == ["1931-03-04", None]


def test_a_name_without_words_is_a_fault_with_its_line_and_the_next_is_read(section):
    found = section("\n<p><member>Mr. Holm</member> </p><p><member>Mr. Gull</member>: Yes.</p>")

    assert (found.texts(), found.fault.line) == (["Yes."], 2)


def test_a_malformed_volume_is_read_as_far_as_it_goes(file, reading):
    found = reading(file("a.xml", "<housecommons><p><member>Mr. Holm</member>: Yes.</p></section></housecommons>"))

    assert found.texts() == ["Yes."]
    assert "not well-formed" in found.fault.message


def test_a_volume_without_speeches_is_a_notice(file, reading):
    found = reading(file("a.xml", "<housecommons>\n</housecommons>"))

    assert (found.speeches, found.faults) == ([], [])
    assert "no speeches" in found.notices[0].message


def test_a_turn_that_never_ends_is_parted(section, monkeypatch):
    monkeypatch.setattr(hansard, "_MOST", 2)
    more = "<p><membercontribution>More.</membercontribution></p>" * 3

    found = section(f'<p id="x"><member>Mr. Holm</member><membercontribution>: Yes.</membercontribution></p>{more}')

    assert [(one.speaker, len(one.paragraphs)) for one in found.speeches] == [("Mr. Holm", 2), ("Mr. Holm", 2)]
    assert found.speeches[0].id == "x" != found.speeches[1].id


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<housecommons><title>", True),
        ('<?xml version="1.0"?>\n<hansard xmlns:xsi="x"><titlepage>', True),
        ('<hansard version="2.2"><session.header>', False),
        ("<index><title>", False),
        ("Hansard", False),
    ],
)
def test_the_format_is_known_by_its_content(head, expected):
    assert hansard.recognises(head) is expected


def test_the_real_files_give_as_many_speeches_as_they_hold(corpora, reading):
    found = reading(corpora / "uk-historic-hansard-xml", format="hansard")

    # 526 contributions in well-formed files, without 7 that only say “rose”; 110 turns and 64 unmarked ones in writing,
    # where contributions aren't marked; and 12 in malformed files, as far as these can be read.
    assert len(found.speeches) == 705
    # 8 malformed files, 3 empty ones, a page of another kind, and a name without words.
    assert len(found.faults) == 13
    assert all(one.speaker and one.title for one in found.speeches)
