"""Do the figures of one file agree with each other? What does not is said, and flagged to stay off pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from statistics import median

from rupadata.model.source import cell_name
from rupadata.problems import Argument, Place, Problem
from rupadata.regions.regions import Regions
from rupadata.tables.agreement.plausible import check_plausible
from rupadata.tables.agreement.share_checks import check_shares
from rupadata.tables.lexicon.cell_units import counts_things, scale_of, without_scale
from rupadata.tables.shape.tidy_types import Observed

MAX_CHECKED = 400_000
MAX_PER_CODE = 60
MAX_PARTS = 300
MANY_DUPLICATES = 20
MAX_ROUNDING = 0.3
"""Points by which printed shares may miss 100 though nothing is wrong."""
ADDITIVE = ("count-stock", "count-flow", "count", "money-nominal", "money-real", "")
Key = tuple[str, ...]


def check_consistency(observed: Sequence[Observed], regions: Regions) -> list[Problem]:
    """Return what does not agree within one file; doubtful observations get their flag."""
    if len(observed) > MAX_CHECKED:
        return []
    problems: list[Problem] = []
    tables: dict[tuple[str, str], list[Observed]] = defaultdict(list)
    titled: dict[tuple[str, str], list[Observed]] = defaultdict(list)
    for o in observed:
        tables[o.sheet, o.table].append(o)
        titled["" if o.table else o.sheet, o.table].append(o)
    for members in titled.values():  # a total may stand on the sheet where its table goes on
        problems += _check_totals(members)
    for members in tables.values():
        problems += _check_region_totals(members, regions)
        problems += check_shares(members)
        problems += _check_bounds(members)
        problems += check_plausible(members)
        problems += _check_whole_counts(members)
        problems += _check_lost_thousands(members)
        problems += _check_scale(members)
        problems += _check_duplicates(members)
        problems += _check_jumps(members)
        problems += _check_region_set(members, regions)
        problems += _check_gaps(members)
    return problems


def _problem(
    code: str, o: Observed, *, cell: str | None = None, variant: str = "", **arguments: Argument
) -> Problem:
    """Return a problem at an observation's cell, unless another cell or range is given."""
    where = Place(o.file, o.sheet, o.cell if cell is None else cell)
    return Problem.with_arguments(code, where, arguments, variant=variant)


def _dims(o: Observed) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(o.dimensions.items())) if o.dimensions else ()


def _tolerance(values: Iterable[Observed], total: Observed | None = None) -> float:
    """Return how far a sum of rounded figures may be off: half a unit each, nothing for counts."""
    if total is not None and counts_things(total.unit, total.indicator) and "ribu" not in total.unit:
        return 1e-6
    places = [o.decimals or 0 for o in values]
    return 0.5 * len(places) * 10 ** -float(min(places, default=0)) + 1e-9


def _check_totals(members: Sequence[Observed]) -> list[Problem]:
    """Compare each total over a breakdown with the sum of its parts."""
    parts: dict[tuple[str, str, str, str, tuple[tuple[str, str], ...]], list[Observed]] = defaultdict(list)
    for o in members:
        if o.totals or o.subtotal:
            continue
        for name in o.dimensions:
            rest = tuple((k, v) for k, v in _dims(o) if k != name)
            parts[o.indicator, o.region_code or o.region, o.period, name, rest].append(o)
    problems: list[Problem] = []
    rows: dict[tuple[str, int], list[Observed]] = defaultdict(list)
    for o in members:
        rows[o.sheet, o.row].append(o)
    for total in members:
        if not total.totals or total.value is None or total.average:
            continue
        for name in total.totals:
            key = (total.indicator, total.region_code or total.region, total.period, name, _dims(total))
            group = _without_nested(parts.get(key, []), name)
            if len(group) > MAX_PARTS or len({o.dimensions[name] for o in group}) < len(group):
                continue  # the same part twice: told as a duplicate
            added = sum(o.value or 0.0 for o in group)
            if len(group) < 2 or _adds_up(group, added, total, _tolerance([*group, total], total)):
                continue
            if total.value == 100 and len(group) >= 3 and total.measure not in ADDITIVE:
                problems += _check_shares(group, added, total)
            elif (
                total.measure in ADDITIVE
                and not _is_per_one(total.unit)
                and not _sums_its_row(total, rows[total.sheet, total.row])
            ):
                if total.value == 0 and all((o.value or 0) >= 0 for o in group):
                    total.flags.add("damaged")  # a total of none over parts that are some
                problems.append(_total_differs(total, added))
    return problems[:MAX_PER_CODE]


