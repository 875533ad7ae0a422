"""`rupadata trace`: from a figure on a page to its cells, and from a cell to the pages that use it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from rupadata.cli.options import PathName, lang_option
from rupadata.documents.origins import formula_words
from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.model.edition import get_manifest
from rupadata.model.evidence import load_evidence


def trace_subject(folder: Path, subject: str) -> Iterator[dict[str, Any]]:
    """Yield every figure of a subject's pages with its cells: the entries of evidence.json and their page."""
    manifest = get_manifest(folder)
    names = {e.subject: e.subject_name for e in manifest.editions}
    wanted = subject.casefold()
    chosen = [
        e
        for e in manifest.editions
        if wanted in (e.subject.casefold(), e.subject_name.casefold(), e.page.casefold(), e.path.casefold())
    ]
    if not chosen:
        near = nearest_name(subject, [*names, *names.values()])
        raise UsageError(
            say(
                id=f"Substansi {subject!r} tidak ada di {folder}.", en=f"{folder} has no subject {subject!r}."
            ),
            code="unknown-name",
            hint=say(id=f"Maksudnya {near!r}?", en=f"Did you mean {near!r}?") if near else "",
        )
    for edition in chosen:
        for entry in _evidence(folder / edition.path):
            yield {"page": edition.path, **entry}


def trace_cell(folder: Path, place: str) -> Iterator[dict[str, Any]]:
    """Yield every figure on any page that uses a cell, named `file!sheet!C7`, `file!C7` or `C7`."""
    *before, cell = place.split("!")
    file = before[0] if before else ""
    sheet = before[1] if len(before) > 1 else ""
    for edition in get_manifest(folder).editions:
        for entry in _evidence(folder / edition.path):
            for source in entry["from"]:
                same_file = not file or source["file"] == file or source["file"].endswith(f"/{file}")
                same_sheet = not sheet or source["sheet"] == sheet
                if source["cell"].casefold() == cell.casefold() and same_file and same_sheet:
                    yield {"page": edition.path, **entry}
                    break


def _evidence(folder: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = msgspec.to_builtins(load_evidence(folder / "evidence.json"))
    return entries


@click.command(
    help=say(
        id="Telusuri angka halaman SUBJECT ke selnya, atau sel (--cell) ke halaman yang memakainya.",
        en="Trace the figures of SUBJECT's pages to their cells, or a cell (--cell) to the pages using it.",
    )
)
@click.argument("folder", type=PathName())
@click.argument("subject", default="")
@click.option(
    "--figure", default="", help=say(id="Hanya angka yang memuat ini.", en="Only figures holding this.")
)
@click.option(
    "--cell",
    default="",
    help=say(id="Sel: berkas!lembar!C7, berkas!C7 atau C7.", en="A cell: file!sheet!C7, file!C7 or C7."),
)
@click.option("--json", "as_json", is_flag=True, help=say(id="Cetak sebagai JSON.", en="Print as JSON."))
@lang_option
def command(folder: Path, subject: str, figure: str, cell: str, as_json: bool, lang: str) -> None:
    """Print one line a figure: page, node, figure, formula, cells."""
    if bool(subject) == bool(cell):
        raise click.UsageError(
            say(
                id="Sebutkan SUBJECT atau --cell, salah satu saja.",
                en="Name either SUBJECT or --cell, one of them.",
            )
        )
    found = trace_cell(folder, cell) if cell else trace_subject(folder, subject)
    entries = [entry for entry in found if figure in entry["shown"]]
    if as_json:
        click.echo(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    for entry in entries:
        cells = ", ".join(map(_cell_words, entry["from"][:6]))
        more = len(entry["from"]) - 6
        rest = say(id=f" dan {more} sel lain", en=f" and {more} more cells") if more > 0 else ""
        how = say(id=formula_words(entry["formula"], entry.get("of", 0)), en=entry["formula"])
        click.echo(f"{entry['page']}  {entry['node']}  {entry['shown']}  {how}  {cells}{rest}")
    click.echo(say(id=f"{len(entries)} angka.", en=f"{len(entries)} figures."), err=True)


def _cell_words(source: dict[str, str]) -> str:
    """Return a cell as `file!sheet!C7`, and which of the figures that came from it is meant."""
    place = "!".join(filter(None, (source["file"], source["sheet"], source["cell"])))
    return f"{place} ({source['part']})" if source.get("part") else place
