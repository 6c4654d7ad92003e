"""The pages of speakers and topics, every count on them held against counting by hand."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from markup import links, page

from searchapp.dates import year_of
from searchapp.engines.values import values
from searchapp.speech import Speech
from searchapp.text.analysis import analysed_as, forms
from searchapp.web.names.directory import ORDERS
from searchapp.web.names.lines import STROKES, scale
from searchapp.web.params import NAMED_BY

OTHER = {"speaker": "topic", "topic": "speaker"}


class Rows(HTMLParser):
    """The cells of every row of a page's tables; the text of every link."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.links, self.inside = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.inside.append(tag)
        elif tag == "a":
            self.links.append([dict(attrs)["href"], ""])
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data):
        if {"td", "th"} & set(self.inside):
            self.rows[-1][-1] += data
        if "a" in self.inside:
            self.links[-1][1] += data


def rows(client, address):
    """Each row of the tables of a page, a dictionary by the heads of its table."""
    head, found = [], []
    for row in Rows(client.get(address).text).rows:
        if "Speeches" in row or "Word" in row:
            head = row
        else:
            found.append(dict(zip(head, row, strict=True)))
    return found


def at(field, name):
    return f"/{field}/{quote(name, safe='')}"


def test_everybody_is_listed_with_speeches_words_and_years(client):
    assert page(client, "/speakers").text("h1") == ["3 speakers"]
    assert rows(client, "/speakers") == [
        {"Speaker": "Ada Marsh", "Over the years": "", "Years": "2017", "Words": "24", "Speeches": "1"},
        {"Speaker": "Bo Quill", "Over the years": "", "Years": "2019", "Words": "16", "Speeches": "1"},
        {"Speaker": "Вера Лугова", "Over the years": "", "Years": "2019", "Words": "3", "Speeches": "1"},
    ]
    assert "1 speech more doesn’t name its speaker." in page(client, "/speakers").said


def test_each_name_leads_to_its_page_and_the_pages_to_the_names(client):
    assert at("speaker", "Ada Marsh") in links(page(client, "/speakers"))
    assert at("topic", "flood") in links(page(client, "/topics"))
    assert "/speakers" in links(page(client, at("speaker", "Ada Marsh")))


def test_home_and_every_footer_lead_to_all_names(client_of):
    many = [Speech(f"s{n}", ("Word.",), speaker=f"Speaker {n}", topics=("a", "b")) for n in range(30)]
    client = client_of(*many)

    assert "All 30 speakers" in page(client, "/").said
    assert "All 2 topics" not in page(client, "/").said
    assert {"/speakers", "/topics"} <= set(links(page(client, "/help")))


def test_a_speech_leads_to_its_speaker_and_topics(client):
    assert {at("speaker", "Ada Marsh"), at("topic", "flood")} <= set(links(page(client, "/speech/2017-flood")))


def test_names_are_found_by_the_beginning_of_any_word_whatever_case_and_accents(client_of):
    client = client_of(*(Speech(n, ("W.",), speaker=n) for n in ("Élodie Marchand", "Ada Marsh", "Bo Éluard")))

    assert [row["Speaker"] for row in rows(client, "/speakers?find=EL")] == ["Bo Éluard", "Élodie Marchand"]
    assert [row["Speaker"] for row in rows(client, "/speakers?find=mar+ada")] == ["Ada Marsh"]
    assert page(client, "/speakers?find=mar").text("h1") == ["2 speakers whose name has mar"]
    assert "No speaker’s name has these words." in page(client, "/speakers?find=zz").said


def test_what_was_looked_for_stays_in_the_form_and_in_the_orders(client):
    found = page(client, "/topics?find=b&sort=name")

    assert found.one("input", id="find")["value"] == "b"
    assert found.one("input", name="sort")["value"] == "name"
    assert "/topics?find=b&sort=words" in links(found)


