"""What a page says of a way out: no command of the terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[3] / "src" / "rupadata"


def test_a_hint_without_a_command_stays_as_it_is() -> None:
    from rupadata.web.ways_out import way_out

    assert way_out("any", "Beri nama lain. Lalu coba lagi.") == "Beri nama lain. Lalu coba lagi."


def test_sentences_that_name_a_command_are_left_out() -> None:
    from rupadata.web.ways_out import way_out

    hint = "Periksa judul kolomnya. Lihat dengan `rupadata read --explain BERKAS`; atau sebut --region 33."
    assert way_out("any", hint) == "Periksa judul kolomnya."


@pytest.mark.parametrize("code", ["nothing-to-build", "items-missing", "check-has-errors"])
def test_a_page_offers_its_own_way_where_the_usual_one_is_a_command(code: str) -> None:
    from rupadata.web.ways_out import way_out

    said = way_out(code, "Jalankan `rupadata build` lagi.")
    assert said
    assert "rupadata" not in said


def test_no_template_shows_a_hint_as_it_was_written() -> None:
    shown = [
        path.name
        for path in (SOURCE / "web" / "templates").rglob("*.html")
        if re.search(r"\{\{ \w+\.hint\b", path.read_text(encoding="utf-8")) and path.name != "sheet.html"
    ]
    assert shown == []
