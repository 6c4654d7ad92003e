import pytest

from searchapp.query.canonical import write
from searchapp.query.syntax import parse
from searchapp.web.help import LESSONS

EXAMPLES = [example.query for lesson in LESSONS for example in lesson.examples]


@pytest.mark.parametrize("query", EXAMPLES)
def test_every_example_is_a_query(query):
    tree = parse(query)

    assert tree is not None
    assert parse(write(tree)) == tree


def test_the_help_page_shows_every_example(client):
    text = client.get("/help").text

    assert text.count("<code>") == len(EXAMPLES)
