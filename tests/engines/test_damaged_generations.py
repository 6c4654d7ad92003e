"""A large generation is proven as it is read: its damage is told, never answered with."""

import shutil
import time

import pytest

from searchapp.deadline import Deadline
from searchapp.engines.whoosh import changing, opening
from searchapp.engines.whoosh import engine as module
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.errors import DamagedIndex, NoSuchSpeech
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.speech import Speech

KINDS = (".docs", ".stems", ".terms")
PARTS = 8
QUERIES = ["", "harbour", "=harbours", '"grey sea"', '"sea grey"~3', "word12* -sea", "piir~1", "date:2003 speaker:ann"]


def speeches(amount):
    for number in range(amount):
        words = " ".join(f"word{number * step % 9_973}" for step in range(1, 40))
        said = f"Pier {number} of the harbours. {'The grey sea. ' * (number % 4)}{words}"
        yield Speech(f"s{number:04}", (said, "Ends."), speaker=f"Ann {number % 4}", date=str(2000 + number % 7))


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The folder of an archive with two generations: the live one has 1,000 speeches, the one before 10."""
    folder = tmp_path_factory.mktemp("sound") / "index"
    for amount in (10, 1_000):
        with Whoosh(folder, Effort(1, 32)).rebuild() as add:
            for speech in speeches(amount):
                add(speech)
    return folder


@pytest.fixture(scope="module")
def expected(sound):
    return list(answers(Whoosh(sound, Effort(1, 32)).live()))


@pytest.fixture(autouse=True)
def large(monkeypatch):
    """Let every generation be too large to be proven when it is opened."""
    monkeypatch.setattr(opening, "AT_ONCE", 0)


@pytest.fixture
def damaged(sound, tmp_path):
    """An engine on a copy of the archive, in the live generation of which one bit is flipped."""

    def flipped(kind, where):
        folder = tmp_path / "index"
        shutil.copytree(sound, folder)
        path = next((folder / Whoosh(sound, Effort(1, 32)).live().facts.name).glob(f"*{kind}"))
        data = bytearray(path.read_bytes())
        data[int(where * len(data))] ^= 16
        path.write_bytes(data)
        return Whoosh(folder, Effort(1, 32))

    return flipped


def answers(generation):
    """All that one could ask, in turn."""
    for query in QUERIES:
        found = generation.search(Query(parse(query), limit=2_000), Deadline.after(60, time.monotonic))
        yield found.total, [(hit.id, round(hit.score, 4)) for hit in found.hits], found.facets
    yield list(generation.speeches(Query(), Deadline.after(60, time.monotonic)))
    yield [generation.speech(f"s{number:04}") for number in range(0, 1_000, 50)]
    yield generation.similar("harbor"), generation.complete("an", 10), generation.counts("topic")


def told(engine, expected):
    """The generation that opens, once it was asked everything: whatever it answers is right."""
    live = engine.live()
    if live.facts.speeches == 1_000:
        try:
            for given, right in zip(answers(live), expected, strict=True):
                assert given == right
        except DamagedIndex:
            assert "damaged" in live.damage
    return live


@pytest.mark.parametrize("kind", KINDS)
def test_damage_where_words_and_texts_are_is_told_and_stepped_back_from(damaged, expected, kind):
    engine = damaged(kind, 0.01)

    live = told(engine, expected)

    assert live.facts.speeches == 1_000
    assert engine.live().facts.speeches == 10
    assert engine.live().speech("s0003").id == "s0003"
    assert live.facts.name in engine.health()
    assert kind in engine.health()
    assert any(kind in wrong for wrong in engine.verify())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", range(PARTS))
def test_damage_anywhere_is_never_answered_with(damaged, expected, kind, part):
    engine = damaged(kind, (part + 0.5) / PARTS)

    live = told(engine, expected)

    broken = live.facts.speeches == 10 or live.damage is not None
    assert (engine.live().facts.speeches, engine.health() is None) == ((10, False) if broken else (1_000, True))
    assert any(kind in wrong for wrong in engine.verify())


@pytest.mark.parametrize("where", [0.01, 0.3, 0.7, 0.999])
def test_what_every_answer_needs_is_proven_before_the_first(damaged, where):
    engine = damaged("columns", where)

    assert engine.live().facts.speeches == 10
    assert "columns" in engine.health()


@pytest.mark.parametrize(("kind", "many"), [(".docs", 12), (".stems", 12), (".terms", 12), (".docs", 0)])
def test_a_damaged_generation_is_not_built_upon(damaged, monkeypatch, kind, many):
    engine = damaged(kind, 0.01)
    monkeypatch.setattr(changing, "MANY", many)

    with pytest.raises(DamagedIndex, match="damaged"), engine.change() as change:
        change.add(Speech("new", ("A lighthouse.",)))

    with pytest.raises(NoSuchSpeech):
        engine.live().speech("new")


def test_a_speech_is_read_when_it_is_shown_and_its_damage_told_then(damaged):
    live = damaged(".docs", 0.01).live()

    hits = live.search(Query(limit=2_000), Deadline.after(60, time.monotonic)).hits

    assert len(hits) == 1_000
    with pytest.raises(DamagedIndex, match=r"\.docs"):
        [hit.speech for hit in hits]
    assert live.damage is not None


def test_damage_that_both_generations_share_is_told_until_it_is_mended(sound, tmp_path, monkeypatch):
    folder = tmp_path / "index"
    shutil.copytree(sound, folder)
    with Whoosh(folder, Effort(1, 32)).change() as change:
        change.add(Speech("new", ("A lighthouse.",)))
    engine = Whoosh(folder, Effort(1, 32))
    name = engine.generations()[0].name
    path = max((folder / name).glob("*.docs"), key=lambda file: file.stat().st_size)
    whole = path.read_bytes()
    path.write_bytes(bytes([*whole[:200], whole[200] ^ 1]) + whole[201:])

    told = []
    for _ in range(6):
        with pytest.raises(DamagedIndex, match=path.name):
            list(engine.live().speeches(Query(), Deadline.after(60, time.monotonic)))
        told.append(engine.health())
    path.write_bytes(whole)
    monkeypatch.setattr(module, "AGAIN", 0)

    assert all(name in health for health in told[1:])
    assert engine.live().speech("new").id == "new"
    assert engine.health() is None


def test_both_generations_damaged_are_told_and_neither_answers(damaged, expected):
    engine = damaged(".docs", 0.01)
    before = engine.generations()[1].name
    columns = next(engine._index.glob(f"{before}/columns"))
    columns.write_bytes(columns.read_bytes()[:-1] + b"x")
    told(engine, expected)

    with pytest.raises(DamagedIndex, match="damaged"):
        engine.live()

    with pytest.raises(DamagedIndex, match="damaged"):
        engine.live()
