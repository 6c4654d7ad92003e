"""Fingerprints of what is found, on every engine."""

import hashlib

import pytest

from searchapp.errors import TooSlow
from searchapp.query.model import Filter, Query
from searchapp.query.syntax import parse


def fingerprint(id):
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), "big")


@pytest.fixture
def generation(engine, fill, a_speech):
    fill(
        a_speech("a", "Liberty.", date="1961", speaker="Ann"),
        a_speech("речь/1", "Liberty.", date="1963"),
        a_speech("c", "Liberty.", date="1962"),
        a_speech("d", "Tyranny.", date="1964"),
    )
    with engine.change() as change:
        change.remove("c")
        change.add(a_speech("e", "Liberty."))
    return engine.live()


def test_fingerprints_are_of_the_ids_that_a_query_finds_whatever_page_is_asked_for(generation, deadline):
    found = generation.fingerprints(Query(parse("liberty"), offset=1, limit=0), deadline)

    assert found.dtype == "uint64"
    assert sorted(found.tolist()) == sorted(map(fingerprint, ["a", "речь/1", "e"]))


def test_fingerprints_are_the_same_when_they_are_asked_for_again(generation, deadline):
    narrowed = Query(parse("liberty"), (Filter("speaker", ("Ann",)),))

    assert generation.fingerprints(narrowed, deadline).tolist() == [fingerprint("a")]
    assert set(generation.fingerprints(Query(), deadline).tolist()) == set(map(fingerprint, ["a", "речь/1", "d", "e"]))
    assert generation.fingerprints(narrowed, deadline).tolist() == [fingerprint("a")]


def test_speeches_are_known_again_by_their_fingerprints_newest_first(generation, deadline):
    sought = {fingerprint(id) for id in ("a", "d", "e", "речь/1", "c")}

    hits = generation.identified(Query(parse("liberty"), limit=1, sort="oldest"), sought, deadline)
    assert [(hit.id, hit.speech.id) for hit in hits] == [("речь/1", "речь/1"), ("a", "a"), ("e", "e")]


def test_nothing_is_known_by_no_fingerprint(generation, deadline):
    assert generation.identified(Query(), set(), deadline) == []
    assert generation.fingerprints(Query(parse("nothing")), deadline).tolist() == []


def test_fingerprints_take_no_longer_than_they_may(generation):
    from searchapp.deadline import Deadline

    with pytest.raises(TooSlow):
        generation.fingerprints(Query(parse("liberty")), Deadline(0.0, lambda: 1.0))
