"""While people search, an operator rebuilds, reloads and stops: nobody notices, and no answer mixes two generations."""

import json
import os
import signal
import threading
import time
import urllib.request

import pytest

RATE = 50
"""Requests a second."""
READERS = 10


class Load:
    """People who search all the time, until the block ends; `answers` and `failures` are what came of it."""

    def __init__(self, address):
        self.address = address
        self.answers, self.failures = [], []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._search, args=(n,)) for n in range(READERS)]

    def __enter__(self):
        self.began = time.monotonic()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join()
        self.seconds = time.monotonic() - self.began

    def _search(self, number):
        due = time.monotonic() + number / RATE
        while not self._over.is_set():
            time.sleep(max(0, due - time.monotonic()))
            due += READERS / RATE
            try:
                with urllib.request.urlopen(f"{self.address}/api/v1/search?q=pilot&per_page=100", timeout=20) as answer:
                    self.answers.append(json.load(answer))
            except Exception as error:  # noqa: BLE001
                self.failures.append(repr(error))


def wait_until_it_builds(index):
    """Until the processes that index have begun to write."""
    for _ in range(600):
        if list(index.glob(".building-*/*.docs")):
            return
        time.sleep(0.05)
    raise AssertionError("The rebuild never began.")


@pytest.fixture
def served(serve, documents, searchapp_command, tmp_path):
    index = tmp_path / "index"
    assert searchapp_command("rebuild", documents("first"), "--index", index)[0] == 0
    address, process = serve(index)
    return index, address, process


def test_a_rebuild_under_load_fails_nobody_and_mixes_nothing(served, documents, searchapp_command):
    index, address, _ = served

    with Load(address) as load:
        time.sleep(1)
        for label, speeches in (("second", 60), ("third", 80), ("fourth", 20)):
            code, output = searchapp_command("rebuild", documents(label, speeches), "--index", index)
            assert code == 0, output
        time.sleep(1)

    assert load.failures == []
    assert len(load.answers) >= 0.8 * RATE * load.seconds
    totals = {"first": 40, "second": 60, "third": 80, "fourth": 20}
    labels = {}
    for answer in load.answers:
        (label,) = {result["source"] for result in answer["results"]}
        assert [(value["value"], value["count"]) for value in answer["facets"]["source"]] == [(label, totals[label])]
        assert answer["total"] == totals[label] == len(answer["results"])
        assert labels.setdefault(answer["generation"], label) == label
    assert set(labels.values()) >= {"first", "fourth"}


def test_a_killed_rebuild_leaves_the_old_generation_serving(served, documents, searchapp_command):
    index, address, _ = served
    big = documents("big", speeches=16_000, paragraphs=40)

    with Load(address) as load:
        for moment in (0.0, 0.1, 0.3, 0.6):
            process = searchapp_command("rebuild", big, "--index", index, wait=False)
            wait_until_it_builds(index)
            time.sleep(moment)
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
            process.stdout.close()

    assert load.failures == []
    assert {result["source"] for answer in load.answers for result in answer["results"]} == {"first"}
    assert searchapp_command("verify", "--index", index)[0] == 0
    assert searchapp_command("rebuild", documents("next"), "--index", index)[0] == 0
    assert not list(index.glob(".building-*"))


def test_stopping_a_rebuild_changes_nothing_and_says_so(served, documents, searchapp_command):
    index, _, _ = served
    before = (index / "current").read_text()

    process = searchapp_command("rebuild", documents("big", 16_000, 40), "--index", index, wait=False)
    wait_until_it_builds(index)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=30)

    assert process.returncode == 2, output
    assert "What was live before still is" in output
    assert (index / "current").read_text() == before
    assert not list(index.glob(".building-*"))


def test_stopping_all_processes_of_a_rebuild_is_told_once(served, documents, searchapp_command):
    index, _, _ = served
    big = documents("big", 16_000, 40)

    for moment in (0.0, 0.1, 0.3):
        process = searchapp_command("rebuild", big, "--index", index, wait=False, start_new_session=True)
        wait_until_it_builds(index)
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=30)

        assert process.returncode == 2, output
        assert "Traceback" not in output
        assert "What was live before still is" in output
    assert not list(index.glob(".building-*"))


def test_reloading_under_load_drops_no_request(served):
    _, address, process = served

    with Load(address) as load:
        for _ in range(3):
            time.sleep(1)
            process.send_signal(signal.SIGHUP)
        time.sleep(2)

    assert load.failures == []


def test_a_damaged_generation_is_stepped_over_and_reported(serve, documents, searchapp_command, tmp_path):
    index = tmp_path / "index"
    for label in ("first", "second"):
        searchapp_command("rebuild", documents(label), "--index", index)
    live = index / (index / "current").read_text().strip()
    segment = max(live.iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(content)

    address, _ = serve(index)
    with urllib.request.urlopen(f"{address}/api/v1/search?q=pilot") as answer:
        found = json.load(answer)
    code, output = searchapp_command("verify", "--index", index)

    with urllib.request.urlopen(f"{address}/readyz") as answer:
        health = json.load(answer)

    assert {result["source"] for result in found["results"]} == {"first"}
    assert health["status"] == "degraded"
    assert "damaged" in health["message"]
    assert code == 2
    assert "differs from its checksum" in output
