import pytest

from searchapp.web import wording


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2025-11-21", "21 November 2025"),
        ("2025-11", "November 2025"),
        ("2025", "2025"),
        ("0063", "63"),
        ("--11-21", "21 November, year unknown"),
        ("someday", "someday"),
    ],
)
def test_dates_are_written_out(written, said):
    assert wording.day(written) == said


def test_a_moment_is_its_day():
    assert wording.moment("2026-11-22T08:59:58+00:00") == "22 November 2026"


def test_numbers_have_their_thousands_set_apart():
    assert wording.counted(47632, "speech", "speeches") == "47,632 speeches"


@pytest.mark.parametrize(
    ("code", "name", "direction"),
    [("ru", "Russian", "ltr"), ("ar-EG", "Arabic (ar-EG)", "rtl"), ("HE", "Hebrew", "rtl"), ("tlh", "tlh", "ltr")],
)
def test_languages_have_a_name_and_a_direction(code, name, direction):
    assert (wording.language(code), wording.direction(code)) == (name, direction)


def test_an_unknown_language_lets_the_first_letter_decide():
    assert wording.direction(None) == "auto"


@pytest.mark.parametrize(("words", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_lists_read_as_sentences(words, said):
    assert wording.listed(words) == said
