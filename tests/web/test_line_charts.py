from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchapp.web.counted.lines import APART, HEIGHT, MOST_LINKS, Value, drawn

years = some.lists(some.integers(1, 3000), min_size=2, max_size=300, unique=True).map(sorted)
figures = some.one_of(some.just(0.0), some.floats(1e-6, 1e6))


def line(years, figures):
    return [Value(year, figure, quiet=False) for year, figure in zip(years, figures, strict=True)]


@given(years, some.integers(1, 6), some.randoms(use_true_random=False))
def test_every_point_stands_where_its_figure_is_on_the_levels(years, amount, random):
    lines = [line(years, [random.choice([0, 1, 1e6]) * random.random() for _ in years]) for _ in range(amount)]
    chart = drawn(lines)

    highest = chart.levels[-1][1]
    for had, shown in zip(lines, chart.lines, strict=True):
        assert [point.value for point in shown.points] == had
        for point in shown.points:
            assert point.y == pytest.approx(HEIGHT * (1 - point.value.figure / highest), abs=0.06)
            assert point.y >= 0
            assert 0 <= point.x <= 100
        assert shown.path.count("L") == sum(b - a == 1 for a, b in pairwise(years))
    assert sum(point.leads for shown in chart.lines for point in shown.points) <= MOST_LINKS
    assert chart.levels[0] == (HEIGHT, 0)


@given(figures)
def test_levels_reach_above_what_is_highest_and_not_far(highest):
    top = drawn([line([1, 2], [0, highest])]).levels[-1][1]

    assert highest <= top * (1 + 1e-6)
    assert not highest or top <= 4 * highest


@given(some.lists(some.floats(0, 100), min_size=1, max_size=6))
def test_no_name_stands_on_another(last):
    labels = sorted(shown.label for shown in drawn([line([1, 2], [50, figure]) for figure in last]).lines)

    assert all(b - a >= APART - 1e-6 for a, b in pairwise(labels))
    assert labels[0] >= 0
    assert labels[-1] <= HEIGHT


def test_counts_have_whole_levels():
    assert [level for _, level in drawn([line([1, 2], [0, 1])], whole=True).levels] == [0, 1, 2, 3, 4]
    assert [level for _, level in drawn([line([1, 2], [0, 7])]).levels] == [0, 2, 4, 6, 8]


def test_a_single_year_is_no_line():
    assert drawn([line([1961], [5])]) is None


def test_years_may_be_ages_apart():
    assert drawn([line([1, 9999], [1, 2])]).years[-1][1] >= 8000
