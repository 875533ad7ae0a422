from __future__ import annotations

import re

import pytest

from rupadata.compose.look import make_look
from rupadata.compose.pen import Pen, Writing, write
from rupadata.compose.sizes import parse_size
from rupadata.model.evidence import Evidence
from rupadata.scene.nodes import Text


def figure(shown: str, value: float, formula: str = "value") -> Evidence:
    return Evidence(shown, value, "", formula, ())


@pytest.mark.parametrize("width", [120, 180, 240, 300, 420, 900])
def test_every_line_of_a_broken_sentence_has_the_evidence_of_its_own_figures(width):
    proof = (figure("tahun ajaran 2023/2024", 2023, "period"), figure("55", 55), figure("24", 24))
    said = "Sekolah terbanyak pada tahun ajaran 2023/2024 ada di Minggir (55), tersedikit di Gamping (24)."
    look = make_look(parse_size("portrait"), "default", 245.0, "id")
    pen = Pen("findings", look)
    pen.lines("sentence", "sentence", 0, 0, write(Writing(said, proof), look.text(24), width, max_lines=12))
    lines = [node for node in pen.nodes if isinstance(node, Text)]
    assert " ".join(line.text for line in lines) == said
    for line in lines:
        rest = line.text
        for one in sorted(line.evidence, key=lambda one: -len(one.shown)):
            assert one.shown in line.text
            rest = rest.replace(one.shown, " ", 1)
        assert not re.search(r"\d", rest), f"{line.text!r} leaves {rest!r} without evidence"
