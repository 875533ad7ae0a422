"""The office's own files: kept by digest, laid as the folder that the command line knows, read as one value.

```
files/office/<digest>/    office.toml, its logo, regions.csv, catalogue.toml, glossary.toml, grouping.json,
                          boundaries.*, symbols/*.svg, illustrations/*, fonts/*: what the office had when a
                          work began
```
A laid folder is never changed: a corrected file makes another one, so that work under way keeps what it began
with.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import transaction
from msgspec.structs import replace

from rupadata.errors import InputRefusedError, UsageError
from rupadata.language import say
from rupadata.office import Office, load_office
from rupadata.office.folder import (
    BOUNDARIES,
    CATALOGUE,
    DECISIONS,
    GLOSSARY,
    ILLUSTRATIONS,
    REGION_LIST,
    SETTINGS,
    SYMBOLS,
)
from rupadata.office.illustrations import read_illustration, write_caption
from rupadata.office.settings import FontSettings
from rupadata.regions.outline_files import read_features
from rupadata.subjects.decisions import GroupingDecision, load_memory, remember
from rupadata.subjects.title_words import slug
from rupadata.web.accounts.models import OfficeFile, OfficeVersion, current_office
from rupadata.web.blobs import keep_blob, read_blob

KINDS: dict[str, tuple[str, ...]] = {
    "regions": (".csv",),
    "catalogue": (".toml",),
    "glossary": (".toml",),
    "grouping": (".json",),
    "boundaries": (".geojson", ".json", ".topojson", ".gpkg", ".zip"),
    "symbol": (".svg",),
    "illustration": (".png", ".jpg", ".jpeg", ".svg"),
}
"""What an office can bring, and the endings of its file."""
_NAMES = {"regions": REGION_LIST, "catalogue": CATALOGUE, "glossary": GLOSSARY, "grouping": DECISIONS}
RECIPES, FONTS = "recipes/", "fonts"


def name_in_folder(kind: str, file: str) -> str:
    """Return the name under which the office's folder holds a file of a kind."""
    path = PurePosixPath(file)
    if kind == "boundaries":
        return f"{BOUNDARIES}{path.suffix.lower()}"
    if kind == "illustration":
        return f"{ILLUSTRATIONS}/{slug(path.stem)}{path.suffix.lower()}"
    return f"{SYMBOLS}/{slug(path.stem)}.svg" if kind == "symbol" else _NAMES[kind]


def current_folder() -> Path:
    """Return the office's folder as it stands now."""
    return _lay(current_office(), _held())


def current_value() -> Office:
    """Return the office as it stands now; decisions are kept by `remember_grouping` alone."""
    return office_at(str(current_folder()))


def keep_office_file(kind: str, file: str, content: bytes, person: str) -> str:
    """Keep a file of the office's own, after the office could be read with it; return its name there."""
    name = name_in_folder(kind, file)
    _try(current_office(), {**_held(), name: keep_blob(content)}, name)
    with transaction.atomic():
        if kind == "boundaries":  # One file of outlines holds; another ending would lie beside it.
            OfficeFile.objects.filter(name__startswith=f"{BOUNDARIES}.").delete()
        _keep(name, content, person)
    return name


def keep_illustration(file: str, content: bytes, alt: Mapping[str, str], credit: str, person: str) -> str:
    """Keep a picture of the office's own with its caption, in place of one of the same name; return its name
    in the folder. One that no page could show, or that nobody signed, is refused."""
    name = name_in_folder("illustration", file)
    path = PurePosixPath(name)
    read_illustration(path.stem, path.suffix, content, {"alt": dict(alt), "credit": credit})
    caption = write_caption(alt, credit).encode()
    stem = f"{ILLUSTRATIONS}/{path.stem}"
    _try(current_office(), {name: keep_blob(content), f"{stem}.toml": keep_blob(caption)}, name)
    with transaction.atomic():
        OfficeFile.objects.filter(name__startswith=f"{stem}.").delete()
        _keep(name, content, person)
        _keep(f"{stem}.toml", caption, person)
    return name


def forget_file(found: OfficeFile) -> None:
    """Take a file of the office's own away; a picture and its caption go together.

    Raises a UsageError for a font that pages are set in: the office could not be read without it.
    """
    version = current_office()
    fonts = version.office.brand.fonts if version is not None else FontSettings()
    if found.name in (*fonts.heading, *fonts.text):
        raise UsageError(
            say(id=f"{found.name} dipakai oleh halaman.", en=f"Pages are set in {found.name}."),
            code="own-font-in-use",
            hint=say(
                id="Kembalikan huruf halaman ke huruf bawaan dahulu.",
                en="Set pages in the fonts of the product first.",
            ),
        )
    if found.name.startswith(f"{ILLUSTRATIONS}/"):
        OfficeFile.objects.filter(name__startswith=f"{found.name.rpartition('.')[0]}.").delete()
    else:
        found.delete()


