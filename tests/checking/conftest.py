"""Invented speeches, as many as a test needs."""

import random

import pytest

from searchapp.checking import Tally
from searchapp.speech import Speech

WORDS = ("sea", "wall", "tide", "harbour", "ferry", "rail", "lamp", "crown", "island", "budget", "school", "clinic")


@pytest.fixture
def said():
    """So many words that nobody else says: another text for each seed."""

    def made(seed, words=60):
        draw = random.Random(seed)
        return [f"{draw.choice(WORDS)}{draw.randrange(1000)}" for _ in range(words)]

    return made


@pytest.fixture
def tally():
    return Tally()


@pytest.fixture
def hear(tally):
    """A tally hears a speech of these words."""

    def heard(id, words, **more):
        tally.speech(Speech(id, (" ".join(words),), **more))

    return heard
