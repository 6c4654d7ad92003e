"""Where a quotation stands in a speech, and whether that is near enough."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.quoting.aligning import Fit, fit
from searchapp.quoting.quotation import Quotation
from searchapp.speech import Speech
from searchapp.text.analysis import analysed_as, form, forms
from searchapp.text.runs import Check, unhurried

NEAR = 0.75
"""How close a quotation is to what it is nearly: see Fit.closeness …"""
AGREED = 0.6
"""… and how much of the words of both must be the same: see Fit.agreement."""
PARTIAL = 0.6
"""How close it is to what it is only partly like."""
FEWEST = 4
"""How many of its words must be the same, at least …"""
BESIDE = 3
"""… and how many of those side by side."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The best place of a quotation in a speech, or (`introduction`) in what its editor wrote."""

    speech: Speech
    fit: Fit
    introduction: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that it stands in, as if they were one."""
        return _texts(self.speech, introduction=self.introduction)

    @property
    def verbatim(self) -> bool:
        """Whether the words are the same, in the same order, but for what the quoter marked."""
        return self.fit.cost == 0

    @property
    def near(self) -> bool:
        """Whether it is nearly what was quoted, whatever it lacks of it counted too."""
        return self.partial and self.fit.closeness >= NEAR and self.fit.agreement >= AGREED

    @property
    def partial(self) -> bool:
        """Whether enough of the words are the same, in order and side by side, to be worth showing."""
        return self.fit.closeness >= PARTIAL and self.fit.same >= FEWEST and self.fit.longest >= BESIDE


def stand(
    speech: Speech, quotation: Quotation, check: Check = unhurried, *, introduction: bool = False
) -> Standing | None:
    """Where a quotation stands best; None where too few of its words are there at all."""
    language = analysed_as(speech.language)
    said = [form for text in _texts(speech, introduction=introduction) for form in forms(text, language)]
    fragments = [[form(token.word, language) for token in fragment.words] for fragment in quotation.fragments]
    known = set(said)
    there = sum(form in known for words in fragments for form in words)
    if there < PARTIAL * len(quotation.words):
        return None
    reaches = [fragment.reach for fragment in quotation.fragments]
    return Standing(speech, fit(fragments, reaches, said, check), introduction)


def _texts(speech: Speech, *, introduction: bool) -> tuple[str, ...]:
    return (speech.introduction or "",) if introduction else speech.paragraphs