def test_names_are_ordered_as_asked(client_of):
    client = client_of(
        Speech("1", ("One two three four.",), speaker="Émile"),
        Speech("2", ("One.",), speaker="eve"),
        Speech("3", ("One.",), speaker="eve"),
        Speech("4", ("One two three.",), speaker="Ada"),
    )
    ordered = {sort: [row["Speaker"] for row in rows(client, f"/speakers?sort={sort}")] for sort in ORDERS}

    assert ordered == {
        "speeches": ["eve", "Ada", "Émile"],
        "words": ["Émile", "Ada", "eve"],
        "name": ["Ada", "Émile", "eve"],
    }
    assert tuple(ORDERS) == NAMED_BY


@pytest.fixture
def crowded(client_of):
    letters = "ABCDEFGH"
    return client_of(*(Speech(f"{n}", ("W.",), topics=(f"{letters[n % 8]}{n:03}",)) for n in range(450)))


def test_many_names_fill_several_pages(crowded):
    found = page(crowded, "/topics?sort=name&page=2")

    assert found.text("h1") == ["450 topics page 2 of 3"]
    assert len(rows(crowded, "/topics?sort=name&page=2")) == 200
    assert found.one("a", **{"aria-current": "page"})["href"] == "/topics?sort=name&page=2"
    assert "there is no page 4" in page(crowded, "/topics?page=4", 404).said


def test_initials_lead_to_the_first_name_of_each(crowded):
    found = page(crowded, "/topics?sort=name")
    initials = [a for a in links(found) if "#n" in a]

    assert len(initials) == 8
    address, _, row = initials[5].partition("#n")
    assert rows(crowded, address)[int(row) - 1]["Topic"] == "F005"
    assert page(crowded, address).one("tr", id=f"n{row}")


def test_initials_that_most_names_share_are_left_out(client_of):
    client = client_of(*(Speech(f"{n}", ("W.",), speaker=f"{'AM'[n % 9 > 0]}r {n:03}") for n in range(300)))

    assert [a for a in links(page(client, "/speakers?sort=name")) if "#n" in a] == []


def test_robots_know_a_page_of_names_once(client):
    assert page(client, "/topics").one("link", rel="canonical")["href"] == "http://localhost/topics"
    assert page(client, "/topics").all("meta", name="robots") == []
    for variant in ("/topics?find=b", "/topics?sort=name", f"{at('topic', 'flood')}?measure=share"):
        assert page(client, variant).one("meta", name="robots")["content"] == "noindex"
    assert page(client, at("topic", "flood")).all("meta", name="robots") == []
    assert "X-Robots-Tag" not in client.get(at("topic", "flood")).headers


@pytest.mark.parametrize(
    "address", ["/speakers?sort=size", "/topics?page=0", "/speaker/Ada%20Marsh?measure=x", "/topics?q=a"]
)
def test_what_cannot_be_asked_is_told(client, address):
    assert client.get(address).status_code == 400


def test_an_archive_without_names_says_so(client_of):
    client = client_of()

    assert "No speech in this archive names its speaker." in page(client, "/speakers").said
    assert "No speech in this archive has a topic." in page(client, "/topics").said


def test_a_name_is_introduced_in_one_sentence(client):
    found = page(client, at("speaker", "Ada Marsh"))

    assert found.text("h1") == ["Ada Marsh"]
    assert "1 speech, 24 words, 2017, on 2 topics" in found.said
    assert found.one("meta", name="description")["content"] == (
        "Ada Marsh in Harbour speeches: 1 speech, 24 words, 2017, on 2 topics."
    )
    assert "2 speeches, 40 words, 2017–2019, by 2 speakers" in page(client, at("topic", "budget")).said


def test_the_page_of_a_name_leads_to_its_speeches_and_their_feed(client):
    found = page(client, at("speaker", "Вера Лугова"))
    name = quote("Вера Лугова").replace("%20", "+")

    assert {f"/search?speaker={name}", f"http://localhost/feed.atom?speaker={name}", "/speech/reka"} <= set(
        links(found)
    )
    assert found.one("link", type="application/atom+xml")["href"] == f"http://localhost/feed.atom?speaker={name}"


