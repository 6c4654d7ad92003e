"""Debates in Akoma Ntoso: who says what, under which heading, on which day."""

import json
import re

import pytest
from lxml import etree

from searchapp.sources import akoma
from searchapp.sources.akoma.words import DIRECTIONS
from searchapp.speech import to_record

LEFT_OUT = {"meta", "prayers", "adjournment", "num", "remark", "authorialNote", "recordedTime", "summary"}
"""Elements whose text goes nowhere, beside stage directions in brackets and a preface's running text."""
FORMULAS = re.compile(
    r"Debate concluded\.|Question put: .*|AYES - 2: .*|Question agreed to \(River League dissenting\)\."
)
"""Paragraphs that tell what the house did."""
DATE = '<preface><docDate date="1902-05-06"/></preface>'


@pytest.fixture
def debate(file, reading):
    """Read a debate that has this body, and this before it."""

    def read(body, before=DATE, **given):
        text = f"<akomaNtoso><debate>{before}<debateBody>{body}</debateBody></debate></akomaNtoso>"
        return reading(file("debate.xml", text), **given)

    return read


def meta(inner):
    return f"<meta>{inner}</meta>"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<akomaNtoso>", True),
        ('<?xml version="1.0"?>\n<a:akomaNtoso xmlns:a="http://www.akomantoso.org/2.0">', True),
        ("<debate>", False),
        ("About akomaNtoso.", False),
    ],
)
def test_it_is_known_by_its_root(head, expected):
    assert akoma.recognises(head) is expected


def test_each_turn_is_a_speech_under_the_nearest_heading(debate):
    found = debate(
        "<speech><p>One.</p></speech><debateSection><heading>Sea</heading><question><p>Two?</p></question>"
        "<debateSection><heading>Salt</heading><answer><p>Three.</p></answer></debateSection>"
        "<speech><p>Four.</p></speech></debateSection><debateSection><speech><p>Five.</p></speech></debateSection>"
    )

    assert found.faults == []
    assert [(speech.text, speech.title) for speech in found.speeches] == [
        ("One.", None),
        ("Two?", "Sea"),
        ("Three.", "Salt"),
        ("Four.", "Sea"),
        ("Five.", None),
    ]


def test_a_speech_may_have_a_heading_of_its_own(debate):
    speech = debate(
        "<debateSection><heading>Sea</heading>"
        "<speech><heading>Tides</heading><from>A</from><p>High.</p></speech></debateSection>"
    ).speech

    assert (speech.title, speech.text, dict(speech.extra)) == ("Tides", "High.", {"section": "Sea"})


def test_the_document_title_is_the_title_where_no_section_has_a_heading(debate):
    speech = debate("<speech><p>Hello.</p></speech>", "<preface><p><docTitle>Minutes</docTitle></p></preface>").speech

    assert (speech.title, speech.event) == ("Minutes", "Minutes")


def test_whom_the_references_name_speaks(debate):
    references = (
        '<references><TLCPerson id="a" href="/p/a" showAs="Ada Moss"/>'
        '<TLCRole eId="c" href="/r/c" showAs="Chair"/></references>'
    )
    found = debate(
        '<speech by="#a" as=" #c"><from>The Chair:</from><p>One.</p></speech>'
        '<speech by="#c"><from>Mr Reed</from><p>Two.</p></speech>'
        '<speech by="#c"><p>Three.</p></speech>'
        '<speech by="#a" as="#a"><p>Four.</p></speech>'
        '<speech by="#lost"><from>Miss Fern</from><p>Five.</p></speech>',
        meta(references),
    )

    assert found.faults == []
    assert [(speech.speaker, dict(speech.extra)) for speech in found.speeches] == [
        ("Ada Moss", {"role": "Chair", "speaker_id": "/p/a", "called": "The Chair"}),
        ("Mr Reed", {"role": "Chair"}),
        ("Chair", {"role": "Chair", "speaker_id": "/r/c"}),
        ("Ada Moss", {"speaker_id": "/p/a"}),
        ("Miss Fern", {"speaker_id": "lost"}),
    ]


def test_a_reference_to_nobody_is_a_fault_where_nobody_is_named(debate):
    found = debate('\n\n<speech by="#lost"><p>Hello.</p></speech>')

    assert found.speech.speaker is None
    assert (found.fault.line, "“lost”" in found.fault.message) == (3, True)


def test_what_others_do_and_editors_note_is_no_part_of_the_words(debate):
    speech = debate(
        "<speech><from>Ada</from><p>The sea<remark>[cheers]</remark> is grey. [Applause and laughter.]</p>"
        "<narrative>(She sits)</narrative><p>So <authorialNote><p>No.</p></authorialNote>we rest. (Laughter)</p>"
        "<p>It is. [An HON MEMBER: No!]</p>"
        "<p>(Translation of Welsh paragraph follows.)</p><p>[We sail (soon).]</p></speech>"
    ).speech

    assert speech.paragraphs == ("The sea is grey.", "So we rest.", "It is.", "[We sail (soon).]")


def test_words_that_were_not_heard_stay_marked(debate):
    assert debate("<speech><p>We shall [Inaudible.] it.</p></speech>").speech.text == "We shall [Inaudible.] it."


