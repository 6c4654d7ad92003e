"""TEI debates: turns, speakers out of the corpus root, words put together, notes left out."""

import zipfile
from collections import Counter

import pytest
from lxml import etree

from searchapp.sources import tei
from searchapp.sources.tei import debate as debates
from searchapp.sources.tei import words

LEFT_OUT = {*words.LEFT_OUT - {"head"}, "teiHeader", "listPerson", "docDate"}
SETTING = '<settingDesc><setting><date when="1902-05-06"/></setting></settingDesc>'
HEADER = f"<teiHeader><profileDesc>{SETTING}</profileDesc></teiHeader>"
ROOT = """<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><listPerson>
<person xml:id="p1"><persName><forename>Ilse</forename><surname>Vane</surname></persName></person>
</listPerson></teiHeader></teiCorpus>"""


def debate(body, back="", header=HEADER):
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{header}'
        f"<text><body>{body}</body><back>{back}</back></text></TEI>"
    )


def person(id, name, rest=""):
    return f'<person xml:id="{id}"><persName>{name}</persName>{rest}</person>'


@pytest.fixture
def read_debate(file, reading):
    return lambda *parts, **more: reading(file("debate.xml", debate(*parts, **more)))


def extra(speech):
    return dict(speech.extra)


@pytest.mark.parametrize(
    "head",
    [
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">',
        "<?xml version='1.0'?><teiCorpus>",
        '<taxonomy xmlns="http://www.tei-c.org/ns/1.0" xml:id="x">',
    ],
)
def test_tei_is_recognised_by_its_root(head):
    assert tei.recognises(head)


@pytest.mark.parametrize("head", ["<taxonomy>", "<publicwhip>", "TEI", ""])
def test_other_documents_are_not_tei(head):
    assert not tei.recognises(head)


def test_utterances_of_one_speaker_are_one_speech_whatever_notes_stand_between(read_debate):
    found = read_debate('<u who="#a" xml:id="u1">One.</u><note>Applause</note><u who="#a" xml:id="u2">Two.</u>')

    assert (found.speech.paragraphs, found.speech.id) == (("One.", "Two."), "u1")


@pytest.mark.parametrize(
    "between",
    ['<note type="speaker">The clerk</note>', "<head>Wool</head>", '</div><div type="b">', '<u who="#b">No.</u>'],
)
def test_a_speaker_who_is_announced_anew_begins_a_new_speech(read_debate, between):
    found = read_debate(f'<div><u who="#a">One.</u>{between}<u who="#a">Two.</u></div>')

    assert [text for text in found.texts() if text != "No."] == ["One.", "Two."]


def test_those_whom_nobody_names_are_never_taken_for_one(read_debate):
    found = read_debate("<u>One.</u><u>Two.</u><u who='unknown'>Three.</u><u who=' '>Four.</u>")

    assert found.texts() == ["One.", "Two.", "Three.", "Four."]
    assert {speech.speaker for speech in found.speeches} == {None}
    assert found.faults == []


def test_a_turn_that_does_not_end_is_cut(read_debate, monkeypatch):
    monkeypatch.setattr(debates, "LONGEST", 10)

    assert read_debate('<u who="#a">Seven letters.</u>' * 2).texts() == ["Seven letters."] * 2


def test_speakers_who_are_listed_last_are_known_from_the_beginning(read_debate, monkeypatch):
    body, back = '<u who="#a">One.</u><u who="#b">Two.</u>', f"<listPerson>{person('a', 'Ilse Vane')}</listPerson>"

    found = read_debate(body, back)
    monkeypatch.setattr(tei, "LONGEST", 2)
    hurried = read_debate(body, back)

    assert [speech.speaker for speech in found.speeches] == ["Ilse Vane", None]
    assert "“b”" in found.fault.message
    assert hurried.texts() == found.texts()


@pytest.mark.parametrize(
    "names",
    [
        ("CV.xml", "CV_1.xml"),
        ("CV-listPerson.xml", "CV_1.xml"),
        ("CV.ana.xml", "1902/CV_1.ana.xml"),
        ("CV.xml", "1902/CV_a_1.xml"),
    ],
)
def test_the_corpus_root_is_found_beside_or_one_folder_above(file, reading, tmp_path, names):
    root, name = names
    file(f"f/{root}", ROOT)
    file(f"f/{name}", debate('<u who="#p1">One.</u>'))
    with zipfile.ZipFile(tmp_path / "f.zip", "w") as packed:
        for one in names:
            packed.write(tmp_path / "f" / one, one)

    assert reading(tmp_path / "f").speech.speaker == "Ilse Vane"
    assert reading(tmp_path / "f.zip").speech.speaker == "Ilse Vane"


def test_no_root_is_looked_for_outside_the_source_or_behind_a_link(file, reading, tmp_path):
    file("CV.xml", ROOT)
    path = file("f/g/CV_1.xml", debate('<u who="#p1">One.</u>'))
    (tmp_path / "f" / "CV.xml").symlink_to(tmp_path / "CV.xml")

    assert reading(path.parent).speech.speaker is None
    assert reading(path).speech.speaker is None
    linked = reading(tmp_path / "f")
    assert linked.speech.speaker is None
    assert any("link" in fault.message for fault in linked.faults)


def test_roots_and_lists_are_passed_over_with_a_notice(fixtures, reading):
    found = reading(fixtures / "tei" / "ParlaMint-CV.xml")

    assert (found.speeches, found.faults) == ([], [])
    assert "teiCorpus" in found.notices[0].message


