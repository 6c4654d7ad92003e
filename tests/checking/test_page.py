"""The report as a page."""

import re
from datetime import date

import lxml.html
import pytest

from searchapp.checking import page
from searchapp.checking.charts import BARS, rows, years
from searchapp.checking.findings import Gap
from searchapp.checking.page import LISTED, PLACES
from searchapp.errors import Fault


@pytest.fixture
def full(tally, hear, said):
    """The page of an archive with something of everything."""
    tally.took("in/a.xml", "tei", "by its beginning")
    for year in range(1990, 2001):
        for month in (1, 2, 3, 4, 5, 6):
            if (year, month) != (1995, 3) and year != 1997:
                date = f"{year}-{month:02}-11"
                hear(date, said(date), date=date, speaker=f"<b>Ann {year}</b>", topics=("sea",))
    hear("lost", said("1990-01-11"))
    tally.fault(Fault("in/a.xml", "has a <script>alert(1)</script> in it. Mend it.", 3))
    tally.fault(Fault("in/x.pdf", "is not text but a PDF; passed over.", notice=True))
    return page(tally.findings(), ["in"], date_of_today())


def date_of_today():
    return date(2026, 11, 22)


def test_the_page_needs_nothing_else_and_runs_nothing(full):
    tree = lxml.html.fromstring(full)

    assert tree.xpath("//script | //link | //img | //iframe | //@src | //@onclick") == []
    assert not re.search(r"url\(|@import", full)
    assert {link for link in tree.xpath("//@href") if not link.startswith("#")} == set()


def test_what_documents_say_is_text_on_the_page(full):
    tree = lxml.html.fromstring(full)

    assert "<script>alert(1)</script>" in tree.text_content()
    assert "<b>Ann 1990</b>" in tree.text_content()


def test_each_link_leads_to_a_section(full):
    tree = lxml.html.fromstring(full)

    targets = {link[1:] for link in tree.xpath("//@href")}
    assert {"faults", "copies", "calendar", "without-date", "counts", "notices"} <= targets <= set(tree.xpath("//@id"))


def test_each_chart_has_its_numbers_as_a_table(full):
    tree = lxml.html.fromstring(full)

    assert all(chart.get("aria-label") or chart.get("aria-hidden") for chart in tree.iter("svg"))
    years = [row.xpath(".//text()[normalize-space()]") for row in tree.xpath("//figure//tbody/tr")]
    assert ["1995", "5", "1", "1", "–", "1", "1", "1", *["–"] * 6] in years
    assert ["Undated", "1"] in years


def test_gaps_are_drawn_and_said(full):
    tree = lxml.html.fromstring(full)

    assert [gap.text for gap in tree.xpath("//ul[@class='gaps']/li")] == ["1997", "March 1995"]
    assert len(tree.xpath("//rect[@class='hole']")) == 2


def test_names_leave_out_the_folder_that_was_read(full):
    assert "in/a.xml" not in full
    assert "a.xml:3" in full


def test_an_empty_check_makes_a_page(tally):
    assert "0 speeches would be indexed, from 0 documents" in page(tally.findings(), ["in"], date_of_today())


def test_many_years_share_bars_and_show_no_months():
    chart = years(dict.fromkeys(range(1, 2000, 3), 1), {"0001-01": 1}, [Gap("0002", "0003")])

    assert len(chart.bars) <= BARS
    assert (chart.cells, chart.holes) == ((), ())


def test_values_past_the_largest_are_summed_up():
    shown = rows({"": 9, **{f"v{number:02}": 100 - number for number in range(30)}})

    assert (shown.rows[0].value, shown.rows[0].share, len(shown.rows)) == ("v00", 100, 20)
    assert (shown.others, shown.rest) == (10, sum(100 - number for number in range(20, 30)))


def test_a_kind_folds_out_into_its_files(tally):
    tally.took("in/a.xml", "tei", "by its beginning")
    for line in (3, 7):
        tally.fault(Fault("in/a.xml", "is odd.", line))
    tally.fault(Fault("in/b.xml", "is odd."))
    tree = lxml.html.fromstring(page(tally.findings(), ["in"], date_of_today()))

    (folded,) = tree.xpath("//section[@id='faults']//details")
    assert folded.xpath("summary/text()") == ["In 2 files"]
    assert [one.text_content() for one in folded.xpath(".//li")] == ["a.xml, lines 3, 72", "b.xml1"]


def test_names_that_are_written_in_another_way_are_one_row_with_one_count(tally):
    for name in ("Vane", "Pell"):
        tally.fault(Fault("speakers", f"“Mr {name}” is written as {name}, 567 times.", notice=True))
    tree = lxml.html.fromstring(page(tally.findings(), ["in"], date_of_today()))

    (row,) = tree.xpath("//section[@id='notices']//tbody/tr")
    assert row.xpath("td[1]/text()") == ["2"]
    assert row.xpath(".//li/text()") == ["“Mr Vane” as Vane", "“Mr Pell” as Pell"]
    assert not re.search("567|speakers", row.text_content())


def test_copies_share_the_rows_of_the_page_and_the_rest_is_said(tally, hear, said):
    for seed in range(LISTED + 10):
        hear(f"a{seed}", said(seed))
        hear(f"b{seed}", said(seed))
    for seed in range(1000, 1002):
        hear(f"a{seed}", said(seed, 200))
        hear(f"b{seed}", [*said(seed, 200)[:100], "amended", *said(seed, 200)[101:]])
    tree = lxml.html.fromstring(page(tally.findings(), ["in"], date_of_today()))

    tables = tree.xpath("//table[@class='copies']")
    assert [len(table.xpath("tbody/tr")) for table in tables] == [LISTED - 2, 2]
    assert "And 12 more; --json has them all." in tree.text_content()


def test_a_speech_that_stands_everywhere_names_a_few_places(tally, hear, said):
    for number in range(9):
        hear(f"s{number}", said("prayer"))
    tree = lxml.html.fromstring(page(tally.findings(), ["in"], date_of_today()))

    places = tree.xpath("//td[@class='by places']/p")
    assert len(places) == PLACES + 1
    assert places[-1].text == f"and {9 - PLACES} more"


def test_what_all_speeches_lack_is_said_once_without_a_list(tally, hear, said):
    for number in range(12):
        hear(f"s{number}", said(number), speaker="Ann", date="2001")
    tree = lxml.html.fromstring(page(tally.findings(), ["in"], date_of_today()))

    (lacking,) = tree.xpath("//section[@id='without-topic']")
    assert "None of the 12 speeches has one." in lacking.text_content()
    assert lacking.xpath(".//li") == []


def test_the_list_of_contents_links_to_nothing_that_is_not_there(tally, hear, said):
    hear("one", said(1), date="2001-02-03", speaker="Ann")
    tree = lxml.html.fromstring(page(tally.findings(), ["in"], date_of_today()))

    linked = [link.text_content() for link in tree.xpath("//nav//li[a]")]
    assert not any(line.endswith("0") for line in linked)


@pytest.mark.parametrize("last", [2000, 2004, 2010])
def test_labels_of_years_stay_within_the_chart(last):
    labels = years({1804: 1, last: 1}, {}, []).labels

    assert all(label.anchor == "middle" for label in labels[:-1])
    assert labels[-1].x <= 95 or (labels[-1].x, labels[-1].anchor) == (100, "end")
