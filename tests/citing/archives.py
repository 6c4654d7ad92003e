"""Speeches to be cited, kind ones and hostile ones."""

from datetime import date

from hypothesis import strategies as st

from searchapp.citing import Citation
from searchapp.speech import Speech

FLOOD = Speech(
    "2017-flood",
    ("The water stood in the market at noon.", "We shall build a barrier."),
    title="On the flood",
    speaker="Ada von Marsh",
    date="2017-03-14",
    topics=("flood", "budget; and more"),
    language="en",
    event="Emergency sitting",
)
HOSTILE = [
    r"{unbalanced \} braces }{ and \backslashes\\",
    "100 % & #1_a^b~c $x$ <a> | \"quoted\" 'single' ``double'' -- --- ?` !` ,,",
    "line\r\nbreaks\n\nTY  - JOUR\nER  - \nTI  - mine",
    "</textarea></script><script>alert(1)</script>",
    "@book{mine, title={x}}",
    "=HYPERLINK(1) +1 -1 @SUM(1)",
    "\u202eoverride \u2066isolate\u2069 خطاب Речь 演説",
    "nul\x00 bell\x07 \x85 \u2028 \u2029 no\u00a0break",
    "word " * 2000,
]
"""What titles, names and passages may hold. Halves of surrogate pairs are the encoder's business: test_citing_pages."""
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(
        alphabet=st.one_of(st.sampled_from("\\{}%&$#_^~\"'`-,<>|@=?!\n\r\t "), st.characters(exclude_categories=["Cs"]))
    ),
)
DATES = st.sampled_from([None, "1961", "1961-01", "1961-01-20", "--11-21", "0044-03-15"])
SPEECHES = st.builds(
    Speech,
    id=st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])),
    paragraphs=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    title=st.none() | TEXTS,
    speaker=st.none() | TEXTS,
    date=DATES,
    topics=st.lists(TEXTS, max_size=3).map(tuple),
    language=st.sampled_from([None, "en", "ru", "ar"]),
    event=st.none() | TEXTS,
)
ARCHIVES = TEXTS


def cited(speech=FLOOD, number=None, archive="Harbour speeches"):
    passage = f"?passage={number}#p{number}" if number else ""
    return Citation(speech, f"https://archive.example/speech/a%2Fb{passage}", archive, date(2026, 11, 22), number)


def flat(text):
    """A text in one line, without control characters: said here once more, in other words than the program's."""
    kept = "".join(" " if ord(c) < 33 or 126 < ord(c) < 160 or c in "\u2028\u2029" else c for c in text or "")
    return " ".join(part for part in kept.split(" ") if part).strip()
