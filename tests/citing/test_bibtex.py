"""BibTeX, read back by an independent parser and an independent decoder of LaTeX."""

from dataclasses import replace

import bibtexparser
import pytest
from archives import ARCHIVES, FLOOD, SPEECHES, cited, flat
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from searchapp.citing.bibtex import bibtex, escaped
from searchapp.speech import Speech

UNKNOWN = {"textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">", "textbar": "|"}
UNKNOWN |= {"textasciicircum": "^"}
"""Commands of LaTeX that the decoder doesn't know, or takes for another sign."""


def decoder():
    context = get_default_latex_context_db()
    context.add_context_category("ours", prepend=True, macros=[MacroTextSpec(*pair) for pair in UNKNOWN.items()])
    return LatexNodes2Text(latex_context=context, keep_comments=True, math_mode="verbatim")


def read(text):
    """The fields of the one entry, its kind and its key; the address as it is, all else as LaTeX means it."""
    plain = bibtexparser.parse_string(text)
    decoded = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware(decoder=decoder())])
    for library in (plain, decoded):
        assert library.failed_blocks == []
        assert len(library.blocks) == 1
    entry = decoded.entries[0]
    fields = {field.key: field.value for field in entry.fields}
    return entry.entry_type, entry.key, fields | {"url": plain.entries[0]["url"]}


def test_a_passage_is_an_entry_with_all_that_leads_back_to_it():
    kind, key, fields = read(bibtex(cited(number=2)))

    assert (kind, key) == ("misc", "2017-flood-p2")
    assert fields == {
        "author": "Ada von Marsh",
        "title": "On the flood",
        "date": "2017-03-14",
        "year": "2017",
        "month": "3",
        "eventtitle": "Emergency sitting",
        "howpublished": "Speech, Harbour speeches",
        "note": "Passage 2",
        "language": "en",
        "abstract": "We shall build a barrier.",
        "url": "https://archive.example/speech/a%2Fb?passage=2#p2",
        "urldate": "2026-11-22",
    }


def test_a_name_and_a_title_stay_whole():
    assert "author = {{Ada von Marsh}}" in bibtex(cited())
    assert "title = {{On the flood}}" in bibtex(cited())


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("1961", {"date": "1961", "year": "1961"}),
        ("1961-01", {"date": "1961-01", "year": "1961", "month": "1"}),
        ("--11-21", {"note": "XXXX-11-21"}),
        (None, {}),
    ],
)
def test_of_a_date_only_what_is_known_is_said(date, said):
    fields = read(bibtex(cited(Speech("s", ("Word.",), date=date))))[2]

    assert {name: fields[name] for name in ("date", "year", "month", "note") if name in fields} == said


def test_every_sign_that_tex_reads_in_a_way_of_its_own_is_written_otherwise():
    said = escaped("\\ { } ~ ^ < > | & % $ # _ -- '' `` ,, ?` !` - ' ` , ?")

    assert said == (
        r"\textbackslash{} \textbraceleft{} \textbraceright{} \textasciitilde{} \textasciicircum{} \textless{} "
        r"\textgreater{} \textbar{} \& \% \$ \# \_ -{}- '{}' `{}` ,{}, ?{}` !{}` - ' ` , ?"
    )


@given(SPEECHES, ARCHIVES)
def test_what_is_read_back_is_what_was_put_in(speech, archive):
    fields = read(bibtex(cited(speech, 1, archive)))[2]

    assert fields.get("title", "") == flat(speech.heading)
    assert fields.get("author", "") == flat(speech.speaker)
    assert fields.get("abstract", "") == flat(speech.paragraphs[0])
    assert fields["howpublished"] == flat(f"Speech, {archive}")
    assert fields.get("eventtitle", "") in {flat(speech.event), ""}


def test_signs_that_an_address_may_not_hold_in_braces_are_quoted():
    fields = read(bibtex(replace(cited(FLOOD), address="https://archive.example/{a}\\b c")))[2]

    assert fields["url"] == "https://archive.example/%7Ba%7D%5Cb%20c"
