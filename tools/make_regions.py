"""Enter the published code lists into the compact data files of `rupadata.regions`.

    python tools/make_regions.py KEMENDAGRI.csv BRIDGE_REGENCIES.csv BRIDGE_DISTRICTS.csv

The first list has the columns `kode,nama` (dotted Kemendagri codes, all levels), the bridges
`kode_bps,nama_bps,kode_dagri,nama_dagri` (undotted). Names are written as people write them; what the bridges
call otherwise becomes a spelling; codes that the first list no longer has become former codes.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
from collections import defaultdict
from pathlib import Path

from rapidfuzz import fuzz

DATA = Path(__file__).parent.parent / "src/rupadata/regions/data"

# The provinces of 2022 carry other codes at the two offices: 91 is Papua there and Papua Barat here.
BPS_PROVINCES = {"91": "94", "92": "91", "93": "95", "94": "96", "95": "97", "96": "92"}
COMMON_NAMES = {"31": "DKI Jakarta", "34": "DI Yogyakarta", "92.03": "Kabupaten Fakfak", "96.03.01": "Misool"}
SHORT_WORDS = {"Kep.": "Kepulauan", "Gn.": "Gunung", "BTS.": "BTS"}


def write_name(code: str, name: str) -> str:
    """Return an official name as people write it."""
    if code in COMMON_NAMES:
        return COMMON_NAMES[code]
    name = " ".join(SHORT_WORDS.get(word, word) for word in name.split())
    name = re.sub(r"^(Kota|Kabupaten) Administrasi ", r"\1 ", name)
    if name.isupper() and "'" in name:
        name = name.capitalize()
    return re.sub(r"(?:^|(?<=[ /-]))(?!dan\b|x\b)[a-z]", lambda m: m[0].upper(), name)


def fold(name: str) -> str:
    """Return the letters and digits of a name."""
    name = re.sub(r"^(kab|kota|kabupaten)\b\.?( adm\.?| administrasi)?", "", name.strip().lower())
    return re.sub(r"[^a-z0-9]", "", name.replace("kep.", "kepulauan"))


def dotted(code: str) -> str:
    """Return an undotted Kemendagri code with its dots."""
    return ".".join(part for part in (code[:2], code[2:4], code[4:6], code[6:]) if part)


def read_rows(path: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with Path(path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_gzip(name: str, text: str) -> None:
    """Write a data file without a time in it."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(text.encode())
    (DATA / name).write_bytes(buffer.getvalue())


def main(kemendagri: str, regencies: str, districts: str) -> None:
    """Write regions.csv.gz, villages.csv.gz, former.csv and spellings of the bridges."""
    names = {row["kode"]: write_name(row["kode"], row["nama"]) for row in read_rows(kemendagri)}
    upper = {code: name for code, name in names.items() if code.count(".") < 3}
    bps = {code: BPS_PROVINCES.get(code, code) for code in upper if "." not in code}
    former: dict[str, str] = {}
    spellings: set[tuple[str, str]] = set()

    kota = [code for code in upper if code.count(".") == 1]
    for row in read_rows(regencies):
        old = dotted(row["kode_dagri"])
        is_city = int(row["kode_bps"][2:]) > 70
        now = old
        if old[:2] in ("91", "92"):
            same = [
                c for c in kota if fold(upper[c]) == fold(row["nama_dagri"]) and (int(c[3:]) > 70) == is_city
            ]
            (now,) = [c for c in same if c[:2] > "90"]
            if now != old:
                former[old] = now
        bps[now] = row["kode_bps"]
        if fold(row["nama_bps"]) != fold(upper[now]):
            spellings.add((now, row["nama_bps"].title()))

    below: dict[str, list[str]] = defaultdict(list)
    for code in upper:
        below[code.rpartition(".")[0]].append(code)
    lost = []
    for row in read_rows(districts):
        old = dotted(row["kode_dagri"])
        now = old
        if old[:2] in ("91", "92"):
            parent = former.get(old[:5], old[:5])
            # An exact name beside the ministry's own code decides, else the likest of either office.
            ranked = sorted(
                (
                    fold(upper[c]) != fold(row["nama_dagri"]),
                    -max(fuzz.ratio(fold(upper[c]), fold(row[k])) for k in ("nama_bps", "nama_dagri")),
                    c,
                )
                for c in below[parent]
            )
            if not ranked or ranked[0][1] > -80:
                lost.append(row)
                continue
            now = ranked[0][2]
            if now != old:
                former[old] = now
        bps[now] = row["kode_bps"]
        for name in (row["nama_bps"], row["nama_dagri"]):
            if fold(name) != fold(upper[now]):
                spellings.add((now, name.title()))

    lines = [f"{code},{bps.get(code, '')},{name}\n" for code, name in sorted(upper.items())]
    write_gzip("regions.csv.gz", "code,bps_code,name\n" + "".join(lines))
    by_district: dict[str, list[str]] = defaultdict(list)
    for code, name in sorted(names.items()):
        if code.count(".") == 3:
            district, _, tail = code.rpartition(".")
            by_district[district].append(f"{tail}{name.replace(',', ' ')}")
    write_gzip("villages.csv.gz", "".join(f"{d},{','.join(v)}\n" for d, v in sorted(by_district.items())))
    (DATA / "former.csv").write_text(
        "code,current\n" + "".join(f"{old},{now}\n" for old, now in sorted(former.items())), encoding="utf-8"
    )
    (DATA / "spellings.csv").write_text(
        "code,name\n" + "".join(f"{code},{name}\n" for code, name in sorted(spellings)), encoding="utf-8"
    )
    print(
        len(upper),
        "regions,",
        len(bps),
        "with BPS code,",
        len(former),
        "former,",
        len(spellings),
        "spellings",
    )
    for row in lost:
        print("no district today:", row)


if __name__ == "__main__":
    main(*sys.argv[1:])
