"""What a text file says of itself before its text begins: front matter, or lines such as `Speaker: Jane Doe`."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

from searchapp.sources import headlines
from searchapp.sources.headlines import Headed

LONGEST = 64 * 1024
DEEPEST = 20
"""Brackets within brackets."""
_FENCES = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_CHAIN = re.compile(r"""(?<![\w-])(?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"\n]*"|'[^'\n]*')){20}""")


def taken(text: str) -> Headed:
    """Front matter, else header lines, off the beginning of a text."""
    text = text.replace("\r\n", "\n")
    first = text[:3]
    closing = _FENCES[first].search(text, 4) if first in _FENCES and text[3:].split("\n")[0].strip() == "" else None
    if not closing:
        return headlines.taken(text)
    body = text[closing.end() :]
    if closing.start() > LONGEST:
        return Headed({}, body, "The front matter is longer than 64 kB; it was left out. Shorten it.")
    try:
        said = read_yaml(text[4 : closing.start()]) if first == "---" else read_toml(text[4 : closing.start()])
    except Malformed as error:
        return Headed({}, body, f"The front matter {error}; it was left out. Correct it.", error.line + 1)
    return Headed(said, body)


class Malformed(ValueError):
    """YAML or TOML that can't be read; `line` counts from 1 within it."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def read_yaml(text: str) -> dict[str, Any]:
    """Keys and values, every value text as it was written. Raises Malformed, also for anchors and aliases."""
    try:
        _harmless(text)
        # The BaseLoader makes strings, lists and mappings, nothing else.
        value = yaml.load(text, yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Malformed(f"is not YAML ({error.problem}): put quotes around a value that holds a colon", line) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise Malformed(f"is not YAML ({type(error).__name__})") from None
    return _mapping(value)


def read_toml(text: str) -> dict[str, Any]:
    """Keys and values; dates become text. Raises Malformed."""
    if _CHAIN.search(text):
        raise Malformed("has keys within keys, nested too deep")
    try:
        value = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise Malformed(f"is not TOML ({error})", int(line[1]) if line else 1) from None
    return {key: _written(part) for key, part in value.items()}


def _harmless(text: str) -> None:
    """A few aliases of aliases would fill all memory; brackets within brackets take the square of their number."""
    depth = 0
    for token in yaml.scan(text, yaml.BaseLoader):
        depth += isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken)
        depth -= isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken)
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            raise Malformed("has anchors (& or *), which are refused; write the values out, quoted if they begin so")
        if depth > DEEPEST:
            raise Malformed("has brackets nested too deep")


def _mapping(value: Any) -> dict[str, Any]:
    if value in (None, ""):
        return {}
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise Malformed("is not keys and values")
    return value


def _written(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
