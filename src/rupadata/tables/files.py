"""Find the table files in what somebody named: files, folders, zip archives; tell their kind by their
content."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rupadata.tables.catalogue import find_entry
from rupadata.tables.context import Context, producer_of_names
from rupadata.tables.delimited import decode, find_wide_encoding, read_delimited
from rupadata.tables.jsontables import read_json
from rupadata.tables.markup import read_markup
from rupadata.tables.parquet import read_parquet
from rupadata.tables.refusals import check_archive, refuse
from rupadata.tables.sheet import Sheet
from rupadata.tables.workbook import read_workbook

ENDINGS = frozenset(
    ".csv .tsv .txt .xlsx .xlsm .xls .xlsb .ods .html .htm .json .geojson_ .parquet .zip .xltx .xml_".replace(
        "_", ""
    ).split()
) - {".geojson", ".xml"}
MAX_BYTES = 2_000_000_000
MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A table file: its name as observations carry it, where its bytes are, the folders around it."""

    name: str
    path: Path
    folders: tuple[str, ...]
    named: bool
    """Somebody named this file, instead of a folder that holds it."""
    data: bytes | None = None

    def load(self) -> bytes:
        """Return the bytes of the file."""
        if self.data is not None:
            return self.data
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise refuse(
                "file-unreadable",
                id=f"Berkas tidak dapat dibaca: {error.strerror}.",
                en=f"The file cannot be read: {error.strerror}.",
                hint_id="Periksa hak aksesnya.",
                hint_en="Check its permissions.",
            ) from error
        if not data:
            raise refuse(
                "file-empty",
                id="Berkas kosong.",
                en="The file is empty.",
                hint_id="Salin ulang berkasnya.",
                hint_en="Copy the file again.",
            )
        return data

    def context(self) -> Context:
        """Return the surroundings of its tables."""
        inner = self.name.rsplit("!/", 1)[-1]
        stem = Path(inner).stem
        entry = find_entry(self.path.absolute().parent, stem) if self.data is None else None
        around = producer_of_names((*self.folders[:2], stem))
        if entry is None:
            return Context(self.name, stem, self.folders, producer=around)
        producer = entry.producer or around
        return Context(self.name, stem, self.folders, entry.title, entry.period, producer)


def find_files(path: Path) -> Iterator[FoundFile]:
    """Return the table files of an input in the order of their names."""
    if not path.exists():
        near = _nearest(path)
        raise refuse(
            "input-missing",
            id=f"{path} tidak ada.",
            en=f"{path} does not exist.",
            hint_id=f"Maksudnya {near}?" if near else "Periksa ejaan nama dan foldernya.",
            hint_en=f"Did you mean {near}?" if near else "Check the spelling of its name and folder.",
        )
    root = path.absolute()
    outer = tuple(part for part in reversed(root.parent.parts[-4:]) if part not in ("/", ""))
    if path.is_file():
        return iter(_expand(FoundFile(root.name, path, outer, named=True)))
    return _walk(root, outer)


def _walk(root: Path, outer: tuple[str, ...]) -> Iterator[FoundFile]:
    found = False
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        relative = path.relative_to(root)
        if (
            any(part.startswith((".", "~$")) for part in relative.parts)
            or path.suffix.casefold() not in ENDINGS
        ):
            continue
        found = True
        inner = tuple(reversed(relative.parts[:-1]))
        name = "/".join((root.name, *relative.parts))
        yield from _expand(FoundFile(name, path, (*inner, root.name, *outer), named=False))
    if not found:
        raise refuse(
            "folder-empty",
            id=f"Tidak ada berkas tabel di folder {root.name}.",
            en=f"There is no table file in the folder {root.name}.",
            hint_id="Gunakan XLSX, XLS, ODS, CSV, HTML, JSON, Parquet, atau ZIP.",
            hint_en="Use XLSX, XLS, ODS, CSV, HTML, JSON, Parquet or ZIP.",
        )


