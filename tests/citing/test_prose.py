"""Footnotes, quotations and HTML, in the words of the interface."""

import re
from dataclasses import replace

import pytest
from archives import ARCHIVES, FLOOD, SPEECHES, cited
from hypothesis import given
from lxml import html as lxml_html

from searchapp.citing.html import blockquote
from searchapp.citing.prose import footnote, patterns, quotation, source
from searchapp.speech import Speech
from searchapp.web.interface import interface

ENGLISH = interface("en")
_UNKNOWN_TO_HTML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that parsers of HTML take for others."""


def test_a_footnote_leads_back_to_the_speech():
    assert footnote(cited(), ENGLISH) == (
        "Ada von Marsh, “On the flood”, Emergency sitting, 14 March 2017. "
        "Harbour speeches, https://archive.example/speech/a%2Fb (accessed 22 November 2026)."
    )


def test_a_footnote_leads_back_to_the_passage():
    assert "14 March 2017, passage 2. Harbour" in footnote(cited(number=2), ENGLISH)


def test_what_is_not_known_is_said():
    said = footnote(cited(Speech("s", ("Only words.",))), ENGLISH)

    assert said.startswith("Speaker not named, “Only words.”, undated. ")


@pytest.mark.parametrize(
    ("date", "said"),
    [("1961", "1961"), ("1961-01", "January 1961"), ("--11-21", "21 November, year unknown")],
)
def test_a_partial_date_is_said_in_words(date, said):
    assert f"”, {said}. " in footnote(cited(Speech("s", ("Word.",), date=date)), ENGLISH)


def test_a_speech_called_like_its_event_says_it_once():
    assert footnote(cited(replace(FLOOD, title=None)), ENGLISH).count("Emergency sitting") == 1


def test_a_quotation_says_whose_words_they_are():
    assert quotation(cited(number=2), ENGLISH) == (
        "“We shall build a barrier.”\n\n— Ada von Marsh, “On the flood”, Emergency sitting, 14 March 2017, "
        "https://archive.example/speech/a%2Fb?passage=2#p2"
    )


def test_what_is_written_from_right_to_left_stands_apart_and_the_address_does_not():
    said = quotation(cited(replace(FLOOD, title="خطاب \u202eحر"), 2), ENGLISH)

    assert "\u2068خطاب حر\u2069" in said
    assert said.endswith(", https://archive.example/speech/a%2Fb?passage=2#p2")


def test_what_is_set_apart_is_what_unicode_writes_from_right_to_left():
    import unicodedata

    every = map(chr, [*range(0xD800), *range(0xE000, 0x20000)])
    leftwards = [letter for letter in every if unicodedata.bidirectional(letter) in {"R", "AL"}]
    apart = [letter for letter in leftwards if "\u2068" in footnote(cited(archive=letter), ENGLISH)]

    assert len(leftwards) > 1000
    assert apart == leftwards


@given(SPEECHES, ARCHIVES)
def test_in_whatever_is_quoted_every_value_stands_once_and_whole(speech, archive):
    citation = cited(speech, 1, archive)
    values = source(citation, ENGLISH)

    said = footnote(citation, ENGLISH)
    assert "\n" not in said
    assert all(value in said for value in values.values())
    assert said.count("\u2068") == said.count("\u2069")


@given(SPEECHES)
def test_a_pattern_filled_with_what_it_lacks_is_the_sentence(speech):
    citation = cited(speech, 1)
    values = source(citation, ENGLISH)
    known = patterns(citation, ENGLISH)

    assert known["footnote"].format(**values, number="1") == footnote(citation, ENGLISH)


@given(SPEECHES)
def test_html_holds_our_elements_and_the_words_as_text(speech):
    citation = cited(speech, 1)
    figure = lxml_html.fragment_fromstring(blockquote(citation, ENGLISH))

    assert [element.tag for element in figure.iter()] == ["figure", "blockquote", "p", "figcaption", "cite", "a"]
    assert figure.find(".//blockquote").get("cite") == figure.find(".//a").get("href") == citation.address
    words = speech.paragraphs[0]
    if not _UNKNOWN_TO_HTML.search(words):
        assert figure.find(".//p").text_content() == words


def test_a_quotation_is_in_the_speechs_language():
    assert '<blockquote cite="https://archive.example/speech/a%2Fb?passage=2#p2" lang="en">' in blockquote(
        cited(number=2), ENGLISH
    )
