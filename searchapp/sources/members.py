"""Who a line of Hansard names: the person, and the office, constituency and party that stand in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BRACKETED = re.compile(r"(?P<name>[^()]+?)\s*(?P<brackets>(?:\([^()]*\)[\s:;,]*)+)")
_BRACKET = re.compile(r"\(\s*([^()]*?)\s*\)")
_TITLE = re.compile(
    r"(?:(?:The )?(?:Rt\.?|Right) Hon\.?\s+)?(?:Mrs?|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baron|Baroness|Viscount|Viscountess"
    r"|Earl|Countess|Duke|Marquess|Professor|Rev|Colonel|Col|Major|Captain|Capt|Lieut|Brigadier|Admiral|General"
    r"|The (?:Earl|Duke|Marquess|Countess|Viscount|Lord|Baroness|Lady))\b",
    re.IGNORECASE,
)


def named(text: str) -> Mapping[str, str]:
    """`speaker`, and `role`, `constituency`, `party` or `introduction` (a note on how it was asked) where they stand.

    “The Minister for Roads (Mr. Holm)” is Mr. Holm, in that role; “Mr. Holm (Corvale, North) (Ind)” sits for Corvale.
    """
    whole = " ".join(text.split()).strip(" :;*")
    found = _BRACKETED.fullmatch(whole)
    if not found:
        bare = _BRACKET.fullmatch(whole)
        return {"speaker": bare[1] if bare else whole} if whole.strip("() ") else {}
    first, *others = _BRACKET.findall(found["brackets"])
    titled = _TITLE.match(found["name"])
    if (not titled and (_TITLE.match(first) or found["name"].startswith("The "))) or "Speaker" in found["name"]:
        return {"speaker": first, "role": found["name"]}
    if first[:1].islower():
        return {"speaker": found["name"], "introduction": f"({first})"}
    said = {"speaker": found["name"], "constituency": first, "party": others[0] if others else ""}
    return {name: value for name, value in said.items() if value}
