"""Dates in many languages; what only looks like one is refused at once."""

import gc
import sys

import pytest
from dateparser.languages.loader import default_loader

from searchapp.sources import dating


@pytest.fixture
def tried(monkeypatch):
    """What the library was asked for, instead of it."""
    asked = []
    monkeypatch.setattr(dating, "_parsed", lambda text, *_: asked.append(text))
    dating._read.cache_clear()
    yield asked
    dating._read.cache_clear()


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("5 февраля 2025 года", "2025-02-05"),
        ("Jan 7, 1954", "1954-01-07"),
        ("März 2017", "2017-03"),
        ("November 21st", "--11-21"),
        ("2025年1月20日", "2025-01-20"),
        ("2025년 1월 20일", "2025-01-20"),
        ("5 मई 2021", "2021-05-05"),
        ("12 FEVRIER 1961", "1961-02-12"),
        ("20 01 2025 г.", "2025-01-20"),
    ],
)
def test_dates_are_read_in_many_languages(written, date):
    assert dating.iso(written) == date


def test_the_name_of_every_month_is_tried():
    names = {
        name
        for locale in default_loader.get_locales()
        for month in dating._MONTHS
        for name in locale.info.get(month, ())
        if len(name) > 3  # some languages write a month as a letter or two
    }

    assert len(names) > 2000
    assert [name for name in names if not dating._perhaps(f"5 {name} 2021")] == []


@pytest.mark.parametrize("text", ["the 3 gates of 2019", "page 12", "Chapter 4, part 2", "5 zzz 2021"])
def test_what_names_no_month_is_refused_without_asking_the_library(text):
    assert not dating._perhaps(text)
    with pytest.raises(ValueError, match="is not a date; write it as 1961-01-20"):
        dating.iso(text)


def test_what_was_refused_is_not_tried_again(tried):
    for _ in range(3):
        with pytest.raises(ValueError, match="is not a date"):
            dating.iso("5 марта 20 19")

    assert len(tried) == 1


def test_refusals_hold_nothing_of_those_who_asked():
    """An error that is raised again holds each frame that it passed through."""

    class Large:
        pass

    def asks():
        large = Large()
        with pytest.raises(ValueError, match="not a date"):
            dating.iso("9 марта 20 19")
        return sys.getrefcount(large)

    for _ in range(3):
        asks()
    gc.collect()

    assert not [one for one in gc.get_objects() if isinstance(one, Large)]


def test_long_texts_are_not_kept():
    dating._read.cache_clear()
    for number in range(3):
        with pytest.raises(ValueError, match="is not a date"):
            dating.iso("March " * 1000 + str(number))

    assert dating._read.cache_info().currsize == 0
