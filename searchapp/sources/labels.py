"""Who speaks, in transcripts whose paragraphs begin `Name:`, `Name (role):`, `**Name:**` or `Question:`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

QUESTIONS = frozenset(
    {
        "q",
        "question",
        "questions",
        "reporter",
        "journalist",
        "interviewer",
        "moderator",
        "вопрос",
        "вопросы",
        "корреспондент",
        "журналист",
        "ведущий",
        "реплика",
        "frage",
        "reporterin",
        "pregunta",
        "periodista",
        "domanda",
        "pergunta",
        "pytanie",
        "vraag",
    }
)
ANSWERS = frozenset(
    {"a", "answer", "ответ", "antwort", "réponse", "respuesta", "risposta", "resposta", "odpowiedź", "antwoord"}
)
_GREETED = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "madam",
        "sir",
        "dear",
        "friends",
        "fellow",
        "citizens",
        "countrymen",
        "ladies",
        "gentlemen",
        "colleagues",
        "comrades",
        "excellencies",
        "господин",
        "господа",
        "уважаемые",
        "дорогие",
        "друзья",
        "коллеги",
        "граждане",
        "товарищи",
        "meine",
        "damen",
        "herren",
        "liebe",
        "messieurs",
        "mesdames",
        "señor",
        "señora",
        "señores",
    }
)
_OFFICES = frozenset(
    {"speaker", "president", "chairman", "chairwoman", "chair", "председатель", "президент", "präsident", "präsidentin"}
)
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "president", "senator", "minister", "sir", "господин", "г-н"})
_WORD = r"[^\W\d_a-zа-яёß][\w.’'-]{0,30}"
_SMALL = r"(?:de|da|do|dos|das|del|der|den|di|du|van|von|bin|ibn|al|el|la|le|y|e)"
NAME = rf"{_WORD}(?:\s(?:{_WORD}|{_SMALL})){{0,5}}"
_DASH = r"(?:[—–-]\s+)?"
_ROLE = r"(?:\s?\((?P<role>[^()\n]{2,120})\))?"
_SAID = r"(?:\s+(?P<said>.*)|\Z)"
_FORMS = (
    re.compile(rf"{_DASH}(?P<name>{NAME}){_ROLE}\s?:{_SAID}", re.DOTALL),
    re.compile(rf"{_DASH}\*\*(?P<name>{NAME}){_ROLE}(?:\s?:\*\*|\*\*\s?:){_SAID}", re.DOTALL),
    re.compile(rf"{_DASH}(?P<name>[QA])\.(?P<role>(?!)x)?{_SAID}", re.DOTALL),
)
"""`Name (role): …`, the same in bold, and `Q. …`."""


@dataclass(frozen=True, slots=True)
class Label:
    """How a paragraph begins: a name, the role in brackets after it, and what stands after the colon."""

    name: str
    role: str | None
    said: str
    bold: bool = False

    @property
    def word(self) -> str:
        """The name as it is compared."""
        return self.name.casefold()

    @property
    def greets(self) -> bool:
        """Whether it is no name but whom a speech is addressed to (`Mr. Speaker:`)."""
        words = {word.strip(".,") for word in self.word.split()}
        return bool(words & _GREETED) and words <= _GREETED | _OFFICES

    @property
    def asks(self) -> bool:
        """Whether it says only that somebody asks."""
        return self.word in QUESTIONS

    @property
    def answers(self) -> bool:
        """Whether it says only that somebody answers."""
        return self.word in ANSWERS


def label(paragraph: str) -> Label | None:
    """The label that a paragraph begins with, if it begins with what may be one."""
    for form in _FORMS:
        if found := form.match(paragraph):
            return Label(found["name"], found["role"], found["said"] or "", "**" in paragraph[: found.end("name")])
    return None


def trusted(labels: Sequence[Label | None]) -> frozenset[Label]:
    """Those that surely name who speaks: by a role, in bold, again and again, or by a name of several words.

    A surname alone counts where the whole name is a label too.
    """
    known = [one for one in labels if one]
    often = Counter(one.word for one in known)
    sure = [one for one in known if not one.greets and (one.role or one.bold or often[one.word] > 1 or " " in one.name)]
    surnames = {one.word.split()[-1] for one in sure}
    return frozenset([*sure, *(one for one in known if one.asks or one.answers or one.word in surnames)])


def whole(name: str, others: Collection[str]) -> str:
    """The one longer name among others that ends with this one, if there is just one; else the name as it stands.

    Before a surname, only titles and names of one person may differ: the office `President` says nothing else.
    """
    first, _, last = name.rpartition(" ")
    longer = {other for other in others if other != name and other.rpartition(" ")[2] == last and " " in other}
    bare = not first or {word.strip(".").casefold() for word in first.split()} <= _TITLES
    return longer.pop() if bare and len(longer) == 1 else name