def _sums_its_row(total: Observed, row: Sequence[Observed]) -> bool:
    """Tell whether a total is the sum of all other figures of its row that are no totals, whatever these are
    called: kinds of which one is parted further, 'Kapal Motor' by size."""
    others = [o for o in row if not o.totals and o.unit == total.unit and o.value is not None]
    added = sum(o.value or 0.0 for o in others)
    return len(others) > 2 and abs(added - (total.value or 0.0)) <= _tolerance([*others, total], total)


def _total_differs(total: Observed, added: float) -> Problem:
    if "damaged" not in total.flags:
        total.flags.add("doubtful")
    return _problem("total-differs", total, printed=total.value or 0.0, added=added)


def _adds_up(group: Sequence[Observed], added: float, total: Observed, tolerance: float) -> bool:
    """Tell whether parts agree with their total; where some are missing, the others must not be more."""
    over = added - (total.value or 0.0)
    if any(o.value is None and o.missing != "nil" for o in group):
        return over <= tolerance or any((o.value or 0.0) < 0 for o in group)
    return abs(over) <= tolerance


def _without_nested(group: Sequence[Observed], name: str) -> list[Observed]:
    """Leave out categories that sum finer ones named after them: sma beside sma1 and sma2."""
    finer = {re.sub(r"\d+$", "", o.dimensions[name]) for o in group if o.dimensions[name][-1:].isdigit()}
    return [o for o in group if o.dimensions[name] not in finer]


def _check_shares(group: Sequence[Observed], added: float, total: Observed) -> list[Problem]:
    """Flag shares that lost their decimal mark: they add up to a power of ten times 100. Others that do not
    add up are told of at their total."""
    for factor in (10, 100, 1000):
        if abs(added - 100 * factor) <= 2 * factor:
            problems = []
            for o in group:
                o.flags.add("damaged")
                problems.append(_problem("share-scale", o, added=added))
            return problems
    if abs(added - 100) > 1.0 and any((o.value or 0) > 100.5 for o in group):
        return [_problem("share-scale", o, variant="above-hundred") for o in group if (o.value or 0) > 100.5]
    if abs(added - 100) <= max(MAX_ROUNDING, 2 * _tolerance(group)):
        return []
    return [_total_differs(total, added)]


def _check_region_totals(members: Sequence[Observed], regions: Regions) -> list[Problem]:
    """Compare a region's figure with the sum of the regions below it, when all of them are listed."""
    groups: dict[tuple[str, str, tuple[tuple[str, str], ...]], dict[str, Observed]] = defaultdict(dict)
    unplaced: set[tuple[str, str, tuple[tuple[str, str], ...]]] = set()
    for o in members:
        if o.region_code and o.measure in ADDITIVE and not o.average:
            groups[o.indicator, o.period, _dims(o)].setdefault(o.region_code, o)
        elif not o.region_code:
            unplaced.add((o.indicator, o.period, _dims(o)))
    problems: list[Problem] = []
    for key, by_code in groups.items():
        inside: dict[str, list[Observed]] = defaultdict(list)
        for code, o in by_code.items():
            if code != _parent(code):
                inside[_parent(code)].append(o)
        for code, whole in by_code.items():
            below = inside.get(code, [])
            if whole.value is None or code.count(".") > 2 or not below or _per_head(whole):
                continue
            # "Jumlah" sums what is listed; a region's own name sums what lies in it, if all of it is listed.
            listed = whole.region_total and len(below) == len(by_code) - 1 and key not in unplaced
            if len(below) < 3 or (len(below) < len(regions.children(code)) and not listed):
                continue
            added = sum(o.value or 0.0 for o in below)
            if whole.measure.startswith("money") and _lies_among(whole, below):
                continue  # per head or a mean, though nothing says so: "Pengeluaran" beside the IPM
            tolerance = max(_tolerance([*below, whole]), 5e-4 * abs(whole.value))
            if _adds_up(below, added, whole, tolerance):
                continue
            whole.flags.add("doubtful")
            problems.append(
                _problem("region-total-differs", whole, region=whole.region, printed=whole.value, added=added)
            )
    return problems[:MAX_PER_CODE]


