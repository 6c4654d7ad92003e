"""The query language, read and written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchapp.engines.leaves import run
from searchapp.errors import BadQuery, TooBroad
from searchapp.query.canonical import write
from searchapp.query.model import And, Dated, Fuzzy, Not, Or, Phrase, Prefix, Tongue, Word, leaves
from searchapp.query.syntax import DEEPEST, LONGEST, MOST, WIDEST, both, either, parse


def phrase(*words, slop=None, field=None, exact=False):
    return Phrase(tuple(Word(word, exact=exact) for word in words), slop, field)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", None),
        ("  \n", None),
        ("peace", Word("peace")),
        ("=Peace", Word("Peace", exact=True)),
        ("two words", And((Word("two"), Word("words")))),
        ("two AND words", And((Word("two"), Word("words")))),
        ("a b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a (b OR c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ("a (b c)", And((Word("a"), Word("b"), Word("c")))),
        ("-a", Not(Word("a"))),
        ("NOT a", Not(Word("a"))),
        ("a -(b OR c)", And((Word("a"), Not(Or((Word("b"), Word("c"))))))),
        ("-speaker:ann", Not(Word("ann", "speaker"))),
        ("well-known", Word("well-known")),
        ("and or not", And((Word("and"), Word("or"), Word("not")))),
        ('"old sea"', phrase("old", "sea")),
        ("“old sea”", phrase("old", "sea")),
        ("„old sea“", phrase("old", "sea")),
        ("«old sea»", phrase("old", "sea")),
        ('"old — sea"', phrase("old", "sea")),
        ('="old sea"', phrase("old", "sea", exact=True)),
        ('"old sea"~5', phrase("old", "sea", slop=5)),
        ('a"b"', And((Word("a"), phrase("b")))),
        ('a AND"b"', And((Word("a"), phrase("b")))),
        ('NOT"b"', Not(phrase("b"))),
        ("harb*", Prefix("harb")),
        ("harbor~", Fuzzy("harbor", 2)),
        ("harbr~", Fuzzy("harbr", 1)),
        ("harbour~1", Fuzzy("harbour", 1)),
        ("speaker:ann", Word("ann", "speaker")),
        ("SPEAKER:ann", Word("ann", "speaker")),
        ('topic:"sea walls"', phrase("sea", "walls", field="topic")),
        ("speaker:(ann lee)", And((Word("ann", "speaker"), Word("lee", "speaker")))),
        ("event:=reading", Word("reading", "event", exact=True)),
        ("date:2024", Dated(date(2024, 1, 1), date(2024, 12, 31), "2024")),
        ("date:2024-02", Dated(date(2024, 2, 1), date(2024, 2, 29), "2024-02")),
        ("date:2024..2025-03", Dated(date(2024, 1, 1), date(2025, 3, 31), "2024..2025-03")),
        ("date:..2025", Dated(None, date(2025, 12, 31), "..2025")),
        ("date:2025..", Dated(date(2025, 1, 1), None, "2025..")),
        ("language:RU", Tongue("ru")),
        ("language:pt-BR", Tongue("pt-br")),
        ("10:30", Word("10:30")),
    ],
)
def test_a_query_means(query, tree):
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "place", "why"),
    [
        ("peace AND", "AND", "needs a word after it"),
        ("AND peace", "AND", "needs a word before it"),
        ("peace OR", "OR", "needs a word after it"),
        ("peace OR OR war", "OR", "needs a word after it"),
        ("peace NOT", "NOT", "needs a word after it"),
        ("(peace OR) war", "OR", "needs a word after it"),
        ("peace (war", "(", "never closed"),
        ("peace )", ")", "without a “(” before it"),
        ("peace ()", "()", "nothing between these parentheses"),
        ("peace (", "(", "never closed"),
        ('the "sea', '"', "never closed"),
        ('the ""', '""', "no word between"),
        ('the "… —"', '"… —"', "no word between"),
        ('"the sea"~', '"the sea"~', "how many other words"),
        (f'"the sea"~{WIDEST + 1}', f'"the sea"~{WIDEST + 1}', f"0 to {WIDEST}"),
        ("peace — war", "—", "no letters or digits"),
        ("- war", "-", "no letters or digits"),
        ("ha*", "ha*", "at least 3 letters"),
        ("*bour", "*bour", "end of a word"),
        ("ha*bour", "ha*bour", "end of a word"),
        ("=harb*", "=harb*", "end of a word"),
        ("ha~", "ha~", "at least 3 letters"),
        ("harbour~3", "harbour~3", "1 or 2"),
        ("=harbour~", "=harbour~", "Use one of them"),
        ("http://a.example", "http:", "not a field"),
        ("speaker: ann", "speaker:", "Nothing follows"),
        ("speaker:", "speaker:", "Nothing follows"),
        ("speaker:(title:a)", "title:", "Close that group first"),
        ("date:yesterday", "date:yesterday", "“yesterday” is not a date"),
        ("date:2024-13", "date:2024-13", "is not a date"),
        ("date:--11-21", "date:--11-21", "is not a date"),
        ('date:"2024"', "date:", "is not a date"),
        ("date:2025..2024", "date:2025..2024", "Swap"),
        ("date:..", "date:..", "open on both sides"),
        ("language:english", "language:english", "not a language code"),
        ('language:"en"', "language:", "not a language code"),
    ],
)
def test_a_fault_says_where_and_why(query, place, why):
    with pytest.raises(BadQuery, match=why.replace("(", r"\(")) as raised:
        parse(query)

    assert query[raised.value.start : raised.value.end] == place


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("a" * (LONGEST + 1), "characters long"),
        ("a " * (MOST + 1), "words"),
        ('"' + "a " * (MOST + 1) + '"', "words"),
        ("a-" * (MOST + 1), "words"),
        ('"' + "a-" * (MOST + 1) + '"~5', "words"),
        ("海" * (MOST + 1), "words"),
    ],
)
def test_a_query_that_is_too_long_is_too_broad(query, why):
    with pytest.raises(TooBroad, match=why):
        parse(query)


@pytest.mark.parametrize("query", ["(" * 21 + "a" + ")" * 21, "-" * 21 + "a", "NOT " * 21 + "a", "(" * 1000])
def test_groups_inside_one_another_have_an_end(query):
    with pytest.raises(BadQuery, match=f"More than {DEEPEST}"):
        parse(query)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("  two   words ", "two words"),
        ("two AND words", "two words"),
        ("NOT two", "-two"),
        ("(a b) OR c", "a b OR c"),
        ("a (b OR c)", "a (b OR c)"),
        ("a ((b))", "a b"),
        ("-(a b)", "-(a b)"),
        ("“old  sea”", '"old sea"'),
        ("harbour~", "harbour~2"),
        ("SPEAKER:(ann OR bo)", "speaker:ann OR speaker:bo"),
        ('="old sea"~3', '="old sea"~3'),
        ("date:2024..2025", "date:2024..2025"),
        ("language:EN", "language:en"),
    ],
)
def test_a_query_has_one_canonical_form(query, canonical):
    assert write(parse(query)) == canonical


def test_a_canonical_query_is_never_nested_deeper_than_the_query():
    query = "a"
    for _ in range(DEEPEST - 1):
        query = f"b c OR d ({query} OR e)"

    assert parse(write(parse(query))) == parse(query)


def read(text):
    """The tree of a query, or its fault; anything else that is raised fails the test."""
    try:
        return parse(text)
    except (BadQuery, TooBroad) as fault:
        return fault


signs = [
    "AND",
    "OR",
    "NOT",
    "speaker:",
    "date:2024..",
    "language:en",
    '"',
    "“",
    "”",
    "„",
    "«",
    "»",
    "(",
    ")",
    "-",
    "~",
    "*",
]
pieces = some.sampled_from(
    [*signs, "1", "2", "=", ":", ".", "’", "_", " ", " ", "\n", "foo", "éa", "b1", "海", "\u0301", "½"]
)


@given(some.lists(pieces, max_size=25).map("".join) | some.text(max_size=60))
def test_any_text_is_a_query_or_a_fault_with_its_place(text):
    found = read(text)

    if isinstance(found, BadQuery):
        assert 0 <= found.start <= len(text)
        assert found.start < found.end <= len(text) + 1
    else:
        assert read(write(found)) == found
        assert all(run(leaf).terms for leaf in leaves(found, sought=False))


word = some.sampled_from(["sea", "AND", "Éclair", "well-known", "l’eau", "10:30", "a~b", "x", "=y", "海", "a.b"])
field = some.sampled_from([None, "speaker", "topic", "title", "event"])
bare = some.sampled_from(["sea", "Éclair", "well-known", "l’eau", "10:30", "x", "海", "a.b"])
leaf = some.one_of(
    some.builds(Word, bare, field, some.booleans()),
    some.builds(Prefix, some.sampled_from(["harb", "sea-w", "l’ea"]), field),
    some.builds(Fuzzy, some.sampled_from(["harbour", "sea-w"]), some.integers(1, 2), field),
    some.builds(
        lambda words, slop, field, exact: phrase(*words, slop=slop, field=field, exact=exact),
        some.lists(word, min_size=1, max_size=4), some.none() | some.integers(0, WIDEST), field, some.booleans(),
    ),
    some.sampled_from(["2024", "2024-02..", "..1999-12-31", "1999..2001"]).map(lambda days: parse(f"date:{days}")),
    some.builds(Tongue, some.sampled_from(["en", "pt-br"])),
)  # fmt: skip
tree = some.recursive(
    leaf,
    lambda part: some.one_of(
        some.lists(part, min_size=2, max_size=4).map(lambda parts: both(*parts)),
        some.lists(part, min_size=2, max_size=4).map(lambda parts: either(*parts)),
        part.map(Not),
    ),
    max_leaves=12,
)


@given(tree)
def test_a_tree_that_is_written_is_read_back(tree):
    assert parse(write(tree)) == tree


@given(
    some.sampled_from(
        ["(", "-", "a ", 'a"', "“”", '"a"~', "a-", "a:", "date:", "NOT ", "'", "\u0301", " ", "a~", "海a"]
    )
)
def test_no_query_is_much_work_to_read(calls, piece):
    query = (piece * LONGEST)[:LONGEST]

    made = calls(lambda: read(query))
    assert made < 10**6
