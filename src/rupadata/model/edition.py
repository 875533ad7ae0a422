"""Editions and the manifest of a build: what was made, from what, with which problems.

The manifest is a public contract (`rupadata schema manifest`).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

import msgspec

from rupadata.checked import LanguageCode, PagePath, PlainName, RegionCode, RelativePath, Sha256, ShortDate
from rupadata.decoding import decode_json, unreadable
from rupadata.errors import InputRefusedError
from rupadata.language import Said, say
from rupadata.problems import Problem

_BUILD_AGAIN = Said(
    "Hapus manifest.json itu dan jalankan `rupadata build` lagi.",
    "Delete that manifest.json and run `rupadata build` again.",
)


class MadeFile(msgspec.Struct, frozen=True):
    """One file of an edition; `path` relative to the build's folder."""

    path: RelativePath
    sha256: Sha256
    bytes: int


class UsedSource(msgspec.Struct, frozen=True):
    """One source file that an edition or a build uses."""

    file: str
    sha256: Sha256


class ProblemPlace(msgspec.Struct, frozen=True):
    """Where a problem stands; see `problems.Place`."""

    file: str
    sheet: str
    cell: str


class ProblemEntry(msgspec.Struct, frozen=True):
    """One entry of `problems.json`.

    `message` and `hint` are in the language of the build's messages; `variant` and `arguments` let them be
    said in another. An argument that differs between languages is a mapping of `id` and `en`.
    """

    code: str
    severity: Literal["error", "warning", "info"]
    where: ProblemPlace
    message: str
    hint: str
    variant: str = ""
    arguments: dict[str, str | int | float | dict[str, str]] | None = None

    def as_problem(self) -> Problem:
        """Return the problem, to say it in another language; without arguments it keeps its sentences."""
        return Problem.from_dict(msgspec.to_builtins(self))


class UsedIndicator(msgspec.Struct, frozen=True):
    """One indicator of a page as people read it: its periods from the first to the last, how many regions."""

    name: str
    unit: str
    first: str
    last: str
    regions: int


class Edition(msgspec.Struct, frozen=True):
    """One page in all its sizes, frozen.

    `digest` covers the spec, the observations that the page uses, theme, fonts, language, date and the
    boundaries; not the engine's version, so that an upgrade voids no approval. `path` is the page's folder.
    """

    path: PagePath
    region: RegionCode
    region_name: str
    subject: PlainName
    subject_name: str
    page: PlainName
    title: str
    digest: Sha256
    indicators: tuple[str, ...]
    why: tuple[str, ...]
    files: tuple[MadeFile, ...]
    sources: tuple[UsedSource, ...]
    problems: tuple[ProblemEntry, ...]
    contents: tuple[UsedIndicator, ...] = ()
    """The indicators in words, in the order of `indicators`; empty in manifests of earlier versions."""

    def __post_init__(self) -> None:
        for file in self.files:
            if not file.path.startswith(f"{self.path}/"):
                raise ValueError(
                    say(id=f"{file.path} bukan di dalam {self.path}", en=f"{file.path} is not in {self.path}")
                )


class LeftOut(msgspec.Struct, frozen=True):
    """An indicator that stands on no page, with the reason in words, and the tables that it comes from."""

    region: str
    subject: str
    indicator: str
    name: str
    why: str
    tables: tuple[str, ...] = ()
    """Titles of tables, or file and sheet where they have none; empty in manifests of earlier versions."""


class Engine(msgspec.Struct, frozen=True):
    """The program that made a build."""

    name: str
    version: str


class Manifest(msgspec.Struct, frozen=True):
    """Everything about one build. `refused` names inputs that could not be used."""

    version: int
    engine: Engine
    lang: LanguageCode
    theme: str
    date: ShortDate
    sizes: tuple[str, ...]
    formats: tuple[str, ...]
    sources: tuple[UsedSource, ...]
    refused: tuple[str, ...]
    editions: tuple[Edition, ...]
    problems: tuple[ProblemEntry, ...]
    files: tuple[MadeFile, ...]
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        if self.date.count("-") == 2:
            dt.date.fromisoformat(self.date)


def load_manifest(path: Path) -> Manifest:
    """Return the manifest of a build from its `manifest.json`; a damaged one is refused."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(str(path), error, "manifest-unreadable", _BUILD_AGAIN) from error
    return parse_manifest(content, where=str(path))


def get_manifest(folder: Path) -> Manifest:
    """Return the manifest of a build's folder; a folder without one, or with a damaged one, is refused."""
    path = folder / "manifest.json"
    if not path.exists():
        raise InputRefusedError(
            say(id=f"{folder}: tidak ada manifest.json.", en=f"{folder}: there is no manifest.json."),
            code="manifest-missing",
            hint=say(
                id="Pilih folder yang dibuat rupadata build.", en="Choose a folder that rupadata build made."
            ),
        )
    return load_manifest(path)


def parse_manifest(content: bytes, *, where: str = "manifest.json") -> Manifest:
    """Return a manifest from its JSON: every path in it lies below its folder, every digest is one."""
    return decode_json(content, Manifest, where, "manifest-unreadable", _BUILD_AGAIN)
