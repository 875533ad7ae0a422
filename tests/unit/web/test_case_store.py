"""Cases in the database: one decision wins, nothing is lost, folder and database hold the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import web_home

from rupadata.errors import InputRefusedError


@pytest.fixture
def key(workplace: dict[str, Any]) -> str:
    return web_home.case_in_review()


def test_a_taken_key_is_refused(key: str) -> None:
    with pytest.raises(InputRefusedError) as caught:
        web_home.begin_case(key)
    assert caught.value.code == "case-exists"


def test_a_line_that_comes_second_is_not_kept(key: str) -> None:
    from rupadata.web.cases.store import DatabaseStore

    store = DatabaseStore()
    lines = store.history(key).splitlines(keepends=True)
    with store.lock(key):
        assert store.append(key, lines[-1], number=len(lines)) is False
    assert store.history(key) == b"".join(lines)


def test_what_fails_under_the_lock_leaves_nothing_behind(key: str) -> None:
    from rupadata.web.cases.store import DatabaseStore

    store = DatabaseStore()

    def write_and_fail() -> None:
        with store.lock(key):
            store.write(key, "papers/x.pdf", b"setengah")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert store.find(key, "papers/x.pdf") is None


def test_a_changed_line_is_found(key: str) -> None:
    from rupadata.web.cases.models import DecisionRow
    from rupadata.web.cases.service import case_service

    row = DecisionRow.objects.filter(case__key=key).order_by("-number")[0]
    DecisionRow.objects.filter(pk=row.pk).update(line=bytes(row.line).replace(b"submit", b"Submit"))
    with pytest.raises(InputRefusedError) as caught:
        case_service().load(key)
    assert caught.value.code == "history-broken"


def test_a_stored_file_that_was_changed_is_refused(key: str) -> None:
    from rupadata.web.blobs import blob_path
    from rupadata.web.cases.models import CaseFile
    from rupadata.web.cases.store import DatabaseStore

    file = CaseFile.objects.filter(case__key=key, name__endswith=".svg")[0]
    path = blob_path(file.sha256)
    path.chmod(0o600)
    path.write_bytes(b"<svg/>")
    with pytest.raises(InputRefusedError) as caught:
        DatabaseStore().find(key, file.name)
    assert caught.value.code == "stored-file-lost"
    path.unlink()


def test_a_case_goes_to_a_folder_and_back_byte_for_byte(key: str, tmp_path: Path) -> None:
    from rupadata.procedure import FolderStore
    from rupadata.web.cases.carry import carry_case
    from rupadata.web.cases.service import case_service
    from rupadata.web.cases.store import DatabaseStore

    store, folder = DatabaseStore(), FolderStore(tmp_path)
    case_service().make_papers(key)
    head = case_service().load(key).head
    assert carry_case(store, key, folder).head == head
    assert folder.history(key) == store.history(key)
    assert carry_case(folder, key, store, "kembali").head == head
    assert {name: store.find("kembali", name) for name in store.names("kembali")} == {
        name: store.find(key, name) for name in store.names(key)
    }
    assert case_service().verify("kembali") == ()
