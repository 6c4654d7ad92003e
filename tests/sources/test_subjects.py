"""The topics' file: names and queries, and what is wrong with it."""

import pytest

from searchapp.errors import BadSource
from searchapp.query.syntax import parse
from searchapp.sources import subjects


def test_each_topic_has_the_tree_of_its_query(file):
    found = subjects.read(file("topics.toml", '"Fish and ships" = "fish* OR title:ship"\nsea = "sea"'))

    assert dict(found.queries) == {"Fish and ships": parse("fish* OR title:ship"), "sea": parse("sea")}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no topic in it."),
        ("sea = 3", "The query of “sea”: It must be text"),
        ("sea = ''", "The query of “sea”: It is empty"),
        ("sea = 'body:x'", "The query of “sea”, at “body:x”: “body:” is not a field."),
        ("a = '('\nb = '('", "The query of “b”"),
        ("sea =", "topics.toml:1: The file is not TOML"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong_where(file, text, sentence):
    with pytest.raises(BadSource) as refused:
        subjects.read(file("topics.toml", text))

    assert sentence in str(refused.value)
