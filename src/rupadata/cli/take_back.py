"""`rupadata take-back`: what somebody edited in another program, back into the page's spec."""

from __future__ import annotations

from pathlib import Path

import click

from rupadata.cli.options import PathName, lang_option, office_option, open_office
from rupadata.language import say
from rupadata.pagespec import encode_spec
from rupadata.rebuild import find_manifest, find_observations, open_page
from rupadata.take_back import Change, take_back
from rupadata.whole_files import write_whole


@click.command(
    help=say(
        id="Ambil kembali SVG atau PPTX yang disunting di program lain: katanya menjadi suntingan halaman.",
        en="Take back an SVG or PPTX that was edited elsewhere: its words become edits of the page.",
    )
)
@click.argument("edited", type=PathName())
@click.argument("page", type=PathName())
@click.option(
    "--dry-run",
    is_flag=True,
    help=say(id="Hanya katakan, jangan tulis page.json.", en="Only tell, do not write page.json."),
)
@office_option
@lang_option
def command(edited: Path, page: Path, dry_run: bool, office: Path | None, lang: str) -> int:
    """Write the page's spec with what was taken, and tell what was taken, refused and left; 2 if refused."""
    data = find_observations(page)
    manifest = find_manifest(data)
    opened = open_page(
        page,
        data,
        theme=manifest.theme if manifest is not None else "",
        lang=manifest.lang if manifest is not None else lang,
        office=open_office(office),
    )
    found = take_back(opened, edited.name, edited.read_bytes())
    for head, changes in (
        (say(id="Diambil", en="Taken"), found.taken),
        (say(id="Ditolak", en="Refused"), found.refused),
        (say(id="Dibiarkan", en="Left"), found.left),
    ):
        for change in changes:
            click.echo(f"{head}: {_told(change)}")
    if not (found.taken or found.refused or found.left):
        click.echo(say(id="Tidak ada yang berubah.", en="Nothing was changed."))
    if found.taken and not dry_run:
        write_whole(page, encode_spec(found.spec))
        click.echo(page, err=True)
    return 2 if found.refused else 0


def _told(change: Change) -> str:
    """Return a change in one line: what, from, to, why not, and the cells behind it."""
    words = f"{change.before!r} → {change.after!r}" if change.before and change.after else ""
    words = words or repr(change.before or change.after)
    said = f"{change.what} {words}" if change.before or change.after else change.what
    why = f" ({change.why})" if change.why else ""
    cells = f" [{'; '.join(change.cells[:3])}]" if change.cells else ""
    return f"{said}{why}{cells}"