def _lies_among(whole: Observed, below: Sequence[Observed]) -> bool:
    """Tell whether the figure of the whole is no larger than that of a part of it, nor smaller than all."""
    values = [o.value for o in below if o.value is not None]
    return len(values) > 2 and min(values) <= (whole.value or 0.0) <= max(values)


def _per_head(o: Observed) -> bool:
    return bool(re.search(r"per ?kapita|garis kemiskinan|upah|harga|rata", f"{o.indicator} {o.unit}", re.I))


def _is_per_one(unit: str) -> bool:
    """Tell whether amounts are per head, area or piece, so that those of a whole lie among those of its
    parts; what is per day or year adds up."""
    per = unit.partition("/")[2].split("/")[0]
    return bool(per) and per not in ("jam", "hari", "minggu", "bulan", "tahun")


def _parent(code: str) -> str:
    return code.rpartition(".")[0] or "00"


_PERCENT_BOUND = re.compile(
    r"^(?:persentase(?!.*\b(?:realisasi|penyelesaian|pemenuhan|penyerapan|serapan|selesai|capaian|pencapaian|target|cakupan|kenaikan|penurunan|perubahan|"
    r"pertumbuhan)\b)|tingkat (?:partisipasi|pengangguran|penghunian)|angka (?:melek|buta|"
    r"partisipasi (?:murni|sekolah))|proporsi)",
    re.I,
)


def _check_bounds(members: Sequence[Observed]) -> list[Problem]:
    """Flag figures that cannot be: a percentage above 100, an index above 100, a life of 150 years, fewer
    than none."""
    problems = []
    for o in members:
        if o.value is None or ":" in o.indicator:
            continue
        top = _greatest(o.indicator, o.unit)
        negative = o.measure.startswith("count") and o.value < 0 and counts_things(o.unit, o.indicator)
        negative = negative and _NET.search(o.indicator) is None
        if (top and o.value > top) or negative:
            o.flags.add("damaged")
            problems.append(_problem("value-impossible", o, value=o.value, indicator=o.indicator))
    return problems[:MAX_PER_CODE]


_NET = re.compile(
    r"\b(?:net+o|bersih|selisih|perubahan|pertambahan|pertumbuhan|surplus|saldo)\b", re.IGNORECASE
)
"""Differences of counts, which may be less than nothing: 'Migrasi Neto'."""


@lru_cache(maxsize=4096)
def _greatest(indicator: str, unit: str) -> float:
    """Return the greatest figure that an indicator can have; 0 where that is not known."""
    if (_PERCENT_BOUND.match(indicator) and unit in ("persen", "")) or re.match(
        r"indeks pembangunan (manusia|gender)", indicator, re.I
    ):
        return 100.5 if "gender" not in indicator.casefold() else 130.0
    return 110.0 if re.search(r"harapan hidup", indicator, re.I) else 0.0


def _check_whole_counts(members: Sequence[Observed]) -> list[Problem]:
    """Flag fractions among whole counts: a thousand mark that was stored as a decimal mark (1.217 people)."""
    groups: dict[tuple[str, str], list[Observed]] = defaultdict(list)
    for o in members:
        if o.value is not None and counts_things(o.unit, o.indicator) and o.measure.startswith("count"):
            groups[o.indicator, o.unit].append(o)
    problems = []
    for group in groups.values():
        fractions = [o for o in group if o.value is not None and not float(o.value).is_integer()]
        if not fractions or (len(fractions) * 2 > len(group) and not _grouped_by_dots(group)):
            continue
        for o in fractions:
            o.flags.add("damaged")
            problems.append(_problem("count-not-whole", o, value=o.value or 0.0))
    return problems[:400]


