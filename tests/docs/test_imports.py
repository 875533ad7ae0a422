"""`import rupadata` and `rupadata --help` are quick: heavy libraries load on first use."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "babel",
    "django",
    "docx",
    "fastexcel",
    "fontTools",
    "holidays",
    "lxml",
    "msgspec",
    "numpy",
    "pikepdf",
    "PIL",
    "polars",
    "pptx",
    "python_calamine",
    "rapidfuzz",
    "segno",
    "shapely",
    "typst",
    "uharfbuzz",
    "xlsxwriter",
}
MANY = 320
"""A bare Python has about 60 modules loaded, one with click about 250; any heavy library brings hundreds."""


def modules_after(statement: str) -> set[str]:
    script = f"import sys, io\n{statement}\nprint(*sorted(sys.modules), file=sys.__stdout__)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import rupadata",
        "from rupadata.cli.app import run; sys.stdout = io.StringIO(); run(['--help'])",
        "from rupadata.cli.app import run; sys.stdout = io.StringIO(); run(['--version'])",
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_used(statement: str) -> None:
    loaded = modules_after(statement)
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()
    assert len(loaded) < MANY


def test_the_public_names_can_be_reached() -> None:
    import rupadata

    assert all(getattr(rupadata, name) is not None for name in rupadata.__all__)


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    import rupadata

    with pytest.raises(AttributeError, match="no_such_name"):
        _ = rupadata.no_such_name  # type: ignore[attr-defined]


def test_drawing_pages_loads_no_reader_and_no_matcher() -> None:
    loaded = modules_after("import rupadata.folder")
    assert not loaded & {"rupadata.tables", "rupadata.subjects.matching"}
    assert not loaded & {"lxml", "numpy", "shapely", "xlsxwriter"}
