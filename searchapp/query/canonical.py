"""A tree back into the query language: one canonical string for each meaning."""

from __future__ import annotations

from searchapp.query.model import And, Dated, Fuzzy, Node, Not, Or, Phrase, Prefix, Tongue, Word


def write(node: Node | None) -> str:
    """The canonical query: `parse(write(tree)) == tree` for every tree that `parse` makes.

    A query near LONGEST may grow past it: `speaker:(a b)` is written `speaker:a speaker:b`.
    """
    match node:
        case None:
            return ""
        case And(parts):
            return " ".join(_inner(part) for part in parts)
        case Or(parts):
            return " OR ".join(write(part) for part in parts)
        case Not(part):
            return "-" + _inner(part)
        case Dated():
            return f"date:{node.written}"
        case Tongue(code):
            return f"language:{code}"
    return (f"{node.field}:" if node.field else "") + _leaf(node)


def _inner(node: Node) -> str:
    return f"({write(node)})" if isinstance(node, And | Or) else write(node)


def _leaf(node: Word | Prefix | Fuzzy | Phrase) -> str:
    match node:
        case Word(text, _, exact):
            return ("=" if exact else "") + text
        case Prefix(text):
            return text + "*"
        case Fuzzy(text, edits):
            return f"{text}~{edits}"
        case Phrase(words, slop):
            quoted = " ".join(word.text for word in words)
            return f'{"=" if words[0].exact else ""}"{quoted}"' + ("" if slop is None else f"~{slop}")
