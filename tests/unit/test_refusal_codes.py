"""Each refusal outside the procedure has a code of its own, which programs and the reference rely on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from rupadata.asked import date_asked
from rupadata.batch.pool import open_workers
from rupadata.build import check_places, nothing_to_build
from rupadata.cli.build import parse_choices
from rupadata.cli.case.do import do as do_step
from rupadata.cli.fetch import parse_years
from rupadata.cli.group import match_titles
from rupadata.cli.serve import command as serve
from rupadata.cli.symbols import add as add_symbol
from rupadata.cli.trace import trace_subject
from rupadata.documents.papers import find_printed_head
from rupadata.documents.performance import parse_span
from rupadata.documents.signing import sign_for_testing
from rupadata.errors import MissingPartError, RupadataError
from rupadata.formats import picture
from rupadata.office import default_office, load_office
from rupadata.office.illustrations import load_illustrations
from rupadata.office.settings import parse_day
from rupadata.procedure import load_procedure
from rupadata.procedure.built_pages import read_pages
from rupadata.progress import CancelToken
from rupadata.rebuild import check_path, find_observations, load_observations
from rupadata.regions.boundary_file import open_boundaries
from rupadata.render import render_pdf, render_raster, render_svg
from rupadata.render.engine import compile_page
from rupadata.render.pixels import draw_pixels
from rupadata.request import BuildRequest
from rupadata.scene.nodes import Paint, Rect
from rupadata.scene.scene import Scene
from rupadata.sink import FolderSink
from rupadata.subjects import group
from rupadata.subjects.catalogue import load_catalogue, load_catalogues
from rupadata.subjects.decisions import load_memory
from rupadata.subjects.own_symbols import add_own_symbol
from rupadata.subjects.record import read_record, write_record
from rupadata.subjects.symbols import symbol_path
from rupadata.tables import read_tables
from rupadata.tables.opening.files import find_files
from rupadata.tables.output import check_format
from rupadata.typeset.fonts import get_face

EMPTY = Scene(100.0, 100.0, "#ffffff", "Judul", "Uraian", "id", ())


def infinite() -> Scene:
    endless = Rect("bar", "bar", float("inf"), 0.0, 10.0, 10.0, Paint(fill="#000000"))
    return Scene(100.0, 100.0, "#ffffff", "Judul", "Uraian", "id", (endless,))


def written(folder: Path, name: str, content: str = "") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def parquet(folder: Path) -> Path:
    path = folder / "observations.parquet"
    pl.DataFrame({"value": [1.0]}).write_parquet(path)
    return path


def changed_boundaries(folder: Path) -> None:
    path = written(folder, "batas.geojson", "{}")
    kept = open_boundaries(path)
    path.write_text('{"type": "FeatureCollection"}', encoding="utf-8")
    kept.check_unchanged()


def cancelled(_: Path) -> None:
    token = CancelToken()
    token.cancel()
    token.check()


REFUSED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a date that is none": ("date-invalid", lambda _: date_asked("30-11-2026")),
    "a month that is none": ("date-invalid", lambda _: date_asked("2026-13")),
    "an output that is a file": (
        "output-not-a-folder",
        lambda folder: check_places(written(folder, "out"), BuildRequest()),
    ),
    "no table at all": ("nothing-to-build", lambda _: (_ for _ in ()).throw(nothing_to_build(()))),
    "a build that is stopped": ("build-cancelled", cancelled),
    "a file outside the folder": (
        "name-outside",
        lambda folder: FolderSink(folder).put("../luar.txt", b""),
    ),
    "an unknown picture format": ("option-unknown", lambda _: picture(EMPTY, "gif")),
    "an unknown choice": ("option-unknown", lambda _: parse_choices(("potret",), ("portrait",), "sizes")),
    "pages of two builds": (
        "pages-ambiguous",
        lambda folder: do_step.main(
            [str(folder), "order", "--as", "kabid", "--from", str(folder), "--from", str(folder)],
            standalone_mode=False,
        ),
    ),
    "years that are none": ("years-unusable", lambda _: parse_years("2024-2020")),
    "a symbol without an office": (
        "office-missing",
        lambda folder: add_symbol.callback(written(folder, "a.svg"), "a", None, "id"),  # type: ignore[misc]
    ),
    "an office that is not there": ("office-missing", lambda folder: load_office(folder / "kantor")),
    "an office list of official regions": (
        "own-region-invalid",
        lambda folder: load_office(written(folder, "regions.csv", "code,name\n36,Banten\n").parent),
    ),
    "an office of a wrong shape": (
        "office-faulty",
        lambda folder: load_office(written(folder, "office.toml", "[[officials")),
    ),
    "a day that is none": ("date-unreadable", lambda _: parse_day("besok")),
    "a period that is none": ("period-unreadable", lambda _: parse_span("2026-13")),
    "a paper that is no PDF": ("paper-unreadable", lambda _: find_printed_head(b"bukan", "01.pdf")),
    "a PDF of another program": (
        "paper-without-head",
        lambda _: find_printed_head(render_pdf(EMPTY), "01.pdf"),
    ),
    "a certificate that is none": (
        "certificate-unreadable",
        lambda folder: sign_for_testing(b"%PDF", written(folder, "a.p12", "bukan"), "sandi"),
    ),
    "titles that are no table": (
        "titles-unreadable",
        lambda folder: match_titles(folder / "tidak-ada.csv", default_office(), "dda"),
    ),
    "a trace without a build": (
        "manifest-missing",
        lambda folder: list(trace_subject(folder, "kependudukan")),
    ),
    "a check of an empty folder": ("manifest-missing", check_path),
    "a check of nothing": ("input-missing", lambda folder: check_path(folder / "tidak-ada")),
    "a check of a text": ("input-type", lambda folder: check_path(written(folder, "a.txt"))),
    "a page without observations": (
        "observations-missing",
        lambda folder: find_observations(written(folder, "page.json")),
    ),
    "observations that are none": (
        "observations-unreadable",
        lambda folder: load_observations(written(folder, "observations.parquet")),
    ),
    "observations of another shape": (
        "observations-unreadable",
        lambda folder: load_observations(parquet(folder)),
    ),
    "an SVG of another program": (
        "svg-unreadable",
        lambda folder: check_path(written(folder, "a.svg", "<svg/>")),
    ),
    "pages without a build": ("pages-missing", read_pages),
    "a manifest that is broken": (
        "manifest-unreadable",
        lambda folder: read_pages(written(folder, "manifest.json", "{").parent),
    ),
    "a procedure file that is not there": ("procedure-missing", lambda _: load_procedure("tidak-ada.toml")),
    "boundaries that are not there": (
        "boundaries-not-found",
        lambda folder: open_boundaries(folder / "batas.geojson"),
    ),
    "boundaries that change meanwhile": ("boundaries-changed", changed_boundaries),
    "coordinates without an end": ("coordinate-not-finite", lambda _: render_svg(infinite())),
    "an unknown way of text": ("svg-text-unknown", lambda _: render_svg(EMPTY, text="embedded")),
    "an unknown format of pixels": ("format-unknown", lambda _: render_raster(EMPTY, "gif")),
    "a scale of nothing": ("scale-unusable", lambda _: render_raster(EMPTY, "png", scale=0.0)),
    "dots without number": ("scale-unusable", lambda _: render_raster(EMPTY, "png", dpi=2401)),
    "too much bleed": ("bleed-unusable", lambda _: render_pdf(EMPTY, bleed_mm=51)),
    "a page that cannot be typeset": ("typesetting-failed", lambda _: compile_page("#nothing-of-the-kind")),
    "a PDF that cannot be drawn": ("drawing-failed", lambda _: draw_pixels(b"bukan", 10, 10)),
    "an unknown font": ("font-missing", lambda _: get_face("Comic", 400)),
    "an unknown weight": ("font-missing", lambda _: get_face("Manrope", 123)),
    "an unknown taxonomy": ("taxonomy-unknown", lambda _: load_catalogue("ddaa")),
    "an unknown edition": ("edition-unknown", lambda _: load_catalogue("dda", edition="kcda-1999")),
    "an unknown subject": ("subject-unknown", lambda _: load_catalogue().get("tidak-ada")),
    "a catalogue that is no TOML": (
        "catalogue-unreadable",
        lambda folder: load_catalogues(written(folder, "catalogue.toml", "[[")).choose(),
    ),
    "a catalogue without subjects": (
        "catalogue-broken",
        lambda folder: load_catalogues(written(folder, "catalogue.toml", 'edition = "x"')).choose(),
    ),
    "a memory that is broken": (
        "decisions-unreadable",
        lambda folder: load_memory(written(folder, "grouping.json", "{")),
    ),
    "a record that is no workbook": (
        "grouping-unreadable",
        lambda folder: read_record(written(folder, "grouping.xlsx", "bukan")),
    ),
    "a symbol that is no drawing": (
        "symbol-refused",
        lambda folder: add_own_symbol(folder, written(folder, "a.svg", "<svg"), "a"),
    ),
    "a picture without a caption": (
        "illustration-refused",
        lambda folder: load_illustrations(written(folder, "balai.png", "x").parent),
    ),
    "an unknown symbol": ("symbol-unknown", lambda _: symbol_path("tidak-ada-sama-sekali")),
    "an unknown weight of symbols": ("symbol-weight-unknown", lambda _: symbol_path("users", "berat")),
    "an output of no format": ("output-format-unknown", lambda _: check_format(Path("a.doc"))),
    "an input that is not there": ("input-missing", lambda folder: find_files(folder / "tidak-ada.csv")),
    "a folder without tables": ("folder-empty", lambda folder: list(find_files(folder))),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_under_its_code(case: str, tmp_path: Path) -> None:
    code, call = REFUSED[case]
    with pytest.raises(RupadataError) as refused:
        call(tmp_path)
    assert refused.value.code == code
    assert refused.value.message


def test_a_folder_without_tables_is_a_problem_of_the_reading(tmp_path: Path) -> None:
    reading = read_tables(tmp_path)
    assert [problem.code for problem in reading.problems] == ["folder-empty"]


@pytest.mark.parametrize(
    ("missing", "call"),
    [
        ("django", lambda folder: serve.main([str(folder)], standalone_mode=False)),
        ("distributed", lambda _: open_workers(cluster="tcp://127.0.0.1:1").__enter__()),
    ],
)
def test_a_part_that_is_not_installed_is_named_with_the_way_to_get_it(
    missing: str, call: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    manifest: dict[str, object] = {"version": 1, "lang": "id", "theme": "default", "date": ""}
    manifest["engine"] = {"name": "rupadata", "version": "0"}
    for name in ("sizes", "formats", "sources", "refused", "editions", "problems", "files"):
        manifest[name] = []
    written(tmp_path, "manifest.json", json.dumps(manifest))
    with pytest.raises(MissingPartError, match="pip install") as refused:
        call(tmp_path)
    assert refused.value.code == "part-missing"


def test_a_record_of_another_taxonomy_is_refused(tmp_path: Path) -> None:
    table = "Jumlah Penduduk Kota Tangerang (jiwa)\nTahun,Jumlah Penduduk\n2022,10\n2023,20\n"
    reading = read_tables(written(tmp_path, "penduduk.csv", table))
    grouping = group(reading.observations, reading.sources)
    write_record(tmp_path / "grouping.xlsx", grouping)
    assert read_record(tmp_path / "grouping.xlsx", load_catalogue("dda"))
    with pytest.raises(RupadataError) as refused:
        read_record(tmp_path / "grouping.xlsx", load_catalogue("csa"))
    assert refused.value.code == "grouping-taxonomy"


@pytest.mark.parametrize("date", ["2025", "2025-03", "2025-03-31"])
def test_a_date_is_as_precise_as_it_is_known(date: str) -> None:
    assert date_asked(date) == date
