"""The catalogue: subjects with their names, colours, symbols and words, in three taxonomies."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from rupadata.checked import PlainName
from rupadata.decoding import TOML_MISTAKES, parse_toml
from rupadata.errors import InputRefusedError, UsageError, nearest_name
from rupadata.file_errors import explain_mistake
from rupadata.language import say
from rupadata.model.observations import MEASURES
from rupadata.model.subject import Direction, Subject
from rupadata.subjects.title_words import slug

TAXONOMIES = ("dda", "csa", "urusan")
"""Dalam Angka (the default), the subjects of the BPS site, the matters of government of UU 23/2014."""


class TypicalIndicator(msgspec.Struct, frozen=True):
    """An indicator that a subject is known for; `match` holds the phrases by which a title names it."""

    key: str
    name: str
    name_en: str
    match: tuple[str, ...]
    symbol: str
    measure: str
    direction: Direction
    weight: float


class CatalogueSubject(msgspec.Struct, frozen=True, eq=False):
    """A subject of one taxonomy with all that matching needs to know; `official_id` is its id there.

    Compared by identity, so that it is a cheap key of what is computed from it.
    """

    subject: Subject
    official_id: str
    terms: tuple[str, ...]
    producers: tuple[str, ...] = ()
    indicators: tuple[TypicalIndicator, ...] = ()
    csa: tuple[str, ...] = ()
    urusan: tuple[str, ...] = ()
    group: str = ""
    members: tuple[str, ...] = ()
    """The official ids of the subjects that a chapter of an edition gathers; empty for one of its own."""
    core: bool = False
    """Whether the procedure is made for this subject: then each of its tables has a page."""


class _Names(msgspec.Struct, frozen=True):
    """A name in both languages."""

    id: str
    en: str


class _Indicator(msgspec.Struct, frozen=True):
    """A typical indicator as the file has it; `weight` is its official importance, 0 to 1."""

    id: str
    name: _Names
    match: tuple[str, ...]
    symbol: str
    measure: str
    direction: Direction = Direction.NEUTRAL
    weight: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5


class _Subject(msgspec.Struct, frozen=True):
    """A subject as the file has it: its id becomes the name of a folder, its hue is an angle in degrees."""

    id: PlainName
    name: _Names
    order: Annotated[int, msgspec.Meta(ge=0, le=100_000)]
    hue: Annotated[float, msgspec.Meta(ge=0, le=360)]
    symbol: str
    terms: tuple[str, ...]
    producers: tuple[str, ...] = ()
    indicators: tuple[_Indicator, ...] = ()
    csa: tuple[str, ...] = ()
    urusan: tuple[str, ...] = ()
    core: bool = False


class _Chapter(msgspec.Struct, frozen=True):
    """A chapter of an edition: its name and the ids of the subjects that it gathers."""

    name: _Names
    subjects: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class _Edition(msgspec.Struct, frozen=True):
    """An edition of the yearbook, by its id."""

    id: str
    chapters: tuple[_Chapter, ...]


class _CatalogueFile(msgspec.Struct, frozen=True):
    """A catalogue as an office writes it."""

    subject: tuple[_Subject, ...]
    edition: str = ""
    editions: tuple[_Edition, ...] = ()


UNGROUPED = CatalogueSubject(
    Subject("belum-dikelompokkan", "Belum dikelompokkan", "Not grouped yet", 1000, 255.0, "chart-bar"),
    official_id="belum-dikelompokkan",
    terms=(),
)
"""Where indicators stand that no subject was found for, until the analyst names one."""


class Catalogue(msgspec.Struct, frozen=True):
    """The subjects of one taxonomy in order."""

    taxonomy: str
    edition: str
    subjects: tuple[CatalogueSubject, ...]
    outside: tuple[str, ...] = ()
    """Words of what belongs to none of the subjects: budgets and officials are no matter of government."""

    def has(self, key: str) -> bool:
        """Tell whether a subject has this key: what was decided under one edition may be none of another."""
        return any(key == entry.subject.key for entry in self.subjects)

    def get(self, key: str) -> CatalogueSubject:
        """Return the subject with this key, official id or name; an unknown one is a UsageError."""
        for entry in (*self.subjects, UNGROUPED):
            if key in (entry.subject.key, entry.official_id):
                return entry
        wanted = slug(key, max_words=20)
        for entry in self.subjects:
            if wanted in (slug(entry.subject.name, max_words=20), slug(entry.subject.name_en, max_words=20)):
                return entry
        near = nearest_name(key, [entry.subject.key for entry in self.subjects])
        raise UsageError(
            say(id=f"Tidak ada substansi {key!r}.", en=f"There is no subject {key!r}."),
            code="subject-unknown",
            hint=say(id=f"Maksudnya {near!r}?", en=f"Did you mean {near!r}?") if near else "",
        )


@dataclass(frozen=True, slots=True)
class Catalogues:
    """A catalogue file: every taxonomy and edition that can be chosen from it; equal when its content is."""

    content: bytes
    name: str = field(default="catalogue.toml", compare=False)

    def __reduce__(self) -> tuple[Callable[..., Catalogues], tuple[object, ...]]:
        """Let the one that ships travel by name: every process has it."""
        if self == shipped_catalogues():
            return shipped_catalogues, ()
        return Catalogues, (self.content, self.name)

    def choose(self, taxonomy: str = "dda", edition: str = "") -> Catalogue:
        """Return the catalogue of a taxonomy.

        `edition` chooses the chapters of a yearbook that the file lists, in place of its own subjects.
        """
        if taxonomy not in TAXONOMIES:
            near = nearest_name(taxonomy, TAXONOMIES) or TAXONOMIES[0]
            raise UsageError(
                say(id=f"Tidak ada taksonomi {taxonomy!r}.", en=f"There is no taxonomy {taxonomy!r}."),
                code="taxonomy-unknown",
                hint=say(id=f"Maksudnya {near!r}?", en=f"Did you mean {near!r}?"),
            )
        return _choose(self, taxonomy, edition)


def shipped_catalogues() -> Catalogues:
    """Return the catalogue that comes with the product."""
    return Catalogues(_read_packaged("catalogue.toml"))


def load_catalogues(path: Path) -> Catalogues:
    """Return an office's own copy of `catalogue.toml`, as it is now; one that is no catalogue is refused."""
    try:
        found = Catalogues(path.read_bytes(), str(path))
    except OSError as error:
        raise _unreadable(path, error) from error
    found.choose()
    return found


