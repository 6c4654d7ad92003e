"""What kremlin.ru puts around and within the text of a page: its section, the title again, boxes of links."""

from __future__ import annotations

import re

_HEAD = re.compile(r"\AСобытия\s+")
_END = " Статус материала Опубликован в раздел"
_MONTH = "(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
_DATE = rf"\d{{1,2}} {_MONTH} \d{{4}} года(?=\s+[А-ЯЁA-Z«*<\d]|\s*\Z)"
_QUOTED = r"«[^«»<>*\n]{1,120}»"
_RUNNING = rf"(?:{_QUOTED}|(?!{_QUOTED}|[а-яё»)][.!?…:]\s)[^<>*\n])"
"""A character of a title, or a name in quotation marks: no sentence ends in a title but within such a name."""
_DATED = rf"[А-ЯЁA-Z«\d]{_RUNNING}{{3,300}}?\s{_DATE}(?:\s{_DATE})?"
_FILE = rf"[А-ЯЁ]{_RUNNING}{{3,300}}? (?:pdf|docx?|rtf|xlsx?|zip), [\d.,]+ [кМГ]Б"
_NEWS = r"Новости (?:Государственного )?(?:Совета|Комиссии)(?: Безопасности|(?: [а-яё-]+)+)(?=\s+[А-ЯЁ«*<]|\s*\Z)"
_JOURNEY = r"(?:Все (?:новости|материалы) о [^.]{3,80}\. )?"
_HEADING = r"(?:(?<=\s)|\A)(?:Смотрите также|Дополнительно)"
_BOX = re.compile(
    rf"{_HEADING}(?:\s+(?!(?:Смотрите также|Дополнительно)\s)(?:{_JOURNEY}{_DATED}|{_FILE}|{_NEWS}))+(?!\S)"
)
"""Links to other pages, each with its date or size; a box may stand within what somebody says, between paragraphs."""
_LAST = re.compile(rf"{_HEADING}\s{_RUNNING}{{3,400}}\Z")
_ABOUT = re.compile(
    r"(?:(?<=[.!?…»“”)>*\n])|\A)\s{0,3}(?<!\S)(?:География|Темы|Лица)\s(?:[^.!?…:<>*]|(?<=\b[А-ЯЁ])\.){3,900}\Z"
)
_UNENDED = re.compile(r"\s(?:География|Темы|Лица)\s[^.!?…:<>*]{3,400}\Z")
_BRIEF = re.compile(r"\s?Краткая справка [^.,:;!?()<>*\n]{2,80}\([^()\n]{2,40}\)(?:\s(?=[.,;:!?]))?")
"""What the site tells of an organisation where it is named: “… Краткая справка Союз рек (СР)”."""


def cleared(text: str, title: str) -> str:
    """A page without what the site puts around every one; where a box of links stood, a line ends."""
    page = _HEAD.sub("", text.strip(), count=1)
    body, end, _ = page.rpartition(_END)
    body = _BOX.sub("\n", _BRIEF.sub("", body if end else page))
    if end:
        body = _UNENDED.sub("", _ABOUT.sub("", body, count=1), count=1)
        body = _LAST.sub("", body.rstrip(), count=1)
    return body.removeprefix(title).strip() or text
