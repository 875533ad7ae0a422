from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rupadata.errors import InputRefusedError
from rupadata.model.evidence import Evidence
from rupadata.model.source import CellRef
from rupadata.scene.nodes import (
    ChartData,
    ChartSeries,
    Circle,
    Group,
    Image,
    Line,
    Paint,
    Path,
    Rect,
    Text,
    TextStyle,
)
from rupadata.scene.scene import Scene
from rupadata.scene.serialise import scene_from_json, scene_to_json

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
COLOURS = st.sampled_from(["", "#0b7a72", "#ffffff"])
PAINTS = st.builds(
    Paint, COLOURS, COLOURS, NUMBERS, NUMBERS, st.lists(NUMBERS, max_size=2).map(tuple), st.booleans()
)
STYLES = st.builds(TextStyle, st.sampled_from(["Manrope", "Source Sans Pro"]), st.just(400), NUMBERS, COLOURS)
PROOFS = st.builds(
    Evidence,
    WORDS,
    NUMBERS,
    WORDS,
    st.just("value"),
    st.lists(st.builds(CellRef, WORDS, WORDS, WORDS), max_size=2).map(tuple),
)
VALUES = st.none() | NUMBERS
CHARTS = st.builds(
    ChartData,
    WORDS,
    st.lists(WORDS, max_size=3).map(tuple),
    st.lists(st.builds(ChartSeries, WORDS, st.lists(VALUES, max_size=3).map(tuple)), max_size=2).map(tuple),
)
LEAVES = st.one_of(
    st.builds(
        Text, WORDS, WORDS, NUMBERS, NUMBERS, WORDS, STYLES, NUMBERS, st.lists(PROOFS, max_size=2).map(tuple)
    ),
    st.builds(Rect, WORDS, WORDS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, PAINTS, NUMBERS, VALUES),
    st.builds(Circle, WORDS, WORDS, NUMBERS, NUMBERS, NUMBERS, PAINTS, VALUES),
    st.builds(Line, WORDS, WORDS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, PAINTS),
    st.builds(Path, WORDS, WORDS, WORDS, PAINTS, st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS)),
    st.builds(Image, WORDS, WORDS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, WORDS, st.binary(max_size=9), WORDS),
)
NODES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        Group, WORDS, WORDS, st.lists(inner, max_size=3).map(tuple), WORDS, WORDS, st.none() | CHARTS
    ),
    max_leaves=8,
)
SCENES = st.builds(
    Scene,
    NUMBERS,
    NUMBERS,
    COLOURS,
    WORDS,
    WORDS,
    st.sampled_from(["id", "en"]),
    st.lists(NODES, max_size=3).map(tuple),
    metadata=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
)


@given(SCENES)
@settings(max_examples=150, deadline=None)
def test_a_scene_comes_back_equal(scene: Scene) -> None:
    assert scene_from_json(scene_to_json(scene)) == scene
    assert scene_from_json(scene_to_json(scene, indent=2)) == scene


def test_what_stands_at_its_default_is_left_out() -> None:
    scene = Scene(10, 10, "", "t", "", "id", (Rect("a", "bar", 1, 2, 3, 4, Paint("#000000")),))
    assert json.loads(scene_to_json(scene))["nodes"] == [
        {
            "kind": "rect",
            "id": "a",
            "role": "bar",
            "x": 1,
            "y": 2,
            "width": 3,
            "height": 4,
            "paint": {
                "fill": "#000000",
                "stroke": "",
                "stroke_width": 0.0,
                "opacity": 1.0,
                "dash": [],
                "round_caps": False,
            },
        }
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": 2}',
        '{"format": 1, "nodes": [{"kind": "blob"}]}',
        '{"format": 1, "nodes": [{}]}',
        '{"format": 1, "nodes": [3]}',
        '{"format": 1, "nodes": [], "wide": 3}',
        '{"format": 1, "nodes": [], "width": "wide"}',
        '{"format":' + "[" * 100_000,
    ],
)
def test_what_is_no_scene_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        scene_from_json(text)
    assert refused.value.code == "scene-unreadable"