def _check_lost_thousands(members: Sequence[Observed]) -> list[Problem]:
    """Flag counts of one digit among counts of hundreds and thousands: 2.154 stored as 2.

    Rounded away, the thousands' rest cannot be restored; small counts beside others that small are none.
    """
    groups: dict[tuple[str, str, str, int, bool], list[Observed]] = defaultdict(list)
    for o in members:
        if o.value is not None and o.measure.startswith("count") and not o.decimals and o.region_code:
            groups[o.indicator, o.period, str(_dims(o)), o.region_code.count("."), bool(o.totals)].append(o)
    problems = []
    for group in groups.values():
        small = [o for o in group if 0 < (o.value or 0.0) < 10]
        others = sorted(o.value or 0.0 for o in group if (o.value or 0.0) >= 10)
        if not small or len(others) < 8 or len(small) * 3 > len(others) or others[0] < 100:
            continue
        for o in small:
            o.flags.add("doubtful")
            problems.append(_problem("thousands-lost", o, value=o.value or 0.0))
    return problems[:MAX_PER_CODE]


def _grouped_by_dots(group: Sequence[Observed]) -> bool:
    """Tell whether a whole column of counts looks divided by 1,000: 61.234 customers, 58.12, 45.9.

    Three decimals at the most, some with all three, and no unit that says thousands.
    """
    if any(re.search(r"ribu|juta|miliar|rata", f"{o.unit} {o.indicator}", re.I) for o in group[:1]):
        return False
    values = [o.value for o in group if o.value]
    thousandfold = [value * 1000 for value in values]
    return (
        len(values) >= 3
        and all(abs(value - round(value)) < 1e-6 for value in thousandfold)
        and any(round(value) % 10 for value in thousandfold)
    )


_MOST_PEOPLE = {0: 4e8, 1: 6e7, 2: 8e6, 3: 1e6, 4: 3e5}
"""More people than any country, province, regency, district or village has."""
_OF_PEOPLE = re.compile(
    r"\b(?:penduduk|pelanggan|peserta|siswa|murid|guru|dosen|mahasiswa|pegawai|asn|pns|tenaga kerja|pekerja|"
    r"keluarga|rumah tangga|pemilih|pasien|wajib pajak|penumpang kapal|nelayan|petani|balita|lansia)\b",
    re.IGNORECASE,
)
"""What counts people or households, of whom there are no more than people."""
_MOST_PER_HEAD = 1e8
"""More rupiah than a month's wage, a poverty line or a price for one person comes to."""


def _check_scale(members: Sequence[Observed]) -> list[Problem]:
    """Find a unit that says thousands over figures that count one by one; the word is dropped, and told."""
    told: dict[tuple[int, str, str], list[Observed]] = defaultdict(list)
    for o in members:
        if o.value is not None and without_scale(o.unit) != o.unit and _most_of(o):
            told[o.column, o.indicator, o.unit].append(o)
    problems: list[Problem] = []
    for (_, _, unit), alike in told.items():
        group = [o for o in alike if _most_of(o) < (o.value or 0.0) * scale_of(unit)]
        if len(group) * 2 < len(alike) or not group:
            continue
        problems += _ranges_by_column(group, "unit-scale-doubtful", {"unit": unit, "scale": unit.split()[0]})
        for o in alike:
            o.unit = without_scale(unit)
            o.flags.add("doubtful")
    return problems


def _most_of(o: Observed) -> float:
    """Return what a figure cannot come to: people of a region, money of one person; 0 when nothing is
    known."""
    if o.region_code and _counts_heads(o.indicator, o.unit):
        return _MOST_PEOPLE[0 if o.region_code == "00" else o.region_code.count(".") + 1]
    return _MOST_PER_HEAD if _pays_heads(o.indicator, o.unit) else 0.0


