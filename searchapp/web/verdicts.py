"""A verdict on a quotation: as JSON, and as a reader is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from searchapp.quoting import Place, Quoted, Standing, Verdict
from searchapp.speech import Speech
from searchapp.web.addresses import Addresses
from searchapp.web.interface import Interface
from searchapp.web.params import Pasted
from searchapp.web.present import about


@dataclass(frozen=True, slots=True)
class Finding:
    """What a page says: the verdict as a sentence, `notes` on it, the place shown whole, and the others."""

    kind: str
    plain: str
    marked: str
    notes: tuple[str, ...]
    place: Place | None
    others: tuple[Place, ...]


def finding(verdict: Verdict, pasted: Pasted, say: Interface, speeches: int) -> Finding:
    """In the words of one language; `speeches` is how many the archive holds."""
    place = verdict.claimed or next(iter(verdict.places), None)
    others = tuple(other for other in verdict.places if place and other.standing.speech != place.standing.speech)
    notes = tuple(_notes(verdict, pasted, say, speeches))
    plain, marked = (_sentence(verdict.kind, place, say, html=html) for html in (False, True))
    return Finding(verdict.kind, plain, marked, notes, place, others)


def present(verdict: Verdict, pasted: Pasted, to: Addresses) -> dict[str, Any]:
    """What the API answers."""
    quotation = verdict.quotation
    return {
        "quotation": pasted.text,
        "speaker": pasted.speaker or None,
        "date": pasted.date or None,
        "verdict": verdict.kind,
        "words": len(quotation.words),
        "own_words": list(quotation.own),
        "elided": quotation.elided,
        "count": verdict.count,
        "more": verdict.more,
        "attribution": verdict.attribution,
        "claimed": _place(verdict.claimed, to) if verdict.claimed else None,
        "places": [_place(place, to) for place in verdict.places],
        "generation": verdict.generation,
    }


def _sentence(kind: str, place: Place | None, say: Interface, *, html: bool) -> str:
    if place is None:
        return say.say("check.absent")
    if place.standing.introduction:
        return say.say(f"check.{kind}.written")
    speech = place.standing.speech
    speaker = _isolated(speech.speaker or "") if html else speech.speaker or ""
    return say.say(f"check.{kind}.{_known(speech)}", speaker=speaker, day=say.day(speech.date or ""))


def _known(speech: Speech) -> str:
    """Which of the sentences can be said of a speech."""
    return ("named" if speech.speaker else "unnamed") + ("" if speech.date else "_undated")


def _notes(verdict: Verdict, pasted: Pasted, say: Interface, speeches: int) -> Iterator[str]:
    if verdict.attribution in {"speaker", "date"}:
        yield _misattributed(verdict, pasted, say)
    if verdict.count > 1:
        yield say.count("check.at_least" if verdict.more else "check.having", verdict.count)
        yield from _first(verdict.places[0].standing.speech, say)
    if verdict.kind == "near":
        same = (verdict.claimed or verdict.places[0]).standing.fit.same
        yield say.count("check.same", len(verdict.quotation.words), same=say.number(same))
    if verdict.kind == "verbatim" and (verdict.claimed or verdict.places[0]).signs_differ:
        yield say.say("check.signs")
    if verdict.quotation.own:
        yield say.say("check.own", words=_isolated(say.listed(verdict.quotation.own)))
    if verdict.kind == "absent":
        yield say.count("check.holds", speeches)


def _first(speech: Speech, say: Interface) -> Iterator[str]:
    """Who said it first, where that is known."""
    if speech.speaker and speech.date:
        yield say.say("check.first", speaker=_isolated(speech.speaker), day=say.day(speech.date))


def _misattributed(verdict: Verdict, pasted: Pasted, say: Interface) -> str:
    """None of the speeches that have it is that speaker's, or none of them is of that day."""
    name, day = _isolated(pasted.speaker), say.day(pasted.date)
    if verdict.attribution == "speaker":
        return say.say("check.not_by", claimed=name)
    return say.say("check.not_by_then", claimed=name, day=day) if pasted.speaker else say.say("check.not_then", day=day)


def _isolated(text: str) -> Markup:
    """Words that may be written the other way round."""
    return Markup("<bdi>{}</bdi>").format(text)


def _place(place: Place, to: Addresses) -> dict[str, Any]:
    standing = place.standing
    card = about(standing.speech, "", to)
    return {
        **card,
        "introduction": standing.introduction,
        "closeness": round(standing.fit.closeness, 4),
        "same_words": standing.fit.same,
        "signs_differ": place.signs_differ,
        "passages": [_quoted(passage, standing, to) for passage in place.passages],
    }


def _quoted(passage: Quoted, standing: Standing, to: Addresses) -> dict[str, Any]:
    written, id = standing.introduction, standing.speech.id
    return {
        "number": None if written else passage.number,
        "url": to.speech(id) if written else to.passage(id, passage.number),
        "parts": [{"kind": part.kind, "text": part.text} for part in passage.parts],
    }
