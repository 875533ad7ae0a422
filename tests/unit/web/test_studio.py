"""The studio: every block of a page has a name in both languages, and a page is changed by small steps."""

from __future__ import annotations

import pytest
import web_home

from rupadata.compose.blocks import BLOCKS
from rupadata.pagespec import BlockSpec, PageSpec, RegionSpec, SubjectSpec


def spec() -> PageSpec:
    return PageSpec(
        page="penduduk",
        subject=SubjectSpec(key="kependudukan"),
        region=RegionSpec(code="99.71", name="Kota Contoh"),
        indicators=("jumlah-penduduk",),
        blocks=(BlockSpec(kind="years"), BlockSpec(kind="regions"), BlockSpec(kind="table")),
    )


def test_every_kind_of_block_has_a_name() -> None:
    web_home.set_django_up()
    from rupadata.web.cases.views.studio import BLOCK_WORDS

    assert set(BLOCKS) <= set(BLOCK_WORDS)


def test_blocks_are_moved_and_taken_away_and_the_rest_stays() -> None:
    web_home.set_django_up()
    from rupadata.web.cases.studio import edit_spec

    kinds = [
        [block.kind for block in edit_spec(spec(), op, value).blocks]
        for op, value in (("up", "1"), ("down", "0"), ("hide", "2"), ("hide", "9"), ("up", "0"))
    ]
    assert kinds == [
        ["regions", "years", "table"],
        ["regions", "years", "table"],
        ["years", "regions"],
        ["years", "regions", "table"],
        ["years", "regions", "table"],
    ]


def test_theme_and_symbol_are_chosen_from_those_that_there_are() -> None:
    web_home.set_django_up()
    from rupadata.compose.themes import THEMES
    from rupadata.errors import UsageError
    from rupadata.web.cases.desk import SIZES
    from rupadata.web.cases.studio import edit_spec
    from rupadata.web.cases.views.studio import SIZE_WORDS, THEME_WORDS

    assert tuple(THEME_WORDS) == THEMES
    assert tuple(SIZE_WORDS) == SIZES
    assert edit_spec(spec(), "theme", "night").theme == "night"
    assert edit_spec(spec(), "symbol", "users-three").subject.symbol == "users-three"
    for op, value in (("theme", "kelabu"), ("symbol", "../x"), ("symbol", "bukan-simbol")):
        with pytest.raises(UsageError):
            edit_spec(spec(), op, value)


def test_another_headline_is_a_finding_or_words_of_ones_own() -> None:
    web_home.set_django_up()
    from rupadata.web.cases.studio import edit_spec

    own = edit_spec(spec(), "headline-text", " Penduduk bertambah ")
    assert own.title.headline == {"id": "Penduduk bertambah"}
    finding = edit_spec(own, "headline", "jumlah-penduduk.level.2025")
    assert (finding.title.finding, finding.title.headline) == ("jumlah-penduduk.level.2025", {})
