"""The `rupadata` command: the table of its subcommands, and how errors become one line and an exit code.

A command is a file here with one `click.Command` named `command`, and a line in COMMANDS. Files are imported
when their command runs, so that `rupadata --help` stays quick.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from rupadata.errors import RupadataError, nearest_name
from rupadata.version import __version__

COMMANDS: dict[str, str] = {
    "build": "Build infographics from tables.",
    "read": "Read tables into observations.",
    "group": "Group indicators or titles by subject.",
    "render": "Render a page again from its spec.",
    "check": "Report design and truth problems of pages.",
    "trace": "Go from a figure to its cell, and from a cell to its pages.",
    "symbols": "Search the symbols.",
    "schema": "Print a JSON Schema.",
    "fetch": "Fetch tables from CKAN or the BPS WebAPI.",
    "case": "Carry a work order through the procedure.",
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"rupadata.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant, offering the nearest name for a mistyped one."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            near = nearest_name(args[0], COMMANDS)
            offer = f" Did you mean {near}?" if near else " See rupadata --help."
            raise click.UsageError(f"There is no command {args[0]!r}.{offer}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rupadata")
def app() -> None:
    """Turn a statistics office's tables into infographics, under its own official procedure."""


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 done, 1 the check found errors, 2 refused or misused.

    The procedure adds 3 not yours, 4 not now, 5 the version moved on.
    """
    try:
        result = app.main(args=list(args) if args is not None else None, standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 2
    except click.ClickException as error:
        click.echo(f"rupadata: {error.format_message()}", err=True)
        return 2
    except RupadataError as error:
        click.echo(f"rupadata: {error}", err=True)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return result if isinstance(result, int) else 0
