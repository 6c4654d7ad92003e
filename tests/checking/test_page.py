"""The report as a page."""

import re
from datetime import date

import lxml.html
import pytest

from searchapp.checking import page
from searchapp.checking.charts import BARS, rows, years
from searchapp.checking.findings import Gap
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
