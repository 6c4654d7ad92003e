"""Markdown tables, and figures as they stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from results import Latency

MEGA = 1_000_000
NOTHING = "n/a"


def title(text: str) -> list[str]:
    return ["", f"### {text}", ""]


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A Markdown table, its columns as wide as what they hold; figures stand at the right."""
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    yield _line(columns, widths)
    yield f"|{'-' * (widths[0] + 2)}|{'|'.join('-' * (width + 1) + ':' for width in widths[1:])}|"
    yield from (_line(row, widths) for row in rows)


def milliseconds(measured: Latency | None) -> str:
    """At p50 and p95."""
    return f"{_digits(measured.p50 * 1000)} / {_digits(measured.p95 * 1000)}" if measured else NOTHING


def multiple(measured: Latency | None) -> str:
    """Latencies that are a multiple of others, at p50 and p95."""
    return f"{measured.p50:.2f} / {measured.p95:.2f}" if measured else NOTHING


def mega(size: int) -> str:
    """Millions of bytes."""
    return f"{size / MEGA:,.0f}" if size else NOTHING


def _digits(number: float) -> str:
    """Small numbers with more digits: ranking takes fractions of a millisecond."""
    return f"{number:.1f}" if number >= 1 else f"{number:.2f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    figures = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return f"| {' | '.join([cells[0].ljust(widths[0]), *figures])} |"
