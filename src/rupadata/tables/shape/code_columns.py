"""How a column of region codes is read: notation and spelling decided once, by all rows with their names.

Kemendagri writes 36.71.05 or 367105, BPS 3671020; offices write 36. 71, 32.1 for 32.10, or 03 below their own
code. One code alone can be read in several of these ways. Each way is tried on the whole column, and the one
stands for which most speaks: codes that exist and are called as the names beside them, one level, one home,
each region once. Where two ways are about as good and mean other regions, the rows are doubtful.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from rupadata.model.region import Region, RegionLevel, level_of, parent_of
from rupadata.regions.codes import BPS, KEMENDAGRI
from rupadata.regions.gazetteer import ancestors, is_within
from rupadata.regions.name_search import is_named
from rupadata.regions.regions import Regions
from rupadata.tables.shape.columns import RegionHeader
from rupadata.tables.shape.evidence import SMALL_LEAD, Evidence, Term, share

Pair = tuple[str, str]
"""A code and the name beside it, empty where there is none."""

SURE_NAME = 0.95
_SAMPLE = 300
_RELIABLE = 0.5
"""The share of names that agree from which a code is believed against a name that says another region."""


class CodeReading(Struct, frozen=True):
    """One way to read the codes of a column, and what speaks for it.

    `spelling` is plain, right-zeros (32.1 is 32.10), left-zeros (32.4.1 is 32.04.01) or below (03 is 36.03).
    """

    notation: str
    spelling: str = "plain"
    evidence: Evidence = field(default_factory=Evidence)


class CodeColumn(Struct, frozen=True):
    """What the codes of a column mean, pair by pair, and what is not sure about it."""

    reading: CodeReading
    regions: dict[Pair, Region | None]
    against: frozenset[Pair] = frozenset()
    """Pairs whose name surely is another region's."""
    doubtful: dict[Pair, tuple[Region, ...]] = field(default_factory=dict)
    """Pairs that another reading, about as good, takes for another region: what they may mean."""

    @property
    def named(self) -> float:
        """Return the share of codes that are called as the names beside them; 0 without names."""
        return self.reading.evidence.holds("names agree") or 0.0


def plain_code(text: str) -> str:
    """Return a code with its groups joined by dots, without what a float or thousand marks added: '36. 03',
    '3671.0', '3.273.180'."""
    code = re.sub(r"^[^\d]+", "", text.strip())
    code = re.sub(r"(?<=\d)\s*[.\-/]\s*(?=\d)|(?<=\d)\s+(?=\d)", ".", code)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", code):
        code = re.sub(r"[.,]", "", code)
    return code.removesuffix(".0") if re.fullmatch(r"\d{2,10}\.0", code) else code


def is_code_like(text: str) -> bool:
    """Tell whether a text has the form of a region's code in any notation."""
    code = plain_code(text)
    return _UNDOTTED.fullmatch(code) is not None or _DOTTED.fullmatch(code) is not None


_UNDOTTED = re.compile(r"(?:1[1-9]|[2-9]\d)(?:\d{2}(?:\d{2,3}(?:\d{3,4})?)?)?|0000|00")
_DOTTED = re.compile(r"(?:1[1-9]|[2-9]\d)(?:\.\d{1,2}){1,2}(?:\.\d{3,4})?")


