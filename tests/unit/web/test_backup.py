"""A backup holds everything and restores it, into an empty workplace only."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import web_home

from rupadata.errors import InputRefusedError


def test_a_backup_brings_everything_back(workplace: dict[str, Any], tmp_path: Path) -> None:
    from rupadata.web.accounts.models import Person
    from rupadata.web.backup import read_backup, write_backup
    from rupadata.web.cases.service import case_service

    key = web_home.case_in_review()
    head = case_service().load(key).head
    write_backup(tmp_path / "cadangan.zip")
    with pytest.raises(InputRefusedError) as caught:
        read_backup(tmp_path / "cadangan.zip")
    assert caught.value.code == "workplace-not-empty"
    web_home.empty_workplace()
    assert read_backup(tmp_path / "cadangan.zip") == 1
    assert case_service().load(key).head == head
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
