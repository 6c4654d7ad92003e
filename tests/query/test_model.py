"""What a tree of a query holds."""

from searchapp.query.model import Filter, Phrase, Prefix, Query, Word, leaves
from searchapp.query.syntax import parse


def test_the_leaves_come_in_order_without_conditions():
    tree = parse('sea (harb* OR "old quay") date:2024 language:en')

    assert list(leaves(tree)) == [Word("sea"), Prefix("harb"), Phrase((Word("old"), Word("quay")))]


def test_what_a_hit_must_not_have_is_not_sought():
    tree = parse("sea -(storm OR -calm)")

    assert list(leaves(tree)) == [Word("sea")]
    assert list(leaves(tree, sought=False)) == [Word("sea"), Word("storm"), Word("calm")]
    assert list(leaves(None)) == []


def test_the_values_of_a_field_are_gathered_from_its_filters():
    query = Query(filters=(Filter("speaker", ("Ann",)), Filter("topic", ("rail",)), Filter("speaker", ("Bo",))))

    assert query.selected("speaker") == ("Ann", "Bo")
    assert query.selected("year") == ()
