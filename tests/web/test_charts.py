import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.web.charts import HEIGHT, SPANS, by_year


def address(first, last):
    return f"{first}-{last}"


def test_a_single_year_has_no_chart():
    assert by_year({2019: 3, 2018: 0}, (), address) is None


def test_a_few_years_have_a_bar_and_a_link_each():
    chart = by_year({2017: 2, 2020: 4}, (), address)

    assert [(span.first, span.count, span.address) for span in chart.spans] == [
        (2017, 2, "2017-2017"), (2018, 0, "2018-2018"), (2019, 0, "2019-2019"), (2020, 4, "2020-2020"),
    ]  # fmt: skip
    assert [bar.height for bar in chart.bars] == [HEIGHT / 2, HEIGHT]


def test_many_years_have_a_bar_each_and_fewer_links():
    chart = by_year(dict.fromkeys(range(1966, 2023), 1), (), address)

    assert len(chart.bars) == 57
    assert (chart.spans[0].address, chart.spans[-1].address) == ("1965-1969", "2020-2024")
    assert sum(span.count for span in chart.spans) == 57


def test_bars_of_years_that_are_not_chosen_are_quiet():
    chart = by_year({2017: 2, 2018: 1}, {2018}, address)

    assert [bar.quiet for bar in chart.bars] == [True, False]
    assert [span.chosen for span in chart.spans] == [False, True]


@given(st.dictionaries(st.integers(1, 9999), st.integers(0, 10**6), min_size=1))
def test_every_chart_fits_its_place_and_counts_everything(counts):
    chart = by_year(counts, (), address)

    if chart is None:
        assert sum(1 for count in counts.values() if count) < 2
        return
    assert len(chart.spans) <= SPANS
    assert sum(span.count for span in chart.spans) == sum(counts.values())
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.1 for bar in chart.bars)
    assert all(2 <= bar.height <= HEIGHT and bar.y + bar.height == pytest.approx(HEIGHT, abs=0.2) for bar in chart.bars)


def test_no_link_leads_to_the_year_0():
    chart = by_year({50: 1, 2020: 1}, (), lambda first, last: f"{first}-{last}")

    assert chart.spans[0].address.startswith("1-")
