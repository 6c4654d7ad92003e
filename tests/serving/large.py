"""A WSGI application whose answers are as long as their addresses say, for the worker alone."""

import os

PIECE = bytes(range(256)) * 256
"""64 kB that show it when one of them is lost."""


def app(environ, start_response):
    """`/whole/N`: N bytes at once; `/made/N`: the same, piece by piece; `/body`: how many bytes came; `/broken/N`."""
    _, kind, size = [*environ["PATH_INFO"].split("/"), "0"][:3]
    if kind in {"whole", "made", "broken"}:
        start_response("200 OK", [("Content-Length", size)] if kind == "whole" else [])
        return [said(int(size))] if kind == "whole" else made(int(size), broken=kind == "broken")
    answer = str(len(environ["wsgi.input"].read())) if kind == "body" else str(os.getpid())
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer.encode()]


def made(size, *, broken):
    for start in range(0, size, len(PIECE)):
        yield PIECE[: size - start]
    if broken:
        raise ZeroDivisionError


def said(size):
    return (PIECE * (size // len(PIECE) + 1))[:size]
