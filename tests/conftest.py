"""What every test may ask for."""

import time
from pathlib import Path

import pytest

from searchapp.deadline import Deadline

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def corpora():
    """The folder of real speeches that stands beside the project on developers' machines and in CI."""
    folder = SHARED / "corpora"
    if not folder.is_dir():
        pytest.skip("../shared/corpora is not there: real speeches stand beside the project only for its developers")
    return folder


@pytest.fixture
def deadline():
    return Deadline.after(60, time.monotonic)
