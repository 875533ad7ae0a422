"""The fonts of the office's pages, brought as files: kept beside its settings and named in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Literal

from django.db import transaction
from msgspec import Struct

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.subjects.title_words import slug
from rupadata.typeset import OwnFamily, plain_name
from rupadata.web.accounts.models import OfficeFile, OfficeVersion
from rupadata.web.accounts.office_files import FONTS, current_value, keep_settings_and_files
from rupadata.web.accounts.office_form import plain_settings, write_toml

FontPart = Literal["heading", "text"]
ENDINGS = (".ttf", ".otf")
MOST_FILES = 9
"""Of one family: a file for each weight that there is."""


class ShownFonts(Struct, frozen=True):
    """What a part of pages is set in: the family's name, its weights, its files; empty for the product's."""

    part: FontPart
    family: str
    weights: tuple[int, ...]
    files: tuple[str, ...]


def set_fonts(
    version: OfficeVersion, part: FontPart, files: Sequence[tuple[str, bytes]], person: str
) -> OfficeVersion:
    """Set a part of the office's pages in the family of some files (name, content); return the settings kept.

    No file means the fonts of the product. Files that the settings name no more are taken away; comments in
    the settings are lost, as by the form.

    Raises an InputRefusedError for files that pages cannot be set in, or may not.
    """
    named = {_name(part, name): content for name, content in files}
    plain = plain_settings(version.office)
    brand = plain.setdefault("brand", {})
    brand["fonts"] = {**brand.get("fonts", {}), part: list(named)}
    text = write_toml({**plain, "brand": {**brand, "fonts": _without_empty(brand["fonts"])}})
    kept = OfficeVersion(text=text, logo_name=version.logo_name, logo=version.logo, saved_by=person)
    with transaction.atomic():
        try:
            keep_settings_and_files(kept, named)
        except InputRefusedError as error:
            if error.code != "own-font-unusable":
                raise
            hint = say(
                id="Pilih berkas huruf yang lain. Huruf halaman tetap seperti sebelumnya.",
                en="Choose other files. The fonts of pages stay what they were.",
            )
            message = error.message.replace(f"{FONTS}/{part}-", "")
            raise InputRefusedError(message, code=error.code, hint=hint) from error
        kept.save()
        fonts = kept.office.brand.fonts
        held = OfficeFile.objects.filter(name__startswith=f"{FONTS}/{part}-")
        held.exclude(name__in=(*fonts.heading, *fonts.text)).delete()
    return kept


def shown_fonts(version: OfficeVersion) -> tuple[ShownFonts, ...]:
    """Return what the two parts of the office's pages are set in."""
    said, fonts = version.office.brand.fonts, current_value().fonts
    parts: tuple[tuple[FontPart, str, tuple[str, ...]], ...] = (
        ("heading", fonts.heading, said.heading),
        ("text", fonts.text, said.text),
    )
    return tuple(
        ShownFonts(part, plain_name(family), tuple(weight for weight, _ in family.faces), files)
        if isinstance(family, OwnFamily)
        else ShownFonts(part, "", (), ())
        for part, family, files in parts
    )


def _name(part: FontPart, file: str) -> str:
    path = PurePosixPath(file)
    return f"{FONTS}/{part}-{slug(path.stem)}{path.suffix.lower()}"


def _without_empty(fonts: dict[str, list[str]]) -> dict[str, list[str]]:
    return {part: files for part, files in fonts.items() if files}
