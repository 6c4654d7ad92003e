"""What every command has in common: its settings, its example, and how it fails."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import reduce, wraps
from typing import Any, TypeVar

import click

from searchapp import __version__
from searchapp.errors import BadQuery, BadSetting, SearchappError, harmless
from searchapp.settings import PREFIX, Settings, from_environment

FAULTY = 1
"""Done, with faults that were listed."""
UNDONE = 2
"""Not done."""

_F = TypeVar("_F", bound=Callable[..., Any])


class _Undone(click.ClickException):
    exit_code = UNDONE


class Commands(click.Group):
    """All commands, in the order given; `--version` tells the version."""

    def __init__(self, name: str, help: str, commands: list[click.Command]) -> None:
        super().__init__(name, help=help, commands=commands, context_settings={"help_option_names": ["--help"]})
        self.params.append(_version())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order given, not of the alphabet."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what fails on purpose ends with a sentence and exit code 2."""
        try:
            return super().invoke(ctx)
        except SearchappError as error:
            raise _Undone(harmless(_explained(error))) from error
        except (KeyboardInterrupt, click.Abort) as error:
            raise _Undone("Stopped. What was live before still is.") from error
        except BrokenPipeError:
            raise  # whoever read our output has had enough: click ends quietly
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise _Undone(
                f"{place}{(error.strerror or str(error)).lower()}. Check the name, and your rights."
            ) from error


def command(name: str, *, example: str, short: str, **more: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """A command whose help ends with an example; its function is handed `settings`, made from --index and the rest."""

    def made(function: Callable[..., Any]) -> click.Command:
        @wraps(function)
        def run(index: str | None, **given: Any) -> Any:
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            return function(settings=settings(index=index), **given)

        epilog = f"\b\nExample:\n  {example}"
        return click.command(name, click.Command, epilog=epilog, short_help=short, **more)(index_option(run))

    return made


def settings(**given: Any) -> Settings:
    """The environment's settings, under what the command line gave. Raises BadSetting."""
    return from_environment(environment(**given))


def environment(**given: Any) -> dict[str, str]:
    """The environment with what the command line gave in it. Raises BadSetting, naming the option that is wrong."""
    said = {PREFIX + name.upper(): str(value) for name, value in given.items() if value is not None}
    try:
        from_environment(said)
    except BadSetting as error:
        options = {PREFIX + name.upper(): f"--{name}" for name in given}
        message = reduce(lambda text, name: text.replace(name, options[name]), options, str(error))
        raise BadSetting(message) from None
    return {**os.environ, **said}


def index_option(function: _F) -> _F:
    """--index DIR."""
    help = "The folder of the index (else SEARCHAPP_INDEX, else ./index)."
    return click.option("--index", metavar="DIR", help=help)(function)


def say(message: str = "", **style: Any) -> None:
    """Tell the person at the terminal, beside the output."""
    click.secho(message, err=True, **style)


def amount(number: int, one: str, many: str | None = None) -> str:
    """`1 speech`, `47,632 speeches`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def live(speeches: int) -> str:
    """`1 speech is live`, `47,632 speeches are live`."""
    return f"{amount(speeches, 'speech', 'speeches')} {'is' if speeches == 1 else 'are'} live"


def _explained(error: SearchappError) -> str:
    cause = error.__cause__ if isinstance(error.__cause__, BadQuery) else error
    if not isinstance(cause, BadQuery):
        return str(error)
    written = cause.query.replace("\n", " ")
    return f"{error}\n\n  {written}\n  {' ' * cause.start}{'^' * (cause.end - cause.start)}"


def _version() -> click.Option:
    def told(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  (click calls it so)
        if wanted:
            click.echo(f"searchapp {__version__}")
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=told, help="The version."
    )
