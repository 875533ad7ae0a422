from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupadata.errors import InputRefusedError, UsageError
from rupadata.subjects.own_symbols import add_own_symbol, load_own_symbols, parse_own_symbol
from rupadata.subjects.symbol_paths import absolute_path, move_path
from rupadata.subjects.symbol_search import search_symbols
from rupadata.subjects.symbols import WEIGHTS, symbol_names, symbol_path


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_symbol_of_a_weight_is_absolute_path_data_within_its_square(weight: str) -> None:
    for name in symbol_names()[::25]:
        shape = symbol_path(name, weight)
        assert shape.layers
        for layer in shape.layers:
            assert not re.search(r"[a-z]", layer.d), name
            assert 0 < layer.opacity <= 1


def test_duotone_has_a_pale_layer_under_a_full_one() -> None:
    assert [layer.opacity for layer in symbol_path("graduation-cap").layers] == [0.2, 1.0]


@pytest.mark.parametrize(
    ("relative", "absolute"),
    [
        ("M10 10l5 0 0 5z", "M10 10L15 10L15 15Z"),
        ("m10,10 5,5h-5v-5z m1 1h1", "M10 10L15 15H10V10ZM11 11H12"),
        ("M0 0a8 8 0 018 8", "M0 0A8 8 0 0 1 8 8"),
        ("M0 0c1 1 2 2 3 3s1-1 2-2", "M0 0C1 1 2 2 3 3S4 2 5 1"),
    ],
)
def test_relative_commands_become_absolute(relative: str, absolute: str) -> None:
    assert absolute_path(relative) == absolute


@given(
    st.floats(-500, 500, allow_nan=False),
    st.floats(-500, 500, allow_nan=False),
    st.floats(0.05, 20, allow_nan=False),
)
def test_a_moved_line_ends_where_arithmetic_says(dx: float, dy: float, factor: float) -> None:
    ends = re.findall(r"-?[\d.]+", move_path("M0 0L10 20", (dx, dy, factor)))
    assert [float(end) for end in ends] == pytest.approx(
        [dx, dy, 10 * factor + dx, 20 * factor + dy], abs=0.01
    )


def test_an_unknown_symbol_offers_the_nearest() -> None:
    with pytest.raises(UsageError, match="graduation-cap"):
        symbol_path("graduation-cat")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sekolah", "chalkboard"),
        ("bersekolah", "chalkboard"),
        ("school", "chalkboard"),
        ("rumah sakit", "first-aid-kit"),
        ("pengadun", "chat-circle-text"),
        ("mosque", "mosque"),
        ("masjid", "mosque"),
    ],
)
def test_a_search_leads_to_the_fitting_symbol_first(query: str, expected: str) -> None:
    assert search_symbols(query)[0].name == expected


@pytest.mark.parametrize(
    "word",
    [
        "kereta",
        "kopi",
        "sawit",
        "jagung",
        "kambing",
        "museum",
        "batik",
        "pramuka",
        "cabai",
        "garam",
        "tuberkulosis",
        "DPRD",
        "PNS",
        "KB",
        "kontrasepsi",
        "zakat",
        "pdrb",
        "angkot",
        "panti",
        "menara",
        "kayu",
        "pabrik",
        "fishery",
        "budget",
        "library",
        "midwife",
        "vaccine",
        "elderly",
        "disabled",
        "complaint",
        "licence",
        "census",
        "harvest",
        "election",
        "wage",
        "exports",
        "inflation",
        "women",
        "sanitation",
        "housing",
    ],
)
def test_words_that_offices_use_lead_to_a_symbol(word: str) -> None:
    assert search_symbols(word)


def test_a_search_for_nonsense_finds_nothing() -> None:
    assert search_symbols("qwxyzqwxyz") == ()


def test_only_filled_shapes_of_an_own_file_get_further(tmp_path: Path) -> None:
    source = tmp_path / "laksa.svg"
    source.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><script>alert(1)</script>'
        '<image href="http://x/y.png"/><path d="M0 0h24v24h-24z" onclick="x()"/></svg>',
        encoding="utf-8",
    )
    assert add_own_symbol(tmp_path / "symbols", source, "Laksa Kota") == "own/laksa-kota"
    kept = (tmp_path / "symbols" / "laksa-kota.svg").read_text(encoding="utf-8")
    assert not re.search("script|image|onclick|http://x", kept)
    own = load_own_symbols(tmp_path / "symbols")
    assert symbol_path("own/laksa-kota", own=own).layers[0].d == "M0 0H256V256H0Z"


@pytest.mark.parametrize(
    "svg",
    [
        b"<html/>",
        b"not xml",
        b'<svg viewBox="0 0 9 9"><path d="M0 0h9" stroke="red"/></svg>',
        b'<svg viewBox="0 0 9 9"><path d="M0 0h9v9z" transform="rotate(9)"/></svg>',
        b'<svg><path d="M0 0h9v9z"/></svg>',
        b'<svg viewBox="0 0 9 9"><text>9</text></svg>',
        b'<svg viewBox="0 0 9 9"><path d="M0 0h9v9z" opacity="50%"/></svg>',
        b'<svg viewBox="0 0 1.2.3 9"><path d="M0 0h9v9z"/></svg>',
        b"<svg>" * 400 + b"</svg>" * 400,
        b'<svg viewBox="0 0 9 9"><!--' + b"x" * 300_000 + b"--></svg>",
        b'<svg viewBox="0 0 9 9"><image href="file:///etc/passwd"/><script>alert(1)</script></svg>',
        b'<!DOCTYPE x [<!ENTITY e "x">]><svg viewBox="0 0 9 9"><title>&e;</title></svg>',
    ],
)
def test_a_file_that_would_look_different_is_refused(svg: bytes) -> None:
    with pytest.raises(InputRefusedError):
        parse_own_symbol("x", svg)
