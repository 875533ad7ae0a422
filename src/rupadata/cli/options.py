"""Options that mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from rupadata.errors import MissingPartError
from rupadata.language import LANGUAGES, message_language, say
from rupadata.office import Office, default_office, load_office

OFFICE_VARIABLE = "RUPADATA_OFFICE"
"""The environment variable that names the office's folder where a call does not."""

F = TypeVar("F", bound=Callable[..., Any])


class PathName(click.ParamType[Path]):
    """The name of a file or folder; refused where it is empty, or a link that leads nowhere but to itself."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path of a word."""
        if not str(value).strip():
            self.fail(say(id="nama yang kosong.", en="a name that is empty."), param, ctx)
        path = Path(value)
        try:
            path.resolve()
        except (RuntimeError, OSError):  # Of a loop: a RuntimeError until Python 3.13.
            self.fail(say(id="tautannya berputar.", en="its links turn in a circle."), param, ctx)
        return path


class PlainText(click.ParamType[str]):
    """Words that can be sent: not bytes that no letter stands for."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words."""
        text = str(value)
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            self.fail(say(id="tulisannya bukan UTF-8.", en="it is not written in UTF-8."), param, ctx)
        return text


def lang_option(function: F) -> F:
    """Add `--lang id|en`: the language of messages, and of pages where a command draws any."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=message_language(),
        show_default=True,
        help=say(id="Bahasa pesan dan halaman.", en="Language of messages and pages."),
    )(function)


def catalogue_options(function: F) -> F:
    """Add `--catalogue` and `--edition`: the subjects to choose from."""
    edition = click.option(
        "--edition",
        default="",
        help=say(
            id="Edisi bab Dalam Angka, misalnya kcda-2026.",
            en="Edition of the yearbook's chapters, such as kcda-2026.",
        ),
    )
    catalogue = click.option(
        "--catalogue",
        type=PathName(),
        help=say(
            id="Katalog kantor sendiri (TOML, salinan catalogue.toml yang disunting).",
            en="The office's own catalogue (TOML, an edited copy of catalogue.toml).",
        ),
    )
    return catalogue(edition(function))


def office_option(function: F) -> F:
    """Add `--office`: the folder of an office, or the office.toml in it."""
    return click.option(
        "--office",
        type=PathName(),
        envvar=OFFICE_VARIABLE,
        help=say(
            id=f"Folder kantor atau office.toml di dalamnya; bawaan: {OFFICE_VARIABLE}.",
            en=f"The office's folder, or the office.toml in it; default: {OFFICE_VARIABLE}.",
        ),
    )(function)


def named_inputs(ctx: click.Context, param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse an empty name: it would mean the current folder, which nobody asked for."""
    if not all(name.strip() for name in names):
        raise click.BadParameter(say(id="nama yang kosong.", en="a name that is empty."), ctx, param)
    return names


def open_office(path: Path | None) -> Office:
    """Return the office that a call names, else the one that has nothing of its own."""
    return load_office(path) if path is not None else default_office()


def _read_press(_context: click.Context, _option: click.Parameter, path: Path | None) -> object:
    if path is None:
        return b""
    from rupadata.render.press_colours import open_profile  # Few PDFs go to a press.

    return open_profile(path).content


press_option = click.option(
    "--cmyk",
    "press",
    metavar="PROFILE",
    type=PathName(),
    callback=_read_press,
    help=say(
        id="PDF dengan tinta CMYK menurut profil ICC percetakan ini.",
        en="PDF in CMYK inks by this ICC profile of the print shop.",
    ),
)


def file_options(function: F) -> F:
    """Add what `FileOptions` holds: scale, density, letters in SVG, bleed, crop marks, inks."""
    for option in reversed(
        (
            click.option(
                "--scale",
                type=click.FloatRange(0.1, 8),
                default=1.0,
                show_default=True,
                help=say(id="Perbesaran PNG, JPG, WebP.", en="Magnification of PNG, JPG, WebP."),
            ),
            click.option(
                "--dpi",
                type=click.FloatRange(0, 1200),
                default=0,
                help=say(
                    id="Titik per inci halaman cetak (PNG, JPG, WebP); biasanya 150.",
                    en="Dots per inch of pages for print (PNG, JPG, WebP); usually 150.",
                ),
            ),
            click.option(
                "--svg-text",
                type=click.Choice(["embed", "text", "outline"]),
                default="embed",
                show_default=True,
                help=say(id="Huruf dalam SVG.", en="Letters in SVG."),
            ),
            click.option(
                "--bleed",
                "bleed_mm",
                type=click.FloatRange(0, 50),
                default=0,
                help=say(
                    id="Lebihan tepi PDF untuk percetakan, mm.", en="Bleed of the PDF for print shops, mm."
                ),
            ),
            click.option(
                "--crop-marks",
                is_flag=True,
                help=say(id="Tanda potong pada PDF.", en="Crop marks on the PDF."),
            ),
            press_option,
        )
    ):
        function = option(function)
    return function


def need_web() -> None:
    """Refuse with one sentence when the extra `web` is not installed."""
    try:
        import allauth  # noqa: F401
        import django  # noqa: F401
        import granian  # noqa: F401
    except ImportError as error:
        raise MissingPartError(
            say(id="Bagian web belum terpasang.", en="The web part is not installed."),
            code="part-missing",
            hint=say(id="Jalankan: pip install 'rupadata[web]'.", en="Run: pip install 'rupadata[web]'."),
        ) from error


def home_option(function: F) -> F:
    """Add --home: where the workplace keeps what is entrusted to it."""
    return click.option(
        "--home",
        type=PathName(),
        envvar="RUPADATA_HOME",
        default=Path("rupadata-home"),
        show_default=True,
        help=say(id="Folder tempat kerja.", en="Folder of the workplace."),
    )(function)
