"""The `rupadata` command: the table of its subcommands, and how errors become one line and an exit code.

A command is a file here with one `click.Command` named `command`, and a line in COMMANDS. Files are imported
when their command runs, so that `rupadata --help` stays quick. The language is found before anything is
imported, so that help texts and messages follow `--lang`.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Sequence

import click

from rupadata.cli.help_words import HelpContext, speak
from rupadata.cli.usage import usage_message
from rupadata.errors import RupadataError, nearest_name, shortened
from rupadata.language import LANGUAGES, messages_in, say
from rupadata.version import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("Buat infografis dari tabel.", "Build infographics from tables."),
    "read": ("Baca tabel menjadi data observasi.", "Read tables into observations."),
    "group": ("Kelompokkan data menurut substansi.", "Group data by subject."),
    "render": ("Gambar ulang halaman dari spesifikasinya.", "Render a page again from its spec."),
    "check": ("Periksa rancangan dan kebenaran halaman.", "Check the design and truth of pages."),
    "take-back": ("Ambil kembali gambar yang disunting.", "Take an edited picture back."),
    "book": ("Satukan halaman build menjadi satu PDF.", "Bind the pages of a build into one PDF."),
    "site": ("Buat situs dari hasil build.", "Make a web site of a build."),
    "trace": ("Telusuri angka ke sel asalnya.", "Trace a figure to its cell, or a cell to its pages."),
    "symbols": ("Cari simbol.", "Search the symbols."),
    "glossary": ("Cari indikator baku.", "Search the standard indicators."),
    "schema": ("Cetak JSON Schema.", "Print a JSON Schema."),
    "fetch": ("Ambil tabel dari CKAN atau WebAPI BPS.", "Fetch tables from CKAN or the BPS WebAPI."),
    "boundaries": ("Ambil, pasang, periksa batas wilayah.", "Fetch, add, check outlines of regions."),
    "serve": ("Jalankan tempat kerja di peramban.", "Run the workplace in a browser."),
    "office": ("Buat dan periksa pengaturan kantor.", "Begin and check the office's settings."),
    "case": ("Jalankan perintah kerja menurut SOP.", "Carry a work order through the procedure."),
    "backup": ("Cadangkan tempat kerja.", "Back the workplace up."),
    "restore": ("Pulihkan tempat kerja dari cadangan.", "Restore the workplace from a backup."),
    "upgrade": ("Sesuaikan basis data tempat kerja.", "Upgrade the workplace's database."),
}

VERBOSE = "--verbose"
"""The flag that may stand anywhere in a call."""
LOG_VARIABLE = "RUPADATA_LOG"


def command_of(name: str) -> click.Command:
    """Import a command by its name in the table."""
    command: click.Command = importlib.import_module(f"rupadata.cli.{name.replace('-', '_')}").command
    return command


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports one when it is called."""

    context_class = HelpContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        return speak(command_of(cmd_name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant, offering the nearest name for a mistyped one."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            near = nearest_name(args[0], COMMANDS)
            message = say(id=f"Tidak ada perintah {args[0]!r}.", en=f"There is no command {args[0]!r}.")
            offer = say(id=f" Maksudnya {near}?", en=f" Did you mean {near}?") if near else ""
            raise click.UsageError(message + (offer or say(id=" Lihat", en=" See") + " rupadata --help."))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing them."""
        with formatter.section(say(id="Perintah", en="Commands")):
            formatter.write_dl([(name, say(id=text[0], en=text[1])) for name, text in COMMANDS.items()])


def _language_asked(args: Sequence[str]) -> str:
    """Return the language that the call or the environment asks for; the command refuses unknown ones."""
    asked = os.environ.get("RUPADATA_LANG", "id")
    for i, arg in enumerate(args):
        if arg == "--lang" and i + 1 < len(args):
            asked = args[i + 1]
        elif arg.startswith("--lang="):
            asked = arg.removeprefix("--lang=")
    return asked if asked in LANGUAGES else "id"


def _app() -> click.Group:
    @click.group(
        cls=LazyGroup,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
        help=say(
            id="Dari tabel kantor statistik menjadi infografis, menurut SOP resminya.",
            en="Turn a statistics office's tables into infographics, under its own official procedure.",
        ),
        epilog=say(
            id="Bahasa: --lang id|en atau RUPADATA_LANG.", en="Language: --lang id|en or RUPADATA_LANG."
        ),
    )
    @click.option(
        VERBOSE,
        is_flag=True,
        expose_value=False,
        help=say(
            id="Ceritakan apa yang dikerjakan dan di mana kegagalannya; lihat juga RUPADATA_LOG.",
            en="Tell what is done and where it fails; see also RUPADATA_LOG.",
        ),
    )
    @click.version_option(__version__, prog_name="rupadata")
    def app() -> None:
        pass

    return app


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 done, 1 the check found errors, 2 refused or misused.

    The procedure adds 3 not yours, 4 not now, 5 the version moved on.
    """
    argv = list(sys.argv[1:] if args is None else args)
    _accept_all_letters()
    with messages_in(_language_asked(argv)):
        return _run(argv)


def _accept_all_letters() -> None:
    """Let terminals of any encoding show what they can: a letter that they lack is written as its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run(argv: list[str]) -> int:
    try:
        if VERBOSE in argv:
            argv.remove(VERBOSE)
            os.environ[LOG_VARIABLE] = "debug"
        if LOG_VARIABLE in os.environ:
            from rupadata.logs import set_up_logs  # Brings logging, which a silent call can do without.

            set_up_logs()
        result = _app().main(args=argv, prog_name="rupadata", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort as stop:
        click.echo(say(id="Dihentikan.", en="Stopped."), err=True)
        return 130 if isinstance(stop.__cause__, KeyboardInterrupt) else 2
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        click.echo(f"rupadata: {usage_message(error)}", err=True)
        return 2
    except RupadataError as error:
        if LOG_VARIABLE in os.environ:
            from rupadata.logs import get_log

            get_log(__name__).info("refused with %s", error.code, exc_info=True)
        click.echo(f"rupadata: {shortened(str(error))}", err=True)
        return error.exit_code
    except KeyboardInterrupt:
        click.echo(say(id="Dihentikan.", en="Stopped."), err=True)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        from rupadata.file_errors import system_words  # Brings msgspec, which a call for help can do without.
        from rupadata.whole_files import finished_name

        where = ""
        if isinstance(error.filename, (str, bytes)):
            folder, slash, name = os.fsdecode(error.filename).rpartition("/")
            where = f"{folder}{slash}{finished_name(name)}: "
        click.echo(f"rupadata: {shortened(where)}{system_words(error)}.", err=True)
        return 2
    return result if isinstance(result, int) else 0
