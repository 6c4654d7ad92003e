"""One suite, every engine: what holds here is what the port means."""

import time

import pytest

from searchapp.deadline import Deadline
from searchapp.engines.memory import Memory
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.speech import Speech


@pytest.fixture(params=["memory", "whoosh"])
def engine(request, tmp_path):
    return Memory() if request.param == "memory" else Whoosh(tmp_path / "index", Effort(processes=2, memory=32))


@pytest.fixture
def fill(engine):
    """Rebuild with speeches; a bare text is the only paragraph of a speech in English, named s1, s2, …"""

    def rebuilt(*speeches):
        with engine.rebuild() as add:
            for number, speech in enumerate(speeches, 1):
                add(speech if isinstance(speech, Speech) else _a_speech(f"s{number}", speech))

    return rebuilt


@pytest.fixture
def live(engine, fill):
    """Rebuild with speeches as `fill` does; the generation of them."""

    def filled(*speeches):
        fill(*speeches)
        return engine.live()

    return filled


@pytest.fixture
def search(engine):
    def found(text="", **asked):
        return engine.live().search(Query(parse(text), **asked), Deadline.after(60, time.monotonic))

    return found


@pytest.fixture
def ids(search):
    return lambda text="", **asked: [hit.speech.id for hit in search(text, **asked).hits]


def _a_speech(id, *paragraphs, **known):
    return Speech(id, paragraphs or ("Nothing to see.",), **{"language": "en", **known})


@pytest.fixture
def a_speech():
    return _a_speech