def test_a_debate_without_speeches_is_a_fault(read_debate):
    assert "no speech" in read_debate("<p>The sea.</p>").fault.message


def test_an_annotated_copy_is_passed_over_where_its_plain_one_is(file, reading):
    file("f/a.xml", debate("<u>One.</u>"))
    path = file("f/a.ana.xml", debate("<u><seg><s><w>One</w></s></seg></u>"))

    found = reading(path.parent)

    assert found.texts() == ["One."]
    assert "annotated copy" in found.notices[0].message


@pytest.mark.parametrize(
    ("date", "expected"), [("1895-01-01", ("Maren Holt", "Weir Party")), ("1902-05-06", ("Maren Ode", "LP"))]
)
def test_names_and_parties_are_those_of_the_day(fixtures, file, reading, date, expected):
    file("ParlaMint-CV.xml", (fixtures / "tei" / "ParlaMint-CV.xml").read_bytes())
    text = debate('<u who="#MarenOde">One.</u>', header=HEADER.replace("1902-05-06", date))

    speech = reading(file("ParlaMint-CV_1.xml", text)).speech

    assert (speech.speaker, extra(speech)["party"]) == expected


def test_who_is_not_listed_has_the_name_that_the_minutes_announce(read_debate):
    found = read_debate('<note type="speaker">Anf. 7 The Clerk (s):</note><u who="#x">One.</u>')

    assert (found.speech.speaker, extra(found.speech)["who"]) == ("The Clerk (s)", "x")
    assert found.faults == []
    assert "“x”" in found.notices[0].message


def test_headings_of_outer_sections_stay_in_force(read_debate):
    body = "<div><head>A</head><div><head>B</head><u>1</u><u>2</u></div><div><u>3</u><head>C</head><u>4</u></div></div>"

    found = read_debate(f"{body}<div><u>5</u></div>")

    assert [speech.title for speech in found.speeches] == ["A – B", "A – B", "A", "A – C", None]


def test_the_language_is_that_of_most_words(read_debate):
    found = read_debate('<u xml:lang="ca"><seg xml:lang="es">Mucho más largo.</seg><seg>Curt.</seg></u><u>Two.</u>')

    assert [speech.language for speech in found.speeches] == ["es", "en"]


def test_two_dates_are_told_and_the_name_of_the_document_decides(file, reading):
    printed = '<fileDesc><sourceDesc><bibl><date when="1902-05-07"/></bibl></sourceDesc></fileDesc>'
    text = debate("<u>One.</u>", header=HEADER.replace("<teiHeader>", f"<teiHeader>{printed}"))

    found = reading(file("CV_1902-05-07.xml", text))

    assert found.speech.date == "1902-05-07"
    assert "two dates" in found.fault.message


def test_what_is_cut_off_is_read_as_far_as_it_goes(file, reading):
    found = reading(file("a.xml", debate("<u>One.</u><u>Two.</u>").partition("Two")[0]))

    assert found.texts()[0] == "One."
    assert "not well-formed" in found.fault.message


def test_utterances_without_words_are_left_out_and_told(read_debate):
    found = read_debate("<u><note>Silence</note></u><u>One.</u>")

    assert found.texts() == ["One."]
    assert found.notices[0].message.startswith("1 utterance ")


@pytest.mark.parametrize("name", ["ParlaMint-CV_1902-05-06.xml", "ParlaMint-CV_1902-05-07.ana.xml", "own.xml"])
def test_every_character_is_in_a_speech_or_left_out_on_purpose(fixtures, reading, name):
    path = fixtures / "tei" / name
    said = Counter()
    for speech in reading(path).speeches:
        said.update("".join(speech.paragraphs) + (speech.title or "") + (speech.speaker or ""))
    tree = etree.parse(path)
    for element in [one for one in tree.iter() if etree.QName(one).localname in LEFT_OUT]:
        element.text = None
        for child in list(element):
            element.remove(child)

    written = Counter("".join("".join(tree.getroot().itertext()).split()))

    assert written - said == Counter()


@pytest.mark.parametrize(
    ("name", "speeches", "faults"),
    [
        ("parlamint-at", 7, 0),
        ("parlamint-es-ct/ParlaMint-ES-CT", 19, 1),  # two dates in one header
        ("parlamint-tr", 726, 0),  # 781 utterances, of which some are paragraphs of one turn
        ("textcavator-parliament-samples/netherlands-recent", 2, 0),
        ("textcavator-parliament-samples/sweden-swerik/records", 3, 0),
    ],
)
def test_real_debates_have_as_many_speeches_as_turns(corpora, reading, name, speeches, faults):
    found = reading(corpora / name)

    assert (len(found.speeches), len(found.faults)) == (speeches, faults)
    assert len({speech.id for speech in found.speeches}) == speeches
    assert all(speech.date for speech in found.speeches)


def test_finnish_debates_within_one_corpus_have_their_own_dates(corpora, reading):
    (path,) = (corpora / "textcavator-parliament-samples" / "finland").glob("*.xml")

    speeches = reading(path).speeches

    assert len(speeches) == 22
    assert len({speech.date for speech in speeches}) == 5
    assert all(speech.speaker and extra(speech).get("party") in {"KOK", "KESK", "PS", None} for speech in speeches)
