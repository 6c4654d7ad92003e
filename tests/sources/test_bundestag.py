"""Bundestag XML: every turn has its own speaker, in a rede and between them; what nobody says is left out."""

import html
import re

import pytest

from searchapp.sources import bundestag
from searchapp.speech import to_record

LEFT_OUT = {
    "doctype": r"<!DOCTYPE[^>]*>",
    "head": r"<plenarprotokoll-nummer>.*?</plenarprotokoll-nummer>|<ort>.*?</ort>,|<datum .*?</datum>",
    "table of contents, who speaks": r"</redner>Ada Holm \(Ufer\)",
    "table of contents, numbers": r"<ivz-block-titel>.*?</ivz-block-titel>|Drucksache 31/9",
    "heckling and applause": r"<kommentar>.*?</kommentar>",
    "footnotes": r"<sup>1</sup><fussnote>.*?</fussnote>",
    "tables": r"<table>.*?</table>",
    "asides": r">\([^()]*\)</p>",
    "headings that are no title": r'<p klasse="(?:T|T_Drs|T_Beratung)">.*?</p>',
    "the name as it is printed": r"</redner>[^<]*:</p>",
    "short roles": r"<rolle_kurz>.*?</rolle_kurz>",
    "brackets and colons of names": r"[():](?=</name>|</ortszusatz>)|(?<=<ortszusatz>)\(",
    "titles of appendices": r"<anlagen-titel>.*?</anlagen-titel>",
    "lists in appendices": r'<p klasse="J">Zu Protokoll.*?</p>|<p klasse="AL_Namen">.*?</p>',
    "soft hyphens": "\u00ad",
}
"""What stands in the fixture and in no speech, on purpose; in the order that it is taken out."""


def sitting(body):
    return (
        "<dbtplenarprotokoll><vorspann><kopfdaten><wahlperiode>31</wahlperiode><sitzungsnr>8</sitzungsnr>"
        f'<datum date="04.05.2019"/></kopfdaten></vorspann><sitzungsverlauf>{body}</sitzungsverlauf>'
        "</dbtplenarprotokoll>"
    )


@pytest.fixture
def speeches(fixtures, reading):
    return reading(fixtures / "bundestag" / "sitzung.xml").speeches


@pytest.fixture
def held(file, reading):
    return lambda body: reading(file("sitting.xml", sitting(body)))


def test_no_character_is_lost_but_what_is_left_out_on_purpose(fixtures, speeches):
    written = (fixtures / "bundestag" / "sitzung.xml").read_text()
    for pattern in LEFT_OUT.values():
        written = (
            re.sub(pattern, "<", written, flags=re.DOTALL) if pattern != "\u00ad" else written.replace(pattern, "")
        )
    written = re.sub(r"<(?:sub|/sub)>", "", written)
    said = "".join(str(to_record(one)) for one in speeches)

    assert [word for word in html.unescape(re.sub(r"<[^>]*>?", " ", written)).split() if word not in said] == []


def test_it_is_recognised_by_its_root_whose_definition_is_never_fetched():
    assert bundestag.recognises('<!DOCTYPE dbtplenarprotokoll SYSTEM "https://x.invalid/a.dtd"><dbtplenarprotokoll>')
    assert not bundestag.recognises("<TEI/>")


def test_the_definition_is_not_read_even_where_it_lies_beside_the_sitting(file, reading, monkeypatch):
    path = file(
        "sitting.xml",
        '<!DOCTYPE dbtplenarprotokoll SYSTEM "own.dtd">'
        + sitting("<sitzungsbeginn><name>Präsidentin Holm:</name><p>Guten Morgen.&more;</p></sitzungsbeginn>"),
    )
    file("own.dtd", '<!ENTITY more "LOADED">')
    monkeypatch.chdir(path.parent)

    assert reading(path).speech.text == "Guten Morgen."


def test_each_turn_in_a_rede_goes_to_its_own_speaker(speeches):
    turns = [(one.id, one.speaker) for one in speeches if one.id.startswith("ID3107001")]

    assert turns[:5] == [
        ("ID310700100", "Dr. Ada van Holm"),
        ("ID310700100-1", "Rike Falkner"),
        ("ID310700100-2", "Ada Holm"),
        ("ID310700100-3", "Beno Ruhl"),
        ("ID310700100-4", "Rike Falkner"),
    ]


def test_what_the_chair_says_after_a_rede_belongs_to_the_same_turn(speeches):
    chair = next(one for one in speeches if one.id == "ID310700100-4")

    assert chair.paragraphs == ("Wir stimmen ab.", "Der Antrag ist angenommen.")


def test_a_chair_calls_an_item_up_before_its_heading_and_goes_on_after_it(speeches):
    chair = next(one for one in speeches if one.id == "31-7-2")

    assert chair.title == "Beratung des Antrags Das Wasser der Vell gehört allen"
    assert chair.paragraphs == ("Ich rufe den Tagesordnungspunkt 1 auf.", "Das Wort hat die Kollegin Holm.")


def test_an_item_without_a_heading_is_called_as_in_the_table_of_contents(speeches):
    assert next(one for one in speeches if one.id == "ID310700200").title == "Fragestunde zu den Schleusen"


def test_party_role_and_place_are_kept(speeches):
    by_id = {one.id: dict(one.extra) for one in speeches}

    assert by_id["ID310700100"] == {"party": "UFER", "place": "Quellstadt", "agenda_item": "Tagesordnungspunkt 1"}
    assert by_id["ID310700200"]["role"] == "Ministerin für Wasser"
    assert by_id["31-7-1"]["role"] == "Vizepräsidentin"


def test_words_between_speeches_are_nobodys_until_the_chair_is_named(held):
    said = (
        '<rede id="ID1"><p klasse="redner"><redner><name><nachname>Holm</nachname></name></redner>Holm:</p><p>Ja.</p>'
    )
    found = held(f'<tagesordnungspunkt top-id="1">{said}</rede><p klasse="J">Wir stimmen ab.</p></tagesordnungspunkt>')

    assert [(one.speaker, one.text) for one in found.speeches] == [("Holm", "Ja."), (None, "Wir stimmen ab.")]


def test_a_rede_that_names_nobody_is_a_fault_and_is_kept(held):
    found = held('<tagesordnungspunkt top-id="1"><rede id="ID1"><p>Ja.</p></rede></tagesordnungspunkt>')

    assert "Nobody is named" in found.fault.message
    assert found.speech.speaker is None


def test_a_sitting_that_is_cut_off_is_read_as_far_as_it_goes(file, reading, fixtures):
    whole = (fixtures / "bundestag" / "sitzung.xml").read_text()
    found = reading(file("cut.xml", whole[: whole.index("Was kostet")]))

    assert "not well-formed" in found.fault.message
    assert len(found.speeches) >= 2


def test_the_first_sitting_of_the_corpus_has_its_turns(corpora, reading):
    found = reading(corpora / "de-bundestag-xml" / "19001-data.xml")

    assert (len(found.speeches), len({one.id for one in found.speeches}), found.faults) == (39, 39, [])
    assert all(one.speaker and one.date == "2017-10-24" for one in found.speeches)