def _counts_heads(indicator: str, unit: str) -> bool:
    base = without_scale(unit)
    return base in ("jiwa", "orang") or _OF_PEOPLE.search(base or indicator) is not None


def _pays_heads(indicator: str, unit: str) -> bool:
    one = re.search(r"upah|kebutuhan (?:hidup|fisik|minimum)|garis kemiskinan", indicator, re.I)
    return one is not None and without_scale(unit).startswith("rupiah")


def has_most(indicator: str, unit: str) -> bool:
    """Tell whether it is known what figures of a name and a unit with 'ribu' cannot come to, so that 'ribu'
    may be doubted."""
    return without_scale(unit) != unit and (_counts_heads(indicator, unit) or _pays_heads(indicator, unit))


def _range(group: Sequence[Observed]) -> str:
    if any(o.cell.startswith("/") for o in group):
        return group[0].cell
    rows, columns = [o.row for o in group], [o.column for o in group]
    first, last = cell_name(min(rows), min(columns)), cell_name(max(rows), max(columns))
    return first if first == last else f"{first}:{last}"


def _check_duplicates(members: Sequence[Observed]) -> list[Problem]:
    """Flag figures that are about the same thing and differ."""
    groups: dict[Key, list[Observed]] = defaultdict(list)
    for o in members:
        if o.value is not None:
            groups[
                (
                    o.indicator,
                    o.unit,
                    o.region_code or o.region,
                    o.period,
                    *map(str, _dims(o)),
                    "total" if o.totals else "",
                )
            ].append(o)
    problems: list[Problem] = []
    doubled = [o for group in groups.values() if len({o.value for o in group}) > 1 for o in group]
    for o in doubled:
        o.flags.add("doubtful")
    if len(doubled) > MANY_DUPLICATES and len(doubled) * 2 > len(members):
        return [_key_missing(doubled)]
    for group in groups.values():
        if len(group) < 2:
            continue
        differ = len({o.value for o in group}) > 1
        for o in group if differ else group[1:]:
            problems.append(
                _problem(
                    "duplicate-differs" if differ else "duplicate-same",
                    o,
                    count=len(group),
                    indicator=o.indicator,
                    region=o.region or "-",
                    period=o.period or "-",
                )
            )
    return problems


def _key_missing(doubled: Sequence[Observed]) -> Problem:
    """Say once that most figures of a table share their keys: something that parts them is not understood."""
    first = doubled[0]
    return _problem(
        "duplicate-differs", first, cell=_range(doubled), variant="key-missing", count=len(doubled)
    )


def _check_jumps(members: Sequence[Observed]) -> list[Problem]:
    """Flag a period whose figures all are of another size than those around it, and lone figures of
    another size."""
    series: dict[Key, list[Observed]] = defaultdict(list)
    for o in members:
        if o.value is not None and o.value > 0 and o.period and o.measure in ADDITIVE:
            series[(o.indicator, o.region_code or o.region, *map(str, _dims(o)), _grain(o.period))].append(o)
    ratios: dict[tuple[str, str], list[tuple[float, Observed]]] = defaultdict(list)
    lone: list[Observed] = []
    for points in series.values():
        points.sort(key=lambda o: o.period)
        if len(points) < 3 or len({o.period for o in points}) < len(points):
            continue
        values = [o.value or 0.0 for o in points]
        for i, o in enumerate(points):
            around = [*values[max(0, i - 1) : i], *values[i + 1 : i + 2]]
            ratio = values[i] / (sum(around) / len(around))
            ratios[o.indicator, o.period].append((ratio, o))
            if 1 / 8 < ratio < 8:
                continue
            inside = 0 < i < len(points) - 1
            others = around if inside else [*values[:i], *values[i + 1 :]]
            steady = len(others) > 1 and min(others) > 20 and max(others) < 2.2 * min(others)
            if steady and (inside or len(others) > 2):
                lone.append(o)
    problems: list[Problem] = []
    told: set[int] = set()
    for (indicator, period), found in ratios.items():
        middle = median(r for r, _ in found)
        if 1 / 5 < middle < 5 or (len(found) < 5 and not _is_thousandfold(middle)):
            continue
        group = [o for _, o in found]
        spread = [r for r, _ in found if 0.4 < r / middle < 2.5]
        if len(spread) * 10 < len(found) * 7 or _neighbour_is_worse(ratios, indicator, period, middle):
            continue
        told.update(id(o) for o in group)
        for o in group:
            o.flags.add("doubtful")
        problems += _ranges_by_column(
            group, "period-scale-jump", {"period": period, "times": round(middle, 3)}
        )
    for o in lone:
        o.flags.add("doubtful")
    for o in lone[:MAX_PER_CODE]:
        if id(o) not in told:
            problems.append(_problem("value-jump", o, value=o.value or 0.0))
    return problems


