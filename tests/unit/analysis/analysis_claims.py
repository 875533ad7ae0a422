"""An independent reader of sentences: what each claims, checked against the rows of a table.

Nothing of `rupadata.analysis` is used here. A sentence that fits no form below is a failure, so that a new
form cannot go unchecked.
"""

# Arguments are named like the blanks of the forms: V a value, P a period, R a region.
# ruff: noqa: N803

from __future__ import annotations

import math
import re
from collections.abc import Callable
from itertools import pairwise

from msgspec import Struct, field

SCALE = {
    "ribu": 1e3, "juta": 1e6, "miliar": 1e9, "triliun": 1e12,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
WORDS = {
    "id": ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
           "sebelas", "dua belas", "tiga belas", "empat belas", "lima belas", "enam belas", "tujuh belas",
           "delapan belas", "sembilan belas"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}  # fmt: skip
FRACTIONS = {
    "tiga perempat": 3 / 4, "dua pertiga": 2 / 3, "separuh": 1 / 2, "sepertiga": 1 / 3, "seperempat": 1 / 4,
    "seperlima": 1 / 5, "three quarters": 3 / 4, "two thirds": 2 / 3, "half": 1 / 2, "a third": 1 / 3,
    "a quarter": 1 / 4, "a fifth": 1 / 5,
}  # fmt: skip
UP = {"naik", "rose", "tumbuh", "grew", "bertambah", "up"}
GOOD = {"membaik", "improved", "improving"}


class World(Struct):
    """The table as the test knows it."""

    measure: str
    unit_scale: float
    home: dict[str, float | None]
    regions: dict[str, dict[str, float | None]]
    provisional: set[tuple[str, str]] = field(default_factory=set)
    breaks: set[tuple[str, str]] = field(default_factory=set)
    has_home: bool = True

    def whole(self, period: str) -> float | None:
        if self.has_home:
            return self.home.get(period)
        parts = [held.get(period) for held in self.regions.values()]
        if not self.measure.startswith(("count", "money")) or len(parts) < 2 or None in parts:
            return None
        return math.fsum(part for part in parts if part is not None)

    def at(self, region: str, period: str) -> float | None:
        return self.whole(period) if region == "" else self.regions[region].get(period)

    def known(self, region: str = "") -> list[str]:
        periods = {p for held in (self.home, *self.regions.values()) for p in held}
        return sorted(p for p in periods if self.at(region, p) is not None)

    def is_cut(self, region: str, before: str, now: str) -> bool:
        # A sum is cut where one of its parts is.
        whose = set(self.regions) if region == "" and not self.has_home else {region}
        return any(who in whose and before < period <= now for who, period in self.breaks)

    def column(self, period: str) -> dict[str, float]:
        return {name: held[period] for name, held in self.regions.items() if held.get(period) is not None}

    def complete(self, period: str) -> bool:
        return len(self.column(period)) == len(self.regions)

    def is_provisional(self, region: str, period: str) -> bool:
        if region == "" and not self.has_home:
            return any((name, period) in self.provisional for name in self.regions)
        return (region, period) in self.provisional


class ClaimError(AssertionError):
    pass


def need(condition: object, why: str = "") -> None:
    if not condition:
        raise ClaimError(why)


class Reader(Struct):
    """Reads sentences of one indicator in one language against a world."""

    world: World
    lang: str
    name: str
    topic: str
    crowd: str
    home: str
    nouns: tuple[str, ...]
    focus: str = ""
    direction: str = ""

    # Figures as written

    def number(self, text: str) -> tuple[float, float]:
        """Return what a written figure says, in plain ones, and half a unit of its last digit."""
        match = re.search(r"([−-]?)(?:Rp)?(\d[\d.,]*)(?: (\w+))?", text)
        need(match, f"no figure in {text!r}")
        assert match is not None
        group, point = (".", ",") if self.lang == "id" else (",", ".")
        digits = match[2].rstrip(".,").replace(group, "").replace(point, ".")
        scale = SCALE.get(match[3] or "", 1.0)
        decimals = len(digits.partition(".")[2])
        value = float(digits) * scale * (-1 if match[1] else 1)
        return value, 0.5 * 10.0**-decimals * scale

    def says(self, text: str, value: float | None, *, plain: bool = False) -> None:
        need(value is not None, f"{text!r} stands for a missing figure")
        assert value is not None
        shown, half = self.number(text)
        true = value if plain else value * self.world.unit_scale
        need(abs(shown - true) <= half * 1.001 + 1e-9 * abs(true), f"{text!r} for {true!r}")

    def size(self, text: str, value: float, *, unit: bool = False) -> None:
        """A figure without its sign."""
        need(not text.startswith("−"), f"{text!r} has a sign")
        self.says(text, abs(value), plain=not unit)

    def count(self, text: str) -> int:
        words = WORDS[self.lang]
        return (
            words.index(text.lower())
            if text.lower() in words
            else int(text.replace(".", "").replace(",", ""))
        )

    def period(self, text: str, region: str | None = "") -> str:
        """Return a period, after checking its mark; region None where it stands for all regions."""
        bare = text.rstrip("*")
        regions = [region] if region is not None else list(self.world.regions)
        marked = any(self.world.is_provisional(one, bare) for one in regions)
        need(marked == text.endswith("*"), f"mark of {text!r}")
        return bare

    def by(self, text: str, new: float, old: float) -> None:
        """Check `1,2 persen`, `0,3 poin persen`, `0,3 poin`, `1,2 tahun` between two figures."""
        relative = self.world.measure.startswith(("count", "money"))
        figure, _, noun = text.partition(" ")
        if noun in ("persen", "percent"):
            need(relative, "percent change of a rate or an index")
            need(old > 0 and new >= 0, "growth from nothing or less")
            self.size(figure, 100 * (new / old - 1))
            return
        if relative:
            self.size(text, new - old, unit=True)
        else:
            self.size(figure, new - old)
            wanted = {
                ("rate", "id"): "poin persen", ("rate", "en"): "percentage points", ("index", "id"): "poin",
                ("index", "en"): "points", ("mean", "id"): "tahun",
            }  # fmt: skip
            said = wanted.get((self.world.measure, self.lang))
            need(said is None or noun == said, f"{noun!r} for {self.world.measure}")

    def names(self, text: str) -> list[str]:
        found = re.split(r", dan |, and |, | dan | and ", text)
        need(all(name in self.world.regions for name in found), f"unknown region in {text!r}")
        return found

    # Reading

    def read(self, text: str, focus: str, forms: list[tuple[str, Callable[..., None]]]) -> str:
        """Check a sentence by the first form that fits and whose claim holds; return the form."""
        self.focus = focus
        failures = []
        for form, check in forms:
            match = self.pattern(form).fullmatch(text)
            if match is None:
                continue
            try:
                check(self, **match.groupdict())
            except ClaimError as error:
                failures.append(f"{form}: {error}")
                continue
            return form
        raise ClaimError(f"{text!r}: {failures or 'no form fits'}")

    def pattern(self, form: str) -> re.Pattern[str]:
        key = (form, self.lang, self.name, self.topic)
        if key not in _patterns:
            _patterns[key] = self._compile(form)
        return _patterns[key]

    def _compile(self, form: str) -> re.Pattern[str]:
        value = (
            r"−?(?:Rp)?\d(?:[\d.,]*\d)?(?: (?:ribu|juta|miliar|triliun|thousand|million|billion|trillion))?"
        )
        units = r"(?: (?:jiwa|persen|orang|tahun|people|person|percent|years?))?"
        region = r"[A-Z][a-z]+ ?[0-9]*"
        kinds = {
            "V": value + units, "B": value + units, "P": r"\d{4}\*?", "G": r"\d(?:[\d.,]*\d)?", "R": region,
            "A": rf"{region}(?:(?:, | dan |, dan | and |, and ){region})*",
            "K": "(?:" + "|".join([*WORDS[self.lang][::-1], r"\d+"]) + ")",
            "X": "(?:" + "|".join([*WORDS[self.lang][2:11], r"\d(?:[\d.,]*\d)?"]) + ")",
            "C": value + r"(?: poin persen| percentage points| persen| percent| poin| points| jiwa| orang"
                 r"| people| person| tahun| years?)?",
            "Q": r"[\d*, a-z]+", "F": "(?:" + "|".join(FRACTIONS) + ")",
        }  # fmt: skip
        nouns = "|".join(re.escape(noun) for noun in self.nouns)
        kinds["S"] = f"(?:{kinds['A']}|(?i:{kinds['K']}) (?:{nouns}))"
        out = ""
        for piece in re.split(r"(\{\w+\}|<[^>]*>)", form):
            if piece.startswith("<"):  # <name=a|b>: words to choose from
                key, _, options = piece[1:-1].partition("=")
                chosen = "|".join(re.escape(option) for option in options.split("|"))
                out += f"(?P<{key}>{chosen})"
            elif not piece.startswith("{"):
                out += re.escape(piece).replace(r"\?\?", "")
            elif piece in ("{N}", "{T}", "{W}"):
                said = {"N": self.name, "T": self.topic, "W": self.crowd}[piece[1]]
                # A name may open the sentence with a capital.
                article = "(?:[Tt]he )?" if self.lang == "en" else ""
                out += f"{article}(?:{re.escape(said)}|{re.escape(said[:1].upper() + said[1:])})"
            elif piece == "{H}":
                out += re.escape(self.home)
            elif piece == "{TH}":
                joint = " " if self.lang == "id" else " in "
                said = re.escape(self.topic)
                capital = re.escape(self.topic[:1].upper() + self.topic[1:])
                out += f"(?:{said}|{capital})(?:{re.escape(joint + self.home)})?"
            elif piece == "{Z}":
                out += f"(?:{nouns})"
            else:
                kind = kinds[piece[1]]
                capital = kind
                if piece[1] in "KXF":
                    capital = f"(?:{kind}|(?i:{kind}))"
                out += f"(?P<{piece[1:-1]}>{capital})"
        return re.compile(out)


_patterns: dict[tuple[str, ...], re.Pattern[str]] = {}


# What each form claims. Names of arguments are those of the forms: V1 the earlier, V2 the later.


def up(verb: str) -> bool:
    return verb in UP


def level(r: Reader, V: str, P: str) -> None:
    r.says(V, r.world.whole(r.period(P)))


def level_now(r: Reader, V: str) -> None:
    r.says(V, r.world.whole(r.focus))


def _ends(
    r: Reader, V1: str, P1: str, V2: str, P2: str, verb: str | None = None
) -> tuple[float, float, str, str]:
    p1, p2 = r.period(P1), r.period(P2)
    old, new = r.world.whole(p1), r.world.whole(p2)
    r.says(V1, old)
    r.says(V2, new)
    need(not r.world.is_cut("", p1, p2), "across a break")
    need(V1 != V2 or old == new, "two different figures look equal")
    if verb is not None:
        need(new > old if up(verb) else new < old, f"{verb} from {old} to {new}")
    return old, new, p1, p2


def change(r: Reader, verb: str, V1: str, P1: str, V2: str, P2: str, C: str | None = None) -> None:
    old, new, p1, p2 = _ends(r, V1, P1, V2, P2, verb)
    known = r.world.known()
    need(known.index(p2) - known.index(p1) == 1, "not the figure before")
    if C is not None:
        r.by(C, new, old)


def no_change(r: Reader, V: str, P1: str, P2: str) -> None:
    _ends(r, V, P1, V, P2)
    need(r.world.whole(P1.rstrip("*")) == r.world.whole(P2.rstrip("*")))


def _run(r: Reader, periods: list[str], steps: int, verb: str, end: str) -> None:
    """Each of the last steps up to a period goes one way, year by year, without a gap or a break."""
    years = [str(int(end) - back) for back in range(steps, -1, -1)]
    values = [r.world.whole(year) for year in years]
    need(None not in values, "a gap in the run")
    need(not r.world.is_cut("", years[0], years[-1]), "run across a break")
    for before, now in pairwise(values):
        need(now > before if up(verb) else now < before, "the run is broken")


def streak(r: Reader, verb: str, K: str, V1: str, P1: str, V2: str, P2: str) -> None:
    _, _, p1, p2 = _ends(r, V1, P1, V2, P2, verb)
    steps = r.count(K)
    need(int(p2) - int(p1) == steps, "years miscounted")
    _run(r, [], steps, verb, p2)


def streak_now(r: Reader, verb: str, K: str) -> None:
    _run(r, [], r.count(K), verb, r.focus)


def _opposite(verb: str) -> str:
    return {"naik": "turun", "turun": "naik", "rising": "fell", "falling": "rose"}[verb]


def turn(r: Reader, K: str, before: str, verb: str, V1: str, P1: str, V2: str, P2: str) -> None:
    need(_opposite(before) == verb, "no turn")
    _, _, p1, p2 = _ends(r, V1, P1, V2, P2, verb)
    need(int(p2) - int(p1) == 1)
    _run(r, [], r.count(K), "naik" if before in ("naik", "rising") else "turun", p1)


def turn_now(r: Reader, verb: str, K: str, before: str) -> None:
    need(_opposite(before) == verb, "no turn")
    _run(r, [], 1, verb, r.focus)
    _run(r, [], r.count(K), "naik" if before in ("naik", "rising") else "turun", str(int(r.focus) - 1))


def bend(r: Reader, before: str, K: str, V1: str, P1: str, verb: str, K2: str, V2: str, P2: str) -> None:
    _, _, p1, p2 = _ends(r, V1, P1, V2, P2, verb)
    need(up(before) != up(verb), "no bend")
    need(int(p2) - int(p1) == r.count(K2), "years miscounted")
    need(r.count(K) >= 3 and r.count(K2) >= 2, "too short for a bend")
    _run(r, [], r.count(K), before, p1)
    _run(r, [], r.count(K2), verb, p2)


def bend_now(r: Reader, verb: str, P1: str, K: str, before: str) -> None:
    rises = verb in ("naik", "rising")
    need(rises != (before in ("naik", "rising")), "no bend")
    p1 = r.period(P1)
    _run(r, [], int(r.focus) - int(p1), "naik" if rises else "turun", r.focus)
    _run(r, [], r.count(K), "turun" if rises else "naik", p1)


def _mean_changes(r: Reader, periods: tuple[str, str, str]) -> list[float]:
    """The average change a year of two stretches that meet in the middle period."""
    values = [r.world.whole(period) for period in periods]
    need(None not in values and not r.world.is_cut("", periods[0], periods[-1]))
    found = []
    for start in (0, 1):
        old, new = values[start], values[start + 1]
        years = int(periods[start + 1]) - int(periods[start])
        need(years >= 4, "too short for a pace")
        growth = r.world.measure.startswith(("count", "money"))
        found.append(100 * ((new / old) ** (1 / years) - 1) if growth else (new - old) / years)
    return found


def pace(r: Reader, P1: str, verb: str, C: str, pace: str, C1: str, P0: str, P2: str) -> None:
    need(P1 == P2, "the stretches do not meet")
    early, late = _mean_changes(r, (r.period(P0), r.period(P1), r.focus))
    r.size(C.partition(" ")[0], late)
    r.size(C1.partition(" ")[0], early)
    need(early * late > 0 and (late > 0) == up(verb), "not the same way")
    need((abs(late) > abs(early)) == (pace in ("cepat", "faster")), "the wrong pace")
    need(max(abs(early), abs(late)) > 1.5 * min(abs(early), abs(late)), "hardly another pace")


def pace_now(r: Reader, what: str, pace: str, P1: str) -> None:
    first = min(period for period in r.world.known() if not r.world.is_cut("", period, r.focus))
    early, late = _mean_changes(r, (first, r.period(P1), r.focus))
    need((late > 0) == (what in ("Kenaikan", "Rise")) and early * late > 0)
    need((abs(late) > abs(early)) == (pace in ("makin cepat", "faster")), "the wrong pace")


def middle_half(r: Reader, K: str, K2: str, V1: str, V2: str, P: str, V: str) -> None:
    column = r.world.column(r.period(P, None))
    need(len(column) == len(r.world.regions) == r.count(K2), "not all regions")
    values = sorted(column.values())
    middle = len(values) // 2
    r.says(V, values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2)
    ends = [values[len(values) // 4], values[len(values) - 1 - len(values) // 4]]
    r.says(V1, ends[0])
    r.says(V2, ends[1])
    need(sum(ends[0] <= value <= ends[1] for value in values) == r.count(K), "how many are within")


def _record(r: Reader, most: str, p1: str, p2: str) -> None:
    years = [str(year) for year in range(int(p1), int(p2) + 1)]
    values = [r.world.whole(year) for year in years]
    need(None not in values, "record over a gap")
    need(not r.world.is_cut("", p1, p2), "record across a break")
    *others, now = values
    need(
        now > max(others) if most in ("tertinggi", "terbanyak", "highest") else now < min(others), "no record"
    )


def record(r: Reader, P2: str, V: str, most: str, P1: str) -> None:
    r.says(V, r.world.whole(r.period(P2)))
    _record(r, most, r.period(P1), r.period(P2))


def record_now(r: Reader, most: str, P1: str) -> None:
    _record(r, most, r.period(P1), r.focus)


def extreme(r: Reader, how: str, P: str, V: str, P2: str, V2: str, limit: str | None = None) -> None:
    p = r.period(P)
    known = r.world.known()
    need(r.period(P2) == known[-1], "not where it stands now")
    r.says(V2, r.world.whole(known[-1]))
    value = r.world.whole(p)
    r.says(V, value)
    others = [r.world.whole(other) for other in known if other != p]
    high = how in ("paling tinggi", "paling banyak", "peaked", "memuncak")
    need(all(value > other if high else value < other for other in others), "not the extreme")
    need(not r.world.is_cut("", known[0], known[-1]), "extreme across a break")
    gaps = int(known[-1]) - int(known[0]) + 1 != len(known)
    need(gaps == (limit is not None), "a gap is not said")


def extreme_now(r: Reader, how: str, P: str) -> None:
    p = r.period(P)
    known = r.world.known()
    value = r.world.whole(p)
    others = [r.world.whole(other) for other in known if other != p]
    high = how in ("memuncak", "peaked", "belum kembali ke puncak", "still below the peak of")
    need(all(value > other if high else value < other for other in others), "not the extreme")
    need(not r.world.is_cut("", known[0], known[-1]), "extreme across a break")
    need(int(known[-1]) - int(known[0]) + 1 == len(known), "a gap is not said")


def long_change(r: Reader, verb: str, V1: str, P1: str, V2: str, P2: str, C: str | None = None) -> None:
    old, new, p1, p2 = _ends(r, V1, P1, V2, P2, verb)
    if C is None:
        return
    years = int(p2) - int(p1)
    figure, _, noun = C.partition(" ")
    if r.world.measure.startswith(("count", "money")):
        need(noun in ("persen", "percent"))
        r.size(figure, 100 * ((new / old) ** (1 / years) - 1))
    else:
        need(noun not in ("persen", "percent"))
        r.size(figure, (new - old) / years)


def change_since(r: Reader, verb: str, C: str, P1: str) -> None:
    _between(r, verb, r.period(P1), C)


def change_on(r: Reader, verb: str, C: str, P1: str) -> None:
    """The newest step against the same one a year ago."""
    need(int(r.focus) - int(r.period(P1)) in (4, 12), "not a year apart")
    _between(r, verb, r.period(P1), C)


def change_within(r: Reader, verb: str, C: str) -> None:
    _between(r, verb, str(int(r.focus) - 1), C)


def year_on_year(r: Reader, P2: str, V2: str, verb: str, C: str, V1: str, P1: str) -> None:
    """The newest step beside the same one a year ago: twelve months are told as twelve years, or four."""
    old, new, p1, p2 = _ends(r, V1, P1, V2, P2, "naik" if verb in ("naik", "up") else "turun")
    need(int(p2) - int(p1) in (4, 12), "not a year apart")
    r.by(C, new, old)


OVER_MONTHS = (year_on_year, change_on)
"""Claims about the same month or quarter a year ago: nothing that is told by years makes them."""


def economy_pace(r: Reader, verb: str, C: str, C2: str, how: str) -> None:
    """How much it grew in the last year, and how that stands beside the year before."""
    need(r.world.measure == "money-real", "the economy grows in real money only")
    years = [str(int(r.focus) - back) for back in (2, 1, 0)]
    first, before, now = (r.world.whole(year) for year in years)
    need(None not in (first, before, now), "a missing figure")
    need(not r.world.is_cut("", years[0], years[-1]), "across a break")
    earlier, last = 100 * (before / first - 1), 100 * (now / before - 1)
    need((last > 0) == (verb in ("tumbuh", "grew")), "direction")
    r.by(C, now, before)
    r.by(C2, before, first)
    if how in ("naik dari", "up from"):
        need(last > earlier >= 0, "not faster")
    elif how in ("melambat dari", "down from"):
        need(0 <= last < earlier, "not slower")
    else:
        need(min(last, earlier) < 0, "no change of sides, nor a second fall")
        need((earlier > 0) == (how in ("setelah tumbuh", "after growth of")), "what came before")


def change_to(r: Reader, verb: str, V: str) -> None:
    r.says(V, r.world.whole(r.focus))
    before = [p for p in r.world.known() if p < r.focus][-1]
    _between(r, verb, before, None)


def none_recorded(r: Reader, home: str) -> None:
    need(r.world.whole(r.focus) == 0, "there are some")
    need(r.world.measure.startswith("count"), "none of what is not counted")


def _between(r: Reader, verb: str, p1: str, by: str | None) -> None:
    old, new = r.world.whole(p1), r.world.whole(r.focus)
    need(old is not None and new is not None, "a missing figure")
    need(not r.world.is_cut("", p1, r.focus), "across a break")
    rising = verb in (*UP, "tumbuh", "grew")
    need(new > old if rising else new < old, "direction")
    if verb in ("tumbuh", "grew", "menyusut", "shrank"):
        need(r.world.measure == "money-real", "the economy grows in real money only")
    if by is not None:
        r.by(by, new, old)


def unchanged_now(r: Reader, V: str) -> None:
    r.says(V, r.world.whole(r.focus))
    known = [p for p in r.world.known() if p < r.focus]
    need(r.world.whole(known[-1]) == r.world.whole(r.focus), "it changed")


def _times(r: Reader, X: str, one: float, other: float, about: str | None) -> None:
    need(other > 0, "ratio to nothing")
    ratio = one / other
    if X[0].isdigit():
        r.says(X, ratio, plain=True)
        return
    whole = r.count(X)
    need(abs(ratio - whole) <= 0.0301 * whole, f"{X} for {ratio}")
    need(bool(about) or abs(ratio - whole) <= 0.00501 * whole, f"{X} for {ratio}")


def multiple(r: Reader, P2: str, V2: str, X: str, P1: str, V1: str, about: str | None = None) -> None:
    old, new, *_ = _ends(r, V1, P1, V2, P2)
    need(r.world.measure.startswith(("count", "money")))
    _times(r, X, new, old, about)


def multiple_now(r: Reader, X: str, P1: str, about: str | None = None) -> None:
    p1 = r.period(P1)
    need(not r.world.is_cut("", p1, r.focus))
    _times(r, X, r.world.whole(r.focus), r.world.whole(p1), about)


def _beyond(r: Reader, side: str, B: str, now: float) -> tuple[float, bool]:
    bound, _ = r.number(B)
    below = side in ("di bawah", "below")
    true = now * r.world.unit_scale
    need(true < bound if below else true > bound, f"{now} is not {side} {B}")
    return bound, below


def milestone(r: Reader, P: str, V: str, side: str, B: str, P1: str, did: str | None = None) -> None:
    p, p1 = r.period(P), r.period(P1)
    now = r.world.whole(p)
    r.says(V, now)
    bound, below = _beyond(r, side, B, now)
    years = [str(year) for year in range(int(p1), int(p))]
    before = [r.world.whole(year) for year in years]
    need(None not in before, "a first time over a gap")
    for value in before:
        true = value * r.world.unit_scale
        need(true >= bound if below else true <= bound, "not the first time")


def milestone_gap(
    r: Reader, P: str, V: str, side: str, B: str, V1: str, P1: str, did: str | None = None
) -> None:
    _, new, *_ = _ends(r, V1, P1, V, P)
    _beyond(r, side, B, new)


def milestone_now(r: Reader, side: str, B: str) -> None:
    now = r.world.whole(r.focus)
    bound, below = _beyond(r, side, B, now)
    for period in r.world.known():
        if period < r.focus:
            true = r.world.whole(period) * r.world.unit_scale
            need(true >= bound if below else true <= bound, "passed before")


def steady(r: Reader, P1: str, P2: str, V1: str, V2: str) -> None:
    p1, p2 = r.period(P1), r.period(P2)
    values = [r.world.whole(p) for p in r.world.known() if p1 <= p <= p2]
    r.says(V1, min(values))
    r.says(V2, max(values))
    need(max(values) - min(values) <= 0.01001 * abs(min(values)))
    need(not r.world.is_cut("", p1, p2))


def steady_now(r: Reader, P1: str) -> None:
    p1 = r.period(P1)
    values = [r.world.whole(p) for p in r.world.known() if p1 <= p <= r.focus]
    need(max(values) - min(values) <= 0.01001 * abs(min(values)))
    need(not r.world.is_cut("", p1, r.focus))


def break_note(r: Reader, P1: str, P2: str) -> None:
    need(P1 == P2)
    p = r.period(P1)
    need(r.world.is_cut("", str(int(p) - 1), p), "no break there")


def _listed(r: Reader, Q: str) -> list[str]:
    span = re.fullmatch(r"(\d{4})\*? (?:sampai|to) (\d{4})\*?", Q)
    if span:
        return [str(year) for year in range(int(span[1]), int(span[2]) + 1)]
    return [found.rstrip("*") for found in re.findall(r"\d{4}\*?", Q)]


def missing_note(r: Reader, Q: str) -> None:
    for period in _listed(r, Q):
        need(r.world.whole(period) is None, f"{period} is known")


def provisional_note(r: Reader, Q: str) -> None:
    for period in _listed(r, Q):
        need(r.world.is_provisional("", period), f"{period} is final")


# Regions


def _leads(r: Reader, names: list[str], period: str, *, high: bool) -> float:
    column = r.world.column(period)
    best = max(column.values()) if high else min(column.values())
    need(sorted(names) == sorted(name for name, value in column.items() if value == best), "who leads")
    return best


def _group(r: Reader, text: str, period: str, *, high: bool) -> float:
    column = r.world.column(period)
    best = max(column.values()) if high else min(column.values())
    noun = next((noun for noun in r.nouns if text.endswith(f" {noun}")), None)
    if noun is not None:
        need(r.count(text.removesuffix(f" {noun}")) == list(column.values()).count(best), "how many lead")
        return best
    return _leads(r, r.names(text), period, high=high)


def top_bottom(
    r: Reader, sup: str, inf: str, P: str, S1: str, V1: str, S2: str, V2: str, K: str | None = None
) -> None:
    p = r.period(P, None)
    r.says(V1, _group(r, S1, p, high=True))
    r.says(V2, _group(r, S2, p, high=False))
    need((K is None) == r.world.complete(p), "missing regions are not said")
    if K is not None:
        need(r.count(K) == len(r.world.column(p)), "how many are known")


def top_only(r: Reader, sup: str, P: str, S1: str, V1: str, K: str | None = None) -> None:
    p = r.period(P, None)
    r.says(V1, _group(r, S1, p, high=True))
    need(min(r.world.column(p).values()) == 0, "the lowest is not told")
    need((K is None) == r.world.complete(p), "missing regions are not said")
    if K is not None:
        need(r.count(K) == len(r.world.column(p)), "how many are known")


def all_equal(r: Reader, P: str, K: str, V: str) -> None:
    column = r.world.column(r.period(P, None))
    need(len(set(column.values())) == 1 and r.count(K) == len(column))
    r.says(V, next(iter(column.values())))


def nearly_equal(r: Reader, P: str, K: str, V1: str, V2: str, was: str | None = None) -> None:
    column = r.world.column(r.period(P, None))
    low, high = min(column.values()), max(column.values())
    need(low < high and high - low < 0.02 * high and r.count(K) == len(column))
    r.says(V1, low)
    r.says(V2, high)


def nearly_equal_now(r: Reader, K: str) -> None:
    column = r.world.column(r.focus)
    low, high = min(column.values()), max(column.values())
    need(high - low < 0.02 * high and r.count(K) == len(column))


def _on_one_side(r: Reader, side: str, first: str) -> float:
    """The last figure before a period since which all known figures lie on one side of zero."""
    below = side in ("negatif", "defisit", "negative", "in deficit")
    known = [period for period in r.world.known() if period <= r.focus]
    for period in known:
        if period >= first:
            need((r.world.whole(period) < 0) is below and r.world.whole(period) != 0, "another side")
    earlier = [period for period in known if period < first]
    need(earlier, "nothing before")
    old = r.world.whole(earlier[-1])
    need(old > 0 if below else old < 0, "no change of sides")
    return old


def side(r: Reader, side: str, V1: str, P1: str, V2: str, P2: str) -> None:
    _, _, p1, p2 = _ends(r, V1, P1, V2, P2)
    need(p2 == r.focus)
    after = [period for period in r.world.known() if p1 < period <= p2]
    _on_one_side(r, side, after[0])


def side_now(r: Reader, side: str) -> None:
    _on_one_side(r, side, r.focus)


def side_since(r: Reader, side: str, P1: str) -> None:
    _on_one_side(r, side, r.period(P1))


def top_now(r: Reader, sup: str, R: str) -> None:
    need(r.world.complete(r.focus))
    high = sup.lower() in ("terbanyak", "terbesar", "tertinggi", "largest", "highest", "most")
    _leads(r, [R], r.focus, high=high)


def whole_top_now(r: Reader, V: str, sup: str, R: str) -> None:
    r.says(V, r.world.whole(r.focus))
    top_now(r, sup, R)


def top_known_now(r: Reader, K: str, sup: str, R: str) -> None:
    need(not r.world.complete(r.focus), "all are known")
    need(r.count(K) == len(r.world.column(r.focus)))
    _leads(r, [R], r.focus, high=True)


def top_bottom_now(r: Reader, R: str, R2: str, sup: str, inf: str) -> None:
    need(r.world.complete(r.focus))
    _leads(r, [R], r.focus, high=True)
    _leads(r, [R2], r.focus, high=False)


def _share(r: Reader, names: list[str], period: str) -> float:
    need(r.world.measure.startswith(("count", "money")), "a share of rates")
    column = r.world.column(period)
    whole = r.world.whole(period)
    need(whole is not None and whole > 0 and min(column.values()) >= 0, "no whole")
    return sum(column[name] for name in names) / whole


def share(r: Reader, G: str, P: str, R: str, much: str | None = None) -> None:
    r.says(G, 100 * _share(r, [R], r.period(P, None)), plain=True)


def share_now(r: Reader, G: str, R: str, does: str) -> None:
    r.says(G, 100 * _share(r, [R], r.focus), plain=True)


def one_in(r: Reader, K: str, R: str, about: str | None = None) -> None:
    share_ = _share(r, [R], r.focus)
    number = r.count(K)
    need(-0.0801 <= share_ * number - 1 <= 0.0251, f"one in {number} for {share_}")
    need(bool(about) == (share_ * number < 0.975), "hampir")
    _leads(r, [R], r.focus, high=True)


def _fraction(F: str, share_: float, about: str | None) -> None:
    apart = share_ - FRACTIONS[F.lower()]
    if not about:
        need(abs(apart) <= 0.00501, f"{F} for {share_}")
    elif about.strip().lower() in ("hampir", "nearly"):
        need(-0.0201 <= apart < 0, f"{about}{F} for {share_}")
    else:
        need(0 < apart <= 0.0201, f"{about}{F} for {share_}")


def fraction(r: Reader, F: str, R: str, about: str | None = None) -> None:
    _fraction(F, _share(r, [R], r.focus), about)


def _first(r: Reader, number: int, period: str) -> list[str]:
    column = r.world.column(period)
    ranked = sorted(column, key=lambda name: -column[name])
    need(column[ranked[number - 1]] > column[ranked[number]], "a tie at the edge")
    return ranked[:number]


def few_hold(r: Reader, K: str, K2: str, F: str, does: str, about: str | None = None) -> None:
    need(r.count(K2) == len(r.world.regions), "of how many")
    _fraction(F, _share(r, _first(r, r.count(K), r.focus), r.focus), about)


def part_in_few(r: Reader, F: str, K: str, K2: str, about: str | None = None) -> None:
    need(r.count(K2) == len(r.world.regions), "of how many")
    _fraction(F, _share(r, _first(r, r.count(K), r.focus), r.focus), about)


def together(r: Reader, A: str, G: str, P: str, does: str | None = None) -> None:
    r.says(G, 100 * _share(r, r.names(A), r.period(P, None)), plain=True)


def top_together(r: Reader, K: str, G: str, P: str, does: str | None = None) -> None:
    p = r.period(P, None)
    r.says(G, 100 * _share(r, _first(r, r.count(K), p), p), plain=True)


def gap_ratio(
    r: Reader, R: str, V1: str, P: str, X: str, R2: str, V2: str, about: str | None = None, that: str = ""
) -> None:
    column = r.world.column(r.period(P, None))
    need(r.world.measure != "index", "a ratio of indices")
    r.says(V1, column[R])
    r.says(V2, column[R2])
    _times(r, X, column[R], column[R2], about)


def gap_ratio_now(r: Reader, R: str, X: str, R2: str, about: str | None = None, that: str = "") -> None:
    column = r.world.column(r.focus)
    need(r.world.measure != "index", "a ratio of indices")
    _times(r, X, column[R], column[R2], about)


def gap_points(r: Reader, R: str, V1: str, R2: str, V2: str, P: str, C: str) -> None:
    column = r.world.column(r.period(P, None))
    r.says(V1, column[R])
    r.says(V2, column[R2])
    need(V1 != V2)
    r.by(C, column[R], column[R2])


def gap_points_now(r: Reader, R: str, R2: str, C: str) -> None:
    column = r.world.column(r.focus)
    r.by(C, column[R], column[R2])


def outlier(r: Reader, R: str, V1: str, P: str, R2: str, V2: str) -> None:
    p = r.period(P, None)
    column = r.world.column(p)
    r.says(V1, _leads(r, [R], p, high=True))
    r.says(V2, column[R2])
    rest = [value for name, value in column.items() if name != R]
    need(column[R2] == max(rest) and 0 < 1.5 * column[R2] <= column[R], "not far above")


def outlier_now(r: Reader, R: str) -> None:
    column = r.world.column(r.focus)
    need(r.world.complete(r.focus))
    best = _leads(r, [R], r.focus, high=True)
    rest = [value for name, value in column.items() if name != R]
    need(best >= 1.5 * max(rest) > 0, "not far above")


def against_whole(r: Reader, K: str, K2: str, P: str, side: str, V: str) -> None:
    p = r.period(P, None)
    column = r.world.column(p)
    whole = r.world.whole(p)
    r.says(V, whole)
    above = side in ("tinggi", "exceeded")
    many = [value for value in column.values() if (value > whole if above else value < whole)]
    need(r.count(K) == len(many) and r.count(K2) == len(column) == len(r.world.regions), "how many")


def against_whole_now(r: Reader, K: str, K2: str, side: str) -> None:
    need(r.count(K2) == len(r.world.regions), "of how many")
    column = r.world.column(r.focus)
    whole = r.world.whole(r.focus)
    above = side in ("di atas", "above")
    many = [value for value in column.values() if (value > whole if above else value < whole)]
    need(r.count(K) == len(many))


def _step(r: Reader) -> tuple[str, str]:
    """Return the two periods that changes over regions speak of: the focus and the one before it."""
    usable = [p for p in sorted({p for held in r.world.regions.values() for p in held}) if
              len(r.world.column(p)) >= 2]  # fmt: skip
    place = usable.index(r.focus)
    return usable[place - 1], usable[place]


def overtake(r: Reader, R: str, V1: str, P2: str, R2: str, V2: str, P1: str, V3: str, V4: str) -> None:
    p1, p2 = r.period(P1, None), r.period(P2, None)
    for name, now, before in ((R, V1, V3), (R2, V2, V4)):
        r.says(now, r.world.at(name, p2))
        r.says(before, r.world.at(name, p1))
        need(not r.world.is_cut(name, p1, p2), "across a break")
    need(r.world.at(R, p2) > r.world.at(R2, p2) and r.world.at(R, p1) < r.world.at(R2, p1))
    need(V1 != V2 and V3 != V4, "figures look equal")


def overtake_now(r: Reader, R: str, R2: str, sup: str) -> None:
    p1, p2 = _step(r)
    need(r.world.at(R, p2) > r.world.at(R2, p2) and r.world.at(R, p1) < r.world.at(R2, p1))
    _leads(r, [R], p2, high=True)


def _rank(r: Reader, name: str, period: str) -> int:
    column = r.world.column(period)
    return 1 + sum(value > column[name] for value in column.values())


def rank_move(r: Reader, R: str, K: str, P1: str, K2: str, P2: str) -> None:
    p1, p2 = r.period(P1, None), r.period(P2, None)
    need(r.world.complete(p1) and r.world.complete(p2))
    need(_rank(r, R, p1) == r.count(K) and _rank(r, R, p2) == r.count(K2), "ranks")
    need(r.count(K2) < r.count(K))


def rank_now(r: Reader, R: str, K: str) -> None:
    need(_rank(r, R, r.focus) == r.count(K))


def _movers(r: Reader, verb: str, p1: str, p2: str) -> list[str]:
    need(r.world.complete(p1) and r.world.complete(p2), "missing regions are not said")
    need(not any(r.world.is_cut(name, p1, p2) for name in r.world.regions), "across a break")
    moved = []
    for name in r.world.regions:
        old, new = r.world.at(name, p1), r.world.at(name, p2)
        if new > old if up(verb) else new < old:
            moved.append(name)
    return moved


def breadth(r: Reader, P1: str, P2: str, verb: str, K: str | None = None, K2: str | None = None) -> None:
    moved = _movers(r, verb, r.period(P1, None), r.period(P2, None))
    total = len(r.world.regions)
    need(len(moved) == (total if K is None else r.count(K)) and (K2 is None or r.count(K2) == total))


def breadth_now(r: Reader, verb: str, K: str | None = None, K2: str | None = None) -> None:
    moved = _movers(r, verb, *_step(r))
    total = len(r.world.regions)
    need(len(moved) == (total if K is None else r.count(K)) and (K2 is None or r.count(K2) == total))


def breadth_but_one(
    r: Reader, P1: str, P2: str, verb: str, K: str, K2: str, R: str, last: str, V1: str, V2: str
) -> None:
    breadth(r, P1, P2, verb, K, K2)
    p1, p2 = r.period(P1, None), r.period(P2, None)
    need(sorted([*_movers(r, verb, p1, p2), R]) == sorted(r.world.regions), "others went the other way too")
    old, new = r.world.at(R, p1), r.world.at(R, p2)
    r.says(V1, old)
    r.says(V2, new)
    need(up(last) != up(verb) and (new > old if up(last) else new < old), "it is no exception")


def _recovery(r: Reader, p1: str, p2: str) -> tuple[float, float, str]:
    """What stood at its highest fell to its lowest, by three tenths at least, and rose every year since."""
    years = [str(year) for year in range(int(p1), int(p2) + 1)]
    values = [r.world.whole(year) for year in years]
    need(None not in values, "a gap in the recovery")
    need(not r.world.is_cut("", p1, p2), "recovery across a break")
    low = values.index(min(values))
    need(0 < low < len(values) - 1 and values[low] <= 0.7 * values[0], "no fall to recover from")
    need(max(values[: low + 1]) == values[0], "it was higher in between")
    need(all(later > before for before, later in pairwise(values[low:])), "it fell again")
    return values[0], values[-1], years[low]


def recovery(
    r: Reader,
    V1: str,
    P1: str,
    V3: str,
    P3: str,
    P2: str,
    V2: str,
    G: str | None = None,
    P4: str | None = None,
) -> None:
    p1, p2 = r.period(P1), r.period(P2)
    old, new, low = _recovery(r, p1, p2)
    for said, value in ((V1, old), (V2, new), (V3, r.world.whole(low))):
        r.says(said, value)
    need(r.period(P3) == low, "not the lowest")
    need((new > old) == (G is None), "whether it is back")
    if G is not None and P4 is not None:
        need(r.period(P4) == p1)
        r.size(G, 100 * new / old)


def recovering_now(r: Reader, P1: str, G: str | None = None) -> None:
    old, new, _ = _recovery(r, r.period(P1), r.focus)
    need(new < old, "it is back")
    if G is not None:
        r.size(G, 100 * new / old)


def recovered_now(r: Reader, P1: str) -> None:
    p1 = r.period(P1)
    old, new, _ = _recovery(r, p1, r.focus)
    between = [r.world.whole(str(year)) for year in range(int(p1) + 1, int(r.focus))]
    need(new > old and max(between) <= old, "it was above that before")


def one_against(r: Reader, verb: str, R: str) -> None:
    moved = _movers(r, verb, *_step(r))
    need(sorted([*moved, R]) == sorted(r.world.regions))


def _way(r: Reader, course: str) -> str:
    need(r.direction, "nobody said which way is good")
    return "naik" if (course in GOOD) == (r.direction == "higher") else "turun"


def course_now(r: Reader, course: str, K: str | None = None, K2: str | None = None) -> None:
    breadth_now(r, _way(r, course), K, K2)


def turn_course_now(r: Reader, course: str, K: str, before: str) -> None:
    turn_now(r, _way(r, course), K, _way(r, before))


def _long_most(r: Reader, rises: bool, R: str, p1: str, p2: str) -> dict[str, float]:
    need(int(p2) > int(p1))
    changes = _changes(r, p1, p2)
    best = max(changes.values()) if rises else min(changes.values())
    need(best > 0 if rises else best < 0, "no such change")
    need([name for name, size in changes.items() if size == best] == [R], "not the most")
    return changes


def long_move(
    r: Reader, P1: str, P2: str, verb: str, R: str, C: str, V1: str, V2: str, R2: str, last: str, C2: str
) -> None:
    p1, p2 = r.period(P1, None), r.period(P2, None)
    changes = _long_most(r, up(verb), R, p1, p2)
    old, new = r.world.at(R, p1), r.world.at(R, p2)
    r.says(V1, old)
    r.says(V2, new)
    r.by(C, new, old)
    other = (r.world.at(R2, p2), r.world.at(R2, p1))
    r.by(C2, *other)
    need((other[0] > other[1]) == up(last), "the wrong way")
    least = min(changes.values()) if up(verb) else max(changes.values())
    need(changes[R2] == least, "not the least")


def long_move_now(r: Reader, how: str, R: str, P1: str = "", last: str = "", R2: str = "") -> None:
    rises = how in ("tumbuh paling cepat", "naik paling besar", "grew fastest", "rose most")
    usable = [p for p in sorted({p for held in r.world.regions.values() for p in held})
              if len(r.world.column(p)) >= 2]  # fmt: skip
    p1 = r.period(P1, None) if P1 else usable[0]
    changes = _long_most(r, rises, R, p1, r.focus)
    if last:
        need((changes[R2] > 0) == up(last) and changes[R2] * changes[R] < 0, "not against it")


def _sums(r: Reader, p1: str, p2: str) -> tuple[float, float]:
    need(r.world.measure.startswith(("count", "money")), "a sum of rates")
    need(r.world.complete(p1) and r.world.complete(p2), "not all regions")
    return math.fsum(r.world.column(p1).values()), math.fsum(r.world.column(p2).values())


def contribution(r: Reader, R: str, G: str, what: str, P1: str, P2: str, verb: str, C: str) -> None:
    p1, p2 = r.period(P1, None), r.period(P2, None)
    old, new = _sums(r, p1, p2)
    mine = (r.world.at(R, p1), r.world.at(R, p2))
    r.says(G, 100 * (mine[1] - mine[0]) / (new - old), plain=True)
    need((new > old) == (what in ("kenaikan", "rise")) == up(verb), "the wrong way")
    r.size(C, mine[1] - mine[0], unit=True)


def leap(r: Reader, V1: str, P1: str, V2: str, P2: str) -> None:
    old, new, p1, p2 = _ends(r, V1, P1, V2, P2, "naik")
    need(new >= 1.5 * old > 0 and int(p2) - int(p1) == 1, "no leap")


def not_comparable(r: Reader, P1: str, V1: str, P2: str, V2: str, P3: str) -> None:
    first, before = r.period(P1), r.period(P2)
    need(first == r.period(P3) and before < first, "other periods")
    r.says(V1, r.world.whole(before))
    r.says(V2, r.world.whole(first))


def parts_of_people(r: Reader, V: str, P: str) -> None:
    need(P.rstrip("*") == r.focus, "not the period of the figure")
    shown = [r.world.whole(r.focus), *_ranked(r)[-1:]]
    for value in shown:
        if value is not None and value != int(value):
            try:
                r.says(V, value)
            except ClaimError:
                continue
            return
    raise ClaimError(f"{V!r} is no fraction of a person that the table holds")


def coverage(r: Reader, P: str, K: str, K2: str) -> None:
    need(r.count(K) == len(r.world.column(r.period(P, None))) < r.count(K2), "how many are covered")


def _ranked(r: Reader) -> list[float]:
    return sorted(r.world.column(r.focus).values(), reverse=True)


def over_hundred(r: Reader, R: str, V: str) -> None:
    r.says(V, r.world.at(R, r.focus))
    need(r.world.measure == "rate" and r.world.at(R, r.focus) == _ranked(r)[0] > 100)


def far_off(r: Reader, R: str, V1: str, V2: str) -> None:
    first, second, *_ = _ranked(r)
    r.says(V1, first)
    r.says(V2, second)
    need(r.world.at(R, r.focus) == first > 6 * second > 0, "not far off")


def leap_of_region(r: Reader, R: str, V1: str, P1: str, V2: str, P2: str) -> None:
    p1, p2 = r.period(P1, R), r.period(P2, None)
    old, new = r.world.at(R, p1), r.world.at(R, p2)
    r.says(V1, old)
    r.says(V2, new)
    need(new in (max(_ranked(r)), min(_ranked(r))), "neither the highest nor the lowest")
    amounts = r.world.measure.startswith(("count", "money"))
    if amounts:  # From nothing to anything is a leap.
        need(not 0.8 * old <= new <= 1.2 * old, "no leap")
    else:
        need(abs(new - old) > 1, "no leap")


def very_few(r: Reader, V: str) -> None:
    r.says(V, _ranked(r)[0])
    need(_ranked(r)[0] < 10 and r.world.measure.startswith("count"), "not few")


def outside(r: Reader, P1: str, P2: str, R: str, verb: str, C: str, R2: str, more: str, C2: str) -> None:
    p1, p2 = r.period(P1, None), r.period(P2, None)
    old, new = _sums(r, p1, p2)
    mine = r.world.at(R, p2) - r.world.at(R, p1)
    rest = (new - old) - mine
    need(R == R2 and rest * mine < 0 and (new - old) * mine > 0, "not against the whole")
    need((rest > 0) == up(verb) and (mine > 0) == up(more), "the wrong way")
    r.size(C, rest, unit=True)
    r.size(C2, mine, unit=True)


def contribution_now(r: Reader, R: str, G: str, what: str) -> None:
    p1, p2 = _step(r)
    old, new = _sums(r, p1, p2)
    r.says(G, 100 * (r.world.at(R, p2) - r.world.at(R, p1)) / (new - old), plain=True)
    need((new > old) == (what in ("kenaikan", "rise")), "the wrong way")


def but_outside_now(r: Reader, way: str, R: str) -> None:
    p1, p2 = _step(r)
    old, new = _sums(r, p1, p2)
    rest = (new - r.world.at(R, p2)) - (old - r.world.at(R, p1))
    need(rest * (new - old) < 0, "the others did not go against the whole")
    need((new > old) == up(way), "the whole went the other way")


def _changes(r: Reader, p1: str, p2: str) -> dict[str, float]:
    _movers(r, "naik", p1, p2)
    relative = r.world.measure.startswith(("count", "money"))
    out = {}
    for name in r.world.regions:
        old, new = r.world.at(name, p1), r.world.at(name, p2)
        out[name] = new / old - 1 if relative else round(new - old, 9)
    return out


def fastest(r: Reader, what: str, P1: str, P2: str, R: str, C: str, V1: str, V2: str) -> None:
    p1, p2 = r.period(P1, None), r.period(P2, None)
    old, new = r.world.at(R, p1), r.world.at(R, p2)
    r.says(V1, old)
    r.says(V2, new)
    r.by(C, new, old)
    _most(r, what, R, p1, p2)


def fastest_now(r: Reader, what: str, R: str) -> None:
    _most(r, what, R, *_step(r))


def _most(r: Reader, what: str, R: str, p1: str, p2: str) -> None:
    changes = _changes(r, p1, p2)
    falling = what.lower().split()[-1] in ("penurunan", "fall")
    best = min(changes.values()) if falling else max(changes.values())
    need(best < 0 if falling else best > 0, "no such change")
    need([name for name, size in changes.items() if size == best] == [R], "not the most")


def hardly(r: Reader, V1: str, P1: str, V2: str, P2: str) -> None:
    old, new, p1, p2 = _ends(r, V1, P1, V2, P2)
    known = r.world.known()
    need(known.index(p2) - known.index(p1) == 1, "not the figure before")
    steps = sorted(abs(r.world.whole(b) - r.world.whole(a)) for a, b in pairwise(known))
    # Nearly the same: within rounding, a thousandth of an amount, or no great step of its series.
    need(abs(new - old) <= max(1.1, 0.0011 * abs(new), 0.11 * steps[-1]), f"{old} is not nearly {new}")


def but_turn(r: Reader, P1: str, V1: str, verb: str, V2: str, P2: str, last: str, V3: str, P3: str) -> None:
    _, new, _, p2 = _ends(r, V1, P1, V2, P2, verb)
    p3 = r.period(P3)
    before = r.world.whole(p3)
    r.says(V3, before)
    need(up(last) != up(verb) and int(p2) - int(p3) == 1, "no contrary step")
    need(new > before if up(last) else new < before, "the last step went the same way")


def but_turn_now(r: Reader, verb: str, P1: str, last: str, again: str, P2: str) -> None:
    p1, p2 = r.period(P1), r.period(P2)
    need(p2 == r.focus and not r.world.is_cut("", p1, p2))
    first, before, now = (r.world.whole(p) for p in (p1, str(int(p2) - 1), p2))
    need(now > first if up(verb) else now < first, "the long course is another")
    need(now > before if up(last) else now < before, "the last step is another")
    need(up(verb) != up(last), "no contrary step")
    if again:
        known = [p for p in r.world.known() if p1 <= p < p2]
        steps = [r.world.whole(b) - r.world.whole(a) for a, b in pairwise(known)]
        need(any(step > 0 if up(last) else step < 0 for step in steps), "it never went that way before")


def _spreads(r: Reader, moved: str, p1: str, p2: str) -> tuple[dict[str, float], dict[str, float]]:
    first, now = r.world.column(p1), r.world.column(p2)
    need(r.world.complete(p1) and r.world.complete(p2), "regions without a figure")
    need(not any(r.world.is_cut(name, p1, p2) for name in r.world.regions), "across a break")
    then, later = (max(column.values()) - min(column.values()) for column in (first, now))
    wider = moved in ("melebar", "widened", "wider")
    need(later > then if wider else later < then, "the distance moved the other way")
    return first, now


def spread_moves(r: Reader, moved: str, C1: str, P1: str, C: str, P2: str) -> None:
    p1, p2 = r.period(P1, None), r.period(P2, None)
    first, now = _spreads(r, moved, p1, p2)
    r.by(C1, max(first.values()), min(first.values()))
    r.by(C, max(now.values()), min(now.values()))


def spread_moves_now(r: Reader, moved: str, P1: str) -> None:
    _spreads(r, moved, P1.rstrip("*"), r.focus)


def but_some_now(r: Reader, verb: str, K: str, K2: str, last: str, A: str) -> None:
    breadth_now(r, verb, K, K2)
    need(up(verb) != up(last), "no contrary move")
    need(sorted(_movers(r, last, *_step(r))) == sorted(r.names(A)), "others went the contrary way")
