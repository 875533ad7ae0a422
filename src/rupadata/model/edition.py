"""Editions and the manifest of a build: what was made, from what, with which problems.

The manifest is a public contract (`rupadata schema manifest`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from rupadata.problems import Problem


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file of an edition; `path` relative to the build's folder."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class UsedSource:
    """One source file that an edition or a build uses."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ProblemPlace:
    """Where a problem stands; see `problems.Place`."""

    file: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class ProblemEntry:
    """One entry of `problems.json`.

    `message` and `hint` are in the language of the build's messages; `variant` and `arguments` let them be
    said in another. An argument that differs between languages is a mapping of `id` and `en`.
    """

    code: str
    severity: str
    where: ProblemPlace
    message: str
    hint: str
    variant: str = ""
    arguments: dict[str, str | int | float | dict[str, str]] | None = None

    def as_problem(self) -> Problem:
        """Return the problem, to say it in another language; without arguments it keeps its sentences."""
        return Problem.from_dict(msgspec.to_builtins(self))


@dataclass(frozen=True, slots=True)
class UsedIndicator:
    """One indicator of a page as people read it: its periods from the first to the last, how many regions."""

    name: str
    unit: str
    first: str
    last: str
    regions: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One page in all its sizes, frozen.

    `digest` covers the spec, the observations that the page uses, theme, fonts, language, date and the
    boundaries; not the engine's version, so that an upgrade voids no approval. `path` is the page's folder.
    """

    path: str
    region: str
    region_name: str
    subject: str
    subject_name: str
    page: str
    title: str
    digest: str
    indicators: tuple[str, ...]
    why: tuple[str, ...]
    files: tuple[MadeFile, ...]
    sources: tuple[UsedSource, ...]
    problems: tuple[ProblemEntry, ...]
    contents: tuple[UsedIndicator, ...] = ()
    """The indicators in words, in the order of `indicators`; empty in manifests of earlier versions."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An indicator that stands on no page, with the reason in words."""

    region: str
    subject: str
    indicator: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Engine:
    """The program that made a build."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything about one build. `refused` names inputs that could not be used."""

    version: int
    engine: Engine
    lang: str
    theme: str
    date: str
    sizes: tuple[str, ...]
    formats: tuple[str, ...]
    sources: tuple[UsedSource, ...]
    refused: tuple[str, ...]
    editions: tuple[Edition, ...]
    problems: tuple[ProblemEntry, ...]
    files: tuple[MadeFile, ...]
    left_out: tuple[LeftOut, ...] = ()


def load_manifest(path: Path) -> Manifest:
    """Return the manifest of a build from its `manifest.json`."""
    return parse_manifest(path.read_bytes())


def parse_manifest(content: bytes) -> Manifest:
    """Return a manifest from its JSON."""
    return msgspec.json.decode(content, type=Manifest)
