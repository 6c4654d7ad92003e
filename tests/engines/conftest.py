"""An archive on disk, as one process sees it."""

import time

import pytest

from searchapp.deadline import Deadline
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.speech import Speech


class Archive:
    """An index folder with an engine on it."""

    def __init__(self, index):
        self.index = index
        self.engine = Whoosh(index, Effort(processes=2, memory=32))

    def reopened(self):
        """The same folder, as another process sees it."""
        return Archive(self.index)

    def fill(self, *texts):
        """Rebuild with speeches, each of one paragraph in English, named s1, s2, …; the generation's name."""
        with self.engine.rebuild() as add:
            for number, text in enumerate(texts, 1):
                add(Speech(f"s{number}", (text,), speaker=f"Speaker {number % 3}", date="2024", language="en"))
        return self.engine.live().facts.name

    def ids(self, text):
        """The ids of what a query finds, best first."""
        deadline = Deadline.after(60, time.monotonic)
        return [hit.speech.id for hit in self.engine.live().search(Query(parse(text), limit=100), deadline).hits]


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "index")


@pytest.fixture
def archive_in():
    """An archive in a folder of one's choice."""
    return Archive
