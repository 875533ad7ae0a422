"""`rupadata build`: from tables to finished infographics."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import click

from rupadata.batch import open_workers
from rupadata.build import build_pages
from rupadata.cli.build_progress import shown_progress
from rupadata.cli.options import (
    PathName,
    catalogue_options,
    file_options,
    lang_option,
    named_inputs,
    office_option,
    open_office,
)
from rupadata.compose import NAMED_SIZES, THEMES
from rupadata.errors import UsageError, nearest_name
from rupadata.language import say
from rupadata.model.edition import Manifest
from rupadata.model.thresholds import SMALL_CELL
from rupadata.render import FORMATS
from rupadata.render.memory import return_large_blocks
from rupadata.request import BuildRequest, FileOptions

_CUSTOM_SIZE = re.compile(r"\d+(\.\d+)?x\d+(\.\d+)?(px|mm)")


def _split(words: tuple[str, ...]) -> list[str]:
    return [word.strip() for text in words for word in text.split(",") if word.strip()]


def parse_choices(asked: tuple[str, ...], known: tuple[str, ...], what: str) -> tuple[str, ...]:
    """Return the chosen names of a comma-separated option; `all` means every one of them."""
    chosen = _split(asked)
    if "all" in chosen:
        return known
    if not chosen:
        raise UsageError(
            say(id=f"--{what} kosong.", en=f"--{what} is empty."),
            code="option-unknown",
            hint=say(id=f"Pilihannya: {', '.join(known)}, all.", en=f"Choose from: {', '.join(known)}, all."),
        )
    for name in chosen:
        if name not in known and not (what == "sizes" and _CUSTOM_SIZE.fullmatch(name)):
            near = nearest_name(name, known)
            raise UsageError(
                say(id=f"--{what}: {name!r} tidak dikenal.", en=f"--{what}: {name!r} is unknown."),
                code="option-unknown",
                hint=say(
                    id=f"Maksudnya {near}?" if near else f"Pilihannya: {', '.join(known)}, all.",
                    en=f"Did you mean {near}?" if near else f"Choose from: {', '.join(known)}, all.",
                ),
            )
    return tuple(dict.fromkeys(chosen))


@click.command(
    help=say(
        id="Buat infografis dari tabel: INPUT berupa berkas atau folder.",
        en="Build infographics from tables: INPUT are files or folders.",
    )
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, callback=named_inputs)
@click.option("-o", "--output", required=True, help=say(id="Folder hasil.", en="Folder of the result."))
@click.option(
    "--sizes",
    multiple=True,
    default=("portrait",),
    show_default=True,
    help=say(
        id=f"Dipisah koma: {', '.join(NAMED_SIZES)}, all, atau LxTpx / LxTmm.",
        en=f"Comma-separated: {', '.join(NAMED_SIZES)}, all, or WxHpx / WxHmm.",
    ),
)
@click.option(
    "--formats",
    multiple=True,
    default=("svg,png,pdf",),
    show_default=True,
    help=say(id=f"Dipisah koma: {', '.join(FORMATS)}.", en=f"Comma-separated: {', '.join(FORMATS)}."),
)
@click.option(
    "--region",
    "regions",
    multiple=True,
    help=say(id="Hanya wilayah ini (kode atau nama).", en="Only this region (code or name)."),
)
@click.option(
    "--subjects",
    multiple=True,
    help=say(id="Hanya substansi ini (id atau nama).", en="Only this subject (id or name)."),
)
@click.option("--period", default="", help=say(id="Tahun yang dibicarakan.", en="The year to speak of."))
@click.option("--theme", default="default", show_default=True, help=say(id="Tema.", en="Theme."))
@click.option("--date", default="", help=say(id="Tanggal halaman, ISO.", en="Date of the pages, ISO."))
@click.option(
    "--taxonomy",
    type=click.Choice(["dda", "csa", "urusan"]),
    default="dda",
    show_default=True,
    help=say(id="Daftar substansi.", en="List of subjects."),
)
@office_option
@catalogue_options
@click.option(
    "--grouping",
    type=PathName(),
    help=say(id="Pengelompokan suntingan (XLSX).", en="An edited grouping (XLSX)."),
)
@click.option(
    "--no-memory",
    is_flag=True,
    help=say(
        id="Jangan pakai dan jangan tulis ingatan pengelompokan kantor.",
        en="Neither use nor write the grouping that the office remembers.",
    ),
)
@click.option(
    "--boundaries",
    type=PathName(),
    help=say(id="Batas wilayah (GeoJSON, TopoJSON, SHP, GPKG).", en="Outlines of regions."),
)
@click.option(
    "--compare",
    type=PathName(),
    multiple=True,
    help=say(
        id="Folder hasil bangunan terdahulu sebagai pembanding (yang terbaru dahulu).",
        en="Folders of earlier builds to compare with (the newest first).",
    ),
)
@click.option(
    "--from",
    "edits_from",
    metavar="LAST_YEAR",
    type=PathName(),
    help=say(
        id="Folder hasil bangunan terdahulu yang suntingannya diteruskan.",
        en="Folder of an earlier build whose edits are carried over.",
    ),
)
@click.option(
    "--drop-columns",
    multiple=True,
    help=say(id="Kolom yang dibuang sebelum dibaca.", en="Columns to drop before reading."),
)
@click.option(
    "--small-cells",
    metavar="N",
    type=click.IntRange(min=0),
    default=SMALL_CELL,
    show_default=True,
    help=say(
        id="Peringatkan cacah orang di bawah ini (0: jangan).",
        en="Warn of counts of persons below this (0: do not).",
    ),
)
@file_options
@click.option(
    "--resume",
    "--changed",
    "resume",
    is_flag=True,
    help=say(
        id="Lanjutkan yang terhenti, buat hanya yang berubah: halaman yang tetap sama tidak dibuat lagi.",
        en="Go on with what stopped, make only what changed: pages that stay the same are not made again.",
    ),
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=lambda: min(os.cpu_count() or 1, 8),
    help=say(id="Jumlah proses.", en="Number of processes."),
)
@click.option(
    "--cluster", default="", help=say(id="Alamat penjadwal Dask.", en="Address of a Dask scheduler.")
)
@lang_option
def command(
    inputs: tuple[str, ...],
    output: str,
    sizes: tuple[str, ...],
    formats: tuple[str, ...],
    regions: tuple[str, ...],
    subjects: tuple[str, ...],
    period: str,
    theme: str,
    date: str,
    taxonomy: str,
    office: Path | None,
    edition: str,
    catalogue: Path | None,
    grouping: Path | None,
    no_memory: bool,
    boundaries: Path | None,
    compare: tuple[Path, ...],
    edits_from: Path | None,
    drop_columns: tuple[str, ...],
    small_cells: int,
    resume: bool,
    workers: int,
    cluster: str,
    lang: str,
    **files: Any,
) -> int:
    """Build, tell the progress on standard error, and end with a short table."""
    return_large_blocks()
    request = BuildRequest(
        sizes=parse_choices(sizes, tuple(NAMED_SIZES), "sizes"),
        formats=parse_choices(formats, FORMATS, "formats"),
        files=FileOptions(**files),
        regions=tuple(_split(regions)),
        subjects=tuple(_split(subjects)),
        period=period,
        lang=lang,
        theme=parse_choices((theme,), tuple(THEMES), "theme")[0],
        date=date,
        taxonomy=taxonomy,
        edition=edition,
        catalogue=catalogue,
        grouping=grouping,
        boundaries=boundaries,
        compare=compare,
        edits_from=edits_from,
        use_memory=not no_memory,
        drop_columns=tuple(_split(drop_columns)),
        small_cells=small_cells,
        resume=resume,
    )
    with shown_progress() as tell, open_workers(workers, cluster) as hands:
        manifest = build_pages(
            inputs,
            output,
            request,
            office=open_office(office),
            workers=hands,
            tell=tell,
        )
    for problem in manifest.problems:
        if problem.severity == "error":
            place = " ".join(filter(None, (problem.where.file, problem.where.sheet, problem.where.cell)))
            placed = f"{place}: {problem.message}" if place else problem.message
            click.echo(f"{placed} {problem.hint}".strip(), err=True)
    click.echo(summary(manifest), err=True)
    return 2 if manifest.refused else 0


def summary(manifest: Manifest) -> str:
    """Return the short table that ends a build: subject, headline, files, problems."""
    rows = [
        (
            say(id="Wilayah", en="Region"),
            say(id="Substansi", en="Subject"),
            say(id="Judul", en="Headline"),
            say(id="Berkas", en="Files"),
            say(id="Masalah", en="Problems"),
        )
    ]
    for edition in manifest.editions:
        title = edition.title if len(edition.title) <= 60 else edition.title[:59] + "…"
        errors = sum(problem.severity == "error" for problem in edition.problems)
        warnings = sum(problem.severity == "warning" for problem in edition.problems)
        counted = say(id=f"{errors} galat, {warnings} peringatan", en=f"{errors} errors, {warnings} warnings")
        shown = counted if errors or warnings else "-"
        rows.append((edition.region_name, edition.subject_name, title, str(len(edition.files)), shown))
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    return "\n".join("  ".join(cell.ljust(widths[i]) for i, cell in enumerate(row)).rstrip() for row in rows)
