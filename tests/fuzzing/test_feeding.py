"""A few damaged documents for each reader; `python tests/fuzzing` feeds them many."""

from random import Random

import pytest
from damage import damaged
from feeding import fixtures, one

from searchapp.sources import FORMATS


@pytest.mark.parametrize("format", FORMATS)
def test_damaged_documents_give_speeches_and_faults_and_nothing_else(format, tmp_path):
    found = [one(format, seed, tmp_path) for seed in range(20)]

    assert [what for _, what in found if what] == []


def test_the_same_chance_does_the_same_damage():
    data, *others = (path.read_bytes() for path in fixtures()[:3])
    again = [damaged(data, others, Random(seed)) for seed in range(50)]

    assert again == [damaged(data, others, Random(seed)) for seed in range(50)]
    assert sum(one != data for one in again) > 45
