"""What the source says of a speech that we don't know: values of its record, of any shape, as HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

DEEPEST = 3
"""Lists within lists are shown as such so deep, and as JSON below."""
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_LINK = Markup('<a href="{0}" rel="noopener nofollow">{0}</a>')
_LIST, _ITEM = Markup("<ul>{}</ul>"), Markup("<li>{}</li>")
_TABLE, _ROW = Markup("<dl>{}</dl>"), Markup("<div><dt><bdi>{}</bdi></dt><dd>{}</dd></div>")


def outward(value: Any, depth: int = 0) -> Markup:
    """A link where it is the address of a page elsewhere, a list where it holds several things, else text."""
    if isinstance(value, str):
        return _LINK.format(value) if _ADDRESS.fullmatch(value) else escape(value)
    if depth < DEEPEST and value and isinstance(value, Mapping):
        return _TABLE.format(Markup("").join(_ROW.format(key, outward(of, depth + 1)) for key, of in value.items()))
    if depth < DEEPEST and value and isinstance(value, list | tuple):
        return _LIST.format(Markup("").join(_ITEM.format(outward(one, depth + 1)) for one in value))
    return escape(json.dumps(value, ensure_ascii=False, default=str))
