"""Catalogues beside the files: a list of datasets or CKAN metadata that gives tables their title, year and
producer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from rupadata.tables.lexicon.table_words import fold
from rupadata.tables.opening.delimited import decode, find_separator
from rupadata.tables.opening.jsontables import parse_json

_NAME = re.compile(r"index|indeks|katalog|catalog|metadata|package|daftar", re.I)
_TITLES = ("nama_dataset", "judul", "title", "dataset", "nama dataset", "judul_tabel")
_FILES = ("nama_tabel", "nama_file", "file", "berkas", "filename", "nama tabel", "resource", "tabel", "name")
_YEARS = ("tahun", "year", "periode", "period")
_PRODUCERS = ("produsen", "instansi", "organisasi", "organization", "opd", "walidata", "producer")
MAX_BYTES = 400_000


class CatalogueEntry(Struct, frozen=True):
    """What a catalogue says of one table."""

    title: str
    period: str = ""
    producer: str = ""


def load_catalogue(folder: Path) -> Mapping[str, CatalogueEntry]:
    """Return the entries of the catalogues in a folder by folded table name; empty when there are none."""
    entries: dict[str, CatalogueEntry] = {}
    try:
        files = sorted(
            p for p in folder.iterdir() if _NAME.search(p.stem) and p.suffix.casefold() in (".csv", ".json")
        )
    except OSError:
        return entries
    for path in files[:5]:
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if len(data) > MAX_BYTES:
            continue
        found = _read_json(data) if path.suffix.casefold() == ".json" else _read_csv(data)
        entries.update(found)
    return entries


class FolderCatalogues:
    """The catalogues in the folders of one reading, each folder read once; the next reading reads anew."""

    def __init__(self) -> None:
        self._by_folder: dict[Path, Mapping[str, CatalogueEntry]] = {}

    def find(self, folder: Path, stem: str) -> CatalogueEntry | None:
        """Return the entry of a table; its name is the file's or the end of it ('datastore_umkm': 'umkm')."""
        if folder not in self._by_folder:
            self._by_folder[folder] = load_catalogue(folder)
        entries = self._by_folder[folder]
        own = fold(stem)
        if own in entries:
            return entries[own]
        endings = [name for name in entries if len(name) >= 4 and own.endswith(" " + name)]
        return entries[max(endings, key=len)] if endings else None


def _pick(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    for name in names:
        value = (row.get(name) or "").strip()
        if value:
            return value
    return ""


def _read_csv(data: bytes) -> dict[str, CatalogueEntry]:
    text = decode(data)
    reader = csv.DictReader(io.StringIO(text), delimiter=find_separator(text))
    fields = {(name or "").strip().casefold() for name in reader.fieldnames or ()}
    if not fields & set(_TITLES) or not fields & set(_FILES):
        return {}
    entries = {}
    for raw in reader:
        row = {
            (key or "").strip().casefold(): value if isinstance(value, str) else ""
            for key, value in raw.items()
        }
        title, file = _pick(row, _TITLES), _pick(row, _FILES)
        if title and file:
            entries[fold(Path(file).stem)] = CatalogueEntry(title, _pick(row, _YEARS), _pick(row, _PRODUCERS))
    return entries


def _read_json(data: bytes) -> dict[str, CatalogueEntry]:
    """Read CKAN's package_show or package_search."""
    try:
        content: Any = parse_json(decode(data))
    except (ValueError, RecursionError):
        return {}
    result = content.get("result") if isinstance(content, dict) else None
    if not isinstance(result, dict):
        return {}
    listed = result.get("results")
    packages = listed if isinstance(listed, list) else [result]
    entries = {}
    for package in packages:
        if not isinstance(package, dict):
            continue
        organization = package.get("organization")
        producer = str(organization.get("title") or "") if isinstance(organization, dict) else ""
        for resource in package.get("resources") or ():
            if not isinstance(resource, dict):
                continue
            title = str(resource.get("name") or package.get("title") or "")
            for name in (resource.get("url"), resource.get("name"), resource.get("id")):
                if name:
                    entries[fold(Path(str(name)).stem)] = CatalogueEntry(
                        str(package.get("title") or title), "", producer
                    )
    return entries