def test_a_turn_of_stage_directions_alone_is_told(debate):
    found = debate("<speech><p>[Laughter.]</p></speech><speech><p>One.</p></speech>")

    assert found.texts() == ["One."]
    assert [notice.message for notice in found.notices] == ["Nothing is said here but “[Laughter.]”; left out."]


def test_an_empty_turn_is_a_fault_and_the_rest_goes_on(debate):
    found = debate("<speech><from>Ada</from></speech><speech><p>One.</p></speech>")

    assert found.texts() == ["One."]
    assert "no text in this speech" in found.fault.message


def test_items_rows_and_lines_are_kept_apart(debate):
    speech = debate(
        "<speech><p>Two<eol/>lines</p><blockList><listIntroduction>These:</listIntroduction><item><num>1</num>"
        "<p>oil</p></item></blockList><table><tr><td>a</td><td>b</td></tr></table></speech>"
    ).speech

    assert speech.paragraphs == ("Two lines", "These:", "oil", "a", "b")


def test_what_stands_before_a_turn_introduces_it(debate):
    found = debate(
        "<debateSection><heading>Sea</heading><p>Moved:</p><scene>(Bell)</scene><speech><p>One.</p></speech>"
        "<speech><p>Two.</p></speech><narrative>(All rise)</narrative></debateSection>"
    )

    assert [speech.introduction for speech in found.speeches] == ["Moved:\n\n(Bell)", None]


def test_a_speech_within_another_interrupts_it(debate):
    known = '<references><TLCPerson id="a" showAs="Ada"/></references>'
    found = debate(
        '<speech by="#a" id="s1"><from>Ada</from><p>Before.</p><speech><from>Ben</from><p>Oh!</p></speech>'
        "<p>After.</p></speech>",
        meta(known),
    )

    assert [(speech.speaker, speech.text) for speech in found.speeches] == [
        ("Ada", "Before."),
        ("Ben", "Oh!"),
        ("Ada", "After."),
    ]
    assert "speech around it" in found.fault.message


def test_whoever_speaks_within_a_speech_without_a_tag_has_a_speech_of_their_own(debate):
    found = debate(
        '<speech by="#ann"><from>Ann</from><p>Order.</p><p>Mr B K Roe: The quay is sinking.</p><p>It is.</p></speech>'
    )

    assert [(speech.speaker, speech.text) for speech in found.speeches] == [
        ("Ann", "Order."),
        ("Mr B K Roe", "The quay is sinking.\n\nIt is."),
    ]
    assert "taken apart" in found.faults[-1].message


@pytest.mark.parametrize("name", ["Mr J S van der Reed", "Mr M F de REED", "Mnr A P VAN DER REED", "Ms B ST REED"])
def test_whoever_speaks_within_a_speech_may_have_a_name_in_parts(debate, name):
    found = debate(f"<speech><from>Ann</from><p>Order.</p><p>{name}: The quay is sinking.</p></speech>")

    assert [(speech.speaker, speech.text) for speech in found.speeches] == [
        ("Ann", "Order."),
        (name, "The quay is sinking."),
    ]


@pytest.mark.parametrize(
    "formula",
    [
        "Agreed to.",
        "Motion agreed to, all members standing.",
        "Bill accordingly passed.",
        "There was no debate.",
        "Declarations of vote:",
        "Nominations accordingly agreed to in accordance with section 1(b) of the Charter.",
    ],
)
def test_what_the_house_did_is_in_nobodys_mouth(debate, formula):
    assert debate(f"<speech><p>I so move.</p><p>{formula}</p></speech>").speech.text == "I so move."


def test_a_turn_of_formulas_alone_is_told(debate):
    found = debate("<speech><p>Question put.</p></speech>")

    assert [notice.message for notice in found.notices[:1]] == ["Nothing is said here but “Question put.”; left out."]
    assert (found.speeches, found.faults) == ([], [])


@pytest.mark.parametrize("words", ["Agreed!", "Question put to me: why?", "There was no debate. There was a fight."])
def test_words_that_are_like_formulas_stay(debate, words):
    assert debate(f"<speech><p>{words}</p></speech>").speech.text == words


def test_a_tag_that_is_missing_loses_no_words(debate):
    found = debate("<speech><from>Ada</from><p>One.</p><speech><from>Ben</from><p>Two.</p></speech>")

    assert [(speech.speaker, speech.text) for speech in found.speeches] == [("Ada", "One."), ("Ben", "Two.")]
    assert len(found.faults) == 2
    assert not any("no text" in fault.message for fault in found.faults)
    assert any("not well-formed" in fault.message for fault in found.faults)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (DATE, "1902-05-06"),
        ("<preface><docDate>6 May 1902</docDate></preface>", "1902-05-06"),
        (meta('<identification><FRBRWork><FRBRdate date="1903-01-02"/></FRBRWork></identification>'), "1903-01-02"),
        (meta('<identification><FRBRWork><FRBRdate date="3000-01-01"/></FRBRWork></identification>'), "1911-01-02"),
        (
            meta(
                '<identification><FRBRWork><FRBRuri value="/xx/record/1904-05-06"/><FRBRdate date="3000-01-01"/>'
                "</FRBRWork></identification>"
            ),
            "1904-05-06",
        ),
        ("", "1911-01-02"),
    ],
)
def test_the_day_is_the_preface_s_the_address_s_the_work_s_or_the_turn_s(debate, before, expected):
    speech = debate('<speech startTime="1911-01-02T10:00:00"><p>Hello.</p></speech>', before).speech

    assert speech.date == expected


