"""The reference of the page spec names every field and every kind of block."""

import msgspec
from pages import CODE, ROOT

from rupadata.compose.blocks import BLOCKS
from rupadata.pagespec import PageSpec

REFERENCE = set(CODE.findall((ROOT / "docs/reference/pagespec.md").read_text(encoding="utf-8")))


def test_every_field_of_a_page_is_documented():
    schema = msgspec.json.schema(PageSpec)
    fields = {name for shape in schema["$defs"].values() for name in shape["properties"]}
    assert fields <= REFERENCE


def test_every_kind_of_block_is_documented():
    assert set(BLOCKS) <= REFERENCE
