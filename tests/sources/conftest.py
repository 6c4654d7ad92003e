"""What the tests of the readers may ask for."""

import json
from pathlib import Path

import pytest

from searchapp.errors import Fault
from searchapp.sources import Given, read
from searchapp.speech import Speech

FIXTURES = Path(__file__).parents[1] / "fixtures"


class Read:
    """What came out of a source, sorted by kind."""

    def __init__(self, source, given):
        everything = list(read(source, given))
        self.speeches = [one for one in everything if isinstance(one, Speech)]
        self.faults = [one for one in everything if isinstance(one, Fault) and not one.notice]
        self.notices = [one for one in everything if isinstance(one, Fault) and one.notice]

    @property
    def speech(self):
        (speech,) = self.speeches
        return speech

    @property
    def fault(self):
        (fault,) = self.faults
        return fault

    def texts(self):
        return [speech.text for speech in self.speeches]


@pytest.fixture
def reading():
    """Read a source, with what the command line would give."""
    return lambda place, /, **given: Read(place, Given(**given))


@pytest.fixture
def file(tmp_path):
    """Write a file and return its path."""

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def record(file, reading):
    """Read one record, as JSON Lines."""
    return lambda given=None, **fields: reading(file("one.jsonl", json.dumps(fields) + "\n"), **(given or {}))


@pytest.fixture
def fixtures():
    return FIXTURES
