import gzip
import json
from collections import Counter
from itertools import islice

import pytest

from searchapp.text.languages import BEGINNING, _likely, _plainly, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bill was read a second time, and the House divided at noon.", "en"),
        ("Депутаты, я прошу вас проголосовать за этот закон сегодня.", "ru"),
        ("Meine Damen und Herren, ich danke Ihnen für Ihre Aufmerksamkeit heute.", "de"),
        ("Mesdames et messieurs, je vous remercie de votre attention aujourd'hui.", "fr"),
    ],
)
def test_the_language_of_a_sentence_is_told(text, language):
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["", "Hear, hear.", "Aye.", "Question put.", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", "xq zv " * 20]
)
def test_what_is_short_or_says_nothing_has_no_language(text):
    assert detect(text) is None


def test_only_the_beginning_is_judged():
    assert detect("The House divided at noon, and the bill was lost. " * 30 + "Слово " * 100_000) == "en"


def test_english_debates_are_not_taken_for_other_languages(corpora):
    path = corpora / "sg-hansard" / "derived" / "speeches.jsonl.gz"
    with gzip.open(path) as lines:
        found = Counter(detect(json.loads(line)["text"]) for line in islice(lines, 0, None, 10))

    assert found["en"] > 0.85 * found.total()
    assert set(found) == {"en", None}


def test_what_the_commonest_words_tell_the_model_tells_too(corpora):
    path = corpora / "sg-hansard" / "derived" / "speeches.jsonl.gz"
    with gzip.open(path) as lines:
        texts = [json.loads(line)["text"][:BEGINNING] for line in islice(lines, 0, None, 50)]
    told = [text for text in texts if _plainly(text)]

    assert len(told) > len(texts) / 2
    assert sum(_likely(text) == _plainly(text) for text in told) > 0.99 * len(told)
