import time

import pytest
from harbour import ARCHIVE

from searchapp import searching
from searchapp.deadline import Deadline
from searchapp.engines.memory import Memory
from searchapp.web import params, present
from searchapp.web.addresses import Addresses


@pytest.fixture
def answer():
    engine = Memory()
    with engine.rebuild() as add:
        for speech in ARCHIVE:
            add(speech)

    def answered(**said):
        asked = params.read({name: [value] for name, value in said.items()})
        found = searching.answer(engine.live(), asked.query, Deadline.after(60, time.monotonic))
        return present.search(found, asked, Addresses("https://example.org"))

    return answered


def test_an_answer_has_the_contracts_keys(answer):
    told = answer(q="barrier", speaker="Ada Marsh", to="2019")

    assert list(told) == [
        "query", "total", "page", "per_page", "pages", "generation", "took_ms", "results", "facets", "did_you_mean",
    ]  # fmt: skip
    assert told["query"] == {
        "q": "barrier", "canonical": "barrier", "filters": {"speaker": ["Ada Marsh"]}, "from": None, "to": "2019-12-31",
        "sort": "relevance",
    }  # fmt: skip
    assert list(told["facets"]) == ["speaker", "topic", "year", "language", "source"]
    assert {"value": "Ada Marsh", "count": 1, "selected": True} in told["facets"]["speaker"]


def test_a_passage_is_marked_by_offsets_and_by_html(answer):
    found = answer(q="barrier river", speaker="Ada Marsh")["results"][0]

    passage = found["passages"][0]
    assert passage["number"] == 2
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["barrier", "barrier", "river"]
    assert passage["html"].count("<mark>") == 3
    assert passage["url"] == "https://example.org/speech/2017-flood?q=barrier+river#p2"


def test_words_of_an_introduction_are_not_the_speakers(answer):
    found = answer(q="harbour", speaker="Ada Marsh")["results"][0]

    assert found["passages"] == []
    assert found["introduction"]["html"].endswith("visiting the <mark>harbour</mark>.")


def test_a_speech_without_a_title_is_called_by_its_first_words(answer):
    found = answer(q="somebody")["results"][0]

    assert (found["title"], found["speaker"], found["topics"]) == ("Somebody said something about a barrier.", None, [])


def test_html_is_escaped_around_and_inside_marks():
    assert present.html("<b>&</b> x<y", [(9, 12)]) == "&lt;b&gt;&amp;&lt;/b&gt; <mark>x&lt;y</mark>"


@pytest.mark.parametrize(("total", "pages"), [(0, 0), (1, 1), (10, 1), (11, 2)])
def test_pages_hold_every_result(total, pages):
    assert present.pages(total, 10) == pages
