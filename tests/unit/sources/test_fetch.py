from __future__ import annotations

import json
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from rupadata.cli.app import run
from rupadata.cli.fetch import parse_years
from rupadata.errors import InputRefusedError, UsageError
from rupadata.language import messages_in
from rupadata.sources import Web, fetch_bps, fetch_ckan
from rupadata.sources import ckan as ckan_module
from rupadata.sources import web as web_module
from rupadata.sources.ckan import PAGE_ROWS
from rupadata.tables import read_tables

RECORDS = [{"_id": i + 1, "kecamatan": name, "jumlah": 10 * i} for i, name in enumerate(("Benda", "Pinang"))]
PACKAGE = {
    "id": "0a1b",
    "name": "jumlah-pengaduan",
    "title": "Jumlah Pengaduan",
    "resources": [
        {"id": "r1", "name": "Jumlah Pengaduan 2024", "format": "CSV", "datastore_active": True, "url": "x"},
        {"id": "r2", "name": "Berkas", "format": "CSV", "url": "files/berkas.csv"},
        {"id": "r3", "name": "Foto", "format": "JPEG", "url": "files/foto.jpeg"},
        {"id": "r5", "name": "Alamat rusak", "format": "CSV", "url": "http://[::1"},
        {"id": "r4", "name": "Hilang", "format": "CSV", "url": "files/hilang.csv"},
    ],
}
DYNAMIC = {
    "status": "OK",
    "data-availability": "available",
    "var": [{"val": 31, "label": "Penduduk", "unit": "Jiwa"}],
    "vervar": [{"val": 3671, "label": "Kota Tangerang"}],
    "datacontent": {"367131012400": 1957349},
}


