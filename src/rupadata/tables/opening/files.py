"""Find the table files in what somebody named: files, folders, zip archives; tell their kind by their
content."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from rupadata.decoding import explain_in
from rupadata.errors import InputRefusedError, nearest_name
from rupadata.glossary import Glossary, load_glossary
from rupadata.limits import current_limits
from rupadata.regions import Regions
from rupadata.tables.opening.context import Context, producer_of_names
from rupadata.tables.opening.delimited import decode, find_wide_encoding, read_delimited
from rupadata.tables.opening.guarded_reading import TimeLeft
from rupadata.tables.opening.metadata import FolderCatalogues
from rupadata.tables.opening.refusals import DAMAGED, check_archive, refuse
from rupadata.tables.sheet import Sheet

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods")
_ODD_RATIO = 12
"""Archives of tables unpack to less than this many times their size."""
_AROUND_SECONDS = 1.0
"""What starting a process for an odd archive and comparing what its files gave may take."""
ENDINGS = frozenset((*WORKBOOKS, ".csv", ".tsv", ".txt", ".html", ".htm", ".json", ".parquet", ".zip"))


def in_letters(name: str) -> str:
    """Return the name of a file with `%0A` and the like for control characters and for bytes of no letter."""
    return _NO_LETTER.sub(lambda found: "".join(f"%{byte:02X}" for byte in os.fsencode(found[0])), name)


_NO_LETTER = re.compile("[\x00-\x1f\x7f\udc80-\udcff]")


class FoundFile(Struct, frozen=True):
    """A table file: its name as observations carry it, where its bytes are, the folders around it."""

    name: str
    path: Path
    folders: tuple[str, ...]
    named: bool
    """Somebody named this file, instead of a folder that holds it."""
    archive: zipfile.ZipFile | None = None
    """The archive that holds it; `path` is its name in there."""
    member: zipfile.ZipInfo | None = None
    refusal: InputRefusedError | None = None
    """Why it cannot be read, when that is known already."""
    archive_time: TimeLeft | None = None
    """The time that the files of an archive share, when this is one of them."""
    alone: bool = False
    """Read as whoever gets only this file would: without what stands beside it."""
    content: bytes | None = None
    """The bytes of a member of an archive that goes to another process; `packed` is their size in there."""
    packed: int = 0

    def __post_init__(self) -> None:
        """Write every name in letters: it stands in observations, manifests and on papers."""
        force_setattr(self, "name", in_letters(self.name))
        force_setattr(self, "folders", tuple(map(in_letters, self.folders)))

    def detached(self) -> FoundFile:
        """Return the file as it can go to another process: a member of an archive with its bytes."""
        if self.archive is None or self.member is None:
            return self
        alone = replace(self, archive=None, member=None, alone=True)
        try:
            return replace(alone, content=self.load(), packed=self.member.compress_size)
        except InputRefusedError as error:
            return replace(alone, refusal=error)

    def packed_size(self, data: bytes) -> int:
        """Return how many bytes the file takes where it stands."""
        return self.packed or (self.member.compress_size if self.member is not None else len(data))

    @property
    def in_odd_archive(self) -> bool:
        """Tell whether it lies in an archive that unpacks to far more than its size."""
        return self.archive_time is not None and self.archive_time.odd

    def load(self) -> bytes:
        """Return the bytes of the file."""
        if self.refusal is not None:
            raise self.refusal
        if self.content is not None:
            return self.content
        try:
            if self.archive is not None and self.member is not None:
                data = self.archive.read(self.member)
            else:
                data = self.path.read_bytes()
        except (*DAMAGED, KeyError) as error:
            raise _unreadable(self, error) from error
        if not data:
            raise refuse(
                "file-empty",
                id="Berkas kosong.",
                en="The file is empty.",
                hint_id="Salin ulang berkasnya.",
                hint_en="Copy the file again.",
            )
        return data

    def context(
        self, regions: Regions, catalogues: FolderCatalogues, glossary: Glossary | None = None
    ) -> Context:
        """Return the surroundings of its tables."""
        inner = self.name.rsplit("!/", 1)[-1]
        stem = Path(inner).stem
        entry = (
            catalogues.find(self.path.absolute().parent, stem)
            if self.archive is None and not self.alone
            else None
        )
        known = glossary or load_glossary()
        around = producer_of_names(regions, (*self.folders[:2], stem))
        if entry is None:
            return Context(self.name, regions, stem, self.folders, producer=around, glossary=known)
        producer = entry.producer or around
        return Context(
            self.name, regions, stem, self.folders, entry.title, entry.period, producer, glossary=known
        )


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
        return iter(_expand(FoundFile(root.name, path, outer, named=True), _Room.of(path)))
    if path.is_dir():
        return _walk(root, outer)
    raise refuse(
        "file-unreadable",
        id=f"{path.name} bukan berkas biasa.",
        en=f"{path.name} is no ordinary file.",
        hint_id="Salin isinya ke sebuah berkas.",
        hint_en="Copy its content into a file.",
    )


def _walk(root: Path, outer: tuple[str, ...]) -> Iterator[FoundFile]:
    found = False
    places: list[tuple[Path, InputRefusedError | None]] = []

    def closed(error: OSError) -> None:
        places.append((Path(error.filename), _closed(error)))

    for folder, _, names in os.walk(root, onerror=closed):
        places += [(Path(folder, name), None) for name in names]
    for path, refusal in sorted(places, key=lambda place: place[0]):
        relative = path.relative_to(root)
        hidden = any(part.startswith((".", "~$")) for part in relative.parts)
        if hidden or (refusal is None and (path.suffix.casefold() not in ENDINGS or not path.is_file())):
            continue
        found = True
        inner = tuple(reversed(relative.parts[:-1]))
        name = "/".join((root.name, *relative.parts))
        file = FoundFile(name, path, (*inner, root.name, *outer), named=False, refusal=refusal)
        try:
            yield from _expand(file, _Room.of(path))
        except InputRefusedError as error:
            # One bad archive does not keep the other files of its folder away.
            yield replace(file, refusal=error)
    if not found:
        raise refuse(
            "folder-empty",
            id=f"Tidak ada berkas tabel di folder {root.name}.",
            en=f"There is no table file in the folder {root.name}.",
            hint_id="Gunakan XLSX, XLS, ODS, CSV, HTML, JSON, Parquet, atau ZIP.",
            hint_en="Use XLSX, XLS, ODS, CSV, HTML, JSON, Parquet or ZIP.",
        )


def _closed(error: OSError) -> InputRefusedError:
    return refuse(
        "file-unreadable",
        id=f"Folder tidak dapat dibuka: {explain_in(error, 'id')}.",
        en=f"The folder cannot be opened: {explain_in(error, 'en')}.",
        hint_id="Periksa hak aksesnya.",
        hint_en="Check its permissions.",
    )


def _unreadable(file: FoundFile, error: Exception) -> InputRefusedError:
    if file.archive is None:
        return refuse(
            "file-unreadable",
            id=f"Berkas tidak dapat dibaca: {explain_in(error, 'id')}.",
            en=f"The file cannot be read: {explain_in(error, 'en')}.",
            hint_id="Periksa hak aksesnya.",
            hint_en="Check its permissions.",
        )
    return refuse(
        "file-damaged",
        id="Berkas di dalam arsip rusak atau terkunci.",
        en="The file in the archive is damaged or locked.",
        hint_id="Buat ulang arsipnya tanpa kata sandi.",
        hint_en="Make the archive again, without a password.",
    )


class _Room(Struct):
    """How many files and bytes of inner archives an archive may still hold, of how many in all."""

    most_files: int
    most_bytes: int
    files: int
    bytes: int

    @classmethod
    def of(cls, path: Path) -> _Room:
        """Return the room of an archive by its size."""
        limits = current_limits()
        try:
            files = limits.files_for(path.stat().st_size)
        except OSError:
            files = limits.archive_files
        return cls(files, limits.archive_bytes, files, limits.archive_bytes)

    @property
    def is_used_up(self) -> bool:
        """Tell whether there is more than may be."""
        return self.files < 0 or self.bytes < 0


def _expand(file: FoundFile, room: _Room, depth: int = 0) -> list[FoundFile]:
    """Return the files inside an archive, or the file itself."""
    if file.refusal is not None or file.path.suffix.casefold() != ".zip":
        return [file]
    data = file.load()
    archive = check_archive(data)
    names = archive.namelist()
    if "xl/workbook.xml" in names or "content.xml" in names or depth >= current_limits().archive_depth:
        return [file]
    time_left = file.archive_time or _time_for(archive, len(data))
    out: list[FoundFile] = []
    for info in sorted(archive.infolist(), key=lambda i: i.filename):
        parts = Path(info.filename).parts
        hidden = any(part.startswith((".", "~$", "__MACOSX")) or part == ".." for part in parts)
        if info.is_dir() or hidden or Path(info.filename).suffix.casefold() not in ENDINGS:
            continue
        room.files -= 1
        room.bytes -= info.file_size if info.filename.casefold().endswith(".zip") else 0
        if room.is_used_up:
            most, megabytes = room.most_files, room.most_bytes / 1e6
            raise refuse(
                "file-too-large",
                id=f"Arsip memuat lebih dari {most} berkas atau {megabytes:.0f} MB arsip lain.",
                en=f"The archive holds over {most} files or {megabytes:.0f} MB of other archives.",
                hint_id="Bagi arsipnya, atau buka menjadi folder.",
                hint_en="Part the archive, or unpack it into a folder.",
            )
        folders = (*reversed(parts[:-1]), Path(file.name).stem, *file.folders)
        inner = FoundFile(
            f"{file.name}!/{'/'.join(parts)}", Path(info.filename), folders, False, archive, info,
            archive_time=time_left,
        )  # fmt: skip
        try:
            out.extend(_expand(inner, room, depth + 1))
        except InputRefusedError as error:
            if room.is_used_up:
                raise
            out.append(replace(inner, refusal=error))
    if not out:
        raise refuse(
            "folder-empty",
            id="Tidak ada berkas tabel di dalam arsip.",
            en="There is no table file in the archive.",
            hint_id="Gunakan XLSX, XLS, ODS, CSV, HTML, JSON, atau Parquet di dalamnya.",
            hint_en="Put XLSX, XLS, ODS, CSV, HTML, JSON or Parquet into it.",
        )
    return out


def _time_for(archive: zipfile.ZipFile, size: int) -> TimeLeft:
    """Return the time that the files of an archive share: that of a file of their size, but that of the
    archive's own size where it unpacks to far more, less what is done around reading them."""
    unpacked = sum(info.file_size for info in archive.infolist())
    limits = current_limits()
    if unpacked <= _ODD_RATIO * size:
        return TimeLeft(limits.seconds_for(unpacked), odd=False)
    return TimeLeft(limits.seconds_for(size) - _AROUND_SECONDS, odd=True)


def _nearest(path: Path) -> str:
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


def open_sheets(data: bytes, regions: Regions, folders: Iterable[str] = ()) -> tuple[Sheet, ...]:
    """Return the sheets of a file, whatever its format; a reader is loaded when its kind of file comes.

    The `folders` that it lies in, from near to far, tell columns of a lake of Parquet.
    """
    kind = kind_of(data)
    if kind in ("xlsx", "xlsb", "ods", "xls"):
        from rupadata.tables.opening.workbook import read_workbook

        return read_workbook(data, kind)
    if kind == "json":
        from rupadata.tables.opening.jsontables import read_json

        return read_json(data, regions)
    if kind == "parquet":
        from rupadata.tables.opening.parquet import parts_of_lake, read_parquet

        return read_parquet(data, parts_of_lake(folders))
    if kind == "html":
        from rupadata.tables.opening.html_tables import read_markup

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
