"""Server time of every kind of page, `python tests/benchmarks/pages.py INDEX`: asked for the first time, and again."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles
from urllib.parse import quote, urlencode

import click
from flask.testing import FlaskClient

from searchapp.deadline import Deadline
from searchapp.engines import Generation
from searchapp.engines.opening import opened
from searchapp.query.model import Query
from searchapp.settings import Settings
from searchapp.speech import Speech
from searchapp.web import create_app

LONGISH = 6
"""Letters of the words that are looked for."""


@click.command()
@click.argument("index", type=click.Path(path_type=Path, exists=True))
@click.option("--each", type=click.IntRange(2), default=25, show_default=True, help="Addresses of each kind.")
@click.option("--seed", type=int, default=1, show_default=True)
def pages(index: Path, each: int, seed: int) -> None:
    """Milliseconds that the site itself takes for each kind of page, without a network or a client."""
    settings = Settings(index=index, deadline=60.0)
    engine = opened(settings)
    client = create_app(settings, engine).test_client()
    client.get("/")
    print("| page | first time, p50 | p95 | again, p50 | worst | packed, largest |")
    print("|---|---|---|---|---|---|")
    for kind, addresses in asked(engine.live(), each, Random(seed)).items():
        if len(addresses) < 2:
            continue  # such as of lines that are repeated, where none is
        print(f"| {kind} | {' | '.join(measured(client, addresses))} |")


def measured(client: FlaskClient, addresses: Sequence[str]) -> Iterator[str]:
    """(p50, p95 of the first time, p50 again, worst of all) in milliseconds, and the largest answer, packed."""
    first, again, sizes = [], [], []
    for address in addresses:
        took, body = timed(client, address)
        first.append(took)
        sizes.append(len(gzip.compress(body)))
    again = [timed(client, address)[0] for address in addresses]
    yield from (f"{ms:.1f}" for ms in (median(first), quantiles(first, n=20)[-1], median(again), max(first + again)))
    yield f"{max(sizes) / 1000:.1f} kB"


def timed(client: FlaskClient, address: str) -> tuple[float, bytes]:
    """Milliseconds, and the answer. Raises AssertionError where it is no page."""
    began = time.perf_counter()
    answer = client.get(address)
    body = answer.get_data()
    took = 1000 * (time.perf_counter() - began)
    assert answer.status_code == 200, (address, answer.status_code, body[:300])
    return took, body


def asked(generation: Generation, each: int, random: Random) -> Mapping[str, Sequence[str]]:
    """Addresses of every kind of page, drawn from what the archive holds."""
    speeches = list(drawn(generation, each, random))
    words = [random.choice(long_words(speech)) for speech in speeches]
    pairs = list(zip(words, reversed(words), strict=True))
    speakers, topics = (random.sample(sorted(generation.counts(field)), each) for field in ("speaker", "topic"))
    phrases = [" ".join(speech.text.split()[3:6]) for speech in speeches]
    shared = list(islice(repeated(generation, random), each))
    return {
        "home": ["/"] * each,
        "results": [to("/search", q=word) for word in words],
        "results of two words": [to("/search", q=" ".join(pair)) for pair in pairs],
        "nothing found": [to("/search", q=f"{word} zzzz{word}") for word in words],
        "all values": [to("/values/topic", q=word) for word in words],
        "in context": [to("/search", q=word, view="kwic") for word in words],
        "a speech": [to(f"/speech/{quote(speech.id)}") for speech in speeches],
        "a speech, marked": [
            to(f"/speech/{quote(speech.id)}", q=word) for speech, word in zip(speeches, words, strict=True)
        ],
        "a speech that repeats": [to(f"/speech/{quote(id)}") for id, _ in shared],
        "who says it too": [to(f"/repeats/{quote(id)}", passage=str(number)) for id, number in shared],
        "speakers": ["/speakers"] * each,
        "a speaker": [f"/speaker/{quote(name, safe='')}" for name in speakers],
        "topics": ["/topics"] * each,
        "a topic": [f"/topic/{quote(name, safe='')}" for name in topics],
        "compared by year": [to("/compare", q=pair) for pair in pairs],
        "compared by speaker": [to("/compare", q=pair, by="speaker") for pair in pairs],
        "compared by topic": [to("/compare", q=pair, by="topic") for pair in pairs],
        "who said it first": [to("/first", q=f'"{phrase}"') for phrase in phrases],
        "a quotation checked": [
            to("/check", quotation=" ".join(speech.paragraphs[0].split()[:30])) for speech in speeches
        ],
        "coverage": ["/coverage"] * each,
        "a receipt": [to("/receipt", q=word) for word in words],
        "corrections": ["/corrections"] * each,
        "help": ["/help"] * each,
        "suggestions": [to("/api/v1/suggest", q=word[:3]) for word in words],
        "a feed": [to("/feed.atom", q=word) for word in words],
    }


def to(path: str, **said: str | Sequence[str]) -> str:
    """An address with parameters."""
    return f"{path}?{urlencode(said, doseq=True)}" if said else path


def drawn(generation: Generation, count: int, random: Random) -> Iterator[Speech]:
    """Speeches with something to say, from anywhere in the archive."""
    total = min(generation.facts.speeches, 10_000)
    while count:
        query = Query(sort=random.choice(["newest", "oldest"]), offset=random.randrange(total), limit=1, facets=False)
        speech = generation.search(query, Deadline.after(60, time.monotonic)).hits[0].speech
        if long_words(speech) and len(speech.text) > 400:
            yield speech
            count -= 1


def repeated(generation: Generation, random: Random) -> Iterator[tuple[str, int]]:
    """Passages, as (id, number), that other speeches say too, from anywhere in the archive."""
    query = Query(sort="newest", limit=generation.facts.speeches, facets=False)
    ids = [hit.id for hit in generation.search(query, Deadline.after(60, time.monotonic)).hits]
    random.shuffle(ids)
    for id in ids:
        yield from ((id, number) for number in list(generation.repeats(id))[:1])


def long_words(speech: Speech) -> list[str]:
    """The longer words of a speech, plain letters only."""
    return [word for word in speech.text.split() if len(word) >= LONGISH and word.isalpha()]


if __name__ == "__main__":
    pages()
