"""The example office of `serve --demo` is the example city of the repository."""

from __future__ import annotations

from pathlib import Path

import web_home

import rupadata.web

ROOT = Path(__file__).resolve().parents[3]
DEMO = Path(rupadata.web.__file__).parent / "demo"
EXAMPLE = ROOT / "examples" / "kota-contoh"


def test_the_demo_holds_the_tables_and_settings_of_the_example_city() -> None:
    tables = {path.name: path.read_bytes() for path in (DEMO / "tables").iterdir()}
    wanted = [path for path in EXAMPLE.iterdir() if path.suffix in (".xlsx", ".csv")]
    assert tables == {path.name: path.read_bytes() for path in wanted}
    assert (DEMO / "office.toml").read_bytes() == (EXAMPLE / "office.toml").read_bytes()


def test_the_demo_begins_with_a_work_order_half_way_and_one_just_issued() -> None:
    web_home.set_django_up()
    web_home.empty_workplace()
    from rupadata.web.cases.models import CaseRow
    from rupadata.web.cases.service import case_service
    from rupadata.web.demo import prepare_demo

    prepare_demo(lambda line: None)
    half, begun = CaseRow.objects.order_by("key")
    progress = case_service().load(half.key).progress
    assert {waiting.step for waiting in progress.open.values()} == {"design", "review"}
    assert sum(bool(item.approved) for item in progress.active_items()) >= 3
    assert [waiting.step for waiting in case_service().load(begun.key).progress.open.values()] == ["schedule"]