def test_bars_lead_to_the_speeches_of_their_years(client):
    assert "/search?topic=budget&year=2017" in links(page(client, at("topic", "budget")))


def test_a_share_says_of_how_many(client):
    found = page(client, f"{at('topic', 'budget')}?measure=share")

    assert "Most in 2017: 100%, 1 of 1 speech." in found.said
    assert "2019: 1 speech of 2, 50%" in found.text("title")


def test_of_a_name_that_nobody_has_near_ones_are_shown(client):
    found = page(client, at("speaker", "ada MARSH of the Harbour"), 404)

    assert "Nobody in this archive is called ada MARSH of the Harbour." in found.said
    assert at("speaker", "Ada Marsh") in links(found)
    assert at("speaker", "Bo Quill") not in links(found)
    assert at("speaker", "Ada Marsh") in links(page(client, at("speaker", "Adda Mash"), 404))


@pytest.mark.parametrize(
    "name", ["a/b", "a/../b", "//", "<script>", "a?b#c", "«»", "%2F", "\u202eabc", "x" * 900, "a\nb"]
)
def test_any_name_has_a_page(client_of, name):
    client = client_of(Speech("s", ("Word.",), speaker=name, topics=(name,)))

    for field in ("speaker", "topic"):
        (address,) = [a for a in links(page(client, f"/{field}s")) if a.startswith(f"/{field}/")]
        assert page(client, address).text("h1") == [" ".join(name.split())]


@pytest.mark.parametrize("name", [".", ".."])
def test_a_name_that_browsers_take_for_directions_leads_to_its_search(client_of, name):
    client = client_of(Speech("s", ("Word.",), speaker=name))

    assert f"/search?speaker={name}" in links(page(client, "/speakers"))


def test_the_language_asked_for_stays_on_the_way_to_names(client):
    for address in ("/speakers?lang=de", f"{at('topic', 'flood')}?lang=de", f"{at('topic', 'no')}?lang=de"):
        status = 404 if "/no?" in address else 200
        ours = [a for a in links(page(client, address, status)) if a.startswith(("/speaker", "/topic", "/search"))]
        assert ours
        assert all("lang=" in a for a in ours)


