"""`rupadata symbols`: find symbols by words, and take an office's own into use."""

from __future__ import annotations

import json
from pathlib import Path

import click

from rupadata.cli.options import PathName, lang_option, office_option, open_office
from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.office.folder import SYMBOLS
from rupadata.subjects.own_symbols import add_own_symbol, as_svg
from rupadata.subjects.symbol_search import search_symbols
from rupadata.subjects.symbols import WEIGHTS, symbol_path


@click.group(
    help=say(id="Cari simbol, atau tambahkan simbol kantor.", en="Find symbols, or add the office's own.")
)
def command() -> None:
    """Hold the subcommands."""


@command.command(help=say(id="Cari simbol dengan kata Indonesia atau Inggris.", en="Find symbols by words."))
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=12, show_default=True, help=say(id="Paling banyak.", en="At most."))
@click.option("--json", "as_json", is_flag=True, help=say(id="Cetak JSON.", en="Print JSON."))
@office_option
@lang_option
def search(words: tuple[str, ...], limit: int, as_json: bool, office: Path | None, lang: str) -> int:
    """Print the symbols that words lead to; exit code 1 when there is none."""
    known = open_office(office)
    found = search_symbols(
        " ".join(words), limit=limit, own=known.symbols, catalogue=known.catalogues.choose()
    )
    if as_json:
        listed = [{"name": s.name, "score": s.score, "because": s.because} for s in found]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
    elif found:
        for symbol in found:
            click.echo(f"{symbol.name:32} {symbol.score:.2f}  {symbol.because}")
    else:
        click.echo(
            say(
                id="Tidak ada simbol untuk kata itu. Coba kata lain, misalnya sekolah, air, pasar.",
                en="No symbol for these words. Try others, such as school, water, market.",
            ),
            err=True,
        )
    return 0 if found else 1


@command.command(help=say(id="Cetak satu simbol sebagai SVG.", en="Print one symbol as SVG."))
@click.argument("name")
@click.option("--weight", type=click.Choice(WEIGHTS), default="duotone", show_default=True)
@office_option
@lang_option
def show(name: str, weight: str, office: Path | None, lang: str) -> int:
    """Print a symbol as a plain SVG."""
    click.echo(as_svg(symbol_path(name, weight, open_office(office).symbols)))
    return 0


@command.command(
    help=say(
        id="Tambahkan SVG kantor; hanya bidang berisi yang diambil.",
        en="Add an SVG of the office; only filled shapes are taken over.",
    )
)
@click.argument("file", type=PathName())
@click.option(
    "--name",
    default="",
    help=say(id="Nama simbol; bawaan: nama berkas.", en="Its name; default: the file's."),
)
@office_option
@lang_option
def add(file: Path, name: str, office: Path | None, lang: str) -> int:
    """Take a file into the office's symbols and print the name to use in the catalogue."""
    if office is None:
        raise UsageError(
            say(id="Simbol kantor perlu folder kantor.", en="An office's symbol needs the office's folder."),
            code="office-missing",
            hint=say(id="Sebut dengan --office FOLDER.", en="Name it with --office FOLDER."),
        )
    folder = office.parent if office.is_file() else office
    click.echo(add_own_symbol(folder / SYMBOLS, file, name))
    return 0