def load_catalogue(taxonomy: str = "dda", path: Path | None = None, edition: str = "") -> Catalogue:
    """Return the catalogue of a taxonomy out of a file as it is now, or out of the one that ships."""
    catalogues = load_catalogues(path) if path is not None else shipped_catalogues()
    return catalogues.choose(taxonomy, edition)


@lru_cache(maxsize=16)
def _choose(catalogues: Catalogues, taxonomy: str, edition: str) -> Catalogue:
    try:
        raw = parse_toml(catalogues.content)
    except TOML_MISTAKES as error:
        raise _unreadable(catalogues.name, error) from error
    try:
        told = msgspec.convert(raw, _CatalogueFile)
        dda = tuple(_parse_subject(entry) for entry in told.subject)
        chapters = {entry.id: entry.chapters for entry in told.editions}
        gathered = _gather(dda, chapters[edition]) if edition in chapters else dda
    except (msgspec.ValidationError, KeyError, ValueError) as error:
        raise InputRefusedError(
            say(
                id=f"Katalog {catalogues.name} tidak lengkap atau salah: {explain_mistake(error)}.",
                en=f"The catalogue {catalogues.name} is incomplete or wrong: {explain_mistake(error)}.",
            ),
            code="catalogue-broken",
            hint=say(
                id="Bandingkan dengan catalogue.toml bawaan.",
                en="Compare it with the catalogue.toml that ships.",
            ),
        ) from error
    own_edition = told.edition
    if edition not in ("", own_edition, *chapters) or (edition and taxonomy != "dda"):
        raise _unknown_edition(edition, [own_edition, *chapters])
    if taxonomy == "dda":
        ordered = tuple(sorted(gathered, key=lambda entry: entry.subject.order))
        return Catalogue("dda", edition or own_edition, ordered)
    listed = tomllib.loads(_read_packaged("taxonomies.toml").decode("utf-8"))[taxonomy]
    outside = tuple(str(phrase) for phrase in listed.get("outside", ()))
    return Catalogue(taxonomy, "", _other_taxonomy(taxonomy, listed["subject"], dda), outside)


