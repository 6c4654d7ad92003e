import re

import pytest
from archives import SPEECHES, cited
from hypothesis import given
from hypothesis import strategies as st

from searchapp.citing import key
from searchapp.speech import Speech


def called(id, number=None):
    return key(cited(Speech(id, ("Word.", "Word.")), number))


@pytest.mark.parametrize(("id", "said"), [("2017-flood", "2017-flood"), ("A1", "A1")])
def test_an_id_that_is_a_key_stays_one(id, said):
    assert called(id) == said
    assert called(id, 2) == f"{said}-p2"


def test_ids_that_read_alike_have_keys_of_their_own():
    ids = ["a/b", "a-b", "a.b", "-a-b", "река", "вода", "../a-b", "a b\n", "x" * 61, "x" * 62]

    assert len({called(id) for id in ids}) == len(ids)


@given(SPEECHES, st.sampled_from([None, 1]))
def test_every_key_is_good_as_a_file_name_too(speech, number):
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,80}", key(cited(speech, number)))
