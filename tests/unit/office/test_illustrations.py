"""An office's own pictures are read with what they show and who made them, and found by these words."""

from __future__ import annotations

from pathlib import Path

import pytest

from rupadata.errors import InputRefusedError
from rupadata.office import illustrations as room
from rupadata.office import load_office
from rupadata.office.illustrations import (
    find_illustrations,
    load_illustrations,
    read_illustration,
    write_caption,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0H20V10H0Z"/></svg>'
ALT = {"id": 'Balai "Kota"', "en": "Town hall"}


def lay(
    folder: Path, name: str = "balai", alt: dict[str, str] | None = None, credit: str = "Sanggar Uji"
) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.svg").write_bytes(SVG)
    (folder / f"{name}.toml").write_text(write_caption(alt or ALT, credit), encoding="utf-8")


def test_pictures_lie_in_the_offices_folder_by_name(tmp_path: Path) -> None:
    lay(tmp_path / "illustrations", "pasar", {"id": "Pasar pagi"}, 'Ani "A" \\ Budi')
    lay(tmp_path / "illustrations")
    balai, pasar = load_office(tmp_path).illustrations
    assert (balai.name, balai.media_type, balai.content) == ("balai", "image/svg+xml", SVG)
    assert (dict(balai.alt), balai.credit) == (ALT, "Sanggar Uji")
    assert (dict(pasar.alt), pasar.credit) == ({"id": "Pasar pagi"}, 'Ani "A" \\ Budi')
    assert load_illustrations(tmp_path / "tiada") == ()


@pytest.mark.parametrize(
    ("words", "names"),
    [("", ["balai", "pasar"]), ("PAGI", ["pasar"]), ("hall", ["balai"]), ("sanggar", ["balai", "pasar"]),
     ("pasar sanggar", ["pasar"]), ("pasar hall", [])],
)  # fmt: skip
def test_they_are_found_by_all_words_of_a_search(tmp_path: Path, words: str, names: list[str]) -> None:
    lay(tmp_path)
    lay(tmp_path, "pasar", {"id": "Pasar pagi"})
    assert [one.name for one in find_illustrations(load_illustrations(tmp_path), words)] == names


@pytest.mark.parametrize(
    ("content", "ending", "caption"),
    [
        (b"bukan", ".png", {"alt": ALT, "credit": "x"}),
        (SVG, ".png", {"alt": ALT, "credit": "x"}),
        (SVG, ".svg", {"alt": ALT, "credit": " "}),
        (SVG, ".svg", {"alt": {"en": "Town hall"}, "credit": "x"}),
        (SVG, ".svg", {"alt": ALT}),
        (SVG, ".svg", {"alt": ALT, "credit": "x", "pembuat": "x"}),
    ],
)
def test_one_that_is_no_picture_or_that_nobody_signed_is_refused(
    content: bytes, ending: str, caption: dict[str, object]
) -> None:
    with pytest.raises(InputRefusedError) as refused:
        read_illustration("balai", ending, content, caption)
    assert refused.value.code == "illustration-refused"


def test_one_byte_more_than_the_most_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"alt": ALT, "credit": "x"}
    monkeypatch.setattr(room, "MOST_BYTES", len(SVG))
    assert read_illustration("balai", ".svg", SVG, said).content == SVG
    with pytest.raises(InputRefusedError):
        read_illustration("balai", ".svg", SVG + b" ", said)
