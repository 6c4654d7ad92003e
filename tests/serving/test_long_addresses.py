"""Addresses as long as the longest question, served as an operator serves them."""

import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest

from searchapp.quoting.quotation import LONGEST


@pytest.mark.parametrize("word", ["никто ", "没有人问过", "nobody "])
def test_the_longest_quotation_fits_into_an_address(site, word):
    text = (word * 200)[:500] + " … " * ((LONGEST - 500) // 3)

    with urllib.request.urlopen(f"{site}/check?{urlencode({'quotation': text})}") as answer:
        assert answer.status == 200


def test_an_address_beyond_64_kilobytes_is_refused(site):
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        urllib.request.urlopen(f"{site}/check?quotation={'x' * 70_000}")
