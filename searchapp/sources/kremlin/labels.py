"""Who begins to speak on a page of kremlin.ru, with what the site's tooltip tells of the person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

VOICELESS = frozenset({"Вопрос", "Реплика", "Реплики", "Ответ"})
"""Labels of people whom the site doesn't name."""
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"(?:[А-ЯЁ]\.(?:[А-ЯЁ]\.)?\s?|[А-ЯЁ][а-яё]\.)"
_SENTENCE = r"(?<=[.!?…»)\]>*]\s)"
_REMARK = r"(?:\s?\((?P<{}>[а-яё][^()]{{1,80}}|[^()]{{2,80}})\))?"
_PATRONYMIC = rf"(?:[А-ЯЁ][а-яё]+(?:ич|на|оглы)|(?:[Бб]ен|[Бб]ин|[Ии]бн) {_NAME})"
_OFFICE = r"(?:(?!\s[.,;:]|[а-яё]{3}[.!?…]\s+[А-ЯЁ]|[А-ЯЁ]\.[А-ЯЁ]|\(как )[^:<>*\n]){2,250}"
_TOLD = (
    rf"(?P<told>(?:{_INITIALS}(?:{_NAME} ){{0,3}}?|{_SENTENCE}(?:{_NAME} ){{1,4}}?)"
    rf"(?P<surname>{_NAME}(?: {_NAME}){{0,2}}?))"
    rf" (?P<person>(?P=surname) {_NAME}(?: {_PATRONYMIC})?) (?P<office>{_OFFICE}){_REMARK.format('after')} :\s"
)
"""“А.Ветров Ветров Антон Ильич Министр вод : …”: at a first mention, the site puts name and office within the label."""
_BARE = (
    rf"(?P<name>{_INITIALS}{_NAME}(?: {_NAME}){{0,4}}|{_SENTENCE}{_NAME}(?:\s[А-ЯЁ][а-яё]*(?:-[А-ЯЁ][а-яё]+)?){{1,3}}"
    rf"|{_SENTENCE}(?:Ведущ(?:ий|ая)|Модератор)|{'|'.join(sorted(VOICELESS, reverse=True))})"
    rf"{_REMARK.format('remark')}\s?:\s"
)
_LABEL = re.compile(rf"(?:(?<=\s)|\A)(?:{_TOLD}|{_BARE})")


@dataclass(frozen=True, slots=True)
class Label:
    """A name as the site writes it, and where it and the words after it begin; of a tooltip, the person and office."""

    name: str
    start: int
    end: int
    remark: str = ""
    person: str = ""
    office: str = ""


def labels(text: str) -> Iterator[Label]:
    """Every label of a text, in order."""
    for found in _LABEL.finditer(text):
        name, remark = found["told"] or found["name"], found["after"] or found["remark"] or ""
        office = (found["office"] or "").strip()
        yield Label(name, found.start(), found.end(), remark, found["person"] or "", office)