def _gather(
    subjects: Sequence[CatalogueSubject], chapters: Sequence[_Chapter]
) -> tuple[CatalogueSubject, ...]:
    """Return the chapters of an edition, each dressed as the first of the subjects that it gathers."""
    by_key = {entry.subject.key: entry for entry in subjects}
    found = []
    for order, chapter in enumerate(chapters, start=1):
        kin = [by_key[key] for key in chapter.subjects]
        name, name_en = chapter.name.id, chapter.name.en
        first = kin[0].subject
        found.append(
            CatalogueSubject(
                subject=replace(first, key=slug(name, max_words=20), name=name, name_en=name_en, order=order),
                official_id=slug(name, max_words=20),
                terms=tuple(dict.fromkeys(term for entry in kin for term in entry.terms)),
                producers=tuple(dict.fromkeys(office for entry in kin for office in entry.producers)),
                indicators=tuple(typical for entry in kin for typical in entry.indicators),
                csa=tuple(dict.fromkeys(key for entry in kin for key in entry.csa)),
                urusan=tuple(dict.fromkeys(key for entry in kin for key in entry.urusan)),
                members=tuple(entry.official_id for entry in kin),
                core=all(entry.core for entry in kin),
            )
        )
    return tuple(found)


def _unknown_edition(edition: str, known: Sequence[str]) -> UsageError:
    listed = ", ".join(known)
    return UsageError(
        say(id=f"Tidak ada edisi {edition!r}.", en=f"There is no edition {edition!r}."),
        code="edition-unknown",
        hint=say(
            id=f"Edisi taksonomi dda: {listed}.",
            en=f"The editions of the taxonomy dda: {listed}.",
        ),
    )


def _read_packaged(name: str) -> bytes:
    return (resources.files("rupadata.subjects") / name).read_bytes()


def _unreadable(where: object, error: Exception) -> InputRefusedError:
    return InputRefusedError(
        say(
            id=f"Katalog {where} tidak terbaca: {error}.",
            en=f"The catalogue {where} cannot be read: {error}.",
        ),
        code="catalogue-unreadable",
    )


def _parse_subject(raw: _Subject) -> CatalogueSubject:
    subject = Subject(
        key=raw.id, name=raw.name.id, name_en=raw.name.en, order=raw.order, hue=raw.hue, symbol=raw.symbol
    )
    return CatalogueSubject(
        subject=subject,
        official_id=subject.key,
        terms=raw.terms,
        producers=raw.producers,
        indicators=tuple(_parse_indicator(entry) for entry in raw.indicators),
        csa=raw.csa,
        urusan=raw.urusan,
        core=raw.core,
    )


def _parse_indicator(raw: _Indicator) -> TypicalIndicator:
    if raw.measure not in MEASURES:
        raise ValueError(f"measure {raw.measure!r}")
    return TypicalIndicator(
        key=raw.id,
        name=raw.name.id,
        name_en=raw.name.en,
        match=raw.match,
        symbol=raw.symbol,
        measure=raw.measure,
        direction=raw.direction,
        weight=raw.weight,
    )


def _other_taxonomy(
    taxonomy: str, raw: Sequence[Mapping[str, Any]], dda: tuple[CatalogueSubject, ...]
) -> tuple[CatalogueSubject, ...]:
    """Return the subjects of CSA or urusan, dressed with the symbols and indicators of their kin in dda."""
    entries = []
    for order, entry in enumerate(raw, start=1):
        official_id = str(entry["id"])
        kin = [own for own in dda if official_id in (own.csa if taxonomy == "csa" else own.urusan)]
        entries.append(
            CatalogueSubject(
                subject=Subject(
                    key=slug(entry["name"]["id"], max_words=20),
                    name=str(entry["name"]["id"]),
                    name_en=str(entry["name"]["en"]),
                    order=order,
                    hue=round(360 * order / len(raw), 1) % 360,
                    symbol=kin[0].subject.symbol if kin else "chart-bar",
                ),
                official_id=official_id,
                terms=tuple(entry["terms"]),
                producers=tuple(producer for own in kin for producer in own.producers),
                indicators=tuple(indicator for own in kin for indicator in own.indicators),
                group=str(entry["group"]),
            )
        )
    return tuple(entries)
