"""Bringing a file of outlines into an office's folder, with the note of where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.model.region import RegionLevel
from rupadata.regions.boundaries import match_features
from rupadata.regions.boundary_file import BoundaryFile, credit_of, open_boundaries
from rupadata.regions.outline_files import ENDINGS, read_features, refuse_ending
from rupadata.regions.regions import Regions
from rupadata.whole_files import write_whole

_STEM = "boundaries"
_COUNTRY = "00"
_NAMES = {
    RegionLevel.PROVINCE: ("provinsi", "provinces"),
    RegionLevel.REGENCY: ("kabupaten/kota", "regencies and cities"),
    RegionLevel.DISTRICT: ("kecamatan", "districts"),
}


class Recognised(Struct, frozen=True):
    """How many outlines a file has, how many regions of each level they make, and names that mean none."""

    total: int
    levels: Mapping[str, int]
    unknown: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Tell whether any outline is of a known region."""
        return any(self.levels.values())


def file_ending(path: Path) -> str:
    """Return the ending of a file of outlines; one of another kind is refused."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        refuse_ending(path)
    return ending


def add_boundaries(file: Path, office: Path, *, source: str, licence: str) -> tuple[Path, ...]:
    """Copy a file of outlines into an office's folder and note its source; return what was written.

    A file with no outline of a region, or whose note would be empty, is refused before anything is written;
    outlines that the folder has already stay as they are.
    """
    folder = office.parent if office.is_file() else office
    given = open_boundaries(file)
    ending = file_ending(file)
    read_features(file)  # Refuses what is damaged, or holds no outline.
    credit = credit_of(f"{source.strip()} ({licence.strip()})" if source.strip() and licence.strip() else "")
    if not credit:
        raise InputRefusedError(
            say(id="Sumber dan lisensi belum disebut.", en="Source and licence are not told."),
            code="boundaries-uncredited",
            hint=say(id="Sebut keduanya: --source dan --licence.", en="Tell both: --source and --licence."),
        )
    there = [name for end in ENDINGS if (name := folder / f"{_STEM}{end}").exists()]
    if there:
        raise InputRefusedError(
            say(id=f"{there[0]} sudah ada.", en=f"{there[0]} is there already."),
            code="boundaries-exist",
            hint=say(id="Pindahkan dahulu berkas itu.", en="Move that file away first."),
        )
    parts = [part for part in given.files if part.suffix.lower() != ".txt"]
    copies = [write_whole(folder / f"{_STEM}{part.suffix.lower()}", part.read_bytes()) for part in parts]
    assert copies[0].suffix == ending
    return (*copies, write_whole(folder / f"{_STEM}.txt", f"{credit}\n".encode()))


def recognise(boundaries: BoundaryFile, regions: Regions) -> Recognised:
    """Return which regions of the country a file's outlines are of, by level, and names that mean none."""
    features = read_features(boundaries.path)
    found = {level: match_features(features, regions, _COUNTRY, level) for level in _NAMES}
    levels = {
        say(id=_NAMES[level][0], en=_NAMES[level][1]): len(shapes) for level, (shapes, _) in found.items()
    }
    closest = max(found, key=lambda level: len(found[level][0]))
    return Recognised(len(features), levels, found[closest][1])
