import pytest

from searchapp.query.canonical import write
from searchapp.query.syntax import parse
from searchapp.web.help import LESSONS
from searchapp.web.interface import LANGUAGES, interface

EXAMPLES = [query for lesson in LESSONS.values() for query in lesson]


@pytest.mark.parametrize("query", EXAMPLES)
def test_every_example_is_a_query(query):
    tree = parse(query)

    assert tree is not None
    assert parse(write(tree)) == tree


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_what_each_example_finds(code):
    told = interface(code)

    for name, queries in LESSONS.items():
        assert len(told.words["help"][name]["finds"]) == len(queries)


def test_the_help_page_shows_every_example(client):
    text = client.get("/help").text

    assert text.count('<code dir="ltr">') == len(EXAMPLES)
