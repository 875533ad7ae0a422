"""`rupadata boundaries`: outlines of regions brought into an office's folder, with where they come from."""

from __future__ import annotations

from pathlib import Path

import click

from rupadata.cli.options import PathName, PlainText, lang_option, office_option, open_office
from rupadata.errors import InputRefusedError
from rupadata.language import say


@click.group(
    help=say(
        id="Batas wilayah kantor: ambil, pasang, periksa.", en="The office's outlines: fetch, add, check."
    )
)
def command() -> None:
    """Hold the commands of outlines."""


@command.command(
    "fetch",
    help=say(
        id="Ambil berkas batas wilayah dari alamat web ke folder -o.",
        en="Fetch a file of outlines from a web address into the folder -o.",
    ),
)
@click.argument("url", type=PlainText())
@click.option(
    "-o",
    "--output",
    type=PathName(),
    default=Path("fetched"),
    show_default=True,
    help=say(id="Folder tujuan.", en="Folder to write to."),
)
@lang_option
def fetched(url: str, output: Path, lang: str) -> None:
    """Print the file that was written."""
    del lang
    from rupadata.regions.adding import file_ending
    from rupadata.sources import Web, file_name, split_address
    from rupadata.whole_files import write_whole

    name = Path(split_address(url).path).name
    ending = file_ending(Path(name))
    content = Web().get(url)
    click.echo(write_whole(output / f"{file_name(Path(name).stem, 'boundaries')}{ending}", content))


@command.command(
    help=say(
        id="Pasang berkas batas wilayah di folder kantor; sumber dan lisensinya tercetak di halaman.",
        en="Put a file of outlines into the office's folder; pages print its source and licence.",
    )
)
@click.argument("file", type=PathName())
@click.option("--office", type=PathName(), required=True, help=say(id="Folder kantor.", en="Office folder."))
@click.option(
    "--source",
    type=PlainText(),
    required=True,
    help=say(id="Sumber, misalnya Kemendagri 2025.", en="Source, such as Kemendagri 2025."),
)
@click.option(
    "--licence",
    type=PlainText(),
    required=True,
    help=say(id="Lisensi, misalnya MIT.", en="Licence, such as MIT."),
)
@lang_option
def add(file: Path, office: Path, source: str, licence: str, lang: str) -> None:
    """Print the files that now stand in the office's folder."""
    del lang
    from rupadata.regions.adding import add_boundaries

    for written in add_boundaries(file, office, source=source, licence=licence):
        click.echo(written)


@command.command(
    help=say(
        id="Periksa berkas batas wilayah, atau milik kantor bila tidak disebut: wilayah mana yang dikenali.",
        en="Check a file of outlines, or the office's where none is named: which regions are recognised.",
    )
)
@click.argument("file", type=PathName(), required=False)
@office_option
@lang_option
def check(file: Path | None, office: Path | None, lang: str) -> int:
    """Print how many outlines are known and the names of others; exit code 1 where none is known."""
    del lang
    from rupadata.regions import open_boundaries
    from rupadata.regions.adding import recognise

    known = open_office(office)
    boundaries = open_boundaries(file) if file is not None else known.boundaries
    if boundaries is None:
        raise InputRefusedError(
            say(id="Kantor belum punya batas wilayah.", en="The office has no outlines yet."),
            code="boundaries-not-found",
            hint=say(
                id="Pasang dengan rupadata boundaries add BERKAS --office KANTOR.",
                en="Add them with rupadata boundaries add FILE --office OFFICE.",
            ),
        )
    found = recognise(boundaries, known.regions)
    total, levels = found.total, found.levels
    click.echo(
        say(
            id=f"{found.known} dari {total} batas wilayah dikenali.",
            en=f"{found.known} of {total} outlines are known.",
        )
    )
    for name, count in levels.items():
        click.echo(f"  {name}: {count}")
    for name in found.unknown[:3]:
        click.echo(say(id=f"  tidak dikenali: {name}", en=f"  unknown: {name}"))
    if boundaries.credit:
        click.echo(boundaries.credit)
    else:
        click.echo(say(id="Sumber dan lisensi belum dicatat.", en="Source and licence are not noted."))
    return 0 if found.known else 1
