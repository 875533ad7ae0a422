from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rupadata.errors import BrokenPromiseError
from rupadata.scene.nodes import TextStyle
from rupadata.typeset import (
    FACES,
    break_lines,
    ellipsise,
    fits,
    font_bytes,
    font_data_uri,
    font_files,
    font_metrics,
    line_height,
    measure,
    missing_glyphs,
    printable,
    shape,
)

BODY = TextStyle("Source Sans Pro", 400, 24.0, "#000000")
HEAD = TextStyle("Manrope", 700, 60.0, "#000000")
WORDS = st.text(alphabet="abcdefghijklmnop0123456789.,-/ ", max_size=120)


def test_every_face_has_the_letters_and_signs_of_a_page() -> None:
    for face in FACES:
        assert missing_glyphs("Rp1,2 triliun – 12,4 % naik −0,4 “jiwa/km²” Ç é š · …", face.family) == ""


def test_a_family_that_is_not_there_stops_and_names_the_nearest() -> None:
    with pytest.raises(BrokenPromiseError, match='"Manrope"'):
        measure("a", TextStyle("Manropee", 400, 10, "#000"))


def test_a_weight_that_is_not_there_stops_and_lists_the_weights() -> None:
    with pytest.raises(BrokenPromiseError, match="400, 600, 700"):
        measure("a", TextStyle("Source Sans Pro", 500, 10, "#000"))


def test_width_grows_with_the_size() -> None:
    twice = TextStyle("Source Sans Pro", 400, 48.0, "#000000")
    assert measure("Kecamatan", twice) == pytest.approx(2 * measure("Kecamatan", BODY))


def test_kerning_counts() -> None:
    assert measure("AVAVAV", HEAD) < 6 * max(measure("A", HEAD), measure("V", HEAD))
    assert measure("AV", HEAD) != pytest.approx(measure("A", HEAD) + measure("V", HEAD))


def test_letter_spacing_is_added_for_every_letter() -> None:
    spaced = TextStyle("Manrope", 700, 60.0, "#000000", letter_spacing=3.0)
    assert measure("KOTA", spaced) == pytest.approx(measure("KOTA", HEAD) + 12.0)


def test_tabular_figures_have_equal_width_and_plain_ones_do_not() -> None:
    tabular = TextStyle("Manrope Tabular", 700, 60.0, "#000000")
    assert len({measure(digit, tabular) for digit in "0123456789"}) == 1
    assert measure("1", HEAD) < measure("0", HEAD)
    assert measure("jiwa", tabular) == measure("jiwa", HEAD)


def test_metrics_frame_the_letters() -> None:
    metrics = font_metrics(HEAD)
    assert metrics.ascender > metrics.cap_height > metrics.x_height > 0 < metrics.descender
    assert line_height(HEAD) > HEAD.size


def test_shaped_glyphs_end_where_the_measure_says() -> None:
    glyphs = shape("Ciledug", HEAD)
    assert len(glyphs) == 7
    assert glyphs[-1].x < measure("Ciledug", HEAD) / HEAD.size * 2000


def test_a_number_stays_with_its_unit() -> None:
    style, text = BODY, "Penduduk menjadi 1,9 juta jiwa pada 22 November menurut Tabel 3.1 naik 12,4 persen"
    for width in range(150, 500, 7):
        for line in break_lines(text, style, width):
            assert not line.endswith(("1,9", "12,4", " 22", "Tabel")), (width, line)


def test_a_no_break_space_is_never_broken() -> None:
    for width in range(100, 300, 9):
        lines = break_lines("naik 12\u00a0orang setahun", BODY, width)
        assert any("12\u00a0orang" in line for line in lines)


def test_no_short_word_stands_alone_on_the_last_line() -> None:
    text = "Satu dari delapan warga kota tinggal di Cipondoh kini"
    for width in range(250, 1200, 10):
        lines = break_lines(text, HEAD, width)
        if len(lines) > 1 and len(lines[-2].split()) > 1:
            assert lines[-1] != "kini", width


def test_balanced_headlines_have_even_lines_and_no_more_of_them() -> None:
    text = "Jumlah pengaduan warga turun lima tahun berturut-turut di Kota Contoh"
    plain = break_lines(text, HEAD, 1500)
    balanced = break_lines(text, HEAD, 1500, balance=True)
    assert len(balanced) == len(plain)
    spread = [measure(line, HEAD) for line in balanced]
    assert max(spread) - min(spread) < 400