def read_codes(
    regions: Regions, pairs: Sequence[Pair], home: str, header: RegionHeader, notation: str = ""
) -> CodeColumn:
    """Return what the distinct codes of a column mean; `notation` is what a recipe says of them."""
    sample = pairs[:: max(1, len(pairs) // _SAMPLE)]
    weighed: list[CodeReading] = []
    for reading in _candidates(sample, home, notation or header.notation, told=bool(notation)):
        found = CodeReading(
            reading.notation, reading.spelling, _weigh(regions, reading, sample, home, header.notation)
        )
        weighed.append(found)
        if _is_complete(found):
            break
    weighed.sort(key=lambda reading: -reading.evidence.score)
    best = weighed[0]
    level = _usual_level(regions, best, sample, home)
    settled = {pair: _settle(regions, best, pair, home, level) for pair in pairs}
    doubtful: dict[Pair, tuple[Region, ...]] = {}
    for rival in weighed[1:2]:
        if (
            best.evidence.score - rival.evidence.score < SMALL_LEAD
            and not (best.evidence.holds("names agree") or 0.0) >= _RELIABLE
        ):
            doubtful = _differences(regions, rival, settled, home)
    return CodeColumn(
        best,
        {pair: region for pair, (region, _) in settled.items()},
        frozenset(pair for pair, (_, against) in settled.items() if against),
        doubtful,
    )


def _candidates(pairs: Sequence[Pair], home: str, notation: str, *, told: bool) -> Iterable[CodeReading]:
    """Give the ways in which the codes may be meant, the customary first."""
    codes = [plain_code(code) for code, _ in pairs]
    dotted = share("." in code for code in codes) > 0.5
    usual = (KEMENDAGRI, BPS) if dotted or notation == KEMENDAGRI else (BPS, KEMENDAGRI)
    notations = (notation,) if told else usual
    for each in notations:
        yield CodeReading(each)
    if KEMENDAGRI in notations:
        if any(re.fullmatch(r"\d{2}\.\d", code) for code in codes):
            yield CodeReading(KEMENDAGRI, "right-zeros")
        if any(re.search(r"\.\d(?:\.|$)", code) for code in codes):
            yield CodeReading(KEMENDAGRI, "left-zeros")
        if home and home != "00" and all(re.fullmatch(r"\d{1,2}", code) for code in codes if code):
            yield CodeReading(KEMENDAGRI, "below")


def _is_complete(reading: CodeReading) -> bool:
    """Tell whether nothing speaks against a reading, so that no other needs a try."""
    evidence = reading.evidence
    named = evidence.holds("names agree")
    return (
        named is not None
        and named >= 0.98
        and evidence.holds("codes exist") == 1.0
        and evidence.holds("each region once") == 1.0
    )


def region_of_code(regions: Regions, reading: CodeReading, code: str, name: str, home: str) -> Region | None:
    """Return the region of a code under a reading; None when there is none."""
    plain = plain_code(code)
    if reading.spelling == "below":
        if not re.fullmatch(r"\d{1,2}", plain) or not home or level_of(home) >= RegionLevel.DISTRICT:
            return None
        plain = f"{home}.{int(plain):02d}"
    groups = plain.split(".")
    if reading.spelling == "right-zeros" and len(groups) == 2:
        plain = f"{groups[0]}.{groups[1].ljust(2, '0')}"
    elif reading.spelling == "left-zeros":
        plain = ".".join(group.zfill(4 if place == 3 else 2) for place, group in enumerate(groups))
    digits = plain.replace(".", "")
    if digits in ("00", "0000", "9999") or plain == "0":
        return regions.get("00")
    if reading.notation == BPS:
        if len(digits) == 10:
            district = regions.by_bps_code(digits[:7])
            match = (
                regions.find(name, within=district.code, level=RegionLevel.VILLAGE)
                if district and name
                else None
            )
            return match.region if match and match.score >= 0.8 and not match.alternatives else None
        if len(digits) not in (2, 4, 7):
            return None
        return regions.by_bps_code(digits) or _whole_of_code(regions, digits)
    if "." not in plain:
        if len(digits) not in (2, 4, 6, 10):
            return None
        plain = ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)
    try:
        return regions.get(plain)
    except KeyError:
        return None


def _whole_of_code(regions: Regions, digits: str) -> Region | None:
    """Return the province or regency whose code is filled with zeros to that of its parts: 3300, 3374000."""
    for size, zeros in ((2, "00"), (4, "000")):
        if len(digits) > size and digits[size:] == zeros:
            return regions.by_bps_code(digits[:size])
    return None


def _weigh(regions: Regions, reading: CodeReading, pairs: Sequence[Pair], home: str, told: str) -> Evidence:
    found = [(code, name, region_of_code(regions, reading, code, name, home)) for code, name in pairs]
    known = [(code, name, region) for code, name, region in found if region is not None]
    terms = [Term("codes exist", len(known) / max(1, len(found)), 4.0)]
    named = [(name, region) for _, name, region in known if name]
    if any(name for _, name, _ in found):
        agree = [is_named(region, name) for name, region in named]
        terms.append(Term("names agree", sum(agree) / max(1, sum(bool(name) for _, name, _ in found)), 6.0))
        others = [
            other_named(regions, region, name, home) is not None
            for (name, region), own in zip(named, agree)
            if not own
        ]
        terms.append(Term("no name against", 1 - sum(others) / max(1, len(named)), 4.0))
    levels = Counter(region.level for *_, region in known)
    terms.append(Term("one level", max(levels.values(), default=0) / max(1, len(known)), 1.0))
    if home and home != "00":
        terms.append(Term("in one home", share(is_within(region.code, home) for *_, region in known), 2.0))
    distinct = {plain_code(code) for code, *_ in known}
    terms.append(Term("each region once", len({r.code for *_, r in known}) / max(1, len(distinct)), 2.0))
    if told:
        terms.append(Term("header says so", float(reading.notation == told), 1.0))
    dotted = share("." in plain_code(code) for code, _ in pairs) > 0.5
    custom = reading.notation == (KEMENDAGRI if dotted else BPS) and reading.spelling == "plain"
    terms.append(Term("as is the custom", float(custom), 0.3))
    return Evidence(tuple(terms))


def other_named(regions: Regions, region: Region, name: str, home: str) -> Region | None:
    """Return the other region that a name surely means, at the level of a code's region and near it."""
    around = ancestors(region.code) if region.level <= RegionLevel.DISTRICT else (parent_of(region.code),)
    for scope in dict.fromkeys((*around, home)):
        if scope and level_of(scope) < region.level:
            match = regions.find(name, within=scope, level=region.level)
            if match and match.how == "name" and match.score >= SURE_NAME and not match.alternatives:
                return None if match.region == region else match.region
    return None


def _usual_level(
    regions: Regions, reading: CodeReading, pairs: Sequence[Pair], home: str
) -> RegionLevel | None:
    found = [r for pair in pairs if (r := region_of_code(regions, reading, *pair, home)) is not None]
    return Counter(region.level for region in found).most_common(1)[0][0] if found else None


def _settle(
    regions: Regions, reading: CodeReading, pair: Pair, home: str, level: RegionLevel | None
) -> tuple[Region | None, bool]:
    """Return the region of one pair, and whether its name surely is another's."""
    code, name = pair
    region = region_of_code(regions, reading, code, name, home)
    if region is None:
        return _by_name(regions, name, home, level), False
    if not name or is_named(region, name):
        return region, False
    other = other_named(regions, region, name, home)
    if other is None:
        return region, False
    believed = "." in plain_code(code) or (reading.evidence.holds("names agree") or 0.0) >= _RELIABLE
    return (region if believed else other), True


def _by_name(regions: Regions, name: str, home: str, level: RegionLevel | None) -> Region | None:
    match = regions.find(name, within=home, level=level) if name and level is not None else None
    sure = match is not None and match.score >= 0.84 and match.how != "near" and not match.alternatives
    return match.region if match is not None and sure else None


def _differences(
    regions: Regions, rival: CodeReading, settled: dict[Pair, tuple[Region | None, bool]], home: str
) -> dict[Pair, tuple[Region, ...]]:
    out: dict[Pair, tuple[Region, ...]] = {}
    for pair, (region, _) in settled.items():
        other = region_of_code(regions, rival, *pair, home)
        if region is not None and other is not None and other != region:
            out[pair] = (region, other)
    return out