@dataclass
class Server:
    address: str = ""
    failures: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=lambda: list(RECORDS))

    def answer(self, path: str) -> Any:
        parts = urlsplit(path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if parts.path.endswith("/package_show"):
            return {"success": True, "result": PACKAGE} if query["id"] == PACKAGE["name"] else None
        if parts.path.endswith("/package_search"):
            found = [PACKAGE] if query.get("q", "") in PACKAGE["title"].lower() else []
            return {"success": True, "result": {"count": len(found), "results": found}}
        if parts.path.endswith("/datastore_search"):
            first = int(query.get("offset", 0))
            page = self.rows[first : first + int(query["limit"])]
            return {"success": True, "result": {"records": page, "total": len(self.rows), "_links": {}}}
        if parts.path.endswith("/berkas.csv"):
            return b"kecamatan;jumlah\nBenda;1\n"
        return self.answers.get(parts.path)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("RUPADATA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("no_proxy", "*")
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            if state.failures:
                self.send_response(state.failures.pop(0))
                self.send_header("Retry-After", "3")
                self.end_headers()
                return
            found = state.answer(self.path)
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(found if isinstance(found, bytes) else json.dumps(found).encode())

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{http.server_port}"
    yield state
    http.shutdown()
    http.server_close()
    thread.join()


def quick(**options: Any) -> Web:
    return Web(sleep=lambda _: None, **options)


def test_a_dataset_is_fetched_with_its_rows_and_files(server: Server, tmp_path: Path) -> None:
    found = fetch_ckan(f"{server.address}/dataset/jumlah-pengaduan", tmp_path / "out", web=quick())
    names = [file.relative_to(tmp_path / "out").as_posix() for file in found.files]
    assert names == [
        "jumlah-pengaduan/package_show.json",
        "jumlah-pengaduan/jumlah-pengaduan-2024.json",
        "jumlah-pengaduan/berkas.csv",
    ]
    rows = json.loads(found.files[1].read_text(encoding="utf-8"))
    assert rows["result"]["records"] == RECORDS
    assert found.files[2].read_bytes() == b"kecamatan;jumlah\nBenda;1\n"
    assert [problem.code for problem in found.problems] == [
        "resource-not-readable",
        "resource-not-readable",
        "source-not-found",
    ]


def test_a_portal_is_searched_with_the_query(server: Server, tmp_path: Path) -> None:
    found = fetch_ckan(f"{server.address}/", tmp_path, query="pengaduan", web=quick())
    assert found.files[0].parent.name == "jumlah-pengaduan"
    with pytest.raises(InputRefusedError) as refused:
        fetch_ckan(server.address, tmp_path, query="gempa", web=quick())
    assert refused.value.code == "source-empty"


def test_the_address_of_an_action_is_obeyed(server: Server, tmp_path: Path) -> None:
    url = f"{server.address}/api/3/action/datastore_search?resource_id=r1"
    found = fetch_ckan(url, tmp_path, web=quick())
    assert [file.name for file in found.files] == ["r1.json"]


def test_rows_beyond_one_page_are_fetched_too(server: Server, tmp_path: Path) -> None:
    server.rows = [{"_id": i} for i in range(2 * PAGE_ROWS + 5)]
    url = f"{server.address}/api/3/action/datastore_search?resource_id=r1"
    (file,) = fetch_ckan(url, tmp_path, web=quick()).files
    records = json.loads(file.read_text(encoding="utf-8"))["result"]["records"]
    assert [record["_id"] for record in records] == list(range(2 * PAGE_ROWS + 5))
    assert len(server.asked) == 3


def test_a_busy_server_is_asked_again_with_growing_pauses(server: Server) -> None:
    pauses: list[float] = []
    server.answers["/x"] = {"a": 1}
    server.failures = [503, 500, 429]
    assert json.loads(Web(sleep=pauses.append, tries=4).get(f"{server.address}/x")) == {"a": 1}
    assert pauses == [3.0, 3.0, 4.0]
    assert len(server.asked) == 4


def test_a_missing_page_is_not_asked_for_again(server: Server) -> None:
    with pytest.raises(InputRefusedError) as refused:
        quick().get(f"{server.address}/nothing")
    assert refused.value.code == "source-not-found"
    assert len(server.asked) == 1


def test_a_fresh_answer_is_kept_and_not_asked_for_again(server: Server) -> None:
    server.answers["/x"] = {"a": 1}
    assert quick().get(f"{server.address}/x") == quick().get(f"{server.address}/x")
    assert len(server.asked) == 1
    quick(fresh_hours=0.0).get(f"{server.address}/x")
    assert len(server.asked) == 2


def test_offline_the_kept_answer_is_used_and_said(server: Server) -> None:
    server.answers["/x"] = {"a": 1}
    quick().get(f"{server.address}/x")
    for kept in quick().folder.iterdir():
        os.utime(kept, (time.time() - 1e6, time.time() - 1e6))
    server.failures = [503] * 9
    web = quick()
    assert json.loads(web.get(f"{server.address}/x")) == {"a": 1}
    assert [problem.code for problem in web.problems] == ["source-from-cache"]


def test_offline_without_a_kept_answer_is_one_clear_sentence(server: Server) -> None:
    server.failures = [503] * 9
    with pytest.raises(InputRefusedError) as refused:
        quick().get(f"{server.address}/x")
    assert refused.value.code == "source-unreachable"
    assert "127.0.0.1" in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("cause", [None, socket.gaierror(socket.EAI_NONAME, "no such name")])
def test_where_nobody_listens_or_no_computer_has_the_name_nothing_is_waited_for(
    cause: OSError | None, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    if cause is not None:
        monkeypatch.setattr(urllib.request, "urlopen", raiser(urllib.error.URLError(cause)))
    with messages_in("en"), pytest.raises(InputRefusedError) as refused:
        Web(sleep=pauses.append).get("http://127.0.0.1:9/x")
    assert refused.value.code == "source-unreachable"
    assert "after 1 try" in refused.value.message
    assert pauses == []


@pytest.mark.parametrize(
    "cause",
    [TimeoutError("timed out"), ConnectionResetError("reset"), socket.gaierror(socket.EAI_AGAIN, "later")],
)
def test_what_may_pass_is_tried_again(
    cause: OSError, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(urllib.request, "urlopen", raiser(urllib.error.URLError(cause)))
    with pytest.raises(InputRefusedError) as refused:
        Web(sleep=pauses.append).get("http://127.0.0.1:9/x")
    assert "4" in refused.value.message
    assert pauses == [1.0, 2.0, 4.0]


def raiser(error: Exception) -> Callable[..., object]:
    """Return what raises an error however it is called."""

    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data.go.id", "http://[::1"])
def test_other_addresses_than_http_are_refused(server: Server, url: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        quick().get(url)
    assert refused.value.code == "source-address-unusable"


def test_a_portal_whose_address_has_no_parts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError) as refused:
        fetch_ckan("http://[::1", tmp_path, query="x", web=quick())
    assert refused.value.code == "source-address-unusable"


DYNAMIC_PATH = "/list/model/data/lang/ind/domain/3671/var/31"


@pytest.fixture
def bps(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("RUPADATA_BPS_URL", server.address)
    monkeypatch.setenv("RUPADATA_BPS_KEY", "secret-key")
    server.answers[f"{DYNAMIC_PATH}/key/secret-key"] = DYNAMIC
    return server


def test_a_dynamic_table_is_written_as_it_came(bps: Server, tmp_path: Path) -> None:
    found = fetch_bps("3671", [31], tmp_path, web=quick())
    assert [file.name for file in found.files] == ["bps-3671-var-31.json"]
    assert json.loads(found.files[0].read_text(encoding="utf-8")) == DYNAMIC


def test_years_are_asked_for_by_the_numbers_of_the_webapi(bps: Server, tmp_path: Path) -> None:
    bps.answers[f"{DYNAMIC_PATH}/th/123;124/key/secret-key"] = DYNAMIC
    assert fetch_bps("3671", [31], tmp_path, years=[2023, 2024], web=quick()).files


def test_the_key_never_shows(bps: Server, tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError) as refused:
        fetch_bps("3671", [99], tmp_path, web=quick())
    assert "secret-key" not in str(refused.value)
    bps.failures = [503] * 9
    with pytest.raises(InputRefusedError) as refused:
        fetch_bps("3671", [98], tmp_path, web=quick())
    assert "secret-key" not in str(refused.value)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"status": "Error", "message": "Invalid key"}, "source-refused"),
        ({"status": "OK", "data-availability": "list-not-available"}, "source-empty"),
        ([], "source-answer-unknown"),
        (b"<html>", "source-answer-unknown"),
    ],
)
def test_answers_without_data_are_refused(bps: Server, tmp_path: Path, answer: object, code: str) -> None:
    bps.answers[f"{DYNAMIC_PATH}/key/secret-key"] = answer
    with pytest.raises(InputRefusedError) as refused:
        fetch_bps("3671", [31], tmp_path, web=quick())
    assert refused.value.code == code
    assert not list(tmp_path.glob("*.json"))


def test_a_missing_key_is_said_before_anything_is_asked(
    bps: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RUPADATA_BPS_KEY")
    with pytest.raises(InputRefusedError) as refused:
        fetch_bps("3671", [31], tmp_path, web=quick())
    assert refused.value.code == "bps-key-missing"
    assert bps.asked == []


def test_years_are_written_as_people_write_them() -> None:
    assert parse_years("2019, 2021-2023") == (2019, 2021, 2022, 2023)
    assert parse_years("") == ()
    for wrong in ("dua ribu", "2024-2020", "124"):
        with pytest.raises(UsageError):
            parse_years(wrong)


def test_the_command_prints_the_files_it_wrote(
    bps: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fetch", "bps", "--domain", "3671", "--var", "31", "-o", str(tmp_path / "o")]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "o/bps-3671-var-31.json")
    assert run(["fetch", "bps", "--domain", "Tangerang", "--var", "31"]) == 2
    assert run(["fetch", "ckan", f"{bps.address}/dataset/jumlah-pengaduan", "-o", str(tmp_path / "c")]) == 0
    assert capsys.readouterr().out.count("\n") == 3


def test_what_was_fetched_can_be_read(server: Server, tmp_path: Path) -> None:
    server.rows = [
        {"_id": i, "nama_kecamatan": name, "jumlah_pengaduan": 10 + i, "satuan": "PENGADUAN", "tahun": 2024}
        for i, name in enumerate(("Benda", "Pinang", "Cipondoh", "Ciledug"))
    ]
    found = fetch_ckan(f"{server.address}/dataset/jumlah-pengaduan", tmp_path / "kota-tangerang", web=quick())
    reading = read_tables(found.files[1])
    rows = {(row["region_code"], row["period"]): row["value"] for row in reading.observations.to_dicts()}
    assert rows == {
        ("36.71.04", "2024"): 10,
        ("36.71.11", "2024"): 11,
        ("36.71.05", "2024"): 12,
        ("36.71.06", "2024"): 13,
    }


def test_an_answer_larger_than_is_kept_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_module, "LARGEST_ANSWER", 10)
    with pytest.raises(InputRefusedError) as refused:
        Web().get(f"{server.address}/files/berkas.csv")
    assert refused.value.code == "source-too-large"


@pytest.mark.parametrize("domain", ["367", "36710", "banten"])
def test_a_domain_that_bps_cannot_have_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, domain: str
) -> None:
    monkeypatch.setenv("RUPADATA_BPS_KEY", "kunci")
    with pytest.raises(InputRefusedError) as refused:
        fetch_bps(domain, [31], tmp_path)
    assert refused.value.code == "bps-domain-unknown"


def dataset(number: int, changed: str = "2024") -> dict[str, Any]:
    return {
        "id": f"d{number}",
        "name": f"dataset-{number}",
        "title": f"Dataset {number}",
        "metadata_modified": changed,
        "resources": [{"id": f"r{number}", "name": "data", "format": "CSV", "url": f"files/{number}.csv"}],
    }


@dataclass
class Portal:
    """A portal of many datasets; `server.asked` tells what was asked."""

    server: Server
    datasets: list[dict[str, Any]]

    def __post_init__(self) -> None:
        real = self.server.answer

        def answer(path: str) -> Any:
            parts = urlsplit(path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            if parts.path.endswith("/package_search"):
                first = int(query["start"])
                found = self.datasets[first : first + int(query["rows"])]
                return {"success": True, "result": {"count": len(self.datasets), "results": found}}
            return f"a;b\n{parts.path};1\n".encode() if parts.path.endswith(".csv") else real(path)

        self.server.answer = answer  # type: ignore[method-assign]

    def files_asked(self) -> list[str]:
        asked = [path for path in self.server.asked if path.endswith(".csv")]
        self.server.asked.clear()
        return asked


@pytest.fixture
def portal(server: Server, monkeypatch: pytest.MonkeyPatch) -> Portal:
    monkeypatch.setattr(ckan_module, "PAGE_DATASETS", 2)
    return Portal(server, [dataset(number) for number in range(5)])


def everything(portal: Portal, output: Path, **options: Any) -> list[str]:
    found = fetch_ckan(portal.server.address, output, everything=True, web=quick(fresh_hours=0.0, **options))
    return [file.relative_to(output).as_posix() for file in found.files]


def test_everything_of_a_portal_is_fetched_page_by_page(portal: Portal, tmp_path: Path) -> None:
    portal.datasets.append(dataset(0))  # A portal that changes while it is read may tell one twice.
    names = everything(portal, tmp_path)
    assert names == [
        f"dataset-{number}/{name}" for number in range(5) for name in ("package_show.json", "data.csv")
    ]
    starts = [parse_qs(urlsplit(path).query)["start"] for path in portal.server.asked if "search" in path]
    assert starts == [["0"], ["2"], ["4"]]
    assert portal.files_asked() == [f"/files/{number}.csv" for number in range(5)]


def test_what_stands_complete_and_unchanged_is_not_asked_for_again(portal: Portal, tmp_path: Path) -> None:
    first = everything(portal, tmp_path)
    portal.files_asked()
    portal.datasets[1] = dataset(1, changed="2025")
    (tmp_path / "dataset-2/data.csv").unlink()
    (tmp_path / "dataset-3/data.csv").write_bytes(b"cut")
    (tmp_path / "dataset-4/.fetched.json").write_bytes(b"{")
    assert everything(portal, tmp_path) == first
    assert portal.files_asked() == [f"/files/{number}.csv" for number in (1, 2, 3, 4)]
    assert everything(portal, tmp_path) == first
    assert portal.files_asked() == []


def test_fetching_stopped_in_the_middle_goes_on_there(portal: Portal, tmp_path: Path) -> None:
    real = portal.server.answer

    def stop(path: str) -> Any:
        return (_ for _ in ()).throw(KeyError) if path.endswith("/3.csv") else real(path)

    portal.server.answer = stop  # type: ignore[method-assign]
    found = fetch_ckan(portal.server.address, tmp_path, everything=True, web=quick(tries=1, fresh_hours=0.0))
    assert [problem.code for problem in found.problems] == ["source-unreachable"]
    portal.files_asked()
    portal.server.answer = real  # type: ignore[method-assign]
    everything(portal, tmp_path)
    assert portal.files_asked() == ["/files/3.csv"]


def test_without_everything_a_dataset_is_fetched_again(portal: Portal, tmp_path: Path) -> None:
    for _ in range(2):
        portal.server.answers["/api/3/action/package_show"] = None
        everything(portal, tmp_path)
    portal.files_asked()
    package = ckan_module._fetch_package(
        quick(fresh_hours=0.0), portal.server.address, dataset(1), tmp_path, again=True
    )
    assert [file.name for file in package] == ["package_show.json", "data.csv"]
    assert portal.files_asked() == ["/files/1.csv"]


def test_a_portal_of_which_everything_is_wanted_is_asked_with_pauses(portal: Portal, tmp_path: Path) -> None:
    now, pauses = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        pauses.append(round(seconds, 6))
        now[0] += seconds

    web = Web(sleep=sleep, clock=lambda: now[0], apart_s=0.5, fresh_hours=0.0)
    fetch_ckan(portal.server.address, tmp_path, everything=True, web=web)
    assert pauses == [0.5] * (len(portal.server.asked) - 1)
    now[0] += 0.2
    web.get(f"{portal.server.address}/files/1.csv")
    assert pauses[-1] == 0.3
    now[0] += 9.0
    web.get(f"{portal.server.address}/files/2.csv")
    assert len(pauses) == len(portal.server.asked) - 2


def test_an_answer_that_did_not_change_is_not_sent_again(tmp_path: Path) -> None:
    asked: list[tuple[str | None, str | None]] = []
    marks = {"ETag": '"1"', "Last-Modified": "Mon, 02 Nov 2026 00:00:00 GMT"}
    content = [b"satu"]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.headers["If-None-Match"], self.headers["If-Modified-Since"]))
            same = self.headers["If-None-Match"] == marks["ETag"]
            self.send_response(304 if same else 200)
            for name, text in marks.items():
                self.send_header(name, text)
            self.end_headers()
            if not same:
                self.wfile.write(content[0])

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        web = quick(fresh_hours=0.0, folder=tmp_path)
        address = f"http://127.0.0.1:{http.server_port}/x"
        assert web.get(address) == b"satu"
        content[0] = b"tak terkirim"
        assert web.get(address) == b"satu"
        marks["ETag"], content[0] = '"2"', b"dua"
        assert web.get(address) == b"dua"
        next(tmp_path.glob("*.marks.json")).write_bytes(b"[")
        assert web.get(address) == b"dua"
        for kept in list(tmp_path.iterdir()):
            if kept.suffix != ".json":
                kept.unlink()  # Marks of an answer that is not there any more.
        assert web.get(address) == b"dua"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
    day = marks["Last-Modified"]
    assert asked == [(None, None), ('"1"', day), ('"1"', day), (None, None), (None, None)]
