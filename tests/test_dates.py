"""Dates, whole and partial, and the days that they may mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchapp.dates import extent, year_of


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("1961", date(1961, 1, 1), date(1961, 12, 31)),
        ("1961-01", date(1961, 1, 1), date(1961, 1, 31)),
        ("1961-02", date(1961, 2, 1), date(1961, 2, 28)),
        ("1960-02", date(1960, 2, 1), date(1960, 2, 29)),
        ("1961-01-20", date(1961, 1, 20), date(1961, 1, 20)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_means_the_days_from_first_to_last(written, first, last):
    assert extent(written) == (first, last)


@pytest.mark.parametrize("written", ["--11-21", "--02-29"])
def test_a_day_without_its_year_means_no_days(written):
    assert extent(written) is None
    assert year_of(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "", "yesterday", "61", "0000", "1961-00", "1961-13", "1961-01-00", "1961-1", "1961-02-29", "1961-01-20T10:00",
        "19610120", "1961-01-", "--11", "--02-30", "--13-01", "-1961", " 1961", "1961\n", "١٩٦١", "--١١-٢١",
        "1961-01-2０", "10000",
    ],
)  # fmt: skip
def test_what_is_not_a_date_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011  (the message may be the standard library's)
        extent(written)


@given(some.dates())
def test_each_day_lies_in_its_month_and_the_month_in_its_year(day):
    whole = day.isoformat()

    month, year = extent(whole[:7]), extent(whole[:4])
    assert extent(whole) == (day, day)
    assert year[0] <= month[0] <= day <= month[1] <= year[1]
    assert month[0].day == 1
    assert month[1] == date.max or (month[1] + timedelta(days=1)).day == 1
    assert year_of(whole) == year_of(whole[:4]) == day.year


@given(some.text("0123456789-", max_size=11) | some.text(max_size=11))
def test_any_text_is_a_date_or_refused(text):
    try:
        days = extent(text)
    except ValueError:
        return

    assert days is None or days[0] <= days[1]


@pytest.mark.parametrize(("written", "year"), [("1961-01-20", 1961), ("0987", 987), (None, None), ("", None)])
def test_the_year_is_known_where_it_is_written(written, year):
    assert year_of(written) == year
