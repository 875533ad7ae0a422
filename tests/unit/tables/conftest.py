"""Small tables written as text, read as observations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from rupadata.model.observations import Reading
from rupadata.tables import read_tables

Rows = Sequence[Sequence[object]]


@pytest.fixture
def read_text_table(tmp_path: Path) -> Callable[..., Reading]:
    def read(text: str, name: str = "tabel.csv", folder: str = "data") -> Reading:
        path = tmp_path / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return read_tables(path)

    return read


@pytest.fixture
def read_sheet(tmp_path: Path) -> Callable[..., Reading]:
    """Write rows (and merges like `B3:D3`) as a workbook and read it."""

    def read(
        rows: Rows,
        merges: Sequence[str] = (),
        name: str = "tabel.xlsx",
        folder: str = "data",
        sheet: str = "Sheet1",
    ) -> Reading:
        path = tmp_path / folder / name
        path.parent.mkdir(exist_ok=True)
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet(sheet)
            for area in merges:
                page.merge_range(area, None)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if value is not None:
                        page.write(r, c, value)
        return read_tables(path)

    return read
