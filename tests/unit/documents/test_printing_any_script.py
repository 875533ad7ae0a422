from __future__ import annotations

import random

import pytest

from rupadata.documents.printing import change_texts, texts_of, without_controls
from rupadata.documents.typesetting import Typesetter
from rupadata.typeset.paper_text import is_mark, paper_characters
from tests.unit.procedure.carrying import START

ODD = "a\u2011b ★ 😀 漢字 عربي \x07 ꦗꦮ \ud83d \u200b\u00ad ﬁ e\u0301 \U000130b8"
TEMPLATE = (
    "#let data = json(bytes(sys.inputs.data))\n#set document(title: data.text)\n"
    '#set text(font: "Source Sans Pro")\n#data.text'
)


def test_texts_are_found_and_changed_at_any_depth_and_numbers_left() -> None:
    data = {"a": ["x\x07", {"b": ("y\x00", 3, None)}], "c": True}
    assert list(texts_of(data)) == ["x\x07", "y\x00"]
    assert change_texts(data, without_controls) == {"a": ["x", {"b": ["y", 3, None]}], "c": True}


def test_a_paper_is_made_of_text_in_any_script_and_tells_what_it_lost() -> None:
    with Typesetter() as typesetter:
        (typesetter.folder / "text.typ").write_text(TEMPLATE)
        assert typesetter.set_pdf("text", {"text": ODD}, START).startswith(b"%PDF")
        assert typesetter.take_lost() == "\U000130b8"
        assert typesetter.set_pdf("text", {"text": "Kota"}, START).startswith(b"%PDF")
        assert typesetter.take_lost() == ""


def test_every_character_that_papers_print_makes_a_paper() -> None:
    characters = sorted(paper_characters())
    mixed = random.Random(14).sample(characters, 400)
    with Typesetter() as typesetter:
        (typesetter.folder / "text.typ").write_text(TEMPLATE)
        for text in (mixed, characters[::9]):
            assert typesetter.set_pdf("text", {"text": "".join(text)}, START).startswith(b"%PDF")
            # Marks that chance has put on letters of other scripts; no letter.
            assert [c for c in typesetter.take_lost() if not is_mark(c)] == []


def test_a_text_that_its_font_cannot_draw_after_all_is_printed_in_the_text_font(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A font that promises a character and has none: what is promised is checked by Typst alone.
    promised = frozenset({*paper_characters(), "\U000130b8"})
    monkeypatch.setattr("rupadata.typeset.paper_text.paper_characters", lambda: promised)
    with Typesetter() as typesetter:
        (typesetter.folder / "text.typ").write_text(TEMPLATE)
        assert typesetter.set_pdf("text", {"text": "a \U000130b8"}, START).startswith(b"%PDF")
        assert typesetter.take_lost() == "\U000130b8"
