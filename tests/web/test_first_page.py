import re

import pytest
from byhand import QUERIES, archives
from harbour import ARCHIVE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from markup import links, page
from markupsafe import escape

from searchapp.engines.memory import Memory
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.settings import Settings
from searchapp.speech import Speech
from searchapp.web import create_app


def test_before_anything_is_asked_the_page_is_a_form(client):
    asked = page(client, "/first")

    assert asked.text("h1") == ["Who said it first"]
    assert asked.one("input", id="asked-q")["value"] == ""


def test_the_first_to_say_it_stands_first_with_the_passage_marked(client):
    found = page(client, "/first?q=barrier")

    assert found.text("h1") == ["Who said barrier first"]
    assert found.text("time") == ["14 March 2017", "5 November 2019"]
    assert "/speech/2017-flood?q=barrier#p2" in links(found)
    assert set(found.text("mark")) == {"barrier"}


def test_it_is_told_who_said_it_of_how_many_and_who_never(client):
    found = page(client, "/first?q=barrier")

    assert "2 of 3 speakers have said it; 1 never." in found.said
    assert "Вера Лугова 1 speech, 2019" in found.said
    assert "/search?speaker=%D0%92%D0%B5%D1%80%D0%B0+%D0%9B%D1%83%D0%B3%D0%BE%D0%B2%D0%B0" in links(found)


def test_speeches_of_no_year_and_of_no_named_speaker_are_told(client):
    said = page(client, "/first?q=barrier").said

    assert "1 speech that has it is of no known year, and isn’t counted as a first." in said
    assert "1 speech that has it is by a speaker who isn’t named." in said


def test_a_title_is_not_what_was_said(client_of):
    client = client_of(
        Speech("a", ("Good morning.",), title="Peace", speaker="Ann", date="1990"),
        Speech("b", ("Peace.",), speaker="Bo", date="1991"),
    )

    assert "1 of 2 speakers has said it; 1 never." in page(client, "/first?q=peace").said
    assert page(client, "/first?q=peace").text("time") == ["1991"]


def test_who_said_it_in_undated_speeches_only_has_said_it(client_of):
    client = client_of(Speech("a", ("Peace.",), speaker="Ann"), Speech("b", ("War.",), speaker="Bo"))

    found = page(client, "/first?q=peace")
    assert "1 of 2 speakers has said it; 1 never." in found.said
    assert "They said it only in speeches of which the year isn’t known: Ann" in found.said
    assert "No dated speech has it." in found.said


def test_somebody_who_isnt_named_may_have_been_first(client_of):
    client = client_of(
        Speech("a", ("Peace.",), date="1990"),
        Speech("b", ("Peace.",), speaker="Bo", date="1991"),
    )

    found = page(client, "/first?q=peace")
    assert found.text("time") == ["1990", "1991"]
    assert "1990 Speaker not named" in found.said


def test_filters_narrow_who_is_counted(client):
    found = page(client, "/first?q=barrier&from=2018")

    assert "1 of 2 speakers has said it; 1 never." in found.said
    assert "that the dates and filters above let through" in found.said
    assert "/compare?q=barrier&from=2018" in links(found)


def test_twenty_speakers_stand_on_a_page(client_of):
    client = client_of(*(Speech(f"s{n}", ("Peace.",), speaker=f"Speaker {n}", date=str(1900 + n)) for n in range(45)))

    def times(address, status=200):
        return page(client, address, status).text("time")

    assert times("/first?q=peace") == [str(1900 + n) for n in range(20)]
    assert times("/first?q=peace&page=3") == [str(1940 + n) for n in range(5)]
    assert times("/first?q=peace&page=4", 404) == []
    assert "/first?q=peace&page=2" in links(page(client, "/first?q=peace"))


@pytest.mark.parametrize(("asked", "fault"), [("(", "never closed"), ("speaker:ann", "nothing in this that somebody")])
def test_a_query_that_nobody_can_have_said_is_told(client, asked, fault):
    wrong = page(client, f"/first?q={asked}", 400)

    assert fault in wrong.said
    assert [field["id"] for field in wrong.all("input") if "aria-invalid" in field] == ["asked-q"]


def test_what_stands_for_too_many_words_is_told(client_of):
    client = client_of(Speech("s", (" ".join(f"abc{n}" for n in range(1200)),)))

    assert "stands for more than 1,000" in page(client, "/first?q=abc*", 400).said


def test_what_speakers_are_called_is_never_markup(client_of):
    client = client_of(*ARCHIVE, Speech("x", ("Peace.",), speaker="<b>Eve</b>", date="2018"))

    assert "<b>" not in client.get("/first?q=%3Cb%3E+OR+peace").text
    assert "<b>" not in client.get("/first?q=barrier").text


def never(html):
    """Who never said it, and how many speeches they have."""
    listed = html.partition('<details class="never">')[2]
    return {name: int(n) for name, n in re.findall(r"<bdi>(.*?)</bdi> <span class=\"count\">(\d+) speech", listed)}


def dated(speech):
    return bool(speech.date) and speech.date[0] != "-"


def in_time(speech):
    """When a speech was given at the earliest, and its id."""
    first = {4: "-01-01", 7: "-01", 10: ""}[len(speech.date)]
    return speech.date + first, speech.id


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(archives, some.sampled_from(list(QUERIES)))
def test_firsts_and_nevers_are_what_counting_by_hand_gives(tmp_path_factory, archive, query):
    named = {speech.speaker for speech in archive if speech.speaker}
    saying = [speech for speech in archive if QUERIES[query](speech)]
    said = {speech.speaker for speech in saying if speech.speaker}
    ordered = sorted(filter(dated, saying), key=in_time)
    firsts = [s for n, s in enumerate(ordered) if s.speaker and s.speaker not in {o.speaker for o in ordered[:n]}]
    shown = [*ordered[:1], *(speech for speech in firsts if speech.id != ordered[0].id)]
    for engine in (Memory(), Whoosh(tmp_path_factory.mktemp("index"), Effort(1, 32))):
        with engine.rebuild() as add:
            for speech in archive:
                add(speech)
        html = create_app(Settings(deadline=60.0), engine).test_client().get("/first", query_string={"q": query}).text

        assert re.findall(r'href="/speech/(s\d)\?', html) == [speech.id for speech in shown]
        assert never(html) == {
            str(escape(name)): sum(speech.speaker == name for speech in archive) for name in named - said
        }
        if said and named - said:
            assert f"{len(said)} of {len(named)} speakers ha" in html
            assert f" said it; {len(named - said)} never." in html
