"""What the calendar lacks."""

import pytest

from searchapp.checking.findings import Gap
from searchapp.checking.gaps import gaps
from searchapp.checking.page import stretch


def monthly(first, last, *, without=()):
    """A speech in each month of these years, but July and August are a recess."""
    dates = [f"{year}-{month:02}" for year in range(first, last + 1) for month in range(1, 13) if month not in {7, 8}]
    return {date: 1 for date in dates if date not in without}


def test_a_year_without_speeches_is_a_gap():
    assert gaps({year: 1 for year in range(1990, 2001) if year not in {1994, 1995}}, {}) == (Gap("1994", "1995"),)


def test_a_speech_every_four_years_leaves_no_gaps():
    assert gaps(dict.fromkeys(range(1901, 2001, 4), 1), {}) == ()


def test_a_month_without_speeches_is_a_gap_but_a_recess_is_not():
    assert gaps({}, monthly(2001, 2005, without=("2003-03", "2003-04"))) == (Gap("2003-03", "2003-04"),)


def test_before_the_first_speech_and_after_the_last_is_no_gap():
    months = {date: 1 for date in monthly(2001, 2005) if "2001-05" < date < "2005-03"}

    assert gaps({}, months) == ()


def test_within_one_year_a_month_is_missing_where_most_others_have_speeches():
    assert gaps({}, dict.fromkeys((f"2001-{month:02}" for month in (1, 2, 3, 5, 6, 7, 8)), 1)) == (
        Gap("2001-04", "2001-04"),
    )


def test_a_few_speeches_show_no_habit():
    assert gaps({1990: 1, 2020: 3}, {"1990-01": 1, "2020-03": 3}) == ()


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Gap("1961", "1961"), "1961"),
        (Gap("1961", "1963"), "1961 to 1963"),
        (Gap("1961-03", "1961-03"), "March 1961"),
        (Gap("1961-03", "1961-05"), "March to May 1961"),
        (Gap("1961-12", "1962-01"), "December 1961 to January 1962"),
    ],
)
def test_a_gap_is_said_in_words(gap, words):
    assert stretch(gap) == words
