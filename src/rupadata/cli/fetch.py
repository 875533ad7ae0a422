"""`rupadata fetch`: tables from CKAN portals and the WebAPI of BPS, as files that `rupadata read` reads."""

from __future__ import annotations

import re
from pathlib import Path

import click

from rupadata.cli.options import PathName, PlainText, lang_option
from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.sources import Fetched, Web, fetch_bps, fetch_ckan

APART_S = 0.5
"""How many seconds lie between two questions to a portal of which everything is wanted."""


def _web(refresh: bool, apart_s: float = 0.0) -> Web:
    return Web(fresh_hours=0.0, apart_s=apart_s) if refresh else Web(apart_s=apart_s)


def _tell(fetched: Fetched) -> None:
    for problem in fetched.problems:
        click.echo(f"{problem.severity}: {problem.message_with_place} {problem.hint}".strip(), err=True)
    for file in fetched.files:
        click.echo(file)


def parse_years(text: str) -> tuple[int, ...]:
    """Return the years of "2024", "2020-2024" or "2019,2021-2023"."""
    years: list[int] = []
    for part in filter(None, re.split(r"[,;\s]+", text)):
        found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if not 1900 <= first <= last < 2200:
            raise UsageError(
                say(id=f"Tahun {part!r} tidak dipahami.", en=f"The year {part!r} is not understood."),
                code="years-unusable",
                hint=say(id="Tulis seperti 2020-2024.", en="Write it like 2020-2024."),
            )
        years.extend(range(first, last + 1))
    return tuple(dict.fromkeys(years))


@click.group(
    help=say(
        id="Ambil tabel dari portal data (CKAN) atau WebAPI BPS; jawaban disimpan untuk dipakai saat luring.",
        en="Fetch tables from data portals (CKAN) or the BPS WebAPI; answers are kept for use offline.",
    )
)
def command() -> None:
    """Hold the two sources together."""


_output = click.option(
    "-o",
    "--output",
    type=PathName(),
    default=Path("fetched"),
    show_default=True,
    help=say(id="Folder tujuan.", en="Folder to write to."),
)
_refresh = click.option(
    "--refresh",
    is_flag=True,
    help=say(id="Abaikan simpanan, tanya server.", en="Ask again, whatever is kept."),
)


@command.command(help=say(id="Ambil dataset dari portal CKAN.", en="Fetch datasets from a CKAN portal."))
@click.argument("url", type=PlainText())
@click.option(
    "--query", type=PlainText(), default="", help=say(id="Kata yang dicari.", en="Words to search for.")
)
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help=say(id="Dataset paling banyak.", en="At most so many datasets."),
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=say(
        id="Semua dataset; yang sudah lengkap dan tidak berubah dilewati.",
        en="Every dataset; those that stand complete and unchanged are passed over.",
    ),
)
@_output
@_refresh
@lang_option
def ckan(url: str, query: str, limit: int, everything: bool, output: Path, refresh: bool, lang: str) -> None:
    """Fetch from CKAN and print the files."""
    del lang
    web = _web(refresh, APART_S if everything else 0.0)
    _tell(fetch_ckan(url, output, query=query, limit=limit, everything=everything, web=web))


@command.command(
    help=say(
        id="Ambil tabel dinamis dari WebAPI BPS; kuncinya di RUPADATA_BPS_KEY.",
        en="Fetch dynamic tables from the BPS WebAPI; the key is in RUPADATA_BPS_KEY.",
    )
)
@click.option(
    "--domain", type=PlainText(), required=True, help=say(id="Kode BPS 4 angka.", en="BPS code of 4 digits.")
)
@click.option(
    "--var",
    "variables",
    type=int,
    required=True,
    multiple=True,
    help=say(id="Nomor variabel (boleh berulang).", en="Number of a variable (repeatable)."),
)
@click.option(
    "--years",
    type=PlainText(),
    default="",
    help=say(id="Tahun, misalnya 2020-2024.", en="Years, such as 2020-2024."),
)
@_output
@_refresh
@lang_option
def bps(domain: str, variables: tuple[int, ...], years: str, output: Path, refresh: bool, lang: str) -> None:
    """Fetch from BPS and print the files."""
    del lang
    _tell(fetch_bps(domain, variables, output, years=parse_years(years), web=_web(refresh)))
