from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rupadata.documents.printing import change_texts, make_printable, without_controls
from rupadata.documents.typesetting import Typesetter, _shown
from tests.unit.procedure.carrying import START

ODD = "a\u2011b ★ 😀 漢字 عربي \x07 ꦗꦮ \ud83d \u200b\u00ad ﬁ e\u0301"


def test_what_no_font_shows_becomes_a_relative_a_mark_or_nothing() -> None:
    shown = _shown()
    made = make_printable(ODD, shown)
    assert made.startswith("a-b * ")
    assert made.endswith(" ﬁ é")
    assert "\x07" not in made
    assert shown.issuperset(made)


def test_what_can_be_printed_stays_as_it_is() -> None:
    text = "Kota Tangerang – “Rp5.000,00” é\nbaris kedua"
    assert make_printable(text, _shown()) == text


@given(st.text(st.characters(), max_size=60))
def test_every_text_becomes_printable(text: str) -> None:
    assert _shown().issuperset(make_printable(text, _shown()).replace("\n", ""))


def test_texts_are_changed_at_any_depth_and_numbers_left() -> None:
    data = {"a": ["x\x07", {"b": ("y\x00", 3, None)}], "c": True}
    assert change_texts(data, without_controls) == {"a": ["x", {"b": ["y", 3, None]}], "c": True}


def test_a_paper_is_made_of_text_in_any_script() -> None:
    with Typesetter() as typesetter:
        (typesetter.folder / "text.typ").write_text(
            "#let data = json(bytes(sys.inputs.data))\n#set document(title: data.text)\n#data.text"
        )
        assert typesetter.set_pdf("text", {"text": ODD}, START).startswith(b"%PDF")
