"""What a workplace refuses, each under its code: uploads, backups, databases, its first administrator."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from rupadata.errors import RupadataError


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.csv", b""), ("a.xlsx", b"bukan"), ("a.csv", b"x" * 200)],
)
def test_an_upload_that_is_no_table_is_refused(
    workplace: dict[str, Any], monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from rupadata.web.uploads import take_upload

    monkeypatch.setattr("django.conf.settings.UPLOAD_BYTES", 100)
    with pytest.raises(RupadataError) as refused:
        take_upload(SimpleUploadedFile(name, content), (".csv", ".xlsx"))
    assert refused.value.code == "upload-refused"
    assert take_upload(SimpleUploadedFile("a.csv", b"x" * 100), (".csv",)) == ("a.csv", b"x" * 100)


def test_a_backup_goes_into_an_empty_workplace_only(workplace: dict[str, Any], tmp_path: Path) -> None:
    from rupadata.web.backup import read_backup

    with pytest.raises(RupadataError) as refused:
        read_backup(tmp_path / "cadangan.zip")
    assert refused.value.code == "workplace-not-empty"


def test_a_backup_that_is_none_is_refused(workplace: dict[str, Any], tmp_path: Path) -> None:
    import web_home

    from rupadata.web.backup import read_backup

    web_home.empty_workplace()
    (tmp_path / "cadangan.zip").write_bytes(b"bukan")
    with pytest.raises(RupadataError) as refused:
        read_backup(tmp_path / "cadangan.zip")
    assert refused.value.code == "backup-unreadable"


def test_a_folder_without_a_workplace_is_refused(
    workplace: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection

    from rupadata.web import serving

    monkeypatch.setattr(serving, "set_up", lambda home: None)
    serving.open_workplace(tmp_path)
    monkeypatch.setattr(connection.introspection, "table_names", lambda: ["lain"])
    with pytest.raises(RupadataError) as refused:
        serving.open_workplace(tmp_path)
    assert refused.value.code == "workplace-missing"


def test_a_database_of_another_kind_is_refused(tmp_path: Path) -> None:
    from rupadata.web.settings import parse_database

    with pytest.raises(RupadataError) as refused:
        parse_database("mysql://kantor/rupadata", tmp_path)
    assert refused.value.code == "database-unknown"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "administrator-missing"),
        ({"RUPADATA_ADMIN_USER": "admin", "RUPADATA_ADMIN_PASSWORD": "12345"}, "password-weak"),
    ],
)
def test_a_workplace_needs_an_administrator_with_a_good_password(
    workplace: dict[str, Any], monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], code: str
) -> None:
    import web_home

    from rupadata.web.serving import ensure_administrator

    web_home.empty_workplace()
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(RupadataError) as refused:
        ensure_administrator()
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("attempt to write a readonly database", errno.EROFS),
        ("unable to open database file", errno.EACCES),
        ("database or disk is full", errno.ENOSPC),
        ("disk I/O error", errno.EIO),
        ("no such table: x", 0),
    ],
)
def test_what_a_database_says_of_its_disk_is_an_error_of_the_system(
    words: str, number: int, workplace: dict[str, Any], tmp_path: Path
) -> None:
    from django.db import OperationalError

    from rupadata.web.serving import disk_told

    with pytest.raises(OSError if number else OperationalError) as told, disk_told(tmp_path):
        raise OperationalError(words)
    if number:
        assert isinstance(told.value, OSError)
        assert (told.value.errno, told.value.filename) == (number, str(tmp_path))


def test_only_a_lock_means_that_somebody_else_has_a_case(workplace: dict[str, Any]) -> None:
    from django.db import OperationalError

    from rupadata.errors import StepNotOpenError
    from rupadata.web.cases.store import all_or_nothing

    with pytest.raises(StepNotOpenError) as refused, all_or_nothing("kasus"):
        raise OperationalError("database is locked")
    assert refused.value.code == "case-locked"
    with pytest.raises(OperationalError), all_or_nothing("kasus"):
        raise OperationalError("database or disk is full")
