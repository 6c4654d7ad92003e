"""The command line: parse, call one function, print. Exit code 0 done, 1 done with faults, 2 not done."""

from __future__ import annotations

from searchapp.cli.building import add, check, rebuild, remove
from searchapp.cli.commands import Commands
from searchapp.cli.keeping import export, info, rollback, verify
from searchapp.cli.looking import search
from searchapp.cli.serving import demo, serve

main = Commands(
    "searchapp",
    help="Full-text search for archives of speeches.\n\nTry it:  searchapp demo",
    commands=[demo, rebuild, add, remove, check, search, serve, info, verify, rollback, export],
)
"""The whole program."""
