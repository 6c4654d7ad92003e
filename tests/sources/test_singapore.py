"""Singapore's Hansard: three generations of HTML in JSON, parted into speeches."""

import html
import json
import re

import pytest

from searchapp.sources.marked import paragraphs
from searchapp.speech import to_record

LEFT_OUT = (
    r"<!--.*?-->",
    r"Column: \d+",
    r"<table>.*?</table>",
    r"PARLIAMENTARY DEBATES|OFFICIAL REPORT|BILLS INTRODUCED",
    r"PRESENT:.*?\(Vell\)\.",
    r"\[Mr Speaker in the Chair\]|\[Applause\.\]|\(proc text\)",
    r"\(<(?:i|em)>In Malay</(?:i|em)>\)(?:<em>)?:?",
    r"\[<em>Please refer to .*?\]",
    r"<b>ADJOURNMENT</b>.*|Question put, and agreed(?: |&nbsp;)to\.|\"to mend.*?First time\.",
    r"\d[\d.]* (?:am|pm|a\.m\.)|<<  />",
    r" 4\.(?=<)|&nbsp;4\. |<p>1 ",
)
"""What stands in the fixtures and in no speech, on purpose; in the order that it is taken out."""


def written(path):
    day = json.loads(path.read_text())
    sections = day.get("takesSectionVOList", ())
    return day.get("htmlFullContent") or "\n".join(f"{one['title']} {one['content']}" for one in sections)


@pytest.mark.parametrize("name", ["sections.json", "1972-05-03.json", "2005-05-03.json"])
def test_no_word_is_lost_but_what_is_left_out_on_purpose(fixtures, reading, name):
    path = fixtures / "singapore" / name
    text = written(path)
    for pattern in LEFT_OUT:
        text = re.sub(pattern, " ", text, flags=re.DOTALL)
    said = "".join(str(to_record(one)) for one in reading(path).speeches)
    words = html.unescape(re.sub(r"<[^<>]*>", " ", text)).split()

    assert [word for word in words if word.strip("():[]") not in said] == []


def test_a_column_that_ends_within_a_sentence_leaves_it_whole(fixtures, reading):
    first = reading(fixtures / "singapore" / "1972-05-03.json").speeches[1]
    second = reading(fixtures / "singapore" / "2005-05-03.json").speeches[1]

    assert first.paragraphs == ("Mr Speaker, the price of the river is low.", "It will rise.")
    assert second.paragraphs == ("The bridge, which is old, will open.",)


def test_roles_constituencies_and_who_is_spoken_for_are_kept_apart(fixtures, reading):
    _, minister, _, nominated, member = reading(fixtures / "singapore" / "sections.json").speeches

    assert minister.speaker == "Mr Beno Ruhl"
    assert dict(minister.extra)["role"] == "The Minister for Water"
    assert dict(minister.extra)["on_behalf_of"] == "the Prime Minister"
    assert dict(nominated.extra)["role"] == "Nominated Member"
    assert dict(member.extra)["constituency"] == "Vell"


def test_what_the_clerk_notes_before_a_speech_introduces_it(fixtures, reading):
    nominated = reading(fixtures / "singapore" / "sections.json").speeches[3]

    assert (nominated.introduction, nominated.text) == ("Order for Second Reading read.", "The lock is old.")


def test_a_time_that_a_sentence_ends_with_stays(file, reading):
    page = (
        "<br><b>Mr Speaker</b>: The sitting is suspended until <br>2.00 pm. <br><br>It will go on.<br>2.05 pm<br>Soon."
    )
    found = reading(file("1972-05-03.json", json.dumps({"htmlFullContent": page})))

    assert found.speech.paragraphs == ("The sitting is suspended until 2.00 pm.", "It will go on.", "Soon.")


def test_what_stands_under_a_heading_by_itself_is_nobodys(fixtures, reading):
    last = reading(fixtures / "singapore" / "1972-05-03.json").speeches[-1]

    assert (last.speaker, last.title, last.text) == (None, "LOCKS", "The lock at the mill is shut.")


def test_the_name_of_the_file_tells_the_day_of_an_old_report(fixtures, reading):
    assert reading(fixtures / "singapore" / "1972-05-03.json").speeches[0].date == "1972-05-03"


def test_a_section_without_content_is_a_fault_and_the_rest_goes_on(file, reading, fixtures):
    day = json.loads((fixtures / "singapore" / "sections.json").read_text())
    day["takesSectionVOList"][0] = {"title": "Lost"}
    found = reading(file("day.json", json.dumps(day)))

    assert "Section 1" in found.fault.message
    assert len(found.speeches) == 2


@pytest.mark.parametrize("broken", ['{"htmlFullContent": ', "[]"])
def test_what_is_no_report_is_a_fault(file, reading, broken):
    assert "not read" in reading(file("day.json", broken), format="singapore").fault.message


def test_tags_that_are_never_closed_hide_nothing():
    found = list(paragraphs("<div align=center><b>BRIDGES<p align=left>a < b<br><i>&amp; c<script>x</script>"))

    assert [(one.text, one.apart) for one in found] == [("BRIDGES", True), ("a < b", False), ("& c", False)]


@pytest.mark.parametrize(
    ("name", "speeches"),
    [
        ("resource-archive-json/1965-12-08.json", 11),
        ("resource-archive-json/1988-03-14.json", 96),
        ("resource-archive-json/2004-01-05.json", 114),
        ("resource-json/2014-11-05.json", 52),
        ("resource-json/2015-03-26.json", 16),
    ],
)
def test_a_day_of_the_corpus_has_its_speeches(corpora, reading, name, speeches):
    found = reading(corpora / "sg-hansard" / name)

    assert (len(found.speeches), len({one.id for one in found.speeches}), found.faults) == (speeches, speeches, [])
    assert {one.date for one in found.speeches} == {name.rpartition("/")[2][:10]}