@lru_cache(maxsize=4096)
def _grain(period: str) -> str:
    """Return the form of a period, without its figures: a half year stands beside no months."""
    return re.sub(r"\d", "0", period)


def _is_thousandfold(ratio: float) -> bool:
    """Tell whether figures look written in another unit: in thousands, in millions."""
    size = max(ratio, 1 / ratio)
    return 600 < size < 1_700 or 6e5 < size < 1.7e6


def _neighbour_is_worse(
    ratios: dict[tuple[str, str], list[tuple[float, Observed]]], indicator: str, period: str, middle: float
) -> bool:
    """Tell whether the neighbour period stands out more: then that one is told, not this."""
    size = max(middle, 1 / middle)
    periods = sorted(p for i, p in ratios if i == indicator)
    at = periods.index(period)
    for other in periods[max(0, at - 1) : at] + periods[at + 1 : at + 2]:
        beside = median(r for r, _ in ratios[indicator, other])
        if max(beside, 1 / beside) > size * 1.5 and len(ratios[indicator, other]) >= len(
            ratios[indicator, period]
        ):
            return True
    return False


def _ranges_by_column(
    group: Sequence[Observed], code: str, arguments: Mapping[str, Argument]
) -> list[Problem]:
    """Return one problem for each run of cells below each other."""
    by_column: dict[int, list[Observed]] = defaultdict(list)
    for o in group:
        by_column[o.column].append(o)
    runs: list[list[Observed]] = []
    for members in by_column.values():
        members.sort(key=lambda o: o.row)
        for before, o in zip([None, *members], members, strict=False):
            if before is None or o.row != before.row + 1:
                runs.append([])
            runs[-1].append(o)
    return [
        Problem.with_arguments(code, Place(run[0].file, run[0].sheet, _range(run)), arguments) for run in runs
    ]


def _check_region_set(members: Sequence[Observed], regions: Regions) -> list[Problem]:
    """Tell which region is missing where nearly all regions below one are listed."""
    listed: dict[str, set[str]] = defaultdict(set)
    for o in members:
        if o.region_code and o.region_code != "00":
            listed[_parent(o.region_code)].add(o.region_code)
    problems = []
    for parent, codes in listed.items():
        known = {region.code: region.name for region in regions.children(parent)}
        missing = [name for code, name in known.items() if code not in codes]
        if missing and len(codes & set(known)) >= 3 and len(missing) * 4 <= len(known):
            first = members[0]
            shown = ", ".join(missing[:5])
            problems.append(
                _problem(
                    "region-set-incomplete", first, cell="", region=regions.get(parent).name, missing=shown
                )
            )
    return problems


def _check_gaps(members: Sequence[Observed]) -> list[Problem]:
    """Tell which years are missing inside a series of years."""
    years: dict[str, set[int]] = defaultdict(set)
    for o in members:
        if re.fullmatch(r"\d{4}", o.period):
            years[o.indicator].add(int(o.period))
    problems = []
    told: set[str] = set()
    for indicator, found in years.items():
        gaps = sorted(set(range(min(found), max(found))) - found)
        if len(found) < 3 or not gaps or len(gaps) > len(found):
            continue
        shown = ", ".join(map(str, gaps[:6]))
        if shown in told:
            continue
        told.add(shown)
        problems.append(_problem("period-gap", members[0], cell="", indicator=indicator, years=shown))
    return problems[:5]
