"""Who seems to be written in several ways: a speakers' file that a person corrects."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator

from searchapp.sources.people import titles
from searchapp.sources.people.naming import named

MOST = 200
"""People who are proposed, those with the most speeches first."""
_BEGINNING = """\
# Proposed speakers' file: who seems to be written in several ways, commonest first.
# Correct it, then give it with --speakers. `name` is what the archive will show.
# A line that begins with # is a doubt: if it is the same person, take away that one # from each of its lines.
# party and role may be one text, or a list: role = [{ value = "…", from = "1990-05", to = "1994" }]
# id may be an identifier, such as Wikidata's.
"""
_NOBODY = "# Nobody seems to be written in several ways.\n"
_LATIN = dict(zip("абвгдеёзийклмнопрстуфыэі", "abvgdeeziyklmnoprstufyei", strict=True)) | {
    "є": "ye",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}

Written = dict[str, int]


def proposed(names: Counter[str], folded: Callable[[str], str]) -> str:
    """The file as text: one entry for those whose names differ in titles, case and brackets; doubts as comments."""
    people = _grouped(names, folded)
    by_surname = _surnames(people)
    blocks = (_block(key, people, by_surname) for key in sorted(people, key=lambda key: -sum(people[key].values())))
    shown = [block for block in blocks if block][:MOST]
    return "\n".join([_BEGINNING, *shown]) if shown else f"{_BEGINNING}\n{_NOBODY}"


def _grouped(names: Counter[str], folded: Callable[[str], str]) -> dict[str, Written]:
    """The names as written, by what they have in common; commonest first within each."""
    people: dict[str, Written] = {}
    for name, count in names.most_common():
        if key := folded(named(name).name):
            people.setdefault(key, {})[name] = count
    return people


def _surnames(people: dict[str, Written]) -> dict[str, list[str]]:
    """Who ends with the same word, in Latin letters."""
    alike: dict[str, list[str]] = {}
    for key, written in people.items():
        if not titles.office(next(iter(written))) or titles.parted(next(iter(written)))[0]:
            alike.setdefault(_latin(key).split()[-1], []).append(key)
    return alike


def _block(key: str, people: dict[str, Written], by_surname: dict[str, list[str]]) -> str:
    """An entry; nothing for a person who is written in one way, and whom no other resembles."""
    written = people[key]
    perhaps = _perhaps(key, people, by_surname)
    plain = named(next(iter(written))).name
    aliases = {name: count for name, count in written.items() if name != plain}
    if titles.office(plain) or not (len(written) > 1 or perhaps):
        return ""
    lines = ["[[speaker]]", f"name = {_quoted(plain)}  # {_speeches(sum(written.values()))}", "aliases = ["]
    lines += [f"  {_quoted(name)},  # {_speeches(count)}" for name, count in aliases.items()]
    doubts = [line for other in perhaps for line in _doubt(people[other])]
    if aliases:
        return "\n".join([*lines, *(f"#{line}" for line in doubts), "]"]) + "\n"
    return "\n".join(f"#{line}" for line in [*lines, *doubts, "]"]) + "\n"


def _doubt(written: Written) -> Iterator[str]:
    """The names of another, as aliases; where they have an entry already, that must go if they are."""
    then = "; then take its own entry out" if len(written) > 1 else ""
    yield from (f"  {_quoted(name)},  # {_speeches(count)}{then}" for name, count in written.items())


def _speeches(count: int) -> str:
    return "1 speech" if count == 1 else f"{count:,} speeches"


def _perhaps(key: str, people: dict[str, Written], by_surname: dict[str, list[str]]) -> list[str]:
    """Others, of fewer words or in other letters, who may be this person and no third one."""
    words = _latin(key).split()
    alike = [other for other in by_surname.get(words[-1], []) if other != key]
    others = [other for other in alike if _fits(other, words)]
    if len(_untitled(key)) < 2 or len(others) < len(alike):
        return []
    if any(_before(other, people) < _before(key, people) for other in others if len(other.split()) == len(words)):
        return []
    return others


def _before(key: str, people: dict[str, Written]) -> tuple[int, str]:
    """Of two who have the same words in other letters, the one with more speeches comes first."""
    return (-sum(people[key].values()), key)


def _fits(other: str, words: list[str]) -> bool:
    """Whether a name has only the surname of another, its initials, or the same words in other letters."""
    shorter = _untitled(_latin(other))
    if len(shorter) > len(words) or (shorter == words and len(words) < 2):
        return False
    return all(any(word.startswith(part) for word in words) for part in shorter[:-1])


def _untitled(key: str) -> list[str]:
    return titles.parted(key)[1].split()


def _latin(name: str) -> str:
    latin = "".join(_LATIN.get(letter, letter) for letter in name)
    return latin if latin.strip() else name


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    safe = text.encode("utf-8", "replace").decode()
    return json.dumps(safe, ensure_ascii=False).replace("\x7f", "\\u007f")
