"""Reading big tables into observations, beside readers that only load the cells into a frame."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from benchmarks.timing import Row, budgeted, row

SHEET_ROWS = 200_000
TEXT_ROWS = 5_000_000
_PERIODS = 20
_CATEGORIES = ("laki-laki", "perempuan")


def run() -> list[Row]:
    """Return the times of a workbook of a million cells and of a text table of five million rows."""
    with tempfile.TemporaryDirectory() as folder:
        book, text = Path(folder, "penduduk.xlsx"), Path(folder, "penduduk.csv")
        write_workbook(book)
        write_text(text)
        sheet = _in_turn(lambda: _read(book), lambda: _load_workbook(book), 3)
        long = _in_turn(lambda: _read(text), lambda: pl.read_csv(text), 3)
        memory = _peak_memory(text)
    size = f"{SHEET_ROWS * 5 // 1_000_000} million cells"
    loaded = row(f"xlsx of {size} to observations", sheet[0], "fastexcel to polars", sheet[1])
    return [
        budgeted(loaded, "at most 1.5 times as long", sheet[0] <= 1.5 * sheet[1]),
        budgeted(
            row(
                f"CSV of {TEXT_ROWS // 1_000_000} million rows to observations",
                long[0],
                "polars.read_csv",
                long[1],
            ),
            "at most 5 times as long",
            long[0] <= 5 * long[1],
        ),
        budgeted(
            row(
                f"the same CSV in a new process: {memory[1]:.0f} MB at the peak, {memory[2]:.0f} the frame",
                memory[0],
            ),
            "at most 3 times the memory of the frame",
            memory[1] <= 3 * memory[2],
        ),
    ]


def table(rows: int) -> pl.DataFrame:
    """Return a long table of invented figures: codes, names, years, a category, a count."""
    from rupadata.regions import official_regions

    regions = [region for province in ("33", "35", "32") for region in official_regions().children(province)]
    number = pl.int_range(rows, eager=True)
    region = (number // (len(_CATEGORIES) * _PERIODS)) % len(regions)
    return pl.DataFrame(
        {
            "kode_kabupaten_kota": pl.Series([r.code for r in regions]).gather(region),
            "nama_kabupaten_kota": pl.Series([r.name for r in regions]).gather(region),
            "tahun": 2004 + (number // len(_CATEGORIES)) % _PERIODS,
            "jenis_kelamin": pl.Series(_CATEGORIES).gather(number % len(_CATEGORIES)),
            "jumlah_penduduk": 10_000 + (number * 7919) % 1_000_000,
        }
    )


def write_workbook(path: Path) -> None:
    """Write the table as a workbook."""
    table(SHEET_ROWS).write_excel(path, autofit=False, table_style=None, autofilter=False)


def write_text(path: Path) -> None:
    """Write the table as a text table."""
    table(TEXT_ROWS).write_csv(path)


def _read(path: Path) -> object:
    from rupadata.tables import read_tables

    reading = read_tables(path)
    expected = SHEET_ROWS if path.suffix == ".xlsx" else TEXT_ROWS
    if reading.observations.height != expected:
        raise RuntimeError(f"{path.name}: {reading.observations.height} observations")
    return reading


def _load_workbook(path: Path) -> pl.DataFrame:
    import fastexcel

    return fastexcel.read_excel(path).load_sheet(0).to_polars()


def _in_turn(ours: Callable[[], object], peer: Callable[[], object], times: int) -> Sequence[float]:
    """Return the medians of both in milliseconds, made in turn after one call of each."""
    taken: list[list[float]] = [[], []]
    for number in range(times + 1):
        for which, call in enumerate((ours, peer)):
            begin = time.perf_counter()
            call()
            if number:
                taken[which].append((time.perf_counter() - begin) * 1000)
    return [statistics.median(times) for times in taken]


def _peak_memory(path: Path) -> tuple[float, float, float]:
    """Return the milliseconds and the megabytes of reading in a new process, and those of the frame."""
    # What getrusage tells begins with the memory of the process that started this one.
    code = (
        "import re, sys; from pathlib import Path; from rupadata.tables import read_tables; "
        "reading = read_tables(sys.argv[1]); "
        "peak = re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1]; "
        "print(peak, reading.observations.estimated_size())"
    )
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    peak, frame = done.stdout.split()
    return (time.perf_counter() - begin) * 1000, int(peak) / 1024, int(frame) / 1024**2
