"""What pages and embeds say, in each language."""

import pytest
from babel import Locale
from markup import page

from searchapp.speech import Speech
from searchapp.web.interface import LANGUAGES, direction, interface


def sentences(table, path=()):
    """(name, what is said) of everything in a table; plurals are said together."""
    for name, said in table.items():
        if isinstance(said, dict) and "other" not in said:
            yield from sentences(said, (*path, name))
        else:
            yield ".".join((*path, name)), said


def blanks(sentence):
    return sorted(part.split("}")[0] for part in sentence.split("{")[1:])


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_everything_with_every_plural_and_every_blank(code):
    own, english = dict(sentences(interface(code).words)), dict(sentences(interface("en").words))
    plurals = set(Locale.parse(code).plural_form.tags) | {"other"}

    assert own.keys() == english.keys()
    for name, said in english.items():
        if isinstance(said, dict):
            assert set(own[name]) == plurals, name
            wanted = set(blanks(said["other"]))
            assert all(wanted - {"n"} <= set(blanks(one)) <= wanted for one in own[name].values()), name
        elif isinstance(said, str):
            assert blanks(own[name]) == blanks(said), name


def test_a_page_speaks_as_the_reader_does_unless_asked_otherwise(client):
    german = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}

    assert client.get("/help", headers=german).text.lstrip().startswith('<!doctype html>\n<html lang="de" dir="ltr">')
    assert '<html lang="ar" dir="rtl">' in client.get("/help?lang=ar", headers=german).text
    assert "Accept-Language" in client.get("/help").headers["Vary"]


def test_the_language_asked_for_stays_along_the_way(client):
    found = page(client, "/search?q=barrier&lang=ru")

    ours = [a["href"] for a in found.all("a") if a["href"].startswith(("/search", "/speech", "/help"))]
    assert len(ours) > 5
    assert all("lang=" in address for address in ours)
    assert found.one("input", name="lang")["value"] == "ru"


def test_whatever_an_id_holds_its_page_is_the_same_one_in_another_language(client_of):
    client = client_of(Speech("../../x?y", ("One.",), title="Odd"))

    found = page(client, "/speech/..%2F..%2Fx%3Fy")

    assert "/speech/..%2F..%2Fx%3Fy?lang=de" in [a["href"] for a in found.all("a")]
    assert client.get("/speech/..%2F..%2Fx%3Fy?lang=de").status_code == 200


def test_a_language_that_is_not_spoken_is_a_mistake(client):
    answer = client.get("/search?lang=xx")

    assert answer.status_code == 400
    assert "“xx” is not a language of these pages" in answer.text


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
    assert interface("en").day(written) == said


def test_a_moment_is_its_day():
    assert interface("en").moment("2026-11-22T08:59:58+00:00") == "22 November 2026"


@pytest.mark.parametrize(
    ("code", "name", "way"),
    [("ru", "Russian", "ltr"), ("ar-EG", "Arabic (Egypt)", "rtl"), ("HE", "Hebrew", "rtl"), ("tlh", "Klingon", "ltr")],
)
def test_languages_have_a_name_and_a_direction(code, name, way):
    assert (interface("en").language(code), direction(code)) == (name, way)


def test_an_unknown_language_lets_the_first_letter_decide():
    assert direction(None) == "auto"


@pytest.mark.parametrize(("words", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_lists_read_as_sentences(words, said):
    assert interface("en").listed(words) == said


def test_shares_are_said_as_percent():
    assert [interface(code).percent(0.1234) for code in ("en", "tr")] == ["12.34%", "%12,34"]
