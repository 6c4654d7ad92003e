"""The speakers' file: who is meant, what each held when, and what is wrong with the file."""

import re
import tomllib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import BadSource
from searchapp.sources import people
from searchapp.sources.people.joining import Joining
from searchapp.speech import Speech

HOLT = """
[[speaker]]
name = "Maren Holt"
aliases = ["Марен Хольт", "the Harbourmaster", "Holt"]
id = "Q1"
party = "Harbour"
role = [{value = "Member", from = "1990", to = "1994-05"}, {value = "Minister", from = 1994-06-01}]

[[speaker]]
name = "Piet Vandermoor"
"""


@pytest.fixture
def known(file):
    return people.read(file("speakers.toml", HOLT))


def spoken(speaker, date=None, **extra):
    return Speech("s", ("Words.",), speaker=speaker, date=date, extra=tuple(extra.items()))


def joined(known, *speeches):
    joining, counts = Joining(known), Counter()
    made = [joining.joined(speech, counts) for speech in speeches]
    return made, [notice.message for notice in joining.notices(counts)]


@pytest.mark.parametrize(
    "written",
    [
        "MAREN  HOLT",
        "Dr. Máren Holt:",
        "марен хольт",
        "The Harbourmaster",
        "Mrs Holt",
        "The Minister for Sea (Ms Holt)",
    ],
)
def test_a_person_is_known_by_every_name_whatever_its_case_accents_and_titles(known, written):
    (speech,), _ = joined(known, spoken(written))

    assert speech.speaker == "Maren Holt"
    assert dict(speech.extra)["speaker_id"] == "Q1"


@pytest.mark.parametrize(
    ("date", "role"),
    [
        ("1992", "Member"),
        ("1994-05-31", "Member"),
        ("1994-06", "Minister"),
        ("1994", None),
        ("1980", None),
        (None, None),
    ],
)
def test_a_role_is_the_one_held_on_every_day_that_the_date_may_mean(known, date, role):
    (speech,), _ = joined(known, spoken("Maren Holt", date))

    assert dict(speech.extra).get("role") == role
    assert dict(speech.extra)["party"] == "Harbour"


def test_what_the_source_says_of_a_party_or_role_decides(known):
    (speech,), _ = joined(known, spoken("The Minister for Sea (Ms Holt)", "1992", party="Moor"))

    assert dict(speech.extra)["party"] == "Moor"
    assert dict(speech.extra)["role"] == "The Minister for Sea"


def test_the_name_as_written_is_kept_where_more_than_case_differs(known):
    (same, other, plain), _ = joined(known, spoken("MAREN HOLT"), spoken("Holt"), spoken("Mr Jo PELL"))

    assert "speaker_as_written" not in dict(same.extra)
    assert dict(other.extra)["speaker_as_written"] == "Holt"
    assert dict(plain.extra)["speaker_as_written"] == "Mr Jo PELL"


def test_each_way_of_writing_is_told_once_with_its_count():
    _, told = joined(None, *[spoken("Mr Jo PELL:")] * 12, spoken("Dr Jo Pell (Skerrow)"), spoken("Jo Pell"))

    assert told == [
        "“Mr Jo PELL:” is written as Jo Pell, 12 times.",
        "“Dr Jo Pell (Skerrow)” is written as Jo Pell, constituency Skerrow, once.",
    ]


def test_who_of_the_file_never_spoke_is_told(known):
    _, told = joined(known, spoken("Holt"), spoken("Nobody"))

    assert told == [
        "1 speech has its speaker from this file.",
        "No speech is by 1 of its people: Piet Vandermoor. Compare the aliases with the documents.",
    ]


