"""A verdict on a quotation: as JSON, and as a reader is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from searchapp.query.canonical import write
from searchapp.query.model import Node, Phrase
from searchapp.query.syntax import LONGEST
from searchapp.quoting import Place, Quoted, Standing, Verdict
from searchapp.speech import Speech
from searchapp.web.addresses import Addresses
from searchapp.web.interface import Interface
from searchapp.web.params import Pasted
from searchapp.web.present import about


@dataclass(frozen=True, slots=True)
class Finding:
    """What a page says: the verdict as a sentence, `notes` on it, the place shown whole, and the others.

    `titled` is a speech whose title has the words; `everywhere` is the query that finds all that are counted, if any.
    """

    kind: str
    plain: str
    marked: str
    notes: tuple[str, ...]
    place: Place | None
    others: tuple[Place, ...]
    titled: Speech | None
    everywhere: str


def finding(verdict: Verdict, pasted: Pasted, say: Interface, speeches: int) -> Finding:
    """In the words of one language; `speeches` is how many the archive holds."""
    place = verdict.shown
    others = tuple(other for other in verdict.places if place and other.standing.speech != place.standing.speech)
    notes = tuple(_notes(verdict, pasted, say, speeches))
    plain, marked = (_headline(verdict, say, html=html) for html in (False, True))
    return Finding(verdict.kind, plain, marked, notes, place, others, verdict.titled, _searching(verdict.everywhere))


def present(verdict: Verdict, pasted: Pasted, to: Addresses) -> dict[str, Any]:
    """What the API answers."""
    quotation = verdict.quotation
    return {
        "quotation": pasted.text,
        "speaker": pasted.speaker or None,
        "date": pasted.date or None,
        "verdict": verdict.kind,
        "altered": verdict.altered,
        "words": len(quotation.words),
        "own_words": list(quotation.own),
        "elided": quotation.elided,
        "count": verdict.count,
        "more": verdict.more,
        "attribution": verdict.attribution,
        "known_speaker": not verdict.stranger if verdict.attribution and pasted.speaker else None,
        "claimed": _place(verdict.claimed, to) if verdict.claimed else None,
        "places": [_place(place, to) for place in verdict.places],
        "titled": about(verdict.titled, "", to) if verdict.titled else None,
        "generation": verdict.generation,
    }


def _searching(tree: Node | None) -> str:
    """The query of a reader that finds a phrase; empty where there is none, or none that can be asked."""
    written = write(replace(tree, field=None)) if isinstance(tree, Phrase) else ""
    return written if len(written) <= LONGEST else ""


def _headline(verdict: Verdict, say: Interface, *, html: bool) -> str:
    """What matters most of a verdict."""
    if verdict.kind == "absent" and verdict.titled:
        return say.say("check.titled")
    if verdict.kind == "near" and verdict.altered:
        return say.say("check.altered")
    if first := _formula(verdict):
        speaker, day = _named(first, html=html), say.day(first.date or "")
        return say.count("check.formula", verdict.count, speaker=speaker, day=day)
    return _sentence(verdict.kind, verdict.shown, say, html=html)


def _formula(verdict: Verdict) -> Speech | None:
    """The first speech with words that many have, where that is known and no other is claimed."""
    first = verdict.places[0].standing.speech if verdict.everywhere and not verdict.claimed else None
    return first if first and first.speaker and first.date else None


def _sentence(kind: str, place: Place | None, say: Interface, *, html: bool) -> str:
    if place is None:
        return say.say("check.absent")
    if place.standing.introduction:
        return say.say(f"check.{kind}.written")
    speech = place.standing.speech
    speaker = _named(speech, html=html)
    return say.say(f"check.{kind}.{_known(speech)}", speaker=speaker, day=say.day(speech.date or ""))


def _named(speech: Speech, *, html: bool) -> str:
    return _isolated(speech.speaker or "") if html else speech.speaker or ""


def _known(speech: Speech) -> str:
    """Which of the sentences can be said of a speech."""
    return ("named" if speech.speaker else "unnamed") + ("" if speech.date else "_undated")


def _notes(verdict: Verdict, pasted: Pasted, say: Interface, speeches: int) -> Iterator[str]:
    yield from _altered(verdict, say)
    yield from _misattributed(verdict, pasted, say)
    if verdict.count > 1 and not _formula(verdict):
        yield say.count("check.at_least" if verdict.more else "check.having", verdict.count)
        yield from _first(verdict.places[0].standing.speech, say)
    yield from _agreeing(verdict, say)
    if verdict.titled and verdict.kind != "absent":
        yield say.say("check.titled")
    if verdict.quotation.own:
        yield say.say("check.own", words=_isolated(say.listed(verdict.quotation.own)))
    if verdict.kind == "absent" and not verdict.titled:
        yield say.count("check.holds", speeches)


def _altered(verdict: Verdict, say: Interface) -> Iterator[str]:
    """Where the sense is turned, both are told: one in the headline, the other as a note."""
    if verdict.altered and verdict.kind == "near":
        yield _sentence("near", verdict.shown, say, html=True)
    elif verdict.altered:
        yield say.say("check.altered")


def _agreeing(verdict: Verdict, say: Interface) -> Iterator[str]:
    """How many words of both are the same, and how many of the archive's are left out."""
    if verdict.shown is None:
        return
    if verdict.kind == "verbatim" and verdict.shown.signs_differ:
        yield say.say("check.signs")
    fit = verdict.shown.standing.fit
    if verdict.kind != "verbatim":
        yield say.count("check.same", fit.words + fit.left_out, same=say.number(fit.same))
        if fit.left_out:
            yield say.count("check.left_out", fit.left_out)


def _first(speech: Speech, say: Interface) -> Iterator[str]:
    """Who said it first, where that is known."""
    if speech.speaker and speech.date:
        yield say.say("check.first", speaker=_isolated(speech.speaker), day=say.day(speech.date))


def _misattributed(verdict: Verdict, pasted: Pasted, say: Interface) -> Iterator[str]:
    """None of the speeches that have it is that speaker's, or none of them is of that day, or neither."""
    name, day = _isolated(pasted.speaker), say.day(pasted.date)
    if verdict.attribution in {"speaker", "both"}:
        yield say.say("check.no_such" if verdict.stranger else "check.not_by", claimed=name)
    if verdict.attribution == "both" or (verdict.attribution == "date" and not pasted.speaker):
        yield say.say("check.not_then", day=day)
    elif verdict.attribution == "date":
        yield say.say("check.not_by_then", claimed=name, day=day)


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
        "left_out_words": standing.fit.left_out,
        "altered": place.altered,
        "moved": list(place.moved),
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
