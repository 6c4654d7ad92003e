"""A builder may be killed at any moment: a fork is, at each of its file operations, and the folder still serves."""

import os
import signal
import sys
import time

import pytest

from searchapp.deadline import Deadline
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.speech import Speech

WATCHED = ("open", "os.", "shutil.", "fcntl.", "mmap.")


def fill(engine, label, speeches):
    with engine.rebuild() as add:
        for number in range(speeches):
            add(Speech(f"s{number}", (f"The pilot of {label}.",), source=label, language="en"))


def change(engine, label):
    with engine.change() as made:
        for number in range(3):
            made.add(Speech(f"s{number}", (f"The pilot of {label}.",), source=label, language="en"))
        made.remove("s3")


def sources(engine):
    found = engine.live().search(Query(parse("pilot"), limit=100), Deadline.after(60, time.monotonic))
    return found.total, {hit.speech.source for hit in found.hits}


def killed_at(operation, work):
    """Whether a forked process that does the work was killed at its n-th file operation; False if it had fewer."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(event, _):
            nonlocal seen
            if event.startswith(WATCHED):
                seen += 1
                if seen == operation:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("kind", ["rebuild", "change"])
def test_a_builder_killed_at_any_file_operation_leaves_a_whole_generation(tmp_path, kind):
    def engine():
        return Whoosh(tmp_path / "index", Effort(1, 32))

    fill(engine(), "old", 5)
    complete = {(5, frozenset({"old"})), (7, frozenset({"new"})), (4, frozenset({"new", "old"}))}
    work = {"rebuild": lambda: fill(engine(), "new", 7), "change": lambda: change(engine(), "new")}[kind]
    operation = 1
    while killed_at(operation, work):
        total, seen = sources(engine())
        assert (total, frozenset(seen)) in complete, operation
        if (total, seen) != (5, {"old"}):
            fill(engine(), "old", 5)
        operation += 1

    assert operation > 50
    assert sources(engine())[1] >= {"new"}
