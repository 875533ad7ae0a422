"""What a page's words prove, how its foot joins them, and where blocks begin to take another form."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rupadata.analysis import find_findings
from rupadata.analysis.finding import Finding
from rupadata.compose import plan_page
from rupadata.compose.blocks.hero_pictures import one_in_of, share_of
from rupadata.compose.content import gather_content
from rupadata.compose.open_books import OpenBooks
from rupadata.compose.page import PageContent
from rupadata.model.evidence import Evidence
from rupadata.office import default_office
from rupadata.pagespec import BlockSpec, BrandSpec
from rupadata.pagespec.model import CommentSpec
from rupadata.scene.scene import texts
from tests.golden.golden_blocks import jobs, people
from tests.unit.analysis.analysis_books import Row, indicator
from tests.unit.compose.test_blocks import book_of, draw

OFFICE = "Dinas Contoh"


def content(make=people, *, date: str = "", lang: str = "id", **changed: object) -> PageContent:
    book = make()
    page, keys = book.pages[0]
    spec = replace(plan_page(book, page, keys), **changed)  # type: ignore[arg-type]
    return gather_content(spec, book, default_office(), OpenBooks(), lang=lang, date=date)


@pytest.mark.parametrize(
    ("date", "lang", "said"),
    [
        ("2026-11-22", "id", f"Diolah {OFFICE}, 22 November 2026"),
        ("2026-11-22", "en", f"Prepared by {OFFICE}, 22 November 2026"),
        ("2024", "id", f"Diolah {OFFICE} · Data sampai 2024"),
        ("2024-03", "id", f"Diolah {OFFICE} · Data sampai Maret 2024"),
        ("2024", "en", f"Prepared by {OFFICE} · Data up to 2024"),
        ("", "id", f"Diolah {OFFICE}"),
    ],
)
def test_the_foot_says_who_made_a_page_and_when_or_up_to_when_its_data_go(date, lang, said):
    assert content(brand=BrandSpec(office=OFFICE), date=date, lang=lang).foot.made_by == said


def test_addresses_of_an_office_stand_in_one_line():
    brand = BrandSpec(web="data.example", social=("@a", "@b"), hashtag="#C")
    assert content(brand=brand).foot.address == "data.example · @a · @b · #C"
    assert content(brand=BrandSpec(hashtag="#C")).foot.address == "#C"


def test_words_that_somebody_wrote_prove_the_figures_that_they_repeat_and_no_others():
    book = people()
    keys = book.pages[0][1]
    said = [
        e.shown for f in find_findings(book, keys) for e in f.sentence["id"].evidence if e.formula == "value"
    ]
    one, other = said[0], next(words for words in said if words not in said[0] and said[0] not in words)
    comment = CommentSpec(at="2024", strong={"id": f"Kini {one}"}, more={"id": "sejak lama"})
    block = BlockSpec(kind="years", keep=True, comments=(comment,))
    drawn = draw(book, block)
    [words] = [text for text in texts(drawn) if text.text.startswith("Kini")]
    assert {proof.shown for proof in words.evidence} >= {one}
    assert other not in {proof.shown for proof in words.evidence}


def finding(*proofs: Evidence) -> Finding:
    """Return a finding whose sentence rests on some evidence."""
    book = people()
    known = find_findings(book, book.pages[0][1])[0]
    sentence = {lang: replace(said, evidence=proofs) for lang, said in known.sentence.items()}
    return replace(known, sentence=sentence, headline={}, others=())


@pytest.mark.parametrize(("percent", "shown"), [(0.0, False), (0.1, True), (100.0, True), (100.1, False)])
def test_a_hundred_squares_show_shares_up_to_the_whole(percent, shown):
    one = finding(Evidence("x", percent, "persen", "share"))
    assert (share_of(one, "id") is not None) is shown
    assert share_of(finding(Evidence("x", 50.0, "persen", "growth")), "id") is None


@pytest.mark.parametrize(("value", "count"), [(1.4, None), (1.6, 2), (7.9, 8), (12.4, 12), (12.6, None)])
def test_a_row_of_two_to_twelve_symbols_shows_one_in_so_many(value, count):
    assert one_in_of(finding(Evidence("x", value, "", "one-in")), "id") == count
    assert one_in_of(finding(Evidence("x", value, "", "ratio")), "id") is None


def test_a_block_of_a_period_shows_the_figures_of_that_period():
    book = people()
    regions = ("regions", "map", "pictogram", "breakdown", "strip")
    for kind in regions:
        block = BlockSpec(kind=kind, keep=True, period="2021", options={"map": False})
        shown = texts(draw(book, block))
        proofs = [proof for text in shown if text.role == "value" for proof in text.evidence]
        # What changed since an earlier period rests on that one too, behind its own figure.
        cells = {proof.cells[0] for proof in proofs if proof.formula == "growth"}
        cells |= {cell for proof in proofs if proof.formula != "growth" for cell in proof.cells}
        held = book.observations.filter(book.observations["cell"].is_in([cell.cell for cell in cells]))
        if kind in ("regions", "pictogram", "breakdown"):
            assert set(held["period"].to_list()) == {"2021"}, kind


def test_a_chart_beside_a_larger_region_is_told_by_name():
    said = " ".join(text.text for text in texts(draw(jobs(), BlockSpec(kind="gap", keep=True))))
    assert "Jawa Barat" in said
    assert "Kota Banjar" in said


@pytest.mark.parametrize(("rate", "shown"), [(3.4, False), (3.5, True), (50.0, True), (50.1, False)])
def test_a_rate_is_shown_as_people_from_one_in_two_to_one_in_29(rate, shown):
    rows = [Row("99", "Kota Uji", str(year), rate, 1) for year in (2022, 2023, 2024)]
    book = book_of(rows, indicator("Tingkat Pengangguran Terbuka", "persen", "rate"))
    drawn = draw(book, BlockSpec(kind="out-of", keep=True))
    assert any(node.id.startswith("out-of") for node in drawn.nodes) is shown
