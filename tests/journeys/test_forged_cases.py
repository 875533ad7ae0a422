"""A case's folder that was damaged or forged, and what people type: refused in a sentence, never a brick."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from casework import OFFICE, case, make_build, new_case, prepare_items
from forging import forge, list_files, worked_seconds

from rupadata.documents import PaperDesk
from rupadata.procedure import CaseService, FolderStore
from rupadata.procedure.attaching import SignedFile
from rupadata.procedure.decision import decode_history, encode_decision, seal

PAGES = ("layanan-publik/pengaduan", "kesehatan/puskesmas")
ITEM = "layanan-publik-pengaduan"
SECONDS = 20.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("kasus")
    build = make_build(place / "build", PAGES)
    folder = new_case(place / "cases/kasus")
    prepare_items(folder, build)
    words = ("design", "--item", ITEM, "--from", build, "--as", "perancang", "--at", "2026-09-08T08:00")
    assert case("do", folder, *words) == 0
    (place / "victim").mkdir()
    (place / "victim/keep.txt").write_text("mine")
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "place"))


def calls(place: Path) -> list[tuple[object, ...]]:
    folder = place / "cases/kasus"
    submit = ("submit", "--item", ITEM, "--as", "perancang", "--at", "2026-09-08T09:00")
    return [
        ("show", folder),
        ("list", place / "cases"),
        ("verify", folder),
        ("papers", folder),
        ("do", folder, *submit),
    ]


def go_through(place: Path, capsys: pytest.CaptureFixture[str]) -> float:
    """Make the calls: each ends in a known code and says nothing of an exception; return the longest time."""
    worst = 0.0
    for call in calls(place):
        start = worked_seconds()
        assert case(*call) in range(6), call
        worst = max(worst, worked_seconds() - start)
        assert "Traceback" not in capsys.readouterr().err
    assert list_files(place / "victim") == {"keep.txt": b"mine"}
    assert worst < SECONDS
    return worst


def forge_header(folder: Path, seed: int) -> None:
    path = folder / "case.json"
    path.chmod(0o644)
    path.write_bytes(forge(path.read_bytes(), seed))


def forge_decision(folder: Path, seed: int) -> None:
    """Forge one decision and seal the whole chain anew, as somebody would who knows how it is made."""
    path = folder / "decisions.jsonl"
    lines = path.read_bytes().splitlines()
    at = seed % len(lines)
    changed = forge(lines[at], seed)
    try:
        forged = json.loads(changed)
    except (ValueError, RecursionError):  # No JSON, or nested without end: it stands as it is.
        forged = None
    if not isinstance(forged, dict):
        path.write_bytes(b"\n".join([*lines[:at], changed, *lines[at + 1 :]]) + b"\n")
        return
    plain = [*map(json.loads, lines[:at]), forged, *map(json.loads, lines[at + 1 :])]
    previous, sealed = sha256((folder / "case.json").read_bytes()).hexdigest(), []
    for one in plain:
        one.pop("hash", None)
        one["previous"] = previous
        body = json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        previous = sha256(body).hexdigest()
        sealed.append(body[:-1] + b',"hash":"' + previous.encode() + b'"}')
    path.write_bytes(b"\n".join(sealed) + b"\n")


def forge_records(folder: Path, seed: int) -> None:
    path = folder / "papers/made.json"
    path.write_bytes(forge(path.read_bytes(), seed))


FORGERIES = {"case.json": forge_header, "decisions.jsonl": forge_decision, "made.json": forge_records}


def suite(place: Path, name: str, seeds: range, capsys: pytest.CaptureFixture[str]) -> float:
    worst = 0.0
    for seed in seeds:
        folder = place / "cases/kasus"
        kept = place / "kept"
        if not kept.exists():
            shutil.copytree(folder, kept)
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        FORGERIES[name](folder, seed)
        worst = max(worst, go_through(place, capsys))
    return worst


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_cases_are_read_or_refused(
    place: Path, name: str, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    worst = suite(place, name, range(8), capsys)
    record_property("cases", 8)
    record_property("worst", f"{worst:.1f} s")


@pytest.mark.full
@pytest.mark.parametrize("name", FORGERIES)
def test_hundreds_of_forged_cases_are_read_or_refused(
    place: Path, name: str, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    worst = suite(place, name, range(1000, 1150), capsys)
    record_property("cases", 150)
    record_property("worst", f"{worst:.1f} s")


def test_a_decision_can_be_sealed_anew_as_the_forger_does(place: Path) -> None:
    """The forger's chain is taken for whole: what follows is judged by its content."""
    folder = place / "cases/kasus"
    first = sha256((folder / "case.json").read_bytes()).hexdigest()
    decisions = decode_history((folder / "decisions.jsonl").read_bytes(), first)
    assert encode_decision(seal(decisions[0], first)) == encode_decision(decisions[0])