def check_settings(version: OfficeVersion) -> None:
    """Refuse settings with which the office could not be read: those that name a logo which is not there."""
    _try(version, _held(), SETTINGS)


def keep_settings_and_files(version: OfficeVersion, files: Mapping[str, bytes]) -> None:
    """Keep files (name in the office's folder, content) that new settings name, after the office could be
    read with both; the settings are the caller's to save, in the same transaction."""
    digests = {name: keep_blob(content) for name, content in files.items()}
    _try(version, {**_held(), **digests}, SETTINGS)
    for name, content in files.items():
        _keep(name, content, version.saved_by)


def remember_grouping(decisions: Iterable[GroupingDecision], person: str) -> None:
    """Add what a work order decided about indicators to what the office remembers for the next one."""
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        held = OfficeFile.objects.select_for_update().filter(name=DECISIONS).first()
        memory = Path(folder) / DECISIONS
        if held is not None:
            memory.write_bytes(read_blob(held.sha256))
        before = load_memory(memory)
        if remember(memory, decisions).entries != before.entries:
            _keep(DECISIONS, memory.read_bytes(), person)


def _held() -> dict[str, str]:
    return dict(OfficeFile.objects.values_list("name", "sha256"))


def _keep(name: str, content: bytes, person: str) -> None:
    facts = {"sha256": keep_blob(content), "size": len(content), "saved_by": person}
    OfficeFile.objects.update_or_create(name=name, defaults=facts)


def _lay(version: OfficeVersion | None, files: Mapping[str, str]) -> Path:
    """Return the folder that holds these settings and files, made whole or not at all."""
    said = [version.digest, version.logo_name, sha256(bytes(version.logo)).hexdigest()] if version else []
    digest = sha256(json.dumps([said, sorted(files.items())]).encode()).hexdigest()[:32]
    folder = Path(settings.STORAGE) / "office" / digest
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    growing = Path(tempfile.mkdtemp(prefix=".growing-", dir=folder.parent))
    _fill(growing, version, files)
    growing.chmod(0o755)
    try:
        growing.rename(folder)
    except OSError:  # Another process laid the same folder first.
        shutil.rmtree(growing, ignore_errors=True)
    return folder


def _fill(folder: Path, version: OfficeVersion | None, files: Mapping[str, str]) -> None:
    if version is not None:
        (folder / SETTINGS).write_text(version.text, encoding="utf-8")
        if version.logo_name:
            (folder / version.logo_name).write_bytes(bytes(version.logo))
    for name, digest in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(read_blob(digest))


def _try(version: OfficeVersion | None, files: Mapping[str, str], name: str) -> None:
    """Refuse a file with which the office cannot be read, in the file's own name."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _fill(folder, version, files)
        try:
            office = load_office(folder)
            for symbol in office.symbols.names:
                office.symbols.get(symbol)
            if name.startswith(BOUNDARIES) and not read_features(folder / name):
                raise InputRefusedError(
                    say(id="tidak ada batas wilayah di dalamnya.", en="it holds no outlines."),
                    code="boundaries-no-match",
                )
        except InputRefusedError as error:
            plain = error.message.replace(f"{folder}/", "")
            raise InputRefusedError(plain, code=error.code, hint=error.hint) from error


@lru_cache(maxsize=4)
def office_at(folder: str) -> Office:
    """Return the office of a laid folder, which never changes."""
    return replace(load_office(Path(folder)), memory=None)


def recipe_for(shape: str) -> bytes | None:
    """Return the recipe that the office keeps for tables of a shape; None when it has none."""
    held = OfficeFile.objects.filter(name=f"{RECIPES}{shape}.toml").first()
    return read_blob(held.sha256) if held is not None else None


def keep_recipe(shape: str, content: bytes, person: str) -> None:
    """Keep a recipe for all tables of a shape."""
    _keep(f"{RECIPES}{shape}.toml", content, person)


def forget_recipe(shape: str) -> None:
    """Let go of the recipe for tables of a shape."""
    OfficeFile.objects.filter(name=f"{RECIPES}{shape}.toml").delete()