def test_a_speech_without_a_speaker_stays_without(known):
    (speech,), _ = joined(known, spoken(None))

    assert speech == spoken(None)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write each person under a line [[speaker]]"),
        ('[[person]]\nname = "A"', "Write each person under a line [[speaker]]"),
        ("speaker = [1]", "[[speaker]] 1 must have keys"),
        ("[[speaker]]\nid = 'Q1'", "[[speaker]] 1 has no name."),
        ("[[speaker]]\nname = '…'", "name must have letters"),
        ("[[speaker]]\nname = 'A'\nalias = 'B'", "[[speaker]] 1 (“A”): There is no key “alias”"),
        ("[[speaker]]\nname = 'A'\naliases = 'B'", "aliases must be a list of texts"),
        ("[[speaker]]\nname = 'A'\nparty = 3", "party must be one text, or a list"),
        ("[[speaker]]\nname = 'A'\nrole = [{from = '1990'}]", "role must have value"),
        ("[[speaker]]\nname = 'A'\nrole = [{value = 'B', from = 'May'}]", "“May” is not a date"),
        ("[[speaker]]\nname = 'A'\nrole = [{value = 'B', to = '--05-01'}]", "says no year"),
        ("[[speaker]]\nname = 'A'\nrole = [{value = 'B', from = '1991', to = '1990'}]", "ends before it begins"),
        ("[[speaker]]\nname = 'A'\n[[speaker]]\nname = 'B'\naliases = ['á']", "“á” is a name of both A and B."),
        ("[[speaker]", ":1: The file is not TOML"),
        ("[[speaker]]\nname = 'A'\nid = 1\nparty = 2", "id must be text, not a number. [[speaker]] 1"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong_where(file, text, sentence):
    sentence = sentence.removesuffix(" [[speaker]] 1") if "party = 2" in text else sentence

    with pytest.raises(BadSource) as refused:
        people.read(file("speakers.toml", text))

    assert sentence in str(refused.value)
    assert "speakers.toml" in str(refused.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadSource, match="can't be read: no such file"):
        people.read(tmp_path / "speakers.toml")


def test_who_is_written_in_several_ways_is_proposed():
    names = Counter({
        "Mr Jo PELL:": 3, "Jo Pell": 9, "Mr. Pell": 2, "Ann Holt": 5, "Bo Holt": 4, "Mrs Holt": 1, "Mr Speaker": 7,
        "Иван Чайкин": 4, "Ivan Chaykin": 2, "I. Chaykin": 1,
    })  # fmt: skip

    text = people.propose(names)

    assert tomllib.loads(text) == {"speaker": [{"name": "Jo Pell", "aliases": ["Mr Jo PELL:"]}]}
    assert "Holt" not in text


def test_doubts_of_a_proposal_count_once_their_mark_is_taken_away(file):
    names = Counter({"Mr Jo PELL:": 3, "Jo Pell": 9, "Mr. Pell": 2, "Иван Чайкин": 4, "Ivan Chaykin": 1})

    text = people.propose(names)
    path = file("speakers.toml", re.sub(r"^#(?! )|^#(?=  )", "", text, flags=re.MULTILINE))

    assert '#name = "Иван Чайкин"  # 4 speeches\n' in text
    assert '#  "Ivan Chaykin",  # 1 speech\n' in text
    assert [(entry.name, entry.aliases) for entry in people.read(path).entries] == [
        ("Jo Pell", ("Mr Jo PELL:", "Mr. Pell")),
        ("Иван Чайкин", ("Ivan Chaykin",)),
    ]


def test_a_doubt_that_has_an_entry_of_its_own_says_so():
    text = people.propose(Counter({"Jo Pell": 9, "Mr. Pell": 2, "Mr PELL": 1}))

    assert tomllib.loads(text) == {"speaker": [{"name": "Mr. Pell", "aliases": ["Mr PELL"]}]}
    assert text.count("; then take its own entry out") == 2


def test_a_member_with_and_without_a_party_in_brackets_is_one():
    (with_party, without), _ = joined(None, spoken("Mr J B PELL (TIDE)"), spoken("J B Pell"))

    assert with_party.speaker == without.speaker
    assert dict(with_party.extra)["party"] == "TIDE"


def test_where_nobody_is_written_in_several_ways_the_proposal_says_so():
    text = people.propose(Counter({"Jo Pell": 3, "": 2}))

    assert tomllib.loads(text) == {}
    assert "Nobody" in text


@given(
    st.dictionaries(st.text(max_size=12) | st.sampled_from(["Mr Jo PELL", "Jo Pell", "Pell", "J. Pell"]), st.just(1))
)
def test_a_proposal_can_be_read_back(tmp_path_factory, names):
    path = tmp_path_factory.getbasetemp() / "proposed.toml"
    text = people.propose(Counter(names))
    path.write_text(text, "utf-8")

    assert not tomllib.loads(text) or people.read(path)
