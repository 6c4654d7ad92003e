"""What words, phrases and conditions find, on every engine."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from searchapp.deadline import Deadline
from searchapp.engines.memory import Memory
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.errors import TooBroad, TooSlow
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.speech import Speech


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("liberty", ["s1"]),
        ("LIBERTIES", ["s1"]),
        ("=liberties", []),
        ("=liberty", ["s1"]),
        ("harbour pilots", ["s2"]),
        ("liberty harbour", []),
        ("liberty OR harbour", ["s1", "s2"]),
        ("harbour -liberty", ["s2"]),
        ("-liberty", ["s2", "s3"]),
        ("NOT (liberty OR harbour)", ["s3"]),
        ('"the harbour pilots"', ["s2"]),
        ('"pilots harbour"', []),
        ('="harbour pilot"', ["s2"]),
        ('="harbour pilots"', []),
        ('"pilot sea"~4', ["s2"]),
        ('"sea pilot"~4', ["s2"]),
        ('"pilot sea"~1', []),
        ("harb*", ["s2"]),
        ("libertty~1", ["s1"]),
        ("liebrty~1", ["s1"]),
        ("lirbety~1", []),
        ("lirbety~2", ["s1"]),
        ("lbierty~2", []),
        ("libetry~1", ["s1"]),
        ("28-point", ["s3"]),
        ("point-28", []),
    ],
)
def test_a_query_finds(fill, ids, query, found):
    fill("Liberty is loud.", "The harbour pilot knows the wide grey sea.", "A 28-point plan.")

    assert sorted(ids(query)) == found


def test_all_words_must_be_there_each_in_any_field(fill, ids, a_speech):
    fill(
        a_speech(
            "s1", "On fares.", title="The railway", speaker="Ann Lee", topics=("budget",), introduction="At dawn."
        ),
        a_speech("s2", "On fares.", title="The ferry"),
    )

    assert ids("fares railway lee budget dawn") == ["s1"]
    assert sorted(ids("fares")) == ["s1", "s2"]


def test_a_phrase_lies_within_one_text(fill, ids, a_speech):
    fill(a_speech("s1", "It ends here", "begins there", title="Grey", topics=("one two", "three")))

    assert ids('"ends here"') == ["s1"]
    assert ids('"here begins"') == []
    assert ids('"two three"') == []


def test_a_field_is_searched_alone(fill, ids, a_speech):
    fill(
        a_speech("s1", "Lee spoke.", speaker="Ann Holt", event="Second reading"),
        a_speech("s2", "Holt spoke.", speaker="Bo Lee", title="Holt", topics=("two words",)),
    )

    assert ids("speaker:holt") == ["s1"]
    assert ids('speaker:"bo lee"') == ["s2"]
    assert ids("title:holt") == ["s2"]
    assert ids('topic:"two words"') == ["s2"]
    assert ids("event:reading") == ["s1"]
    assert ids("reading") == []


def test_case_and_diacritics_never_matter(fill, ids, a_speech):
    fill(a_speech("s1", "Ёлки и Чайковский.", language="ru"), a_speech("s2", "Über die Straße.", language="de"))

    assert ids("елки") == ids("ЁЛКА") == ["s1"]
    assert ids("чайковского") == ["s1"]
    assert ids("uber strasse") == ["s2"]


def test_each_speech_is_stemmed_by_its_own_language(fill, ids, a_speech):
    fill(
        a_speech("s1", "Мирные переговоры.", language="ru"),
        a_speech("s2", "Les négociations économiques de l’État.", language="fr"),
        a_speech("s3", "Negotiations went on.", language="en"),
        a_speech("s4", "Negotiations gingen weiter.", language="de"),
        a_speech("s5", "Negotiations pergi.", language="ms"),
    )

    assert ids("переговорам") == ["s1"]
    assert ids("économique etat") == ["s2"]
    assert sorted(ids("negociation")) == ["s2"]
    assert sorted(ids("negotiation")) == ["s3", "s4"]
    assert sorted(ids("=negotiations")) == ["s3", "s4", "s5"]


def test_a_word_typed_with_a_letter_of_another_script_is_found(fill, ids):
    fill("They spoke of Kupyansk.")

    assert ids("Кupyansk") == ["s1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date:2024", ["day", "month", "year"]),
        ("date:2024-11", ["day", "month"]),
        ("date:2024-11-21", ["day"]),
        ("date:2023..2024", ["day", "month", "old", "year"]),
        ("date:..2023", ["old"]),
        ("date:2024-11..", ["day", "month"]),
        ("-date:2024", ["none", "old", "yearless"]),
        ("language:pt", ["old"]),
    ],
)
def test_a_date_range_holds_what_certainly_lies_in_it(fill, ids, a_speech, query, found):
    fill(
        a_speech("day", date="2024-11-21"),
        a_speech("month", date="2024-11"),
        a_speech("year", date="2024"),
        a_speech("old", date="2023-01-01", language="pt-BR"),
        a_speech("yearless", date="--11-21"),
        a_speech("none"),
    )

    assert sorted(ids(query)) == found


def test_a_speech_older_than_computers_is_dated(fill, ids, a_speech):
    fill(a_speech("s1", date="1789-04-30"), a_speech("s2", date="0476"))

    assert ids("date:1789") == ["s1"]
    assert ids("date:..0500") == ["s2"]
    assert ids("", sort="oldest") == ["s2", "s1"]


def test_more_of_a_rare_word_ranks_higher_and_a_title_counts_most(fill, ids, a_speech):
    fill(
        a_speech("once", "The barrier holds. " + "Water rises in the lower town. " * 5),
        a_speech("often", "The barrier, the barrier, our barrier. " + "Water rises in the lower town. " * 5),
        a_speech("titled", "Barrier. " + "Water rises in the lower town. " * 5, title="The barrier"),
        a_speech("other", "Water."),
    )

    assert ids("barrier") == ["titled", "often", "once"]


def test_too_many_words_for_a_prefix_are_refused(fill, search):
    fill(" ".join(f"abc{number}" for number in range(1200)))

    with pytest.raises(TooBroad, match="abc"):
        search("abc*")


def test_a_passed_deadline_stops_the_search(engine, fill):
    fill("Liberty.")

    with pytest.raises(TooSlow):
        engine.live().search(Query(parse("liberty")), Deadline(0.0, time.monotonic))


def test_words_like_one_that_is_not_there_are_offered(engine, fill):
    fill("The harbour and the harbours.", "A harbor.", "Our harbour.")

    assert list(engine.live().similar("harbuor"))[:1] == ["harbour"]
    assert list(engine.live().similar("zzzz")) == []


def test_a_beginning_is_completed(engine, fill, a_speech):
    fill(a_speech("s1", "Harbours.", speaker="Maren Holt", topics=("housing",)), a_speech("s2", "Harbours. Halls."))

    kinds = [(found.kind, found.value, found.count) for found in engine.live().complete("h", 10)]
    assert kinds == [
        ("speaker", "Maren Holt", 1), ("topic", "housing", 1), ("word", "harbours", 2),
        ("word", "halls", 1),
    ]  # fmt: skip


def test_a_speech_of_unknown_language_is_stemmed_by_any_rules(fill, ids, a_speech):
    fill(
        a_speech("short", "Houses. Дома.", language=None),
        a_speech("spanish", "Houses. Casas.", language="es"),
        a_speech("english", "A house.", language="en"),
    )

    assert sorted(ids("house")) == ["english", "short"]
    assert ids("дом") == ["short"]
    assert ids('"house дом"') == ["short"]
    assert sorted(ids("=houses")) == ["short", "spanish"]


def titles(engine, text, limit=10):
    return [(one.value, one.count, one.id) for one in engine.live().complete(text, limit) if one.kind == "title"]


def test_titles_are_completed_commonest_first_then_newest(engine, fill, a_speech):
    fill(
        a_speech("old", title="Housing loans", date="1999"),
        a_speech("b1", title="The housing budget", date="2001"),
        a_speech("b2", title="The Housing Budget!", date="2003"),
        a_speech("new", title="A house", date="2010"),
        a_speech("else", title="Rail", date="2020"),
    )

    assert titles(engine, "hous") == [
        ("The Housing Budget!", 2, "b2"), ("A house", 1, "new"), ("Housing loans", 1, "old"),
    ]  # fmt: skip
    assert titles(engine, "hous", 2) == [("The Housing Budget!", 2, "b2"), ("A house", 1, "new")]
    assert titles(engine, "housing b") == [("The Housing Budget!", 2, "b2")]
    assert titles(engine, "ousing") == titles(engine, "budget housing") == titles(engine, "a rail") == []


def test_a_beginning_never_reaches_from_one_title_into_the_next(engine, fill, a_speech):
    fill(a_speech("s1", title="A harbour"), a_speech("s2", title="Lights"))

    assert titles(engine, "harbour l") == []


def test_each_kind_has_its_own_completions(engine, fill, a_speech):
    fill(*(a_speech(f"s{n}", "Hall.", speaker=f"Holt {n}", title=f"Home {n}", topics=(f"h{n}",)) for n in range(5)))

    kinds = [one.kind for one in engine.live().complete("h", 2)]
    assert kinds == ["speaker", "speaker", "topic", "topic", "title", "title", "word"]


def test_what_has_no_word_completes_to_nothing(engine, fill, a_speech):
    fill(a_speech("s1", "Words.", speaker="Ann", title="Rail"))

    assert list(engine.live().complete("", 5)) == list(engine.live().complete(" ?!", 5)) == []


def test_the_title_of_a_speech_that_is_gone_is_not_completed(engine, fill, a_speech):
    fill(a_speech("s1", title="Harbour"), a_speech("s2", title="Harbour"), a_speech("s3", title="Harbour lights"))

    with engine.change() as change:
        change.remove("s2")
        change.remove("s3")

    assert titles(engine, "harb") == [("Harbour", 1, "s1")]


a_title = some.lists(some.sampled_from(["red", "Red", "reef", "sea", "été", "l'été", "дом"]), max_size=3).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(
    some.lists(some.tuples(a_title, some.sampled_from([None, "en", "fr"])), min_size=1, max_size=12),
    some.sampled_from(["r", "re", "red", "red r", "e", "д", "sea red s"]),
)
def test_both_engines_complete_the_same_titles(tmp_path_factory, titled, start):
    found = []
    for engine in (Memory(), Whoosh(tmp_path_factory.mktemp("titles"), Effort(1, 32))):
        with engine.rebuild() as add:
            for number, (title, language) in enumerate(titled):
                add(Speech(f"s{number}", ("Words.",), title=title or None, language=language))
        found.append(titles(engine, start, 20))

    assert found[0] == found[1]