@pytest.mark.parametrize("file", ["../../../victim/x", "/tmp/x", "", "sop", "signed", "a/b"])
def test_a_received_case_names_papers_inside_its_folder_only(
    place: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = place / "cases/kasus"
    plain = json.loads((folder / "case.json").read_bytes())
    next(step for step in plain["procedure"]["steps"] if step.get("papers"))["papers"][0]["file"] = file
    (folder / "case.json").chmod(0o644)
    (folder / "case.json").write_text(json.dumps(plain))
    before = list_files(place)
    assert case("papers", folder) == 2
    assert "case.json" in capsys.readouterr().err
    assert list_files(place) == before


@pytest.mark.parametrize("note", ["a\x07b\x00c", "a\udcffb", "\u2011★😀字عꦲ\u202e", "x" * 3999])
def test_whatever_is_typed_as_a_note_leaves_every_paper_printable(place: Path, note: str) -> None:
    folder = place / "cases/kasus"
    words = ("submit", "--item", ITEM, "--as", "perancang", "--note", note, "--at", "2026-09-08T09:00")
    assert case("do", folder, *words) == 0
    assert case("do", folder, "approve", "--item", ITEM, "--as", "kasie", "--at", "2026-09-08T10:00") == 0
    assert case("papers", folder) == 0
    assert case("verify", folder) == 0


def test_what_was_taken_out_of_a_note_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = place / "cases/kasus"
    words = ("submit", "--item", ITEM, "--as", "perancang", "--note", "a\x07b", "--at", "2026-09-08T09:00")
    assert case("do", folder, *words) == 0
    assert "Karakter kendali" in capsys.readouterr().err
    long = ("return", "--item", ITEM, "--as", "kasie", "--note", "x" * 5000, "--at", "2026-09-08T10:00")
    assert case("do", folder, *long) == 2


def test_a_moment_far_ahead_is_asked_about(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = place / "cases/kasus"
    words = ("submit", "--item", ITEM, "--as", "perancang", "--at")
    before = list_files(folder)
    assert case("do", folder, *words, "2162-09-08T09:00") == 2
    assert "--confirm-time" in capsys.readouterr().err
    for at in ("9999-12-31T23:59", "0001-01-01T00:00", "0001-01-01T00:00:00+07:00"):
        assert case("do", folder, *words, at) == 2
    assert list_files(folder) == before
    assert case("do", folder, *words, "2162-09-08T09:00", "--confirm-time") == 0
    assert "di depan jam" in capsys.readouterr().err
    assert case("show", folder) == 0


@pytest.mark.parametrize(
    "change",
    [
        ('template = "', 'template = "{unit.foo}'),
        ('template = "', 'template = "{year:>300000000}'),
        ('template = "', 'template = "{0}'),
        ('template = "', 'template = "{'),
        ('id = "kabid"', 'id = "../kabid"'),
        ('id = "kabid"', f'id = "{"k" * 250}"'),
        ("time_zone", "x = " + "[" * 3000 + "\ntime_zone"),
        ("time_zone", "x = " + "9" * 5000 + "\ntime_zone"),
    ],
)
def test_settings_that_no_case_can_begin_with_are_refused(
    tmp_path: Path, change: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = OFFICE.read_text(encoding="utf-8")
    if change[0] not in text:
        change = ("[letterhead]", f"{change[1].partition('time_zone')[0]}\n[letterhead]")
    office = tmp_path / "office.toml"
    office.write_text(text.replace(*change, 1), encoding="utf-8")
    for name in ("logo.svg", "logo.png", "lambang.svg"):
        if (OFFICE.parent / name).exists():
            shutil.copy(OFFICE.parent / name, tmp_path)
    assert case("new", "--office", office, "--as", "kabid", "-o", tmp_path / "kasus") == 2
    assert "office.toml" in capsys.readouterr().err
    assert not (tmp_path / "kasus").exists()


def test_a_mark_of_byte_order_is_no_mistake(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_bytes(b"\xef\xbb\xbf" + OFFICE.read_bytes())
    assert case("new", "--office", office, "--as", "kabid", "-o", tmp_path / "kasus") == 0
    assert case("show", tmp_path / "kasus") == 0


def test_a_paper_attached_again_is_not_recorded_again(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = place / "cases/kasus"
    scan = tmp_path / "pindaian.png"
    scan.write_bytes(b"\x89PNG")
    words = ("attach", folder, "01", scan, "--as", "kabid", "--number", "7", "--at")
    assert case(*words, "2026-09-08T09:00") == 0
    history = (folder / "decisions.jsonl").read_bytes()
    assert case(*words, "2026-09-08T09:30") == 0
    assert (folder / "decisions.jsonl").read_bytes() == history
    assert "sudah dilampirkan" in capsys.readouterr().err
    service = CaseService(FolderStore(folder.parent), PaperDesk())
    again = service.attach(
        "kasus", SignedFile("01", scan.name, scan.read_bytes(), number="7", person="kabid")
    )
    assert [warning.code for warning in again.warnings] == ["paper-attached-already"]


def test_an_archive_holds_nothing_that_is_not_what_was_decided(place: Path) -> None:
    folder = place / "cases/kasus"
    for action, person, at in (("submit", "perancang", "09"), ("approve", "kasie", "10")):
        assert case("do", folder, action, "--item", ITEM, "--as", person, "--at", f"2026-09-08T{at}:00") == 0
    other = ("withdraw", "--item", "kesehatan-puskesmas", "--as", "kabid", "--note", "tidak perlu")
    assert case("do", folder, *other, "--at", "2026-09-08T10:30") == 0
    kept = next((folder / "items" / ITEM).rglob("evidence.json"))
    kept.chmod(0o644)
    kept.write_bytes(b"[1]")
    service = CaseService(FolderStore(folder.parent), PaperDesk())
    assert any("evidence.json" in fault for fault in service.verify("kasus"))
    assert case("do", folder, "document", "--as", "perancang", "--at", "2026-09-08T11:00") == 5
    assert not list((folder / "papers").glob("07-*"))
