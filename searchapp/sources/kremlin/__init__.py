"""Tables of kremlin.ru's pages: a page in each row, its turns (`В.Путин: …`) within one running text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from searchapp.sources import table
from searchapp.sources.document import Document, Reading
from searchapp.sources.record import read as read_record
from searchapp.sources.turns import Turn, speeches

_CAPITALISED = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_LABEL = re.compile(
    rf"(?:(?<=\s)|\A)(?P<name>[А-ЯЁ]\.(?:[А-ЯЁ]\.)?\s?{_CAPITALISED}"
    rf"|(?<=[.!?…»)\]]\s){_CAPITALISED}(?:\s{_CAPITALISED}){{1,3}}|Вопрос|Реплика|Ответ)"
    r"(?:\s?\((?P<remark>[^()]{2,80})\))?\s?:\s"
)
_VOICELESS = frozenset({"Вопрос", "Реплика", "Ответ"})
_HEAD = re.compile(r"\AСобытия\s+")
_END = " Статус материала Опубликован в раздел"
_LINKS = {"Смотрите также": 4000, "География": 400, "Лица": 400, "Темы": 400}
"""What the site's links to others stand under, and the characters that they may take."""
_SENTENCE = re.compile(r"[а-яё][.!?…]\s+[А-ЯЁ]")
_OF_EACH = ("date", "year", "url", "raw_date", "place", "topics")
_CUT = re.compile(r"\s*<…>\s*")


def recognises(head: str) -> bool:
    """A first line that names the columns of kremlin.ru's pages."""
    first = head.partition("\n")[0]
    return "article_full_text_1" in first and "raw_date" in first


def read(document: Document) -> Reading:
    """A speech for each turn of a page; a page without any is a text of the site's, without a speaker."""
    yield from table.read(document, row)


def row(record: Mapping[str, Any], document: Document, line: int) -> Reading:
    """The speeches of one page; what stands before the first turn introduces it, the site's own links are left out."""
    title = str(record.get("title") or "")
    text = _page(str(record.get("text") or ""), title)
    said = {**record, "event": record.get("event") or title}
    lead, turns = _parted(text, line)
    if not turns:
        yield from read_record({**said, "text": text}, document, line)
        return
    turns[0] = Turn(turns[0].speaker, turns[0].paragraphs, (*lead, *turns[0].notes), line=line)
    common = {key: record[key] for key in _OF_EACH if key in record}
    yield from speeches(turns, {**common, "title": title, "event": said["event"]}, document)


def _page(text: str, title: str) -> str:
    """A page without what the site puts around every one: its section, the title again, links to others."""
    body = _HEAD.sub("", text.strip(), count=1)
    body = body.rpartition(_END)[0] or body
    for heading, most in _LINKS.items():
        before, found, links = body.rpartition(f" {heading} ")
        if found and len(links) < most and not (most < 1000 and _SENTENCE.search(links)):
            body = before
    return body.removeprefix(title).strip() or text


def _parted(text: str, line: int) -> tuple[list[str], list[Turn]]:
    labels = list(_LABEL.finditer(text))
    if not labels:
        return [], []
    ends = [*(found.start() for found in labels[1:]), len(text)]
    turns, notes = [], list[str]()
    for found, end in zip(labels, ends, strict=True):
        words = [part for part in _CUT.split(text[found.end() : end].strip()) if part]
        if found["name"] in _VOICELESS:
            notes.append(text[found.start() : end].strip())
        elif words:
            remark = [found["remark"]] if found["remark"] else []  # that it is a translation, say
            turns.append(Turn(found["name"], tuple(words), (*notes, *remark), line=line))
            notes = []
    if notes and turns:
        last = turns[-1]
        turns[-1] = Turn(last.speaker, last.paragraphs, (*last.notes, *notes), line=line)
    return [part for part in _CUT.split(text[: labels[0].start()].strip()) if part], turns