@given(some.lists(some.tuples(some.integers(1, 9999), some.integers(1, 10**6)), min_size=1, unique_by=lambda y: y[0]))
def test_a_line_has_a_stroke_for_each_stretch_of_years(years):
    found = scale(year for year, _ in years)

    if found is None:
        assert len(years) == 1
        return
    line = found.line(years)
    places = [int(stroke.split(".")[0]) for stroke in line.split("M")[1:]]
    assert places == sorted({(year - found.first) // found.step for year, _ in years})
    assert found.strokes <= STROKES * (found.step < 1000) + 10 or places[-1] < STROKES


NAMES = ["Ann Lee", "Bo", "Вера", "a/b"]
archives = some.lists(
    some.builds(
        Speech,
        some.just("s"),
        some.lists(some.sampled_from(["river barrier", "budget taxes budget", "the river the tax"]), min_size=1).map(
            tuple
        ),
        speaker=some.sampled_from([None, *NAMES]),
        date=some.sampled_from([None, "1961", "1961-02-03", "1999-01", "--02-03", "1840"]),
        topics=some.sampled_from([(), ("law",), ("law", "river rights")]),
        language=some.sampled_from(["en", "ru", None]),
        source=some.sampled_from(["A", "B", None]),
    ),
    min_size=1,
    max_size=14,
).map(lambda found: [Speech(f"s{n}", *[getattr(one, f) for f in Speech.__slots__[1:]]) for n, one in enumerate(found)])


def number(n):
    return f"{n:,}"


def said(speeches):
    return sum(len(forms(text, analysed_as(one.language))) for one in speeches for text in one.paragraphs)


def span(speeches):
    known = sorted(filter(None, (year_of(one.date) for one in speeches)))
    return "" if not known else str(known[0]) if known[0] == known[-1] else f"{known[0]}–{known[-1]}"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(archive=archives)
def test_every_count_of_the_lists_is_what_counting_by_hand_gives(client_of, archive):
    client = client_of(*archive)
    for field in ("speaker", "topic"):
        by_hand = {}
        for one in archive:
            for name in values(one, field):
                by_hand.setdefault(name, []).append(one)

        shown = {row[field.title()]: row for row in rows(client, f"/{field}s")}

        assert {n: (r["Speeches"], r["Words"], r["Years"]) for n, r in shown.items()} == {
            name: (number(len(found)), number(said(found)), span(found)) for name, found in by_hand.items()
        }
        assert f"{len(by_hand)} {field}" in page(client, f"/{field}s").text("h1")[0]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(archive=archives, field=some.sampled_from(["speaker", "topic"]))
def test_every_count_of_a_name_is_what_counting_by_hand_gives(client_of, archive, field):
    client = client_of(*archive)
    for name in {name for one in archive for name in values(one, field)}:
        own = [one for one in archive if name in values(one, field)]
        address, found = at(field, name), page(client, at(field, name))

        assert f"{len(own)} speech" in found.said
        assert f", {number(said(own))} word" in found.said
        assert_years(rows(client, address), own, archive)
        assert_words(rows(client, address), own, archive)
        assert_parts(Rows(client.get(address).text).links, own, field)


def assert_years(shown, own, archive):
    years, every = (Counter(year_of(one.date) for one in some) for some in (own, archive))
    table = {row["Year"]: (int(row["Speeches"]), int(row["Of all"])) for row in shown if "Year" in row}
    wanted = {str(year or "Undated"): (count, every[year]) for year, count in years.items()}
    assert table == (wanted if len([year for year in years if year]) > 1 else {})


def assert_words(shown, own, archive):
    here = f"Of these {len(own)} speeches" if len(own) > 1 else "Of this 1 speech"
    for row in (row for row in shown if "Word" in row):
        having = {
            one.id for one in archive if row["Word"] in forms(" ".join(one.paragraphs), analysed_as(one.language))
        }
        elsewhere = next(value for head, value in row.items() if "other" in head)
        assert int(row[here]) == len(having & {one.id for one in own})
        assert int(elsewhere) == len(having - {one.id for one in own})


def assert_parts(shown, own, field):
    """Each link that narrows a name's speeches to a second value says how many it leads to."""
    met = Counter()
    for address, text in shown:
        narrowed = parse_qs(urlsplit(address).query)
        for other in {"speaker", "topic", "language", "source"} - {field}:
            if address.startswith("/search?") and other in narrowed:
                (value,) = narrowed[other]
                having = sum(value in values(one, other) for one in own)
                assert " ".join(text.split()).endswith(f" {having}{percent(having / len(own))}")
                met[other] += 1
    assert met[OTHER[field]] == len({value for one in own for value in values(one, OTHER[field])})


def percent(share):
    return f"{round(100 * round(share, 3), 2):g}%"


def test_pages_of_names_need_no_script_and_hold_no_style(client):
    for address in (
        "/speakers",
        "/topics?sort=name",
        at("speaker", "Ada Marsh"),
        f"{at('topic', 'budget')}?measure=share",
    ):
        found = page(client, address)
        assert all(script.get("src", "").endswith("/suggest.js") for script in found.all("script"))
        assert [tag for tag, attributes in found.tags if "style" in attributes or tag == "style"] == []


def test_a_recent_speech_is_told_by_its_heading_and_its_first_words(client_of):
    client = client_of(
        Speech("1", ("The barrier holds.",), speaker="Ann", topics=("flood",)),
        Speech("2", ("Nobody asked.",), speaker="Ann"),
    )

    assert page(client, at("speaker", "Ann")).said.count("The barrier holds.") == 1
    assert page(client, at("speaker", "Ann")).said.count("Nobody asked.") == 1
    assert "/speech/1" in [a for a, text in Rows(client.get(at("speaker", "Ann")).text).links if text == "flood"]
    assert "/speech/1" in [a for a, t in Rows(client.get(at("topic", "flood")).text).links if t == "The barrier holds."]
