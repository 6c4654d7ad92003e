from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.web import params
from searchapp.web.addresses import Addresses, quoted
from searchapp.web.asked import Asked, dateless, pairs, widened


def read(*said):
    args = {}
    for name, value in said:
        args.setdefault(name, []).append(value)
    return params.read(args)


def asking(address):
    return read(*parse_qsl(urlsplit(address).query))


def test_an_address_asks_the_same_again():
    asked = read(
        ("q", "a b"), ("year", "2019"), ("speaker", "Ada"), ("from", "2017-02"), ("sort", "newest"), ("page", "2")
    )

    assert read(*pairs(asked)) == asked


def test_an_address_leaves_out_what_goes_without_saying():
    assert Addresses().search(read()) == "/search"


def test_a_filter_is_switched_on_and_off_and_returns_to_page_one():
    around = Addresses().around(read(("q", "a"), ("speaker", "Ada"), ("speaker", "Bo"), ("page", "3")))

    assert around.toggled("speaker", "Cy") == "/search?q=a&speaker=Ada&speaker=Bo&speaker=Cy"
    assert around.toggled("speaker", "Ada") == "/search?q=a&speaker=Bo"
    assert around.toggled("year", "2019") == "/search?q=a&speaker=Ada&speaker=Bo&year=2019"


def test_dates_and_order_can_be_taken_back():
    around = Addresses().around(read(("q", "a"), ("from", "2017"), ("to", "2018"), ("sort", "oldest")))

    assert around.between("", "") == "/search?q=a&sort=oldest"
    assert around.between("2019", "2020") == "/search?q=a&from=2019&to=2020&sort=oldest"
    assert around.ordered("relevance") == "/search?q=a&from=2017&to=2018"


def test_a_step_away_everything_else_is_as_it_was():
    said = [("q", "a b"), ("topic", "x, y"), ("year", "2019"), ("from", "2017-02"), ("per_page", "20")]
    around = Addresses("/archive").around(read(*said, ("sort", "newest"), ("page", "2")))

    assert asking(around.on_page(3)) == read(*said, ("sort", "newest"), ("page", "3"))
    assert asking(around.ordered("oldest")) == read(*said, ("sort", "oldest"))
    assert asking(around.toggled("topic", "x, y")) == read(said[0], *said[2:], ("sort", "newest"))


def test_a_question_is_widened_by_a_filter_or_by_its_dates():
    asked = read(("q", "a"), ("speaker", "Ada"), ("from", "2017"), ("to", "2018"), ("page", "3"))

    assert widened(asked, "speaker") == read(("q", "a"), ("from", "2017"), ("to", "2018"))
    assert dateless(asked) == read(("q", "a"), ("speaker", "Ada"))


@pytest.mark.parametrize(
    ("id", "path"),
    [
        ("1961-inaugural", "1961-inaugural"),
        ("uk/commons/1", "uk/commons/1"),
        ("a?b#c", "a%3Fb%23c"),
        ("../up", "..%2Fup"),
        ("a//b", "a%2F%2Fb"),
        ("/a", "%2Fa"),
        ("река", "%D1%80%D0%B5%D0%BA%D0%B0"),
    ],
)
def test_an_id_is_quoted_so_that_browsers_leave_it_alone(id, path):
    assert quoted(id) == path


def test_a_speech_has_the_words_looked_for_in_its_address():
    to = Addresses("https://example.org/archive")

    assert to.speech("a b", "x & y") == "https://example.org/archive/speech/a%20b?q=x+%26+y"


@given(st.text(min_size=1), st.text())
def test_no_id_and_no_query_breaks_an_address(id, written):
    address = Addresses().speech(id, written)

    assert address.isascii()
    assert " " not in address
    assert Addresses().search(Asked(written, read().query)).isascii()