def _expand(file: FoundFile, depth: int = 0) -> list[FoundFile]:
    """Return the files inside an archive, or the file itself."""
    if file.path.suffix.casefold() != ".zip" and not file.name.casefold().endswith(".zip"):
        return [file]
    data = file.load()
    archive = check_archive(data)
    names = archive.namelist()
    if "xl/workbook.xml" in names or "content.xml" in names or depth >= MAX_DEPTH:
        return [FoundFile(file.name, file.path, file.folders, file.named, data)]
    out: list[FoundFile] = []
    for info in sorted(archive.infolist(), key=lambda i: i.filename):
        parts = Path(info.filename).parts
        hidden = any(part.startswith((".", "~$", "__MACOSX")) or part == ".." for part in parts)
        if info.is_dir() or hidden or Path(info.filename).suffix.casefold() not in ENDINGS:
            continue
        try:
            content = archive.read(info)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            EOFError,
            OSError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise refuse(
                "file-damaged",
                id=f"{info.filename} di dalam arsip rusak atau terkunci.",
                en=f"{info.filename} in the archive is damaged or locked.",
                hint_id="Buat ulang arsipnya tanpa kata sandi.",
                hint_en="Make the archive again, without a password.",
            ) from error
        folders = (*reversed(parts[:-1]), Path(file.name).stem, *file.folders)
        inner = FoundFile(f"{file.name}!/{'/'.join(parts)}", Path(info.filename), folders, False, content)
        out.extend(_expand(inner, depth + 1))
    if not out:
        raise refuse(
            "folder-empty",
            id="Tidak ada berkas tabel di dalam arsip.",
            en="There is no table file in the archive.",
            hint_id="Gunakan XLSX, XLS, ODS, CSV, HTML, JSON, atau Parquet di dalamnya.",
            hint_en="Put XLSX, XLS, ODS, CSV, HTML, JSON or Parquet into it.",
        )
    return out


def _nearest(path: Path) -> str:
    from rupadata.errors import nearest_name

    if not path.parent.is_dir():
        return ""
    return nearest_name(path.name, [other.name for other in path.parent.iterdir()]) or ""


def kind_of(data: bytes) -> str:
    """Return the kind of a file by its first bytes: xlsx, xlsb, ods, xls, html, json, parquet, text, or
    unknown."""
    head = data[:4096]
    if find_wide_encoding(data) is not None:
        head = decode(head).encode()
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"PK"):
        names = check_archive(data).namelist()
        if "xl/workbook.bin" in names:
            return "xlsb"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
        return "ods" if "content.xml" in names else "unknown"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(
        (
            b"%PDF",
            b"\x89PNG",
            b"\xff\xd8\xff",
            b"GIF8",
            b"Rar!",
            b"7z\xbc\xaf",
            b"\x1f\x8b",
            b"\x7fELF",
            b"MZ",
        )
    ):
        return "unknown"
    if head.startswith((b"{", b"[")):
        return "json"
    lowered = head[:2000].lower()
    if head.startswith(b"<") and (
        b"<html" in lowered
        or b"<table" in lowered
        or b"<!doctype" in lowered
        or b"<?xml" in lowered
        or b"<div" in lowered
    ):
        return "html"
    return "text"


def open_sheets(data: bytes, file: FoundFile) -> tuple[Sheet, ...]:
    """Return the sheets of a file, whatever its format."""
    kind = kind_of(data)
    if kind in ("xlsx", "xlsb", "ods", "xls"):
        return read_workbook(data, kind)
    if kind == "json":
        return read_json(data)
    if kind == "parquet":
        return read_parquet(data)
    if kind == "html":
        return read_markup(data)
    if kind == "text":
        return read_delimited(data)
    raise refuse(
        "file-type-unknown",
        id="Berkas bukan tabel yang dikenal.",
        en="The file is no table that is known.",
        hint_id="Gunakan XLSX, XLS, ODS, CSV, HTML, JSON, atau Parquet.",
        hint_en="Use XLSX, XLS, ODS, CSV, HTML, JSON or Parquet.",
    )
