"""Everything that a search finds, as CSV and as JSON Lines: the same speeches, whole, in the same order, harmless."""

import csv
import io
import json
from urllib.parse import urlsplit

import pytest
from harbour import ARCHIVE, FLOOD, UNDATED
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.speech import Speech, from_record
from searchapp.web.addresses import Addresses
from searchapp.web.asked import Asked
from searchapp.web.exports import COLUMNS, attached, harmless, name, pieces, table
from searchapp.web.site import EXPORTS

KINDS = ["csv", "jsonl"]
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HOSTILE = [f"{start}cmd|' /C calc'!A0" for start in STARTS]
cells = st.sampled_from([*HOSTILE, "", "a,b", 'a"b', "a\nb", "=1"]) | st.text(st.characters(exclude_categories=["Cs"]))


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def records(text):
    return [json.loads(line) for line in text.split("\n") if line]


def ids(client, address):
    text = client.get(address).text
    return [found["id"] for found in (rows(text) if ".csv" in address else records(text))]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("asked", ["", "q=barrier", "q=barrier&sort=oldest", "speaker=Ada+Marsh&to=2018", "q=nothing"])
def test_an_export_holds_what_the_search_finds_in_its_order(client, kind, asked):
    found = client.get(f"/api/v1/search?{asked}&per_page=100").json["results"]

    assert ids(client, f"/export.{kind}?{asked}") == [result["id"] for result in found]


def test_all_of_it_is_exported_past_the_window_that_can_be_paged_through(client_of):
    many = [Speech(f"s{n:05}", ("words",)) for n in range(10_050)]

    assert ids(client_of(*many), "/export.jsonl") == [speech.id for speech in many]


def test_json_lines_are_the_whole_record(client):
    exported = records(client.get("/export.jsonl").text)

    assert {from_record(record) for record in exported if record["id"] != FLOOD.id} == {*ARCHIVE} - {FLOOD}
    assert from_record(next(record for record in exported if record["id"] == FLOOD.id)) == FLOOD


def test_a_row_says_who_said_what_when_and_where_it_stands(client):
    row = rows(client.get("/export.csv?q=harbour").text)[0]

    assert list(row) == list(COLUMNS)
    assert row["topics"] == "flood; budget"
    assert row["url"] == "http://localhost/speech/2017-flood"
    assert row["source_url"] == FLOOD.url
    assert (row["words"], row["passages"]) == ("24", "3")
    assert row["text"] == FLOOD.text


def test_a_date_that_looks_like_a_formula_has_an_apostrophe(client):
    row = next(row for row in rows(client.get("/export.csv").text) if row["id"] == UNDATED.id)

    assert row["date"] == "'--11-21"


@given(st.lists(cells, min_size=8, max_size=8))
def test_no_cell_begins_a_formula_and_every_cell_comes_back(said):
    id, title, speaker, topic, event, source, introduction, text = said
    speech = Speech(id, (text,), title, speaker, topics=(topic,), event=event, source=source, introduction=introduction)

    whole = b"".join(pieces(table([speech, speech], Addresses()))).decode()

    header, *read = list(csv.reader(io.StringIO(whole, newline=""), strict=True))
    assert tuple(header) == COLUMNS
    assert len(read) == 2
    assert not [cell for row in read for cell in row if cell.startswith(STARTS)]
    row = dict(zip(COLUMNS, read[0], strict=True))
    assert [row[column] for column in ("id", "title", "text")] == [
        harmless(cell) for cell in (id, speech.heading, text)
    ]
    assert row["topics"].removeprefix("'") == topic or row["topics"] == topic


def test_half_of_a_surrogate_pair_is_a_question_mark(client_of):
    client = client_of(Speech("s", ("half \ud83d",)))

    assert records(client.get("/export.jsonl").text)[0]["paragraphs"] == ["half ?"]
    assert rows(client.get("/export.csv").text)[0]["text"] == "half ?"


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_parameters_are_refused_as_elsewhere(client, kind):
    answer = client.get(f"/export.{kind}?page=2&per_page=5&speker=x&q=(")

    assert answer.status_code == 400
    assert set(answer.json["error"]["faults"]) == {"page", "per_page", "speker", "q"}


@pytest.mark.parametrize("kind", KINDS)
def test_exports_are_open_to_every_origin_and_listed_by_no_robot(client, kind):
    headers = client.get(f"/export.{kind}").headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_the_export_already_gets_none(client, kind):
    tag = client.get(f"/export.{kind}?q=barrier").headers["ETag"]

    again = client.get(f"/export.{kind}?q=barrier", headers={"If-None-Match": tag})
    other = client.get(f"/export.{kind}?q=river", headers={"If-None-Match": tag})
    sorted_otherwise = client.get(f"/export.{kind}?q=barrier&sort=oldest", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")
    assert (other.status_code, sorted_otherwise.status_code) == (200, 200)


def test_asking_for_the_headers_alone_finds_nothing(client_of):
    client = client_of(*ARCHIVE, deadline=0.1)
    slow = " OR ".join(f"word{n}" for n in range(20))

    answer = client.head("/export.csv", query_string={"q": slow})

    assert (answer.status_code, answer.data) == (200, b"")
    assert "Content-Length" not in answer.headers
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert client.head("/export.csv?q=(").status_code == 400


def test_no_more_are_made_at_once_than_fit_and_each_makes_room_again(client):
    open_ones = [client.get("/export.csv", buffered=False) for _ in range(EXPORTS)]

    refused = client.get("/export.csv")
    assert refused.status_code == 503
    assert "Retry-After" in refused.headers
    open_ones[0].close()
    for _ in range(3):
        with client.get("/export.csv") as answer:
            assert len(rows(answer.text)) == len(ARCHIVE)


def test_what_could_not_be_found_in_time_makes_room_again(client_of):
    client = client_of(*ARCHIVE, deadline=0.0)

    answers = [client.get("/export.csv?q=barrier").json["error"]["message"] for _ in range(EXPORTS + 1)]

    assert len(set(answers)) == 1
    assert "export" not in answers[0]


def test_a_site_without_an_archive_says_so(unbuilt):
    assert unbuilt.get("/export.csv").status_code == 503


@pytest.mark.parametrize(
    ("archive", "asked", "called"),
    [
        ("Harbour speeches", "", "harbour-speeches"),
        ("Harbour speeches", 'speaker:"Ada Marsh" sea*', "harbour-speeches-speaker-ada-marsh-sea"),
        ("Река", "мост", "река-мост"),
        ("../../etc/passwd", '"; filename=evil.exe\r\nX: y', "etc-passwd-filename-evil-exe-x-y"),
        ("…", "", "speeches"),
    ],
)
def test_a_file_is_named_by_its_archive_and_its_query(archive, asked, called):
    assert name(archive, Asked(asked, Query())) == called


@given(st.text(), st.text())
def test_whatever_a_file_is_named_by_its_header_is_one_line_of_plain_letters(archive, asked):
    header = attached(name(archive, Asked(asked, Query())), "csv")

    assert header.isascii()
    assert header.isprintable()
    assert header.count(";") == 2
    assert len(header) < 2000


def test_the_address_of_an_export_asks_the_same_without_its_page():
    asked = Asked("sea", Query(parse("sea"), sort="oldest"), page=3, per_page=50)

    address = Addresses("https://x.example").export(asked, "csv")

    assert urlsplit(address).path == "/export.csv"
    assert urlsplit(address).query == "q=sea&sort=oldest"
