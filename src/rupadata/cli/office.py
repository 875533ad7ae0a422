"""`rupadata office`: the settings of an office, begun from a pattern and checked."""

from __future__ import annotations

import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import click

from rupadata.cli.options import PathName, lang_option
from rupadata.errors import InputRefusedError
from rupadata.language import say


@click.group(
    help=say(
        id="Pengaturan kantor: kop, pejabat, jam kerja, penomoran.",
        en="The office's settings: letterhead, officials, hours, numbering.",
    )
)
def command() -> None:
    """Hold the commands of an office's settings."""


@command.command(
    help=say(
        id="Buat office.toml dengan keterangan di folder DIR, dan tanyakan isinya.",
        en="Write a commented office.toml into DIR, and ask for what stands in it.",
    )
)
@click.argument("folder", metavar="DIR", type=PathName())
@click.option(
    "--ask/--no-ask",
    default=None,
    help=say(
        id="Tanyakan isinya di terminal; bawaan: ya bila dijalankan di terminal.",
        en="Ask for the settings; default: yes where it runs in a terminal.",
    ),
)
@lang_option
def new(folder: Path, ask: bool | None, lang: str) -> None:
    """Write the pattern, filled in with what was answered; a file that is there already stays as it is."""
    from rupadata.cli.asking import ask_settings, fill_pattern
    from rupadata.whole_files import write_whole

    target = folder / "office.toml"
    if target.exists():
        raise InputRefusedError(
            say(id=f"{target} sudah ada.", en=f"{target} is there already."),
            code="office-exists",
            hint=say(
                id="Sunting berkas itu, atau pilih folder lain.", en="Edit it, or choose another folder."
            ),
        )
    pattern = (files("rupadata.office") / "pattern.toml").read_text(encoding="utf-8")
    asked = sys.stdin.isatty() if ask is None else ask
    write_whole(target, fill_pattern(pattern, ask_settings() if asked else {}).encode())
    click.echo(target)
    click.echo(
        say(
            id=f"Lengkapi dengan penyunting teks, lalu: rupadata office check {target}",
            en=f"Complete it with a text editor, then: rupadata office check {target}",
        ),
        err=True,
    )


@command.command(
    help=say(
        id="Periksa office.toml: yang salah, yang kosong pada naskah, yang meragukan.",
        en="Check an office.toml: what is wrong, blank on papers, or doubtful.",
    )
)
@click.argument("file", metavar="FILE", type=PathName())
@click.option(
    "--procedure",
    metavar="ID",
    default="infografis-layanan-publik",
    show_default=True,
    help=say(id="SOP: id bawaan atau berkas .toml.", en="The SOP: an id of the product or a .toml file."),
)
@lang_option
def check(file: Path, procedure: str, lang: str) -> None:
    """Print what is blank or doubtful; settings that cannot be used are refused with exit code 2."""
    from rupadata.office.brand import check_logo, load_brand, read_logo
    from rupadata.office.own_fonts import find_letters_behind, load_fonts
    from rupadata.office.settings import load_settings
    from rupadata.procedure import load_procedure
    from rupadata.procedure.settings_check import check_settings

    office = load_settings(file)
    name = office.letterhead.logo
    if name:
        check_logo(name, read_logo(file.parent / name))
    load_brand(office.brand, file.parent)
    fonts = load_fonts(office.brand.fonts, file.parent)
    found = (*check_settings(office, load_procedure(procedure), date.today()), *find_letters_behind(fonts))
    for problem in found:
        click.echo(f"{problem.message} {problem.hint}".strip())
    count = len(found)
    click.echo(
        say(
            id=f"{file}: dapat dipakai, {count} catatan." if count else f"{file}: dapat dipakai, lengkap.",
            en=f"{file}: can be used, {count} remarks." if count else f"{file}: can be used, complete.",
        ),
        err=True,
    )
