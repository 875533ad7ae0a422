"""A backup holds everything and restores it, into an empty workplace only."""

from __future__ import annotations

import errno
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import web_home

from rupadata.errors import InputRefusedError, RupadataError
from rupadata.limits import Limits, bounded_by


def test_a_backup_brings_everything_back(workplace: dict[str, Any], tmp_path: Path) -> None:
    from rupadata.web.accounts.models import Person
    from rupadata.web.backup import read_backup, write_backup
    from rupadata.web.cases.service import case_service

    key = web_home.case_in_review()
    head = case_service().load(key).head
    waiting = open_steps()
    assert waiting
    write_backup(tmp_path / "cadangan.zip")
    with pytest.raises(InputRefusedError) as caught:
        read_backup(tmp_path / "cadangan.zip")
    assert caught.value.code == "workplace-not-empty"
    web_home.empty_workplace()
    assert read_backup(tmp_path / "cadangan.zip") == 1
    assert case_service().load(key).head == head
    assert open_steps() == waiting
    assert Person.objects.get(username="kasie").check_password(web_home.PASSWORD)


def test_a_changed_backup_is_refused_and_leaves_nothing(workplace: dict[str, Any], tmp_path: Path) -> None:
    from rupadata.web.backup import read_backup, write_backup
    from rupadata.web.cases.models import CaseRow

    web_home.case_in_review()
    write_backup(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as good, zipfile.ZipFile(tmp_path / "b.zip", "w") as bad:
        for name in good.namelist():
            bad.writestr(name, b"lain" if name.startswith("blobs/") else good.read(name))
    web_home.empty_workplace()
    with pytest.raises(InputRefusedError) as caught:
        read_backup(tmp_path / "b.zip")
    assert caught.value.code == "backup-unreadable"
    assert CaseRow.objects.count() == 0


def open_steps() -> list[tuple[Any, ...]]:
    from rupadata.web.cases.models import Waiting

    return list(Waiting.objects.order_by("id").values_list("case__key", "step", "item", "digest", "due_at"))


def test_a_backup_restored_again_is_recognised_and_another_one_refused(
    workplace: dict[str, Any], tmp_path: Path
) -> None:
    from rupadata.web.audit.log import find_break
    from rupadata.web.audit.models import AuditEntry
    from rupadata.web.backup import RESTORED, read_backup, write_backup

    web_home.case_in_review()
    write_backup(tmp_path / "a.zip")
    web_home.empty_workplace()
    for _ in range(2):
        assert read_backup(tmp_path / "a.zip") == 1
        assert AuditEntry.objects.filter(event=RESTORED).count() == 1
        assert find_break() == ""
    write_backup(tmp_path / "b.zip")
    with pytest.raises(InputRefusedError) as caught:
        read_backup(tmp_path / "b.zip")
    assert caught.value.code == "workplace-not-empty"


def rewrite(source: Path, target: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(source) as good, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            bad.writestr(*change(name, good.read(name)))
    return target


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        ("accounts.OfficeFile", "name", ".."),
        ("accounts.OfficeFile", "name", "../../victim"),
        ("accounts.OfficeVersion", "logo_name", "a/b.png"),
        ("accounts.OfficeVersion", "text", "0001-01-01"),
        ("cases.CaseFile", "name", "/etc/passwd"),
        ("cases.CaseRow", "key", "../victim"),
        ("cases.CaseRow", "key", ""),
        ("cases.CaseRow", "header", "e30="),
        ("accounts.Person", "username", "x" * 61),
    ],
)
def test_rows_that_no_workplace_holds_are_refused(
    model: str, field: str, value: str, workplace: dict[str, Any], tmp_path: Path
) -> None:
    from django.conf import settings

    from rupadata.web.accounts.models import Person
    from rupadata.web.accounts.office_files import keep_office_file
    from rupadata.web.backup import read_backup, write_backup

    web_home.case_in_review()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
    keep_office_file("symbol", "lambang.svg", svg, "admin")
    write_backup(tmp_path / "a.zip")

    def forge(name: str, content: bytes) -> tuple[str, bytes]:
        if name != f"rows/{model}.json":
            return name, content
        rows = json.loads(content)
        rows[0]["fields"][field] = value
        return name, json.dumps(rows).encode()

    forged = rewrite(tmp_path / "a.zip", tmp_path / "b.zip", forge)
    web_home.empty_workplace()
    shutil.rmtree(settings.STORAGE / "blobs")
    with pytest.raises(RupadataError) as caught:
        read_backup(forged)
    assert caught.value.exit_code == 2
    assert Person.objects.count() == 0
    assert not (settings.STORAGE / "blobs").exists()
    assert read_backup(tmp_path / "a.zip") == 1


@pytest.mark.parametrize("name", ["blobs/../../x", "bench//x", "blobs/ab/" + "a" * 64, "bench/a\\b"])
def test_files_without_a_place_in_a_workplace_are_refused(
    name: str, workplace: dict[str, Any], tmp_path: Path
) -> None:
    from rupadata.web.backup import read_backup, write_backup

    web_home.case_in_review()
    write_backup(tmp_path / "a.zip")
    hit: list[str] = []

    def forge(old: str, content: bytes) -> tuple[str, bytes]:
        if old.startswith("blobs/") and not hit:
            hit.append(old)
            return name, content
        return old, content

    forged = rewrite(tmp_path / "a.zip", tmp_path / "b.zip", forge)
    assert hit
    web_home.empty_workplace()
    with pytest.raises(InputRefusedError) as caught:
        read_backup(forged)
    assert caught.value.code == "backup-unreadable"


def test_a_backup_that_unpacks_without_end_is_refused(
    workplace: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rupadata.web import backup

    web_home.case_in_review()
    backup.write_backup(tmp_path / "a.zip")
    unpacked = rows = 0
    with zipfile.ZipFile(tmp_path / "a.zip") as whole:
        for one in whole.infolist():
            unpacked += one.file_size
            rows += one.file_size if one.filename.startswith("rows/") else 0
    web_home.empty_workplace()
    monkeypatch.setattr(backup, "_ROWS_RATIO", 0)
    for least_unpacked, least_rows in ((unpacked, rows - 1), (unpacked - 1, rows)):
        monkeypatch.setattr(backup, "_LEAST_UNPACKED", least_unpacked)
        monkeypatch.setattr(backup, "_LEAST_ROWS", least_rows)
        with bounded_by(Limits(unpacked_ratio=0)), pytest.raises(InputRefusedError) as caught:
            backup.read_backup(tmp_path / "a.zip")
        assert caught.value.code == "backup-unreadable"
    monkeypatch.setattr(backup, "_LEAST_UNPACKED", unpacked)
    with bounded_by(Limits(unpacked_ratio=0)):
        assert backup.read_backup(tmp_path / "a.zip") == 1


def test_a_disk_that_is_full_is_not_the_backups_fault(
    workplace: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rupadata.web import backup

    web_home.case_in_review()
    backup.write_backup(tmp_path / "a.zip")
    web_home.empty_workplace()

    def full(*_: object, **__: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device", "berkas")

    with monkeypatch.context() as patched:
        patched.setattr(backup, "whole_file", full)
        with pytest.raises(OSError, match="No space left"):
            backup.read_backup(tmp_path / "a.zip")
    with pytest.raises(FileNotFoundError):
        backup.read_backup(tmp_path / "tidak-ada.zip")
    assert backup.read_backup(tmp_path / "a.zip") == 1
