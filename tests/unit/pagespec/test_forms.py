"""A PageSpec survives being written down, and a wrong one is refused with its place."""

import jsonschema
import msgspec
import pytest

from rupadata.errors import InputRefusedError
from rupadata.pagespec import (
    BlockSpec,
    PageSpec,
    RegionSpec,
    SubjectSpec,
    TitleSpec,
    encode_spec,
    load_spec,
    parse_spec,
    spec_schema,
)


@pytest.fixture
def spec() -> PageSpec:
    return PageSpec(
        page="jumlah-penduduk",
        subject=SubjectSpec(key="kependudukan", name={"id": "Kependudukan"}, hue=178, symbol="users-three"),
        region=RegionSpec(code="36.71", name="Kota Tangerang"),
        period="2024",
        indicators=("jumlah-penduduk",),
        title=TitleSpec(finding="share:36.71.05", headline={"id": "Satu dari delapan warga"}),
        hero=BlockSpec(kind="pictogram", indicator="jumlah-penduduk", options={"rows": 1, "whole": True}),
        blocks=(BlockSpec(kind="years", indicator="jumlah-penduduk"), BlockSpec(kind="ranking", keep=True)),
        notes=({"id": "Angka sementara."},),
    )


def test_json_gives_back_the_same_spec(spec):
    assert parse_spec(encode_spec(spec)) == spec


TOML = """
page = "jumlah-penduduk"
period = "2024"
indicators = ["jumlah-penduduk"]

[subject]
key = "kependudukan"
hue = 178
symbol = "users-three"
name = { id = "Kependudukan" }

[region]
code = "36.71"
name = "Kota Tangerang"

[title]
finding = "share:36.71.05"
headline = { id = "Satu dari delapan warga" }

[hero]
kind = "pictogram"
indicator = "jumlah-penduduk"
options = { rows = 1, whole = true }

[[blocks]]
kind = "years"
indicator = "jumlah-penduduk"

[[blocks]]
kind = "ranking"
keep = true

[[notes]]
id = "Angka sementara."
"""


def test_toml_says_the_same_as_json(spec):
    assert parse_spec(TOML, form="toml") == spec


def test_a_file_is_read_by_its_suffix(spec, tmp_path):
    path = tmp_path / "page.toml"
    path.write_text(TOML)
    assert load_spec(path) == spec


def test_the_schema_accepts_what_is_written_and_names_every_field(spec):
    schema = spec_schema()
    jsonschema.validate(msgspec.json.decode(encode_spec(spec)), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"page": "x"}, schema)


def ids(spec: PageSpec) -> list[str]:
    return [block.id for block in spec.blocks]


def many(*blocks: BlockSpec) -> PageSpec:
    return PageSpec(page="p", subject=SubjectSpec(key="s"), region=RegionSpec(code="36.71", name="K"),
                    indicators=("a", "b"), blocks=blocks)  # fmt: skip


def test_every_block_gets_an_id_of_its_own(spec):
    assert spec.hero.id == "hero"
    assert ids(spec) == ["years", "ranking"]
    assert spec.block("years") is spec.blocks[0]
    assert spec.block("map") is None


def test_the_id_of_a_block_depends_on_what_it_shows_and_not_on_its_neighbours():
    years, other = BlockSpec(kind="years", indicator="a"), BlockSpec(kind="years", indicator="b")
    numbers = BlockSpec(kind="numbers")
    first = {block.indicator: block.id for block in many(years, other).blocks}
    again = {block.indicator: block.id for block in many(numbers, other, years).blocks}
    assert first["a"] == again["a"] == "years"
    assert first["b"] == again["b"]
    assert ids(many(years, years)) == ["years", "years-2"]


def test_a_moved_block_keeps_its_id_when_others_come_before_it(spec):
    named = many(BlockSpec(kind="years"), BlockSpec(kind="years", dimension="umur"))
    kept = ids(named)
    moved = parse_spec(encode_spec(many(BlockSpec(kind="years"), *reversed(named.blocks))))
    assert {block.id for block in moved.blocks} > set(kept)
    assert len(set(ids(moved))) == 3


@pytest.mark.parametrize("id", ["Years", "a_b", "head", "x" * 61, "a--b", "years"])
def test_an_id_that_is_taken_or_malformed_is_refused(id):
    with pytest.raises(InputRefusedError) as caught:
        many(BlockSpec(kind="years", id="years"), BlockSpec(kind="map", id=id))
    assert caught.value.code == "spec-invalid"


def test_a_spec_of_the_first_version_gets_ids_and_the_present_version(spec):
    plain = msgspec.to_builtins(spec)
    plain["version"] = 1
    for block in (plain["hero"], *plain["blocks"]):
        del block["id"]
    assert parse_spec(msgspec.json.encode(plain)) == spec


def test_an_unknown_field_is_refused_with_the_nearest_name(spec):
    plain = msgspec.to_builtins(spec)
    plain["title"]["headlin"] = {"id": "Salah ketik"}
    with pytest.raises(InputRefusedError) as caught:
        parse_spec(msgspec.json.encode(plain))
    assert caught.value.code == "spec-invalid"
    assert "title.headlin" in str(caught.value)
    assert "headline" in caught.value.hint


def test_a_field_of_the_wrong_type_is_refused_with_its_path(spec):
    plain = msgspec.to_builtins(spec)
    plain["subject"]["hue"] = "hijau"
    with pytest.raises(InputRefusedError, match=r"subject\.hue"):
        parse_spec(msgspec.json.encode(plain))


def test_a_spec_of_a_later_engine_is_refused():
    with pytest.raises(InputRefusedError) as caught:
        parse_spec('{"version": 99, "page": "x"}')
    assert caught.value.code == "spec-version-unknown"


@pytest.mark.parametrize("text", ["{", "[]", "3"])
def test_what_is_no_spec_is_refused(text):
    with pytest.raises(InputRefusedError):
        parse_spec(text)


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(InputRefusedError) as caught:
        load_spec(tmp_path / "none.json")
    assert caught.value.code == "spec-unreadable"