def test_a_long_word_is_broken_at_its_hyphen_first() -> None:
    assert break_lines("laki-laki", BODY, measure("laki-l", BODY)) == ("laki-", "laki")


def test_text_beyond_the_last_line_ends_in_an_ellipsis() -> None:
    lines = break_lines("satu dua tiga empat lima enam tujuh delapan", BODY, 120, max_lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert not fits("satu dua tiga empat lima enam tujuh delapan", BODY, 120, 2)
    assert fits("satu dua", BODY, 120, 2)


@given(WORDS, st.integers(20, 900), st.booleans())
@settings(max_examples=200, deadline=None)
def test_lines_never_exceed_the_width_and_lose_nothing(text: str, width: int, balance: bool) -> None:
    lines = break_lines(text, BODY, width, balance=balance)
    assert all(measure(line, BODY) <= width + 0.01 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(WORDS, st.integers(25, 900))
@settings(max_examples=100, deadline=None)
def test_ellipsised_text_fits(text: str, width: int) -> None:
    assert measure(ellipsise(text, BODY, width), BODY) <= width


def test_a_relative_that_reads_the_same_is_taken_from_the_page_font() -> None:
    assert printable("\u202a12\u202f%\u200b \u2009x\u2003y\tz\u2015\u02bb", "Manrope") == "12\u00a0%  x y z—‘"
    assert printable("a\nb\u2028c\u3000d", "Manrope") == "a b c d"


def test_a_page_of_basic_characters_carries_a_smaller_font() -> None:
    assert len(font_data_uri("Manrope", 700, basic=True)) < 0.7 * len(font_data_uri("Manrope", 700))


def test_prepared_fonts_have_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    script = (
        "import hashlib; from rupadata.typeset import fonts_digest, font_data_uri;"
        "print(fonts_digest(), hashlib.sha256(font_data_uri('Manrope', 400).encode()).hexdigest())"
    )
    first = run_python(script, PYTHONHASHSEED="1", XDG_CACHE_HOME=str(tmp_path))
    assert first == run_python(script, PYTHONHASHSEED="2", XDG_CACHE_HOME=str(tmp_path))


def test_a_foreign_file_in_the_cache_is_not_taken_for_our_font(tmp_path: Path) -> None:
    script = "from rupadata.typeset import font_folder; print(font_folder())"
    folder = Path(run_python(script, XDG_CACHE_HOME=str(tmp_path)))
    assert tmp_path in folder.parents
    (folder / "Intruder.ttf").write_bytes(b"x")
    assert Path(run_python(script, XDG_CACHE_HOME=str(tmp_path))) != folder


def run_python(script: str, **environment: str) -> str:
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_font_files_hold_the_prepared_fonts() -> None:
    assert [path.read_bytes() for path in font_files()] == [font_bytes(f.family, f.weight) for f in FACES]


def test_a_kept_font_is_taken_only_whole(tmp_path: Path) -> None:
    script = "from rupadata.typeset import fonts_digest; print(fonts_digest())"
    made = run_python(script, RUPADATA_CACHE=str(tmp_path))
    kept = sorted((tmp_path / "fonts").glob("*.font"))
    assert len(kept) == sum(face.family == "Manrope Tabular" for face in FACES)
    for font, spoilt in zip(kept, (b"", b"\0" * 40, kept[0].read_bytes()[:-1]), strict=False):
        font.write_bytes(spoilt)
    assert run_python(script, RUPADATA_CACHE=str(tmp_path)) == made
    assert run_python(script, RUPADATA_CACHE=str(tmp_path)) == made
    assert run_python(script, RUPADATA_CACHE=os.devnull) == made, "a cache that cannot be written"


@pytest.mark.parametrize("name", ["Kota Yogyakarta", "Kab. Malang", "Kepulauan Riau"])
def test_a_headline_does_not_cut_a_place_from_what_it_is(name):
    text = f"Pengangguran {name} 2,7 kali Kulon Progo"
    for width in range(300, 1200, 20):
        lines = break_lines(text, HEAD, float(width), balance=True)
        wide = measure(name, HEAD) <= width
        assert (name in " | ".join(lines)) is wide or not wide
    assert any(
        name not in " | ".join(break_lines(text, HEAD, float(width))) for width in range(300, 1200, 20)
    )
    small = break_lines("Sampah kota dan kabupaten naik", HEAD, 10_000.0, balance=True)
    assert small == ("Sampah kota dan kabupaten naik",)
