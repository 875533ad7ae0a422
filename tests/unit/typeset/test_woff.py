from __future__ import annotations

import base64
import io

import pytest
from fontTools.ttLib import TTFont

from rupadata.typeset import FACES, FontFace, font_bytes, font_data_uri
from rupadata.typeset.woff import pack_woff


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_another_library_reads_the_carried_font_with_the_same_widths(face: FontFace) -> None:
    whole = TTFont(io.BytesIO(font_bytes(face.family, face.weight)))
    for basic in (False, True):
        uri = font_data_uri(face.family, face.weight, basic=basic)
        carried = TTFont(io.BytesIO(base64.b64decode(uri.partition(",")[2])))
        assert carried.flavor == "woff"
        names, known = carried.getBestCmap(), whole.getBestCmap()
        assert basic or names.keys() == known.keys()
        for code, name in names.items():
            assert carried["hmtx"][name] == whole["hmtx"][known[code]]


def test_tables_come_back_as_they_were() -> None:
    font = font_bytes("Source Sans Pro", 400)
    packed = TTFont(io.BytesIO(pack_woff(font)))
    plain = TTFont(io.BytesIO(font))
    for tag in plain.reader.tables:
        assert packed.reader[tag] == plain.reader[tag]
    assert int.from_bytes(pack_woff(font)[8:12], "big") == len(pack_woff(font))
