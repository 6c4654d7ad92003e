import csv
import io
import re

import pytest
from byhand import QUERIES, archives, counted
from harbour import ARCHIVE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator
from markup import links, page

from searchapp.engines.memory import Memory
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.settings import Settings
from searchapp.speech import Speech
from searchapp.web import create_app

several = some.lists(some.sampled_from(list(QUERIES)), min_size=1, max_size=3)


def table(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def clients(archive, folder):
    for engine in (Memory(), Whoosh(folder, Effort(1, 32))):
        with engine.rebuild() as add:
            for speech in archive:
                add(speech)
        yield create_app(Settings(deadline=60.0), engine).test_client()


def test_before_anything_is_asked_the_page_is_a_form(client):
    asked = page(client, "/compare")

    assert asked.text("h1") == ["How often words are said"]
    assert [field["id"] for field in asked.all("input", name="q") if field["id"] != "q"] == ["asked-q"]


def test_a_form_has_a_field_more_than_was_asked_up_to_six(client):
    def fields(asked):
        return [field["value"] for field in page(client, f"/compare?{asked}").all("input", name="q")][1:]

    assert fields("q=barrier&q=river") == ["barrier", "river", ""]
    assert fields("&".join(["q=barrier"] * 6)) == ["barrier"] * 6


def test_every_query_has_a_line_and_every_point_leads_to_its_speeches(client):
    drawn = page(client, "/compare?q=barrier&q=river")

    assert drawn.text("h1") == ["How often barrier and river came up"]
    assert {"/search?q=barrier&year=2017", "/search?q=river&year=2019"} <= set(links(drawn))
    assert "barrier, 2017: 83,333.3 in a million words (2 times; 24 words in 1 speech)" in drawn.said


def test_denominators_and_what_has_no_year_are_told(client):
    said = page(client, "/compare?q=barrier").said

    assert "Counted in 49 words in 4 speeches." in said
    assert "1 speech is of no known year, and stands in the table only." in said
    assert "Hollow points stand for years of fewer than 10,000 words" in said
    assert "The line breaks where there are no speeches of a year." in said


def test_years_without_speeches_are_gaps_and_not_zeros(client_of):
    years = ["1990", "1991", "1993", "1994"]
    drawn = page(client_of(*(Speech(year, ("Peace.",), date=year) for year in years)), "/compare?q=peace")

    path = drawn.one("path", **{"class": "line line-0"})["d"]
    assert path.count("M") == 2
    assert path.count("L") == 2
    assert "1992" not in " ".join(drawn.text("th"))


def test_two_words_are_measured_by_share_and_one_by_words(client):
    assert "Share of speeches, by year" in page(client, "/compare?q=barrier+river").said
    assert "Per million words, by year" in page(client, "/compare?q=barrier+OR+river").said
    assert "each one is counted" in page(client, "/compare?q=barrier+river&measure=words").said


def test_the_page_of_another_measure_keeps_what_was_asked(client):
    asked = page(client, "/compare?q=barrier&q=river&speaker=Ada+Marsh&from=2017")

    assert "/compare?q=barrier&q=river&by=topic&speaker=Ada+Marsh&from=2017" in links(asked)
    assert "/compare?q=barrier&q=river&measure=count&speaker=Ada+Marsh&from=2017" in links(asked)
    assert "/compare?q=barrier&q=river&from=2017" in links(asked)
    assert asked.one("input", type="hidden")["value"] == "Ada Marsh"


def test_filters_narrow_what_is_counted_and_what_it_is_of(client):
    rows = table(client, "/compare.csv?q=barrier&speaker=Ada+Marsh")

    assert [(row["year"], row["times"], row["of_words"], row["of_speeches"]) for row in rows] == [
        ("2017", "2", "24", "1")
    ]


def test_speakers_are_ranked_with_a_floor_that_is_told(client_of):
    loud = [Speech(f"a{n}", ("peace and trade " * 400,), speaker=f"Speaker {n}") for n in range(4)]
    brief = Speech("b", ("Peace!",), speaker="Brief", date="1990")
    drawn = page(client_of(*loud, brief), "/compare?q=peace&by=speaker")

    ranked = [link for link in links(drawn) if link.startswith("/search?q=peace")]
    assert ranked == [f"/search?q=peace&speaker=Speaker+{n}" for n in range(4)]
    assert "1 with fewer than 1,000 words isn’t ranked." in drawn.said
    assert "Brief" in drawn.text("th")


def test_a_chart_has_a_hundred_links_at_most(client_of):
    client = client_of(*(Speech(str(year), ("Peace and war.",), date=str(year)) for year in range(1800, 2000)))

    drawn = page(client, "/compare?q=peace&q=war&q=peace+OR+war")
    assert 60 < len([link for link in links(drawn) if link.startswith("/search?q=")]) <= 100


def test_each_query_is_told_its_own_fault_in_its_place(client):
    wrong = page(client, "/compare?q=(&q=barrier&q=river)&by=nothing", 400)

    invalid = [field["id"] for field in wrong.all("input") if "aria-invalid" in field]
    assert invalid == ["asked-q", "asked-q3"]
    assert wrong.text("mark") == ["(", ")"]
    assert wrong.text("h1") == ["This search has a mistake in it"]
    assert "“nothing” is not a value of “by”" in wrong.said
    assert not wrong.all("input", name="by")


def test_what_stands_for_too_many_words_is_told_at_its_query(client_of):
    client = client_of(Speech("s", (" ".join(f"abc{n}" for n in range(1200)),)))

    wrong = page(client, "/compare?q=abc1&q=abc*", 400)
    assert [field["id"] for field in wrong.all("input") if "aria-invalid" in field] == ["asked-q2"]


def test_the_api_lists_every_fault(client):
    answer = client.get("/api/v1/compare?q=(&q=b&q=river)&measure=x&speker=y")

    assert answer.status_code == 400
    assert set(answer.json["error"]["faults"]) == {"q", "q3", "measure", "speker"}
    assert answer.json["error"]["at"] == [0, 1]


@pytest.mark.parametrize("address", ["/compare.csv", "/api/v1/compare"])
def test_programs_must_ask_for_something_and_not_for_too_much(client, address):
    assert client.get(address).status_code == 400
    assert client.get(f"{address}?{'&'.join(['q=a'] * 7)}").status_code == 400


def test_the_file_is_open_unlisted_and_not_sent_twice(client):
    answer = client.get("/compare.csv?q=barrier")

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    again = client.get("/compare.csv?q=barrier", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_no_cell_is_a_formula(client_of):
    client = client_of(Speech("s", ("Peace.",), speaker='=HYPERLINK("x")'))

    assert [(row["speaker"], row["query"]) for row in table(client, "/compare.csv?q=%3Dpeace&by=speaker")] == [
        ('\'=HYPERLINK("x")', "'=peace")
    ]


@pytest.mark.parametrize("asked", ["q=barrier", "q=barrier&q=(river+OR+x)&by=topic&from=2017", "q=-barrier&by=speaker"])
def test_answers_are_as_described(client, asked):
    described = client.get("/api/v1/openapi.json").json
    whole = {"$ref": "#/components/schemas/Comparison", "components": described["components"]}

    answer = client.get(f"/api/v1/compare?{asked}").json
    assert [error.message for error in Draft202012Validator(whole).iter_errors(answer)] == []


def test_results_lead_to_what_counts_them(client):
    found = links(page(client, "/search?q=barrier&speaker=Ada+Marsh&sort=newest"))

    assert {"/compare?q=barrier&speaker=Ada+Marsh", "/first?q=barrier&speaker=Ada+Marsh", "/compare"} <= set(found)


def test_what_readers_write_is_never_markup(client_of):
    client = client_of(*ARCHIVE, Speech("x", ("Peace.",), speaker="<b>Eve</b>", date="2018"))

    for by in ("year", "speaker"):
        answer = client.get(f"/compare?q=peace&q=%3Cb%3E&by={by}").text
        assert "<b>" not in answer


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(archives, several, some.sampled_from(["year", "speaker", "topic"]))
def test_every_figure_is_what_counting_by_hand_gives(tmp_path_factory, archive, queries, by):
    said = {"q": queries, "by": by}
    by_hand = {query: counted(archive, query, by) for query in queries}
    for client in clients(archive, tmp_path_factory.mktemp("index")):
        rows = list(csv.reader(io.StringIO(client.get("/compare.csv", query_string=said).text, newline="")))[1:]
        answer = client.get("/api/v1/compare", query_string=said).json
        shown = client.get("/compare", query_string=said).text

        assert len(rows) == sum(map(len, (by_hand[query] for query in queries)))
        for value, query, times, speeches, rate, share, of_words, of_speeches in rows:
            had = by_hand[query][value.removeprefix("'")]
            assert (int(times), int(speeches), int(of_words), int(of_speeches)) == had
            assert (float(rate), float(share)) == (round(had[0] * 1e6 / had[2], 6), round(had[1] / had[3], 6))
        for row in answer["rows"]:
            for query, count in zip(queries, row["counts"], strict=True):
                had = by_hand[query][row["value"] or ""]
                assert (count["times"], count["speeches"], row["of_words"], row["of_speeches"]) == had
        assert answer["total"]["of_speeches"] == len(archive)
        assert cells(shown) == cells_by_hand(by_hand, queries, answer["rows"])


def cells(html):
    """The figures of the table on a page."""
    body = re.search("<tbody>(.*?)</tbody>", html, re.DOTALL)[1]
    rows = [re.findall("<td>(.*?)</td>", row) for row in body.split("</tr>")]
    return [[float(cell.replace(",", "")) for cell in row] for row in rows if row]


def cells_by_hand(by_hand, queries, rows):
    """The same from the records, in the order of the rows."""
    told = []
    for row in rows:
        had = [by_hand[query][row["value"] or ""] for query in queries]
        rates = [(times, speeches, round(times * 1e6 / words, 1)) for times, speeches, words, _ in had]
        told.append([*(cell for rate in rates for cell in rate), *had[0][2:]])
    return told


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(archives, some.sampled_from(list(QUERIES)), some.sampled_from(["year", "speaker"]))
def test_every_point_leads_to_as_many_speeches_as_it_counts(tmp_path_factory, archive, query, by):
    for client in clients(archive, tmp_path_factory.mktemp("index")):
        drawn = page(client, f"/compare?q={query.replace(' ', '+')}&by={by}&measure=count")

        for link in [link for link in links(drawn) if link.startswith("/search?")]:
            value = re.search(rf"{by}=([^&]*)", link)[1].replace("%3D", "=")
            total = client.get(f"/api/v1{link}").json["total"]
            assert total == counted(archive, query, by)[value][1]


@pytest.mark.parametrize("by", ["year", "speaker", "topic", "language", "source"])
@pytest.mark.parametrize("measure", ["words", "speeches", "times", "count"])
def test_an_empty_archive_and_one_undated_speech_are_counted_too(client_of, by, measure):
    asked = f"/compare?q=peace&q=war&by={by}&measure={measure}"

    assert "0 words in 0 speeches" in page(client_of(), asked).said
    assert "1 word in 1 speech" in page(client_of(Speech("s", ("Peace.",))), asked).said


def test_before_anything_is_built_there_is_nothing_to_count(unbuilt):
    assert unbuilt.get("/compare?q=peace").status_code == 503
    assert unbuilt.get("/first?q=peace").status_code == 503
    assert unbuilt.get("/compare.csv?q=peace").json["error"]["status"] == 503
