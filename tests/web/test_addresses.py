import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.web import params
from searchapp.web.addresses import Addresses, quoted
from searchapp.web.asked import Asked, dateless, on_page, ordered, pairs, toggled, widened


def read(*said):
    args = {}
    for name, value in said:
        args.setdefault(name, []).append(value)
    return params.read(args)


def test_an_address_asks_the_same_again():
    asked = read(
        ("q", "a b"), ("year", "2019"), ("speaker", "Ada"), ("from", "2017-02"), ("sort", "newest"), ("page", "2")
    )

    assert read(*pairs(asked)) == asked


def test_an_address_leaves_out_what_goes_without_saying():
    assert Addresses().search(read()) == "/search"


def test_a_filter_is_switched_on_and_off_and_returns_to_page_one():
    asked = on_page(read(("q", "a"), ("speaker", "Ada")), 3)

    both = toggled(asked, "speaker", "Bo")
    assert pairs(both) == [("q", "a"), ("speaker", "Ada"), ("speaker", "Bo")]
    assert pairs(toggled(both, "speaker", "Ada")) == [("q", "a"), ("speaker", "Bo")]
    assert pairs(widened(both, "speaker")) == [("q", "a")]
    assert toggled(asked, "speaker", "Bo").query.offset == 0


def test_dates_and_order_can_be_taken_back():
    asked = read(("from", "2017"), ("to", "2018"))

    assert dateless(asked) == read()
    assert pairs(ordered(asked, "oldest")) == [("from", "2017"), ("to", "2018"), ("sort", "oldest")]


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


def test_a_speech_has_its_words_and_its_passage_in_its_address():
    to = Addresses("https://example.org/archive")

    assert to.speech("a b", "x & y", "p3") == "https://example.org/archive/speech/a%20b?q=x+%26+y#p3"


@given(st.text(min_size=1), st.text())
def test_no_id_and_no_query_breaks_an_address(id, written):
    address = Addresses().speech(id, written, "p1")

    assert address.isascii()
    assert " " not in address
    assert Addresses().search(Asked(written, read().query)).isascii()
