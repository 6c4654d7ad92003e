"""What readers can hold the archive to: the index they look at, and what it covers."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markup import links, page

from searchapp import indexing
from searchapp.dates import extent
from searchapp.engines.memory import Memory
from searchapp.indexing import Report
from searchapp.query.model import Filter, Query
from searchapp.settings import Settings
from searchapp.sources import NOTHING_GIVEN
from searchapp.speech import Speech
from searchapp.web import create_app
from searchapp.web.coverage import coverage, lacking, ranges
from searchapp.web.interface import interface

DATES = some.one_of(
    some.dates(date(1940, 1, 1), date(1960, 1, 1)).map(str),
    some.dates(date(1940, 1, 1), date(1960, 1, 1)).map(lambda day: str(day)[:7]),
    some.integers(1940, 1960).map(str),
    some.just("--11-21"),
)


def monthly(*without, years=range(1940, 1950)):
    """A date in each month of these years, but for those that are left out."""
    months = [f"{year}-{month:02}" for year in years for month in range(1, 13)]
    return {f"{month}-{day:02}": 1 for month in months if month not in without for day in (3, 20)}


def dated(dates):
    return [Speech(f"s{n}", ("Words.",), date=date) for n, date in enumerate(dates)]


@pytest.mark.parametrize("address", ["/", "/search?q=barrier", "/speech/2019-budget", "/help", "/coverage", "/nowhere"])
def test_every_page_says_which_index_it_is_of(client, address):
    live = client.application.extensions["searchapp"].engine.live().facts

    assert f"Index of {interface('en').moment(live.built)}, generation {live.name}" in " ".join(
        re.sub("<.*?>", "", client.get(address).text).split()
    )


def test_without_an_archive_there_is_no_index_to_be_named(unbuilt):
    assert "generation" not in page(unbuilt, "/").said


def test_a_hole_reaches_from_the_last_speech_before_it_to_the_first_after_it():
    found = coverage(monthly("1942-03", "1942-04", "1942-05"), 240)

    assert [(hole.after, hole.before) for hole in found.holes] == [("1942-02-20", "1942-06-03")]


def test_years_and_months_that_are_missing_together_are_one_hole():
    gone = [f"1943-{month:02}" for month in range(1, 13)]

    (hole,) = coverage(monthly("1942-12", *gone, "1944-01"), 240).holes
    assert (hole.after, hole.before) == ("1942-11-20", "1944-02-03")


def test_a_recess_is_no_hole():
    recess = [f"{year}-08" for year in range(1940, 1950)]

    assert coverage(monthly(*recess), 240).holes == ()


def test_what_a_partial_date_may_fill_is_no_hole():
    assert coverage({**monthly("1942-03"), "1942": 1}, 240).holes == ()


@given(some.dictionaries(DATES, some.integers(1, 5), max_size=60), some.sets(some.integers(0, 119), max_size=12))
def test_no_dated_speech_lies_in_a_hole(dates, gone):
    months = [f"{year}-{month:02}" for year in range(1940, 1950) for month in range(1, 13)]
    dates = {**monthly(*(months[n] for n in gone)), **dates}

    for hole in coverage(dates, 0).holes:
        assert extent(hole.after)[1] + timedelta(1) == hole.days[0] <= hole.days[1]
        assert hole.days[1] + timedelta(1) == extent(hole.before)[0]
        spans = filter(None, map(extent, dates))
        assert [span for span in spans if span[0] <= hole.days[1] and hole.days[0] <= span[1]] == []


def test_a_range_lacks_what_lies_in_it_and_what_lies_beyond_the_archive():
    covered = coverage(monthly("1942-03", "1946-07"), 240)

    within = lacking(covered, [(date(1942, 1, 1), date(1942, 12, 31))])
    assert ([hole.after for hole in within.holes], within.begins, within.ends) == (["1942-02-20"], None, None)
    assert not lacking(covered, [(date(1943, 1, 1), date(1944, 1, 1))])
    beyond = lacking(covered, [(date(1939, 1, 1), date(1950, 1, 1))])
    assert (len(beyond.holes), beyond.begins, beyond.ends) == (2, "1940-01-03", "1949-12-20")
    assert not lacking(covered, [])


def test_many_more_years_than_usual_without_speeches_are_a_hole():
    every_third = [*range(1966, 1985, 3), *range(1995, 2002, 2)]

    (hole,) = coverage({f"{year}-05-01": 3 for year in every_third}, 60).holes

    assert (hole.after, hole.before) == ("1984-05-01", "1995-05-01")


def test_a_range_without_any_speech_lies_in_a_hole_even_by_habit():
    covered = coverage({f"{year}-05-01": 3 for year in range(1940, 2000, 3)}, 60)

    assert covered.holes == ()
    (hole,) = lacking(covered, [(date(1941, 1, 1), date(1941, 12, 31))]).holes
    assert (hole.after, hole.before) == ("1940-05-01", "1943-05-01")
    assert not lacking(covered, [(date(1943, 1, 1), date(1943, 12, 31))])


def test_a_year_is_a_range_within_the_others():
    asked = Query(filters=(Filter("year", ("1942", "1960")),), last=date(1942, 6, 30))

    assert ranges(asked) == [(date(1942, 1, 1), date(1942, 6, 30))]


def test_a_search_within_dates_says_what_the_archive_lacks_there(client_of):
    client = client_of(*dated(monthly("1942-03")))

    assert "no speeches dated between 20 February 1942 and 3 April 1942." in page(client, "/search?year=1942").said
    assert "first dated speech is of 3 January 1940" in page(client, "/search?from=1930&to=1941").said
    assert "last dated speech is of 20 December 1949" in page(client, "/search?from=1960&to=9999").said
    for whole in ("/search?year=1943", "/search?q=words", "/search?from=1943&to=1944"):
        assert "dated" not in page(client, whole).said


@given(some.lists(DATES, min_size=1, max_size=30))
def test_each_cell_of_the_coverage_leads_to_as_many_speeches_as_it_says(dates):
    engine = Memory()
    with engine.rebuild() as add:
        for speech in dated(dates):
            add(speech)
    client = create_app(Settings(), engine).test_client()

    text = client.get("/coverage").text
    cells = re.findall(r'<a href="(/search[^"]*)" rel="nofollow">([\d,]+)</a>', text)
    for address, count in cells:
        assert client.get("/api/v1" + address.replace("&amp;", "&")).json["total"] == int(count), address
    assert Counter(date[:7] for date in dates if len(date) > 4 and date[0] != "-").keys() == {
        re.search(r"from=([\d-]+)", address)[1] for address, _ in cells if "from" in address
    }


def test_the_coverage_of_an_archive_without_dates_says_so(client_of):
    assert "No speech in this archive has a date with a year." in page(client_of(*dated([None])), "/coverage").said


def test_the_coverage_names_what_is_missing_and_counts_what_is_not_whole(client_of):
    found = page(client_of(*dated([*monthly("1942-03"), "1950", "--11-21"])), "/coverage")

    assert "No speeches are dated between 20 February 1942 and 3 April 1942" in found.said
    assert "Of 1 speech only the month or the year is known." in found.said
    assert "1 speech has no date with a year" in found.said


SPEECHES = {f"s{n}": Speech(f"s{n}", ("Liberty.",), title=f"Speech {n}", date=f"19{n:02}") for n in range(10, 90)}


@pytest.fixture
def changing():
    """A site whose archive can be made anew, and its client."""
    engine = Memory()

    def made(speeches):
        with engine.rebuild() as add:
            for speech in speeches:
                add(speech)

    return made, create_app(Settings(title="Harbour speeches"), engine).test_client()


def kept(client, address):
    """The address that a receipt says to keep."""
    (address,) = page(client, address).text("textarea")
    return address.removeprefix("http://localhost")


def test_results_lead_to_their_receipt(client):
    results = page(client, "/search?q=barrier&speaker=Ada+Marsh&sort=newest&view=kwic")

    assert "/receipt?q=barrier&speaker=Ada+Marsh" in links(results)


def test_a_receipt_says_what_was_found_of_which_index_and_how_to_cite_it(client):
    found = page(client, "/receipt?q=barrier&speaker=Ada+Marsh&from=2017")

    assert "1 speech mentions barrier (narrowed to Ada Marsh and from 2017). Harbour speeches, index of" in found.said
    assert "generation memory-1, http://localhost/search?q=barrier&speaker=Ada+Marsh&from=2017" in found.said
    assert len(found.text("textarea")[0]) < 700
    assert "Set-Cookie" not in client.get("/receipt").headers


def test_a_receipt_of_the_same_index_says_that_nothing_is_another(changing):
    made, client = changing
    made(SPEECHES.values())

    assert "Nothing has changed since then" in page(client, kept(client, "/receipt?q=liberty")).said


@pytest.mark.parametrize("first", [10, 60], ids=["a sketch", "all of them"])
def test_later_a_receipt_says_how_many_are_new_and_gone_and_which_are_new(changing, first):
    made, client = changing
    speeches = [SPEECHES[f"s{n}"] for n in range(first, 90)]
    made(speeches[3:])
    address = kept(client, "/receipt?q=liberty")
    made(speeches[:-1])

    found = page(client, address)
    assert "+3, −1 since then" in found.text("p")
    assert [f"Speech {first + n}" for n in (2, 1, 0)] == found.text("h3")
    assert "1 speech that was found then is found no more." in found.said
    assert f"/speech/s{first}?q=liberty" in links(found)
    assert [name for name in found.text("td") if "memory" in name] == ["memory-1", "memory-2"]


def test_where_too_much_is_another_a_receipt_gives_the_totals(changing):
    made, client = changing
    made(SPEECHES.values())
    address = kept(client, "/receipt")
    made([Speech(f"t{n}", ("Liberty.",)) for n in range(500)])

    assert "more has changed since then" in page(client, address).said.lower()
    assert "80 speeches then, 500 speeches now" in page(client, address).said


def test_no_more_than_twenty_new_speeches_are_shown(changing):
    made, client = changing
    made(list(SPEECHES.values())[:20])
    address = kept(client, "/receipt")
    made(SPEECHES.values())

    found = page(client, address)
    assert len(found.text("h3")) == 20
    assert "And 40 others, which the results show." in found.said


def test_a_mangled_receipt_is_a_mistake_that_says_what_to_do(client):
    address = kept(client, "/receipt?q=barrier")

    for wrong in (address[:-1], address.replace("barrier", "harbour"), "/receipt?then=nonsense"):
        answer = client.get(wrong)
        assert answer.status_code == 400
        assert "This receipt is not whole, or is of another search. Copy its whole address again" in answer.text


@pytest.fixture
def corrected(tmp_path):
    """A client of an archive in which a text, a record and a speech were changed since, and how to change more."""
    engine, source = Memory(), tmp_path / "speeches.jsonl"

    def say(*records):
        source.write_text("".join(json.dumps(record) + "\n" for record in records))
        indexing.rebuild(engine, [source], NOTHING_GIVEN, Report(lambda _: None))

    one, two, three = ({"id": id, "title": f"On {id}", "text": "One.\n\nTwo."} for id in ("rain", "sun", "wind"))
    say(one, two, three)
    say({**one, "text": "One.\n\nTwo & a half.\n\nThree."}, {**two, "speaker": "Ann"})
    return create_app(Settings(title="Harbour speeches"), engine).test_client(), say


def test_corrections_are_told_with_what_was_corrected(corrected):
    found = page(corrected[0], "/corrections")

    assert found.text("h3") == ["On rain", "On sun", "On wind"]
    for said in (
        "Passages 2–3 are new or changed.",
        "What is known of the speech was changed, not its words.",
        "The speech was removed.",
        "generation memory-2",
    ):
        assert said in found.said
    assert "/speech/rain#p2" in links(found)
    assert "/speech/wind" not in links(found)


def test_a_speech_says_that_its_text_was_corrected_and_when(corrected):
    client, _ = corrected
    day = interface("en").moment(client.application.extensions["searchapp"].engine.live().facts.built)

    assert f"Text corrected on {day}. Passages 2–3 are new or changed." in page(client, "/speech/rain").said
    assert "corrected" not in page(client, "/speech/sun").said


def test_without_corrections_the_page_says_so(client):
    assert "Nothing was corrected since this archive was first built." in page(client, "/corrections").said


def test_many_corrections_fill_several_pages(corrected):
    client, say = corrected
    say(*({"id": f"s{n}", "text": "Before."} for n in range(60)))
    say(*({"id": f"s{n}", "text": "After."} for n in range(60)))

    assert len(page(client, "/corrections").text("h3")) == 50
    second = page(client, "/corrections?page=2")
    assert len(second.text("h3")) == 15
    assert "page 2 of 2" in second.said
    assert client.get("/corrections?page=3").status_code == 404
    assert client.get("/corrections?page=x").status_code == 400
    assert client.get("/corrections?q=rain").status_code == 400


def test_corrections_are_a_feed_that_anybody_may_read(corrected):
    client, _ = corrected
    answer = client.get("/corrections.atom")
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(answer.text)

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.mimetype == "application/atom+xml"
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")] == ["On rain", "On sun", "On wind"]
    assert [entry.find(f"{atom}category").get("term") for entry in feed.iter(f"{atom}entry")] == [
        "text", "record", "removed",
    ]  # fmt: skip
    ids = [entry.findtext(f"{atom}id") for entry in feed.iter(f"{atom}entry")]
    assert ids[0] == "http://localhost/speech/rain#memory-2"
    assert len(set(ids)) == 3
    again = client.get("/corrections.atom", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get("/corrections.atom?q=rain").status_code == 400


def test_the_feed_is_offered_on_the_page_of_corrections(corrected):
    offered = page(corrected[0], "/corrections").all("link", type="application/atom+xml")

    assert [link["href"] for link in offered] == ["http://localhost/corrections.atom"]
