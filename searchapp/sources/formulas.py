"""Formulas: the set sentences in which a report tells what a house did, and which nobody says."""

from __future__ import annotations

import re

_DEALT_WITH = (
    "(?:accordingly |as amended |as amended, )?(?:agreed to|negatived|carried|adopted|passed|put and agreed to"
    "|put and negatived|withdrawn|resolved in the (?:affirmative|negative))"
)
_HOW = r"(?:, all members standing| \([^()]*\bdissenting\)| in accordance with [^.;:]{1,120})?"
_FORMULA = re.compile(
    "(?:"
    r"(?:motions?|questions?|(?:government )?amendments?|(?:draft )?resolutions?|nominations?|reports?|bills?)"
    rf"(?:, as amended,)? (?:{_DEALT_WITH}|moved|debated|put){_HOW}[.,:]"
    r"|question put: that .+"
    r"|agreed to(?:, all members standing)?\."
    r"|bill (?:accordingly )?read a (?:first|second|third) time(?: and passed)?\."
    r"|(?:bill|report)[—–, -]+by leave[—–, -]+(?:adopted|read a (?:second|third) time)\."
    r"|ordered that (?:the|this) (?:bill|report|amendments?) be [^.;:]{1,80}\."
    r"|leave granted\."
    r"|there was no debate\."
    r"|debate (?:concluded|adjourned|\(on motion by [^()]{1,60}\) adjourned)\."
    r"|debate interrupted; adjournment proposed and (?:negatived|agreed to)\."
    r"|declarations? of vote:"
    r"|(?:ayes|noes|abstentions?|abstain) ?[-–—:] ?\d+(?:[.:].*)?"
    ")",
    re.IGNORECASE,
)


def formula(paragraph: str) -> bool:
    """Whether all of a paragraph is such a sentence: “Motion agreed to.”, “Question put: That …”."""
    return _FORMULA.fullmatch(paragraph) is not None
