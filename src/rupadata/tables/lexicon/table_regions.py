"""Which regions the texts around and inside a table mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from msgspec import Struct

from rupadata.model.region import Region, RegionLevel, level_of, parent_of
from rupadata.regions.name_search import RegionMatch
from rupadata.regions.regions import Regions
from rupadata.tables.lexicon.table_words import (
    DISTRICTS,
    LEVEL_WORDS,
    OFFICES,
    TRANSPORT,
    VILLAGES,
    fold,
    named_level,
    word_set,
)

SURE = 0.84

_KEYWORD = re.compile(
    rf"\b(provinsi|propinsi|prov|kabupaten|kab|kota|pemkot|pemkab|{DISTRICTS}|{VILLAGES})\b\.?[\s:]+", re.I
)
_KEYWORD_NAME = {
    "pemkot": "Kota",
    "pemkab": "Kabupaten",
    "kab": "Kabupaten",
    "prov": "Provinsi",
    "propinsi": "Provinsi",
}
_KIND_OF_LEVEL = {3: "Kecamatan", 4: "Kelurahan"}
_TOWN_VILLAGES = ("kelurahan", "kel")


def _small_level(word: str) -> int:
    """Return the level of a word of small regions, which are looked for after those that they lie in: 3 for
    'Kec', 4 for 'nagari'; 0 for others."""
    level = LEVEL_WORDS.get(word.casefold(), 0)
    return level if level > RegionLevel.REGENCY else 0


_STOP = word_set("di dan menurut tahun dalam se the of per berdasarkan pada akhir tengah bulan semester")
_SHORT = {
    "jabar": "32",
    "jateng": "33",
    "jatim": "35",
    "dki": "31",
    "diy": "34",
    "sumut": "12",
    "sumbar": "13",
    "sumsel": "16",
    "kalbar": "61",
    "kalteng": "62",
    "kalsel": "63",
    "kaltim": "64",
    "kaltara": "65",
    "sulut": "71",
    "sulteng": "72",
    "sulsel": "73",
    "sultra": "74",
    "sulbar": "76",
    "malut": "82",
    "babel": "19",
    "kepri": "21",
    "ntb": "52",
    "ntt": "53",
    "tangsel": "36.74",
    "jakarta": "31",
}
PROVINCES_IN_SHORT = frozenset(_SHORT)
_MINERALS = re.compile(
    r"(?<!kabupaten )(?<!kab\. )(?<!kab )\b(?:batu ?bara|emas|intan)\b(?! jaya)", re.IGNORECASE
)
"""Words that name a thing dug up far oftener than a region."""
_ADJECTIVES = word_set("utara selatan barat timur tengah tenggara raya daya")


def short_names(code: str) -> tuple[str, ...]:
    """Return the short names of a region that titles and file names use: 'jatim' for 35."""
    return tuple(name for name, own in _SHORT.items() if own == code)


@lru_cache(maxsize=8192)
def find_home(regions: Regions, text: str, within: str = "") -> Region | None:
    """Return the region that a title, a file name or a folder name speaks of; None when none is named
    surely."""
    plain = re.sub(r"[_\n]+", " ", text)
    plain = re.sub(r"[\"'“”()\[\]{}]", " ", plain)
    of_form = _of_form(regions, plain, within)
    plain = re.sub(
        r"\bkabupaten\s*/\s*kota\b|\bkab\.?\s*/\s*kota\b|\bkabupaten kota\b|"
        r"\bregency\s*/\s*(?:municipality|city)\b",
        " ",
        plain,
        flags=re.I,
    )
    plain = " ".join(plain.split())
    plain = _MINERALS.sub("", plain)
    found = [of_form] if of_form is not None else []
    for match in sorted(_KEYWORD.finditer(plain), key=lambda m: _small_level(m[1])):
        tail = re.split(r"[,;:/|–─]|\s-\s|\d", plain[match.end() :])[0]
        words = tail.split()[:5]
        region = _longest(regions, match[1].casefold(), words, within, found)
        if region is not None:
            found.append(region)
    if not any(region.level > RegionLevel.PROVINCE for region in found):
        found.extend(_of_offices(regions, plain, within))
    if not found:
        found.extend(_bare_names(regions, plain, within))
    if not found:
        return None
    return max(found, key=lambda region: (region.level, -found.index(region)))


_FIELD = re.compile(
    r"\b(?:kabupaten|kab\.?)\s*/\s*kota\s*:\s*(?:\d[\d.]*\s+)?(?P<name>[^\W\d_][^\d,;:/|]*)", re.I
)


def _of_form(regions: Regions, text: str, within: str) -> Region | None:
    """Return the regency or city that the field of a form names without its code: 'Kab/Kota : 17 REMBANG'."""
    field = _FIELD.search(text)
    words = field["name"].split()[:4] if field else []
    for size in range(len(words), 0, -1):
        if (named := sure_regency(regions, " ".join(words[:size]), within)) is not None:
            return named
    return None


def sure_regency(regions: Regions, name: str, within: str = "") -> Region | None:
    """Return the one regency or city that a name surely is; None where it is none, or may be several."""
    found = regions.find(name, within=within, level=RegionLevel.REGENCY)
    sure = found is not None and found.how != "near" and not found.alternatives
    return found.region if found is not None and sure else None


def _longest(
    regions: Regions, word: str, words: Sequence[str], within: str, found: Sequence[Region]
) -> Region | None:
    small = _small_level(word)
    keyword = _KIND_OF_LEVEL.get(small) or _KEYWORD_NAME.get(word, word.title())
    level = small or {"Provinsi": 1, "Kabupaten": 2, "Kota": 2}.get(keyword)
    district = next((region.code for region in found if region.level == RegionLevel.DISTRICT), "")
    if small == RegionLevel.VILLAGE and word not in _TOWN_VILLAGES and not district:
        return None  # "Desa Mandiri" without its district is a kind of village
    for size in range(min(4, len(words)), 0, -1):
        name = " ".join(words[:size]).strip(" .")
        if not name or words[0].casefold() in _STOP:
            continue
        scope = within
        if level is not None and level >= 3:
            scope = within or (district if level == 4 and district else found[0].code if found else "")
            if not scope:
                continue
        match = regions.find(f"{keyword} {name}", within=scope, level=RegionLevel(level) if level else None)
        if match is not None and match.score >= 0.8 and match.how != "near" and len(match.alternatives) == 0:
            return match.region
    return None


_OFFICE = re.compile(rf"\b(?:(?P<bus>{TRANSPORT})|(?P<office>{OFFICES}))\s+(?=[^\W\d_])", re.I)


def _of_offices(regions: Regions, text: str, within: str) -> list[Region]:
    """Return the regency or city whose name an office bears: 'Polres Jember', 'RSUD Mamasa'.

    Of a kabupaten and a kota of one name the police of the kota says so behind it ('Polres Magelang Kota'),
    or by its rank; buses run in the kota; other offices may be of either.
    """
    for match in _OFFICE.finditer(text):
        words = re.split(r"[,;:/|–─()]|\s-\s|\d", text[match.end() :])[0].split()[:4]
        for size in range(len(words), 0, -1):
            found = regions.find(" ".join(words[:size]), within=within)
            if found is None or found.how == "near":
                continue
            named = [r for r in (found.region, *found.alternatives) if r.level == RegionLevel.REGENCY]
            cities = [r for r in named if r.name.startswith("Kota ")]
            police = fold(match["office"] or "").startswith("polres")
            behind = " ".join(words[size : size + 1]).casefold()
            of_city = bool(match["bus"]) or behind == "kota" or fold(match[0]) in _CITY_POLICE
            if len(named) > 1 and (of_city or police):
                named = cities if of_city else [r for r in named if r not in cities]
            if len(named) == 1:
                return named
    return []


_CITY_POLICE = frozenset({"polresta", "polrestabes"})


def _bare_names(regions: Regions, text: str, within: str) -> list[Region]:
    words = re.findall(r"[A-Za-z]+", text)
    out: list[Region] = []
    used: set[int] = set()
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            if used.intersection(range(start, start + size)):
                continue
            chunk = words[start : start + size]
            name = " ".join(chunk)
            if size == 1 and name.casefold() in _SHORT:
                out.append(regions.get(_SHORT[name.casefold()]))
                used.add(start)
                continue
            if chunk[0].casefold() in _STOP or len(name) < 4 or chunk[0].casefold() in _ADJECTIVES:
                continue
            match = regions.find(name)
            if match is None or match.how == "near" or match.score < 0.8:
                continue
            region = match.region
            after_di = start > 0 and words[start - 1].casefold() == "di"
            if (
                region.level == RegionLevel.PROVINCE
                or region.code == "00"
                or (
                    region.level == RegionLevel.REGENCY and (size >= 2 or after_di) and not match.alternatives
                )
            ):
                out.append(region)
                used.update(range(start, start + size))
    return out


_DISTRICT = re.compile(rf"\b(?:{DISTRICTS})\b\.?[\s:]+", re.IGNORECASE)


def find_district(regions: Regions, text: str, villages: Collection[str]) -> Region | None:
    """Return the district that a title names without its regency: of those so called the one that holds most
    of `villages`, the labels of the rows; without any labels the only one so called. None where that stays
    open."""
    for match in _DISTRICT.finditer(" ".join(text.split())):
        tail = re.split(r"[,;:/|–─()]|\s-\s|\d", text[match.end() :])[0]
        words = tail.split()[:4]
        for size in range(len(words), 0, -1):
            name = " ".join(words[:size]).strip(" .")
            if not name or words[0].casefold() in _STOP:
                break
            found = regions.find(f"Kecamatan {name}", level=RegionLevel.DISTRICT)
            if found is not None and found.how != "near" and found.region.level == RegionLevel.DISTRICT:
                return _holder_of(regions, (found.region, *found.alternatives), villages)
    return None


def _holder_of(regions: Regions, candidates: Sequence[Region], villages: Collection[str]) -> Region | None:
    """Return the one district that holds most of the villages, or the only one where there are none."""
    if not villages:
        return candidates[0] if len(candidates) == 1 else None
    shares = sorted(
        ((_share_within(regions, villages, district.code), district) for district in candidates),
        key=lambda pair: -pair[0],
    )
    second = shares[1][0] if len(shares) > 1 else 0.0
    return shares[0][1] if shares[0][0] >= _MOST_VILLAGES and shares[0][0] - second >= _AHEAD else None


_MOST_VILLAGES, _AHEAD = 0.6, 0.3


def _share_within(regions: Regions, villages: Collection[str], district: str) -> float:
    found = [regions.find(name, within=district, level=RegionLevel.VILLAGE) for name in villages]
    sure = [match for match in found if match is not None and match.score >= SURE and match.how != "near"]
    return sum(match.region.level == RegionLevel.VILLAGE for match in sure) / len(found)


def home_of_folders(regions: Regions, parts: Sequence[str]) -> Region | None:
    """Return the region that the folders around a file name, the nearest first."""
    for part in parts:
        region = find_home(regions, re.sub(r"[-_]+", " ", part)) or _of_publisher(regions, part)
        if region is not None:
            return region
    return None


def _of_publisher(regions: Regions, folder: str) -> Region | None:
    """Return the one regency or city that the folder of a publisher names: 'opendata_surabaya'."""
    match = re.match(
        r"(?:bps|open[-_ ]?data|satu[-_ ]?data|diskominfo|bappeda|pemkot|pemkab)[-_ ]+(\D+)$", folder, re.I
    )
    name = re.sub(r"[-_]+", " ", match[1]).strip() if match else ""
    found = regions.find(name, level=RegionLevel.REGENCY) if len(name) > 3 else None
    sure = found is not None and found.score >= 0.8 and found.how != "near" and not found.alternatives
    return found.region if found is not None and sure else None


class LabelRegions(Struct, frozen=True):
    """What a set of labels means: region by label, the scope they were read in, labels that mean none
    surely."""

    regions: dict[str, Region]
    doubtful: dict[str, RegionMatch]
    unknown: tuple[str, ...]
    scope: str

    @property
    def share(self) -> float:
        """Return the share of labels that mean a region."""
        known = len(self.regions)
        return known / max(1, known + len(self.doubtful) + len(self.unknown))


def scopes_around(home: str) -> tuple[str, ...]:
    """Return the codes to look in: the home region, those above it, the country."""
    out: list[str] = []
    code = home
    while code and code != "00":
        out.append(code)
        code = parent_of(code)
    return (*out, "")


def match_labels(known: Regions, labels: Iterable[str], home: str, level: int = 0) -> LabelRegions:
    """Read labels as regions, in the scope around *home* where most of them are known.

    `level` is what the header says (0 when it says nothing). The scope's own name counts as itself.
    """
    unique = list(dict.fromkeys(label for label in labels if label))
    best: LabelRegions | None = None
    best_score = -1.0
    for scope in scopes_around(home):
        if scope and level_of(scope) == RegionLevel.VILLAGE:
            continue
        found = _match_in(known, unique, scope, level)
        score = found.share
        if score > best_score + 0.08:
            best, best_score = found, score
        if score >= 0.999:
            break
    if best is None:
        return LabelRegions({}, {}, tuple(unique), "")
    if not home and (shared := _shared_parent(best)):
        best = _match_in(known, unique, shared, level)
    left = [*best.doubtful, *best.unknown]
    if not left or not best.regions:
        return best
    regions, doubtful, unknown = dict(best.regions), dict(best.doubtful), list(best.unknown)
    for scope in scopes_around(home):
        for label in list(left):
            match = (
                known.find(label, within=scope, level=RegionLevel(level) if level else None)
                if scope
                else None
            )
            if match is not None and match.score >= SURE and label not in regions:
                regions[label] = match.region
                doubtful.pop(label, None)
                unknown = [other for other in unknown if other != label]
    for label in list(unknown):
        region = _abbreviated(known, label, regions, level) or _left_over(known, label, regions, level)
        if region is not None:
            regions[label] = region
            unknown.remove(label)
    return LabelRegions(regions, doubtful, tuple(unknown), best.scope)


def _shared_parent(found: LabelRegions) -> str:
    """Return the region that holds nearly all labels, where each alone could lie in several."""
    parents: Counter[str] = Counter()
    labels = len(found.regions) + len(found.doubtful)
    for region in found.regions.values():
        parents[region.parent_code] += 1
    for match in found.doubtful.values():
        parents.update({region.parent_code for region in (match.region, *match.alternatives)})
    if not parents or not found.doubtful:
        return ""
    parent, count = parents.most_common(1)[0]
    rival = parents.most_common(2)[1][1] if len(parents) > 1 else 0
    return (
        parent
        if parent not in ("", "00") and labels >= 3 and count * 10 >= labels * 8 and count > rival
        else ""
    )


def _abbreviated(known: Regions, label: str, siblings: dict[str, Region], level: int) -> Region | None:
    """Find the one sibling that a label shortens: 'Tanjab Timur' among the regencies of Jambi."""
    parents = {region.parent_code for region in siblings.values() if not level or region.level == level}
    taken = {region.code for region in siblings.values()}
    candidates = [
        region
        for parent in parents
        if parent
        for region in known.children(parent)
        if region.code not in taken and shortens(label, region.name)
    ]
    return candidates[0] if len(candidates) == 1 else None


def shortens(label: str, name: str) -> bool:
    """Tell whether each word of a label is made of the beginnings of the words of a name, in order."""
    short = re.sub(
        r"[^a-z ]", " ", re.sub(r"^(kabupaten|kab\.?|kecamatan|kec\.?)\s+", "", label.casefold())
    ).split()
    words = re.sub(r"^(kabupaten|kota) ", "", name.casefold()).split()
    if not short or not words or short == words or sum(map(len, short)) < 4:
        return False

    def fits(i: int, rest: str, j: int) -> bool:
        if not rest:
            return fits(i + 1, short[i + 1], j) if i + 1 < len(short) else j == len(words)
        if j >= len(words) or rest[0] != words[j][0]:
            return False
        longest = len(words[j])
        return any(
            rest[:size] == words[j][:size] and fits(i, rest[size:], j + 1)
            for size in range(min(longest, len(rest)), 0, -1)
        )

    return fits(0, short[0], 0)


def _match_in(known: Regions, labels: Sequence[str], scope: str, level: int) -> LabelRegions:
    regions: dict[str, Region] = {}
    doubtful: dict[str, RegionMatch] = {}
    unknown: list[str] = []
    asked = RegionLevel(level) if level and (not scope or level > level_of(scope)) else None
    for label in labels:
        match = None
        if asked is not None:
            match = known.find(label, within=scope, level=asked)
            if match is not None and match.how == "near":
                exact = known.find(label, within=scope)
                match = exact if exact is not None and exact.how != "near" else match
            if match is not None and match.score < SURE and not _pair_by_custom(match, labels):
                other = known.find(label, within=scope)
                # "Banyumas" among districts is no regency, though several districts are called so.
                lower = other is not None and (
                    other.region.level >= asked or other.region.code == scope or named_level(label) > 0
                )
                if other is not None and lower and other.score > match.score:
                    match = other
        if match is None:
            match = known.find(label, within=scope)
        if match is None:
            unknown.append(label)
        elif (
            match.score >= SURE
            or _pair_by_custom(match, labels)
            or (match.how == "near" and not match.alternatives and match.score >= 0.8)
        ):
            regions[label] = match.region
        else:
            doubtful[label] = match
    # A region is named once in a set: "Jambi" beside "Kota Jambi" is the province.
    return LabelRegions(_settle_pairs(known, regions, scope), doubtful, tuple(unknown), scope)


def _pair_by_custom(match: RegionMatch, labels: Sequence[str]) -> bool:
    """Tell whether a bare name beside "Kota <name>" is the kabupaten by the custom of published lists."""
    if match.region.level != RegionLevel.REGENCY or len(match.alternatives) != 1:
        return False
    names = {match.region.name, match.alternatives[0].name}
    if len({re.sub(r"^(Kabupaten|Kota) ", "", name) for name in names}) != 1:
        return False
    bare = re.sub(r"^(Kabupaten|Kota) ", "", match.region.name).casefold()
    return any(re.fullmatch(rf"kota\s+{re.escape(bare)}.*", label.casefold().strip()) for label in labels)


def _settle_pairs(known: Regions, regions: dict[str, Region], scope: str) -> dict[str, Region]:
    by_code: dict[str, list[str]] = {}
    for label, region in regions.items():
        by_code.setdefault(region.code, []).append(label)
    settled = dict(regions)
    for code, labels in by_code.items():
        if len(labels) < 2 or not scope:
            continue
        for label in labels:
            bare = label.casefold().strip()
            if known.get(scope).name.casefold() == bare and code != scope:
                settled[label] = known.get(scope)
    return settled


def _left_over(known: Regions, label: str, siblings: dict[str, Region], level: int) -> Region | None:
    """Find the one sibling that nothing else in the table names and that a label spells otherwise or in full:
    '2 x 11 Enam Lingkung' for 2 x 11 Anam Lingkuang, 'V Koto Kampung Dalam' for V Koto.

    Only where most siblings are named, so that few are left to mistake it for.
    """
    named = [region for region in siblings.values() if not level or region.level == level]
    parents = Counter(region.parent_code for region in named)
    if not parents or len(parents) > 1 or len(named) < _FEWEST_SIBLINGS:
        return None
    taken = {region.code for region in siblings.values()}
    left = [region for region in known.children(next(iter(parents))) if region.code not in taken]
    words = fold(label).split()
    likeness = sorted(
        (
            (_likeness(words, fold(re.sub(r"^(?:Kabupaten|Kota) ", "", region.name)).split()), region)
            for region in left
        ),
        key=lambda found: -found[0],
    )
    if not likeness or likeness[0][0] < _ALIKE:
        return None
    second = likeness[1][0] if len(likeness) > 1 else 0.0
    return likeness[0][1] if likeness[0][0] - second >= _LEAD else None


_FEWEST_SIBLINGS = 3
_ALIKE = 0.8
_LEAD = 0.15


def _likeness(label: Sequence[str], name: Sequence[str]) -> float:
    """Return how alike two names are, 0 to 1; a name of several words that begins the label is nearly it."""
    if len(name) > 1 and list(label[: len(name)]) == list(name):
        return 0.95
    if len(label) != len(name):
        return 0.0
    ratios = [SequenceMatcher(None, a, b).ratio() for a, b in zip(label, name)]
    return sum(ratios) / len(ratios) if min(ratios, default=0.0) >= _SAME_WORD else 0.0


_SAME_WORD = 0.7
