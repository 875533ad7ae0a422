"""The catalogue that ships travels by name, an office's own with all that is in it."""

from __future__ import annotations

import pickle

from rupadata.subjects.catalogue import Catalogues, shipped_catalogues


def test_the_catalogue_that_ships_travels_by_name() -> None:
    shipped = shipped_catalogues()
    packed = pickle.dumps(shipped)
    assert len(packed) < 200 < len(shipped.content)
    assert pickle.loads(packed) == shipped


def test_an_office_s_own_travels_with_its_content_and_its_name() -> None:
    own = Catalogues(shipped_catalogues().content + b"\n# punya sendiri\n", "dinas/catalogue.toml")
    there = pickle.loads(pickle.dumps(own))
    assert there == own
    assert there != shipped_catalogues()
    assert there.name == "dinas/catalogue.toml"
