"""Write the invented tables of Kota Contoh: one workbook a chapter, the list of its regions, their outlines.

`python examples/kota-contoh/make_tables.py [FOLDER]` writes here or there. The dice have a fixed seed, so
the same files come out every time.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from city import CITY, CODE, DISTRICTS, NOTE  # noqa: E402
from economy import economy_tables, finance_tables  # noqa: E402
from outlines import write_outlines  # noqa: E402
from residents import labour_tables, resident_tables  # noqa: E402
from services import service_tables  # noqa: E402
from welfare import education_tables, environment_tables, health_tables, poverty_tables  # noqa: E402
from yearbook import Table, write_workbook  # noqa: E402

WORKBOOKS: dict[str, tuple[str, Callable[[], list[Table]]]] = {
    "layanan-publik": ("Layanan Publik", service_tables),
    "keuangan-daerah": ("Keuangan Daerah", finance_tables),
    "kependudukan": ("Kependudukan", resident_tables),
    "ketenagakerjaan": ("Ketenagakerjaan", labour_tables),
    "pendidikan": ("Pendidikan", education_tables),
    "kesehatan": ("Kesehatan", health_tables),
    "kemiskinan": ("Kemiskinan dan Perlindungan Sosial", poverty_tables),
    "lingkungan-hidup": ("Lingkungan Hidup", environment_tables),
    "pendapatan-regional": ("Pendapatan Regional", economy_tables),
}


def write_regions(path: Path) -> None:
    """Write the codes, names and tiles of the invented city and its districts."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "bps_code", "row", "col", "short"))
        writer.writerow(("99", "Provinsi Contoh", "", "", "", ""))
        writer.writerow((CODE, CITY, "", "", "", ""))
        for district in DISTRICTS:
            writer.writerow((district.code, district.name, "", district.row, district.column, district.short))


def main(folder: Path) -> None:
    write_regions(folder / "regions.csv")
    (folder / "boundaries.geojson").write_text(write_outlines(), encoding="utf-8")
    for name, (chapter, tables) in WORKBOOKS.items():
        write_workbook(
            folder / f"{name}.xlsx",
            tables(),
            title=f"{CITY} Dalam Angka 2026: {chapter}",
            author=NOTE,
            date=datetime(2026, 2, 27),
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
