import subprocess
import sys
from datetime import date

import pytest

from searchapp.errors import BadParameters, BadQuery
from searchapp.query.model import Filter, Word
from searchapp.web import params


def faults(args, table=params.SEARCH):
    with pytest.raises(BadParameters) as raised:
        params.read(args, table)
    return raised.value.faults


def test_nothing_asked_means_every_speech():
    asked = params.read({})

    assert (asked.query.tree, asked.query.filters, asked.query.sort) == (None, (), "relevance")
    assert (asked.page, asked.per_page, asked.query.offset, asked.query.limit) == (1, 10, 0, 10)


def test_everything_can_be_asked_at_once():
    asked = params.read(
        {
            "q": ["barrier"], "speaker": ["Ada", "Bo"], "year": ["2019"], "from": ["2017"], "to": ["2019-02"],
            "sort": ["oldest"], "page": ["3"], "per_page": ["20"],
        }
    )  # fmt: skip

    assert asked.query.tree == Word("barrier")
    assert asked.query.filters == (Filter("speaker", ("Ada", "Bo")), Filter("year", ("2019",)))
    assert (asked.query.first, asked.query.last) == (date(2017, 1, 1), date(2019, 2, 28))
    assert (asked.query.sort, asked.query.offset, asked.query.limit) == ("oldest", 40, 20)


def test_an_empty_value_says_nothing():
    asked = params.read({"q": ["  "], "from": [""], "to": [" "], "sort": [""], "speaker": [""]})

    assert asked == params.read({})


def test_a_value_given_twice_counts_once():
    asked = params.read({"topic": ["flood", "flood"]})

    assert asked.query.filters == (Filter("topic", ("flood",)),)


def test_every_fault_is_reported_together():
    found = faults(
        {"q": ["(barrier"], "speker": ["x"], "from": ["soon"], "to": ["--11-21"], "sort": ["best"], "page": ["0"],
         "per_page": ["101"], "year": ["19"]}
    )  # fmt: skip

    assert set(found) == {"q", "speker", "from", "to", "sort", "page", "per_page", "year"}


def test_a_near_miss_is_suggested():
    assert "Did you mean “speaker”?" in faults({"speker": ["x"]})["speker"]


def test_a_stranger_is_told_what_there_is():
    assert "q, speaker, topic" in faults({"zzz": ["x"]})["zzz"]


@pytest.mark.parametrize("name", ["utm_source", "utm_whatever", "fbclid", "gclid", "mc_cid"])
def test_what_other_sites_append_is_ignored(name):
    assert params.read({name: ["x"]}) == params.read({})


@pytest.mark.parametrize("name", ["utmsource", "fbclid2", "ref", "Q"])
def test_nothing_else_is_ignored(name):
    assert name in faults({name: ["x"]})


def test_results_per_page_are_for_the_api_only():
    assert set(faults({"per_page": ["5"]}, params.PAGE)) == {"per_page"}


def test_the_place_of_a_fault_in_the_query_is_its_cause():
    with pytest.raises(BadParameters) as raised:
        params.read({"q": [" (barrier"]})

    cause = raised.value.__cause__
    assert isinstance(cause, BadQuery)
    assert (cause.start, cause.end) == (1, 2)


def test_the_first_date_may_not_be_later_than_the_last():
    assert "later" in faults({"from": ["2020"], "to": ["2019-12"]})["from"]


def test_a_date_may_be_its_own_end():
    asked = params.read({"from": ["2020"], "to": ["2020"]})

    assert (asked.query.first, asked.query.last) == (date(2020, 1, 1), date(2020, 12, 31))


def test_only_the_first_ten_thousand_results_can_be_paged_through():
    assert params.read({"page": ["100"], "per_page": ["100"]}).query.offset == 9900
    assert "up to page 100" in faults({"page": ["101"], "per_page": ["100"]})["page"]


@pytest.mark.parametrize("page", ["-1", "1.5", "١", "1e3", "99999999999", "one"])
def test_a_page_is_a_whole_number(page):
    assert set(faults({"page": [page]})) == {"page"}


def test_a_single_parameter_is_given_once():
    assert "once" in faults({"q": ["a", "b"]})["q"]


def test_a_filter_has_a_cap_on_its_values():
    assert "100" in faults({"speaker": [str(n) for n in range(101)]})["speaker"]


def test_too_long_a_query_is_a_fault_of_q():
    assert "Shorten" in faults({"q": ["a" * 3000]})["q"]


def test_parameters_and_answers_are_to_be_had_without_the_framework():
    program = "import sys; from searchapp.web import params, present; print('flask' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"
