"""The library as an analyst meets it: pages, frames, problems, and what it says of mistakes."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import get_args

import docx
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from lxml import etree, html
from PIL import Image

import rupadata as rd
from rupadata.compose import NAMED_SIZES, THEMES
from rupadata.errors import InputRefusedError, UsageError
from rupadata.language import LANGUAGES
from rupadata.render import TEXT_MODES
from rupadata.request import LanguageCode, SizeName, SvgText, ThemeName

BANTEN = Path(__file__).resolve().parents[2] / "examples/banten"


@pytest.fixture(scope="module")
def grouping() -> rd.Grouping:
    reading = rd.read_tables(BANTEN)
    return rd.group(reading.observations, reading.sources)


@pytest.fixture(scope="module")
def page(grouping: rd.Grouping) -> rd.Page:
    return rd.page(grouping["kependudukan"])


def long_rows() -> dict[str, list[object]]:
    rows = [
        (region, year, sex, figure)
        for region, start in (("36.71", 900.5), ("36.74", 700.25), ("36.03", 1500.0))
        for year in (2020, 2021, 2022)
        for sex, figure in (("laki-laki", start + year), ("perempuan", start))
    ]
    return {name: [row[place] for row in rows] for place, name in enumerate(("kode", "thn", "sex", "n"))}


FRAMES = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "arrow": pa.table, "columns": lambda rows: rows}


def test_the_words_of_types_are_the_ones_that_are_known() -> None:
    assert get_args(SizeName) == tuple(NAMED_SIZES)
    assert get_args(ThemeName) == THEMES
    assert get_args(LanguageCode) == LANGUAGES
    assert get_args(SvgText) == TEXT_MODES


@pytest.mark.parametrize("kind", FRAMES)
def test_a_frame_is_read_as_a_file_is(kind: str) -> None:
    reading = rd.from_frame(
        FRAMES[kind](long_rows()),
        value="n", indicator="Rata-rata pengeluaran", region="kode", period="thn", unit="ribu rupiah",
        dimensions=["sex"],
    )  # fmt: skip
    rows = reading.observations
    assert rows["value"].to_list() == long_rows()["n"]
    assert rows["region_code"].to_list() == long_rows()["kode"]
    assert rows["period"].to_list() == [str(year) for year in long_rows()["thn"]]
    assert set(rows["unit"]) == {"ribu rupiah"}
    assert rd.tidy(rows)["jenis kelamin"].to_list() == long_rows()["sex"]
    assert rows["decimals"].to_list() == [len(str(n).partition(".")[2].rstrip("0")) for n in long_rows()["n"]]
    assert reading.problems == ()


def test_figures_of_a_frame_are_never_taken_for_thousands() -> None:
    reading = rd.from_frame(
        {"w": ["36.71"], "v": [3.367]}, value="v", indicator="Angka Kemiskinan", region="w", period=2024
    )
    assert reading.observations["value"].to_list() == [3.367]


def test_a_wide_frame_has_its_periods_in_its_heads() -> None:
    wide = pd.DataFrame({"wilayah": ["Kota Tangerang", "Kota Serang"], "2020": [1.5, 2], "2022": [None, 4]})
    reading = rd.from_frame(
        wide, value=["2020", "2022"], indicator="Angka Kemiskinan", region="wilayah", unit="persen"
    )
    rows = reading.observations.select("region_code", "period", "value").sort("region_code", "period")
    assert rows.rows() == [
        ("36.71", "2020", 1.5), ("36.71", "2022", None), ("36.73", "2020", 2.0), ("36.73", "2022", 4.0),
    ]  # fmt: skip


def test_a_page_of_a_frame_proves_every_figure() -> None:
    rows = [
        (r, y, 1000.0 + 7 * y + len(r))
        for r in ("36.71", "36.73", "36.74", "36.03")
        for y in range(2019, 2025)
    ]
    frame = pl.DataFrame(rows, schema=["region", "period", "n"], orient="row")
    reading = rd.from_frame(
        frame, value="n", indicator="Jumlah Penduduk", region="region", period="period", unit="jiwa"
    )
    book = next(iter(rd.group(reading.observations, reading.sources)))
    made = rd.page(book)
    assert not [one for one in made.check() if one.severity == "error"]
    assert made.evidence.height > 5
    assert all(cell.startswith("tabel.xlsx · Data · ") for cells in made.evidence["cells"] for cell in cells)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"value": "nn"}, "'n'"),
        ({"region": "Kota Tanggerang Raya Baru"}, "tidak ada"),
        ({"period": "thm"}, "'thn'"),
        ({"indicator": "kodee"}, "'kode'"),
        ({"dimensions": ["jenis"]}, "jenis"),
        ({"value": "sex"}, "laki-laki"),
        ({"period": "sex"}, "laki-laki"),
        ({"value": ["n", "thn"], "period": ""}, "bukan periode"),
    ],
)
def test_what_a_frame_lacks_is_named_at_the_call(words: dict[str, object], said: str) -> None:
    asked = {"value": "n", "indicator": "Jumlah", "region": "kode", "period": "thn", **words}
    with pytest.raises(UsageError, match=said):
        rd.from_frame(long_rows(), **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("frame", [3, "tabel.csv", pl.DataFrame({"n": [], "kode": []})])
def test_what_is_no_table_or_empty_is_refused(frame: object) -> None:
    with pytest.raises(InputRefusedError) as refused:
        rd.from_frame(frame, value="n", indicator="kode", region="kode", period=2024)
    assert refused.value.code == "frame-unusable"


def test_a_frame_given_as_a_file_names_the_way() -> None:
    for frame in (pl.DataFrame({"a": [1]}), pd.DataFrame({"a": [1]}), pa.table({"a": [1]})):
        with pytest.raises(UsageError, match="from_frame"):
            rd.read_tables(frame)  # type: ignore[arg-type]


def test_a_reading_is_grouped_as_its_observations_and_another_frame_is_refused() -> None:
    columns = {"value": "n", "region": "kode", "period": "thn", "dimensions": ["sex"]}
    reading = rd.from_frame(long_rows(), indicator="Jumlah penduduk", unit="jiwa", **columns)  # type: ignore[arg-type]
    whole = rd.group(reading)
    plain = rd.group(reading.observations, reading.sources)
    assert [book.subject.key for book in whole.books] == [book.subject.key for book in plain.books]
    assert sum(book.observations.height for book in whole.books) == len(long_rows()["n"])
    for frame in (long_rows(), reading.observations.drop("flags"), {"n": [1]}):
        with pytest.raises(UsageError, match="from_frame"):
            rd.group(frame)  # type: ignore[arg-type]


def test_a_spec_comes_back_as_its_page(page: rd.Page, tmp_path: Path) -> None:
    kept = page.save(tmp_path / "page.json")
    for spec in (
        page.spec,
        page.to_json(),
        page.to_json().encode(),
        kept,
        str(kept),
        json.loads(page.to_json()),
    ):
        again = rd.Page.from_spec(spec, page.book)
        assert again.spec == page.spec
    assert again.to_svg() == page.to_svg()


def test_a_spec_of_another_book_is_refused(page: rd.Page) -> None:
    plain = json.loads(page.to_json())
    plain["indicators"] = ["jumlah-penduduq"]
    with pytest.raises(UsageError, match="Maksudnya"):
        rd.Page.from_spec(plain, page.book)


def test_pictures_come_as_bytes_and_text(page: rd.Page, tmp_path: Path) -> None:
    for name, made in (("a.svg", page.to_svg().encode()), ("a.png", page.to_png()), ("a.pdf", page.to_pdf())):
        assert page.save(tmp_path / name).read_bytes() == made
    assert page.to_html().startswith("<div")
    assert page.save(tmp_path / "a.html").read_text(encoding="utf-8").casefold().startswith("<!doctype html>")


def test_a_page_comes_as_a_post_of_pictures_and_as_words_to_be_read(page: rd.Page, tmp_path: Path) -> None:
    pictures = page.to_carousel()
    assert len(pictures) == len(page.drawing.carousel) > 1
    assert {pixel_size_of(picture) for picture in pictures} == {(1080, 1350)}
    saved = page.save(tmp_path / "baca.docx").read_bytes()
    heads = [p.text for p in docx.Document(BytesIO(saved)).paragraphs if p.style.name == "Heading 1"]
    assert heads == [page.drawing.article.headline.text]


def pixel_size_of(picture: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(picture)) as opened:
        return opened.size


def test_a_notebook_gets_the_page_in_every_kind_it_shows(page: rd.Page) -> None:
    bundle = page._repr_mimebundle_()
    etree.fromstring(bundle["image/svg+xml"].encode())
    assert b64decode(bundle["image/png"]) == page.to_png()
    assert bundle["text/plain"] == repr(page)
    assert set(page._repr_mimebundle_(include={"text/plain", "image/png"}, exclude={"image/png"})) == {
        "text/plain"
    }


def test_no_two_pages_of_a_document_share_an_id(page: rd.Page, grouping: rd.Grouping) -> None:
    other = page.properties(size="square")
    written = "".join(
        [page.to_html(), other.to_html(), *(page._repr_mimebundle_()["text/html"] for _ in "ab")]
    )
    ids = [e.get("id") for e in html.fromstring(f"<div>{written}</div>").iter() if e.get("id")]
    assert len(ids) == len(set(ids)) > 300
    assert all(re.fullmatch(r"[A-Za-z][\w.:-]*", one) for one in ids)


def test_values_show_themselves_in_one_line(page: rd.Page, grouping: rd.Grouping) -> None:
    reading = rd.read_tables(BANTEN)
    for value in (page, grouping, page.book, reading, reading.problems):
        assert "\n" not in repr(value)
        assert len(repr(value)) < 160


def test_problems_are_a_frame_with_a_row_each() -> None:
    problems = rd.read_tables("no-such-file.xlsx").problems
    frame = problems.to_frame()
    assert frame.height == len(problems) == 1
    assert frame.columns == ["code", "severity", "file", "sheet", "cell", "message", "hint"]
    assert frame["code"].to_list() == [one.code for one in problems]
    assert rd.Problems().to_frame().columns == frame.columns
    assert "<td>error</td>" in problems._repr_html_()


def test_a_book_is_found_by_key_name_and_region(grouping: rd.Grouping) -> None:
    book = grouping["kependudukan"]
    assert grouping["Kependudukan"] is book
    assert grouping["kependudukan", "36"] is book
    assert grouping["kependudukan", "banten"] is book
    assert list(grouping) == list(grouping.books)
    with pytest.raises(UsageError, match="Kependudukan"):
        grouping["kependudukn"]
    with pytest.raises(UsageError, match="Banten"):
        grouping["kependudukan", "Bantem"]


def test_a_subject_of_several_regions_asks_for_the_region(grouping: rd.Grouping) -> None:
    from msgspec.structs import replace

    book = grouping.books[0]
    both = replace(grouping, books=(book, replace(book, region_code="36.71", region="Kota Tangerang")))
    with pytest.raises(UsageError, match="beberapa wilayah"):
        both["kependudukan"]
    assert both["kependudukan", "36.71"].region == "Kota Tangerang"


def test_the_data_of_a_page_have_years_and_dimensions_as_columns(page: rd.Page) -> None:
    data = page.data
    assert data["year"].dtype == pl.Int32
    assert data["year"].cast(pl.String).to_list() == data["period"].to_list()
    assert "dimensions" not in data.columns
    assert data["value"].to_list() == page.book.rows_of(page.spec.indicators)["value"].to_list()


def test_a_dimension_called_like_a_column_keeps_both() -> None:
    frame = (
        rd.read_tables(BANTEN)
        .observations.head(1)
        .with_columns(dimensions=pl.lit('{"unit": "x", "year": "y"}'))
    )
    tidied = rd.tidy(frame)
    assert tidied["unit (dimension)"].to_list() == ["x"]
    assert tidied["year (dimension)"].to_list() == ["y"]


def test_the_evidence_of_a_page_is_what_a_build_writes(page: rd.Page) -> None:
    assert page.evidence.height == len(page.drawing.evidence)
    assert page.evidence["shown"].to_list() == [entry["shown"] for entry in page.drawing.evidence]


def test_headline_blocks_and_colour_are_set_in_code(page: rd.Page) -> None:
    changed = page.properties(
        headline="Banten terus bertambah", blocks=["years", "regions"], colour="#7a1f5c"
    )
    assert changed.title == "Banten terus bertambah"
    assert [block.kind for block in changed.spec.blocks] == ["years", "regions"]
    assert [one.code for one in changed.check()] == ["headline-edited"]
    assert (
        changed.to_svg()
        != page.properties(headline="Banten terus bertambah", blocks=["years", "regions"]).to_svg()
    )
    assert page.title != changed.title
    assert changed.properties(headline="", colour="").title == page.title
    english = page.properties(lang="en", headline={"id": "Satu", "en": "One"})
    assert english.title == "One"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"size": "potrait"}, "portrait"),
        ({"theme": "defualt"}, "default"),
        ({"lang": "fr"}, "id, en"),
        ({"period": "1999"}, "2025"),
        ({"period": 1999}, "2025"),
        ({"period": "abc"}, "2025"),
        ({"name": "kependudukn"}, "kependudukan"),
        ({"date": "31-12-2025"}, "2026-11-22"),
    ],
)
def test_a_page_refuses_at_the_call_what_it_cannot_draw(
    grouping: rd.Grouping, words: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        rd.page(grouping["kependudukan"], **words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"hero": "yeras"}, "years"),
        ({"blocks": ["regionss"]}, "regions"),
        ({"colour": "merah"}, "#0b5fa5"),
        ({"size": "A9"}, "portrait"),
        ({"lang": "de"}, "id, en"),
    ],
)
def test_properties_refuse_at_the_call(page: rd.Page, words: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        page.properties(**words)  # type: ignore[arg-type]


def test_a_period_is_a_number_or_a_text(grouping: rd.Grouping) -> None:
    book = grouping["kependudukan"]
    year = min(int(period) for period in book.observations["period"].unique())
    assert rd.page(book, period=year).spec == rd.page(book, period=str(year)).spec
    assert rd.page(book, period=year).spec.period == str(year)


def test_a_page_may_carry_a_year_alone_as_its_date(grouping: rd.Grouping) -> None:
    assert rd.page(grouping["kependudukan"], date="2025").date == "2025"


def test_one_book_is_asked_for(grouping: rd.Grouping) -> None:
    with pytest.raises(UsageError, match="SubjectBook") as refused:
        rd.page(grouping)  # type: ignore[arg-type]
    assert refused.value.code == "book-expected"


def test_saving_refuses_what_a_format_has_not(page: rd.Page, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="pdf"):
        page.save(tmp_path / "a.svg", bleed_mm=3)
    with pytest.raises(UsageError, match="outline"):
        page.save(tmp_path / "a.svg", svg_text="outlined")
    with pytest.raises(UsageError, match="svg"):
        page.save(tmp_path / "a.svgg")


@pytest.mark.parametrize(
    "request_",
    [rd.BuildRequest(lang="fr"), rd.BuildRequest(theme="x"), rd.BuildRequest(sizes=("x",)),
     rd.BuildRequest(formats=("svgg",))],
)  # fmt: skip
def test_a_build_refuses_its_wishes_before_it_reads(request_: rd.BuildRequest, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        rd.build_pages(["no-such-file.xlsx"], tmp_path, request_)


def test_help_tells_parameters_values_and_errors() -> None:
    for function in (rd.page, rd.Page.from_spec, rd.Page.properties, rd.Page.save, rd.from_frame):
        told = function.__doc__ or ""
        assert "Parameters" in told
        assert "Raises" in told
    assert all(name in (rd.page.__doc__ or "") for name in (*NAMED_SIZES, *THEMES, *LANGUAGES))
