"""What the studio and the reading of a case's tables refuse, each under its code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import web_home

from rupadata.errors import RupadataError
from rupadata.model.edition import Engine, Manifest


def refused_code(call: Any) -> str:
    with pytest.raises(RupadataError) as refused:
        call()
    return refused.value.code


@pytest.mark.parametrize("packed", ["paint|||", "hero|||pie", "add|||pie", "|||", "undo"])
def test_a_change_that_nobody_offered_is_refused(
    workplace: dict[str, Any], browser: Callable[[str], Any], tmp_path: Path, packed: str
) -> None:
    from rupadata.web.cases.views.studio import _action

    if packed == "undo":
        assert refused_code(lambda: _action(packed)) == "edit-unknown"
    address = web_home.make_studio(tmp_path)
    answer = browser("perancang").post(f"{address}ubah/", {"do": packed})
    assert answer.status_code == 422


def test_versions_have_names_and_are_there(workplace: dict[str, Any], tmp_path: Path) -> None:
    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.studio_versions import get_version, keep_version

    draft: Any = SimpleNamespace(bench=Bench("kasus"), path="99.71/a/b")
    assert refused_code(lambda: keep_version(draft, "  ", "ani", timezone())) == "version-nameless"
    assert refused_code(lambda: get_version(Bench("kasus"), "99.71/a/b", 1)) == "version-missing"


def timezone() -> Any:
    from django.utils import timezone as django_timezone

    return django_timezone.now()


def test_a_page_is_opened_only_after_it_was_read_and_drawn(workplace: dict[str, Any]) -> None:
    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.studio import open_draft

    bench = Bench("kasus")
    assert refused_code(lambda: open_draft(bench, "air/air")) == "tables-missing"
    bench.build.mkdir(parents=True)
    nothing = Manifest(1, Engine("rupadata", "1"), "id", "default", "2026-01", (), (), (), (), (), (), ())
    (bench.build / "manifest.json").write_bytes(msgspec.json.encode(nothing))
    assert refused_code(lambda: open_draft(bench, "air/air")) == "page-not-drawn"


def upload(browser: Callable[[str], Any], key: str, *files: tuple[str, bytes]) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return browser("analis").post(f"/perintah/{key}/tabel/", {"files": sent} if sent else {})


def test_an_upload_without_a_file_is_refused(
    browser: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rupadata.web import middleware

    seen: list[str] = []
    answer_refusal = middleware.answer_refusal

    def watched(request: Any, error: RupadataError) -> Any:
        seen.append(error.code)
        return answer_refusal(request, error)

    monkeypatch.setattr(middleware, "answer_refusal", watched)
    answer = upload(browser, web_home.begin_case())
    assert (answer.status_code, seen) == (422, ["upload-missing"])
    assert "Tidak ada berkas yang sampai." in answer.content.decode()


def test_a_reading_whose_process_dies_is_refused_in_words(
    browser: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from rupadata.web.cases import desk

    key = web_home.begin_case()
    job = SimpleNamespace(case_key=key)
    pulse = SimpleNamespace(tell=lambda *_: None)
    assert refused_code(lambda: desk.read_tables(job, {}, pulse)) == "tables-missing"
    upload(browser, key, ("penduduk.csv", b"Kecamatan,2024\nContoh,1\n"))
    dying = tmp_path / "python"
    dying.write_text("#!/bin/sh\ncat > /dev/null\nexit 137\n", encoding="utf-8")
    dying.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dying))
    assert refused_code(lambda: desk.read_tables(job, {}, pulse)) == "reading-stopped"
