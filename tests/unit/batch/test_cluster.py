"""A Dask cluster of real processes makes the same bytes as one process, in the caller's language."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import rupadata.page_sets as page_sets
from benchmarks.regencies import write_regencies
from rupadata.batch import open_workers
from rupadata.build import build_pages
from rupadata.errors import UsageError
from rupadata.language import messages_in, say
from rupadata.progress import BuildEvent
from rupadata.request import BuildRequest
from rupadata.sink import FolderSink, MemorySink

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")

TABLE = """Jumlah Penduduk Menurut Kecamatan di Kota Tangerang (jiwa)
Kecamatan,2022,2023,2024
Ciledug,164151,165000,166100
Benda,83526,84100,84900
Larangan,163901,164500,165200
Periuk,141003,142000,143000
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made.scheduler_address


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "penduduk.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def speak(_: int) -> list[str]:
    return [say(id="halaman", en="page")]


def drawn(table: Path, count: int = 1, cluster: str = "") -> dict[str, bytes]:
    sink = MemorySink()
    with open_workers(count, cluster) as workers:
        build_pages([table], sink, BuildRequest(formats=("svg", "png")), workers=workers)
    return sink.files


def spoken(cluster: str) -> list[str]:
    with open_workers(cluster=cluster) as workers:
        return list(workers.stream(speak, [1, 2, 3]))


def test_a_cluster_and_a_pool_make_the_same_bytes_as_one_process(table: Path, cluster: str) -> None:
    with messages_in("en"):
        alone = drawn(table)
        assert any(name.endswith(".png") for name in alone)
        assert drawn(table, cluster=cluster) == alone
        assert drawn(table, 2) == alone


def test_a_cluster_speaks_the_language_of_the_call_and_is_let_go(cluster: str) -> None:
    with messages_in("en"):
        assert spoken(cluster) == ["page"] * 3
    assert spoken(cluster) == ["halaman"] * 3
    with distributed.Client(cluster, set_as_default=False) as client:
        others = list(client.scheduler_info()["workers"])
        clients = client.run_on_scheduler(lambda dask_scheduler: sorted(dask_scheduler.clients))
    assert len(others) == 2
    assert len([name for name in clients if name.startswith("Client-") and "worker" not in name]) == 1


def fail_at_first(path: Path) -> list[str]:
    """Fail, and leave a sign that the next time is another one."""
    if not path.exists():
        path.write_text("x", encoding="utf-8")
        raise ConnectionError
    return [path.name]


def fail_always(_: int) -> list[str]:
    raise ConnectionError


def test_a_job_that_fails_is_tried_again_but_not_for_ever(tmp_path: Path, cluster: str) -> None:
    with open_workers(cluster=cluster) as workers:
        assert list(workers.stream(fail_at_first, [tmp_path / "satu", tmp_path / "dua"])) == ["satu", "dua"]
        with pytest.raises(ConnectionError):
            list(workers.stream(fail_always, [1]))


def test_a_worker_killed_in_the_middle_loses_nothing(
    tmp_path: Path, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_sets, "LEAST_OF_SET", 4)
    write_regencies(tmp_path / "tabel", 5)
    request = BuildRequest(formats=("svg",), use_memory=False)
    build_pages([tmp_path / "tabel"], tmp_path / "alone", request)
    killed: list[int] = []

    def kill_one(event: BuildEvent) -> None:
        if event.stage == "draw" and event.item and not killed:
            with distributed.Client(cluster, set_as_default=False) as client:
                killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    with open_workers(cluster=cluster) as workers:
        build_pages([tmp_path / "tabel"], tmp_path / "far", request, workers=workers, tell=kill_one)
    assert killed
    assert content(tmp_path / "far") == content(tmp_path / "alone")


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_workers_see_a_place_only_where_the_same_stands_there(tmp_path: Path, cluster: str) -> None:
    (tmp_path / "tabel.csv").write_text("x", encoding="utf-8")
    with open_workers(cluster=cluster) as workers:
        assert workers.sees(tmp_path)
        assert workers.sees(tmp_path / "tabel.csv")
        assert not workers.sees(tmp_path / "lain.csv")
        assert FolderSink(tmp_path).reached_by(workers)
        assert not MemorySink().reached_by(workers)


def test_a_cluster_that_does_not_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rupadata.batch.pool.CONNECT_SECONDS", 0.5)
    with pytest.raises(UsageError) as caught:
        spoken("tcp://127.0.0.1:9")
    assert caught.value.code == "cluster-unreachable"
