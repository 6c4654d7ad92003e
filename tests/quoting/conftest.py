"""Archives to hold quotations against, on each engine that needs nothing else to run."""

import pytest
from holding import verdict

from searchapp.engines.memory import Memory
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort


@pytest.fixture(params=["memory", "whoosh"])
def engine(request, tmp_path):
    return Memory() if request.param == "memory" else Whoosh(tmp_path / "index", Effort(processes=1, memory=32))


@pytest.fixture
def checked(engine):
    """The verdict on a quotation in an archive of these speeches."""

    def told(speeches, text, **claim):
        with engine.rebuild() as add:
            for speech in speeches:
                add(speech)
        return verdict(engine, text, **claim)

    return told
