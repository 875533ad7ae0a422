"""Find the region that a text means, strictly, in its context, with what else it could mean.

A bare name is looked for among the children of the home region first, then in the region itself and those
above, then deeper, then beside. Far away a bare name counts only with its kind ("Kab. Lebak") or an asked
level.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz, process

from rupadata.model.region import Region, RegionLevel, level_of
from rupadata.regions.codes import regions_of_code, split_code
from rupadata.regions.gazetteer import Gazetteer, ancestors, extra_spellings, is_within, read_data
from rupadata.regions.spelling import (
    KABUPATEN,
    KOTA,
    Spelling,
    bare_name,
    clean_text,
    drop_list_number,
    fold_name,
    read_spellings,
)

Keys = dict[str, tuple[Region, ...]]

_COMMON_WORDS = frozenset(
    {"batu", "batubara", "landak", "buru", "pati", "nasional", "ri", "pali", "oki", "oku"}
)
"""Names that are also ordinary words or abbreviations: no region without a kind, a level or a home."""

_NEVER = frozenset(read_data("not_regions.csv").splitlines())
"""Words of tables that are no region unless its level is asked for: some district is called Juli."""

LONGEST_NAME = 160
"""A text beyond this length is a paragraph, not a name."""

_NEAR = 86.0
_NEAR_WITH_KIND = 80.0
_NEAR_MARGIN = 5.0


class RegionMatch(Struct, frozen=True):
    """The region that a text means; `score` 0 to 1, below 0.85 ask somebody or something else.

    `how` is one of code, name, code-and-name, name-against-code (the code says another region, which is then
    the first alternative), near (misspelled). `alternatives` are the other regions it could mean.
    """

    region: Region
    score: float
    how: str = "name"
    alternatives: tuple[Region, ...] = ()


def names_of(region: Region) -> tuple[str, ...]:
    """Return the names of a region without its kind: the official one first, then its other spellings."""
    return (bare_name(region)[0], *extra_spellings().get(region.code, ()))


def _index(regions: Iterable[Region]) -> Keys:
    official: dict[str, list[Region]] = {}
    other: dict[str, list[Region]] = {}
    for region in regions:
        for rank, name in enumerate(names_of(region)):
            for key in fold_name(name):
                into = official if rank == 0 else other
                if region not in into.setdefault(key, []):
                    into[key].append(region)
    # A name of old that belongs to a neighbour today means the neighbour.
    return {key: tuple(official.get(key) or other[key]) for key in official.keys() | other.keys()}


def _fits(region: Region, spelling: Spelling, level: RegionLevel | None, kind: str) -> bool:
    if level is not None and region.level != level:
        return False
    if spelling.level is not None and region.level != spelling.level:
        return False
    wanted = spelling.kind or kind
    return not wanted or region.level != RegionLevel.REGENCY or bare_name(region)[1] == wanted


def _rank(region: Region) -> tuple[int, int, str]:
    """Order equals: the higher level first, a kabupaten before a kota, as tables list them."""
    return (region.level, bare_name(region)[1] == KOTA, region.code)


def _is_pair(found: list[Region]) -> bool:
    """Tell whether the equals are a kabupaten and the kota of its name: then custom decides between them."""
    return {bare_name(region)[1] for region in found} == {KABUPATEN, KOTA} and len(found) == 2


def is_named(region: Region, name: str) -> bool:
    """Tell whether a text is a name of a region, in any of its spellings."""
    keys = {key for known in names_of(region) for key in fold_name(known)}
    return any(
        keys.intersection(spelling.keys) and _fits(region, spelling, None, "")
        for spelling in read_spellings(name)
    )


class NameSearch:
    """Finds the regions of one gazetteer by name or code, remembering what it was asked."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._children_index = lru_cache(maxsize=4096)(self._index_children)
        self._descendants_index = lru_cache(maxsize=512)(self._index_descendants)
        self._above_index = lru_cache(maxsize=4096)(self._index_above)
        self._remembered = lru_cache(maxsize=1 << 17)(self._find)

    def find(
        self,
        text: str,
        *,
        within: str = "",
        level: RegionLevel | None = None,
        kind: str = "",
        notation: str = "",
    ) -> RegionMatch | None:
        """Return the region that a text means, or None when it means none.

        `within` is the code of the home region, `level` the level asked for, `kind` kabupaten or kota where a
        heading says so, `notation` kemendagri or bps where undotted codes are known to be of one.
        """
        return self._remembered(text, within, level, kind, notation)

    def _index_children(self, code: str) -> Keys:
        return _index(self._gazetteer.children(code))

    def _index_descendants(self, code: str, level: RegionLevel) -> Keys:
        return _index(self._gazetteer.descendants(code, level))

    def _index_above(self, codes: tuple[str, ...]) -> Keys:
        return _index(map(self._gazetteer.get, codes))

    @cached_property
    def _provinces_and_regencies(self) -> Keys:
        gazetteer = self._gazetteer
        return _index((*gazetteer.children("00"), *gazetteer.descendants("00", RegionLevel.REGENCY)))

    def _find(
        self,
        text: str,
        within: str,
        level: RegionLevel | None,
        kind: str,
        notation: str,
    ) -> RegionMatch | None:
        if len(text) > LONGEST_NAME:
            return None
        if within:
            within = self._gazetteer.get(within).code
        code, name = split_code(text)
        if code and not name:
            return self._find_code(code, within, level, notation)
        if code:
            found = self._find_code_and_name(code, name, within, level, notation, kind)
            return found or self._find_name(text, within, level, kind)
        text = drop_list_number(text)
        found = self._find_name(text, within, level, kind) or self._find_with_parent(text, within, level)
        return found or self._find_translated(text, within, level, kind)

    def _tiers(
        self, within: str, level: RegionLevel | None, spelling: Spelling
    ) -> Iterable[tuple[float, Keys]]:
        """Give the places to look in, the nearest first, each with the score of an exact name there."""
        asked = level if level is not None else spelling.level
        home = within or "00"
        home_level = level_of(home)
        above = (home, *ancestors(home)) if home != "00" else ("00",)
        if asked is None or asked == home_level + 1:
            yield 1.0, self._children_index(home)
        yield 0.95, self._above_index(above)
        if asked is not None and asked > home_level + 1:
            if asked == RegionLevel.VILLAGE and home_level < RegionLevel.REGENCY:
                return
            yield (0.95 if within else 1.0), self._descendants_index(home, asked)
        elif asked is None and within and RegionLevel.COUNTRY < home_level < RegionLevel.DISTRICT:
            yield 0.88, self._descendants_index(home, RegionLevel(home_level + 2))
        if home_level > RegionLevel.PROVINCE and (asked is None or asked == home_level):
            for code in above[1:-1]:
                yield 0.85, self._children_index(code)
        if asked is None and within not in ("", "00"):
            yield 0.85, self._children_index("00")
            return
        if asked is None or asked in (RegionLevel.PROVINCE, RegionLevel.REGENCY):
            yield 0.85, self._provinces_and_regencies
        elif spelling.level == RegionLevel.DISTRICT and within and home_level >= RegionLevel.REGENCY:
            yield 0.7, self._descendants_index(home[:2], RegionLevel.DISTRICT)

    def _find_name(self, text: str, within: str, level: RegionLevel | None, kind: str) -> RegionMatch | None:
        cleaned = clean_text(text)
        if (cleaned in _NEVER and level is None) or not any(mark.isalpha() for mark in cleaned):
            return None
        readings = read_spellings(text)
        for spelling in readings:
            free = spelling.level is None and level is None and not within
            if free and spelling.keys[0] in _COMMON_WORDS:
                continue
            for score, keys in self._tiers(within, level, spelling):
                found: list[Region] = []
                for key in spelling.keys:
                    for region in keys.get(key, ()):
                        if region not in found and _fits(region, spelling, level, kind):
                            found.append(region)
                if found:
                    found.sort(key=_rank)
                    score = score if len(found) == 1 else score * (0.85 if _is_pair(found) else 0.55)
                    return RegionMatch(found[0], round(score, 3), "name", tuple(found[1:]))
        return self._find_near(readings, within, level, kind)

    def _find_near(
        self, readings: tuple[Spelling, ...], within: str, level: RegionLevel | None, kind: str
    ) -> RegionMatch | None:
        for spelling in readings:
            asked = level if level is not None else spelling.level
            name = spelling.keys[0]
            home = within or "00"
            if len(name) < 5 or any(mark.isdigit() for mark in name):
                continue
            if not within and asked is None:
                continue
            target = asked if asked is not None else RegionLevel(min(level_of(home) + 1, RegionLevel.VILLAGE))
            if target <= level_of(home) or target - level_of(home) > 2:
                continue
            keys = self._descendants_index(home, target)
            told = spelling.level is not None
            cutoff = _NEAR_WITH_KIND if told else _NEAR
            ranked: dict[str, tuple[float, Region]] = {}
            for key, likeness, _ in process.extract(
                name, keys.keys(), scorer=fuzz.ratio, score_cutoff=70, limit=8
            ):
                for region in keys[key]:
                    if _fits(region, spelling, level, kind) and likeness > ranked.get(region.code, (0.0,))[0]:
                        ranked[region.code] = (likeness, region)
            best = sorted(ranked.values(), key=lambda pair: (-pair[0], pair[1].code))
            if not best or best[0][0] < cutoff:
                continue
            rivals = tuple(region for likeness, region in best[1:] if best[0][0] - likeness < _NEAR_MARGIN)
            score = best[0][0] / 100 * (0.6 if rivals else 0.95)
            return RegionMatch(best[0][1], round(score, 3), "near", rivals)
        return None

    def _find_code(
        self, code: str, within: str, level: RegionLevel | None, notation: str
    ) -> RegionMatch | None:
        found = [
            r for r in regions_of_code(self._gazetteer, code, notation) if level is None or r.level == level
        ]
        if within:
            found.sort(key=lambda region: not is_within(region.code, within))
        if not found:
            return None
        sure = len(found) == 1 or (bool(within) and not is_within(found[1].code, within))
        return RegionMatch(found[0], 1.0 if sure else 0.7, "code", tuple(found[1:]))

    def _find_code_and_name(
        self, code: str, name: str, within: str, level: RegionLevel | None, notation: str, kind: str
    ) -> RegionMatch | None:
        by_name = self._find_name(name, within, level, kind)
        by_code = self._find_code(code, within, level, notation)
        if by_code is not None:
            meant = (by_code.region, *by_code.alternatives)
            # The code settles which of several namesakes is meant, wherever they lie.
            settled = [region for region in meant if is_named(region, name)]
            if settled:
                return RegionMatch(settled[0], 1.0, "code-and-name")
        is_number_of_list = len(code) <= 2
        if by_name is None:
            if by_code is None or is_number_of_list:
                return None
            return replace(by_code, score=min(by_code.score, 0.7))
        if by_code is None or is_number_of_list:
            return by_name
        others = (by_code.region, *(r for r in by_name.alternatives if r != by_code.region))
        return RegionMatch(by_name.region, min(by_name.score, 0.6), "name-against-code", others)

    def _find_with_parent(self, text: str, within: str, level: RegionLevel | None) -> RegionMatch | None:
        """Find a name with whose it is: "Cipondoh, Kota Tangerang", "Kec. Cipondoh Kota Tangerang"."""
        cleaned = clean_text(text)
        cuts = [(cleaned[:i], cleaned[i + 1 :]) for i, mark in enumerate(cleaned) if mark in ",("]
        for mark in (" - ", " – ", "/"):
            first, found_mark, second = cleaned.partition(mark)
            if found_mark:  # "Aceh - Aceh Selatan": whose it is may come first
                cuts += [(second, first), (first, second)]
        words = cleaned.split()
        for i, word in enumerate(words[1:], 1):
            if word.rstrip(".") in ("kota", "kabupaten", "kab", "provinsi", "prov", "kecamatan", "kec"):
                cuts.append((" ".join(words[:i]), " ".join(words[i:])))
        for name, parent in cuts:
            above = self.find(parent.strip(" )"), within=within) or self.find(parent.strip(" )"))
            if above is None or above.score < 0.8:
                continue
            found = self._find_name(name.strip(" ,(-"), above.region.code, level, "")
            if found is not None and found.score >= 0.8 and is_within(found.region.code, above.region.code):
                return found
        return None

    def _find_translated(
        self, text: str, within: str, level: RegionLevel | None, kind: str
    ) -> RegionMatch | None:
        """Find "Kota Tangerang / Tangerang City": the same name twice, in two languages."""
        for mark in ("/", "\n", "|"):
            first, found_mark, _ = text.partition(mark)
            if (
                found_mark
                and first.strip()
                and (found := self._find_name(first, within, level, kind)) is not None
            ):
                return found
        return None