def test_a_day_that_is_none_is_told_once(debate):
    found = debate(
        "<speech><p>One.</p></speech><speech><p>Two.</p></speech>", '<preface><docDate date="1902-13-40"/></preface>'
    )

    assert [speech.date for speech in found.speeches] == [None, None]
    assert "docDate" in found.fault.message


@pytest.mark.parametrize("kind", ["act", "bill", "judgment"])
def test_what_is_no_debate_is_passed_over_by_name(file, reading, kind):
    found = reading(file("law.xml", f"<akomaNtoso><{kind}><meta/><body><p>Whereas.</p></body></{kind}></akomaNtoso>"))

    (notice,) = found.notices
    assert (found.speeches, found.faults) == ([], [])
    assert f"{kind}, with no speech in it; passed over" in notice.message


def test_a_debate_among_other_documents_is_read(file, reading):
    parts = "<component><act><meta/></act></component><component><debate><meta/><debateBody><speech><p>One.</p>"
    text = f"<akomaNtoso><documentCollection><meta/>{parts}</speech></debateBody></debate></component>"

    found = reading(file("all.xml", f"{text}</documentCollection></akomaNtoso>"))

    assert found.texts() == ["One."]
    assert (found.faults, found.notices) == ([], [])


def test_the_day_of_a_paper_that_is_attached_is_not_that_of_the_debate(debate):
    paper = '<attachments><doc><preface><docDate date="1800-01-01"/></preface></doc></attachments>'

    assert debate(f"{paper}<speech><p>One.</p></speech>").speech.date == "1902-05-06"


def test_the_language_is_the_turn_s_or_the_document_s(debate):
    stated = meta('<identification><FRBRExpression><FRBRlanguage language="gle"/></FRBRExpression></identification>')
    found = debate('<speech><p>Dia.</p></speech><speech xml:lang="cy"><p>Bore da.</p></speech>', stated)

    assert [speech.language for speech in found.speeches] == ["ga", "cy"]


@pytest.mark.parametrize("name", ["harbour", "plain", "old"])
def test_every_character_is_in_a_speech_or_left_out_on_purpose(fixtures, reading, name):
    path = fixtures / "akoma" / f"{name}.xml"
    found = _solid(json.dumps([to_record(one) for one in reading(path).speeches], ensure_ascii=False))

    lost = [text for text in _texts(etree.parse(path).getroot()) if _solid(text) not in found]

    assert lost == []


def _texts(root):
    """The text of a document, piece by piece, without what is left out."""
    for element in root.iter(etree.Element):
        around = [etree.QName(one).localname for one in (element, *element.iterancestors())]
        if not LEFT_OUT & {*around} and around[:2] != ["p", "preface"]:
            yield from DIRECTIONS.split(FORMULAS.sub("", element.text or ""))
        if not LEFT_OUT & {*around[1:]} and around[1:3] != ["p", "preface"]:
            yield from DIRECTIONS.split(element.tail or "")


def _solid(text):
    """Without white space and the colons that end names."""
    return re.sub(r"\\n|[\s:]", "", text)


@pytest.mark.parametrize(
    ("place", "counts"),
    [("sayit-akomantoso", (15, 0, 4)), ("za-hansard-akomantoso", (95 + 41 + 4, 4, 1))],
)
def test_real_debates_have_as_many_speeches_as_they_count(corpora, reading, place, counts):
    found = reading(corpora / place)

    assert (len(found.speeches), len(found.faults), len(found.notices)) == counts
    assert all("taken apart" in fault.message for fault in found.faults)


def test_real_south_african_debates_have_speakers_days_and_no_applause(corpora, reading):
    speeches = reading(corpora / "za-hansard-akomantoso").speeches

    assert {speech.date for speech in speeches} == {"2012-02-21", "2012-05-11"}
    assert all(speech.speaker and speech.title for speech in speeches)
    assert not any("[Applause" in speech.text for speech in speeches)
    assert not any(re.search(r"^(Motion|Question) (put|agreed to)", speech.text, re.MULTILINE) for speech in speeches)
    assert [speech.speaker for speech in speeches if "FREITAS: " in speech.text] == []


def test_a_real_irish_debate_names_people_and_their_offices(corpora, reading):
    found = reading(
        next((corpora / "textcavator-parliament-samples" / "ireland" / "2014_ireland_debates").glob("*.xml"))
    )

    minister = found.speeches[1]
    assert (len(found.speeches), found.faults) == (25, [])
    assert (minister.speaker, minister.id.rpartition("#")[2]) == ("Simon Coveney", "spk_2")
    assert dict(minister.extra)["role"].startswith("Minister for Agriculture")
