"""What `rupadata case` refuses: one clear sentence, the promised exit code, nothing changed."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from casework import OFFICE, case, make_build, new_case, prepare_items
from PIL import Image

PAGES = ("layanan-publik/pengaduan", "kesehatan/puskesmas")
ITEM = "layanan-publik-pengaduan"
OTHER = "kesehatan-puskesmas"


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return make_build(tmp_path / "build", PAGES)


@pytest.fixture
def folder(tmp_path: Path, build: Path) -> Path:
    made = new_case(tmp_path / "cases" / "kasus")
    prepare_items(made, build)
    return made


def test_not_yours_is_three(folder: Path, build: Path) -> None:
    assert case("do", folder, "design", "--item", ITEM, "--from", build, "--as", "kasie") == 3


def test_not_now_is_four(folder: Path) -> None:
    assert case("do", folder, "document", "--as", "perancang") == 4
    assert case("do", folder, "approve", "--item", ITEM, "--as", "kasie") == 4


def test_the_version_moved_on_is_five(folder: Path, build: Path, tmp_path: Path) -> None:
    assert case("do", folder, "design", "--item", ITEM, "--from", build, "--as", "perancang") == 0
    newer = make_build(tmp_path / "newer", PAGES, edition="2")
    assert case("do", folder, "submit", "--item", ITEM, "--from", newer, "--as", "perancang") == 5
    assert case("do", folder, "submit", "--item", ITEM, "--from", build, "--as", "perancang") == 0
    assert case("do", folder, "approve", "--item", ITEM, "--digest", "0" * 64, "--as", "kasie") == 5


def test_a_page_edited_after_its_build_is_five(folder: Path, build: Path) -> None:
    (build / "99.71" / PAGES[0] / "page.json").write_text("{}", encoding="utf-8")
    assert case("do", folder, "design", "--item", ITEM, "--from", build, "--as", "perancang") == 5


def test_a_page_folder_alone_will_do(folder: Path, build: Path) -> None:
    page = build / "99.71" / PAGES[0]
    assert case("do", folder, "design", "--item", ITEM, "--from", page, "--as", "perancang") == 0


def test_errors_of_the_check_stop_the_submission(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = make_build(tmp_path / "faulty", PAGES, problems={PAGES[0]: ["figure-untrue"]})
    assert case("do", folder, "design", "--item", ITEM, "--from", faulty, "--as", "perancang") == 0
    capsys.readouterr()
    assert case("do", folder, "submit", "--item", ITEM, "--as", "perancang") == 4
    assert "figure-untrue" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("do", "ordr", "--as", "kabid"), "order"),
        (("do", "order", "--as", "kabit"), "kabid"),
        (("do", "design", "--item", "layanan-publik-pengadua", "--as", "perancang"), ITEM),
        (("do", "design", "--item", ITEM, "--as", "perancang"), "--from"),
        (("do", "design", "--item", ITEM, "--from", "/tidak/ada", "--as", "perancang"), "/tidak/ada"),
        (("do", "design", "--item", ITEM, "--as", "perancang", "--at", "kemarin"), "kemarin"),
        (("do", "consult", "--item", ITEM, "--as", "kabid", "--at", "2020-01-01"), "mundur"),
        (("attach", "99", str(OFFICE)), "99"),
    ],
)
def test_misuse_is_two_with_one_line(
    folder: Path, words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "decisions.jsonl").read_bytes()
    capsys.readouterr()
    assert case(words[0], folder, *words[1:]) == 2
    told = capsys.readouterr().err.strip()
    assert message in told
    assert len(told.splitlines()) == 1
    assert (folder / "decisions.jsonl").read_bytes() == before


def test_a_broken_history_is_told_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = folder / "decisions.jsonl"
    history.write_bytes(history.read_bytes().replace(b"kasie", b"kabid", 1))
    capsys.readouterr()
    assert case("verify", folder) == 1
    assert "ke-2" in capsys.readouterr().out
    assert case("do", folder, "document", "--as", "perancang") == 2
    assert case("show", folder) == 2
    assert case("list", folder.parent) == 0  # The last decision is whole: a list reads no further.


def test_a_case_with_a_broken_end_does_not_hide_the_others(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_case(tmp_path / "cases" / "lain")
    history = folder / "decisions.jsonl"
    history.write_bytes(history.read_bytes()[:-30])
    capsys.readouterr()
    assert case("list", tmp_path / "cases") == 1
    told = capsys.readouterr()
    assert "lain" in told.out
    assert "kasus" in told.err


def test_two_builds_in_one_call_are_refused(
    folder: Path, build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = make_build(tmp_path / "lain", PAGES)
    capsys.readouterr()
    words = ("--item", ITEM, "--from", build, "--from", other, "--as", "perancang")
    assert case("do", folder, "design", *words) == 2
    assert "2 kali" in capsys.readouterr().err


def test_new_settings_reach_a_running_case(folder: Path, build: Path, tmp_path: Path) -> None:
    newcomer = (
        '[[officials]]\nid = "baru"\nname = "Contoh Perancang Baru"\nroles = ["infographic_designer"]\n'
    )
    changed = tmp_path / "office.toml"
    changed.write_text(newcomer + OFFICE.read_text(encoding="utf-8"), encoding="utf-8")
    words = ("design", "--item", ITEM, "--from", build, "--as", "baru")
    assert case("do", folder, *words) == 2
    assert case("do", folder, "settings", "--office", changed, "--as", "kabid") == 2
    text = OFFICE.read_text(encoding="utf-8")
    changed.write_text(text.replace("[hours]", newcomer + "[hours]", 1), encoding="utf-8")
    assert case("do", folder, "settings", "--office", changed, "--as", "kabid") == 0
    assert case("do", folder, *words) == 0
    assert case("verify", folder) == 0


def test_a_folder_that_is_taken_is_refused(folder: Path) -> None:
    assert case("new", "--office", OFFICE, "--as", "kabid", "-o", folder) == 2


def test_an_office_without_a_designer_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = OFFICE.read_text(encoding="utf-8").replace('roles = ["infographic_designer"]', "roles = []")
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    assert case("new", "--office", tmp_path / "office.toml", "--as", "kabid", "-o", tmp_path / "k") == 2
    assert "infographic_designer" in capsys.readouterr().err
    assert not (tmp_path / "k").exists()


def test_a_yearbook_before_september_is_warned_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = make_build(tmp_path / "build", ("kota-contoh-dalam-angka/penduduk",))
    made = new_case(tmp_path / "kasus", at="2026-07-06T07:30")
    for action, person in (("order", "kabid"), ("schedule", "kasie"), ("group", "analis")):
        source = ("--from", build) if action != "order" else ()
        assert case("do", made, action, *source, "--as", person, "--at", "2026-07-06T09:00") == 0
    capsys.readouterr()
    item = "kota-contoh-dalam-angka-penduduk"
    words = ("--from", build, "--as", "perancang", "--at", "2026-07-07T09:00")
    assert case("do", made, "design", "--item", item, *words) == 0
    assert "September" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"bukan gambar"])
def test_a_logo_that_cannot_be_shown_is_refused_before_anything_is_written(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    text = OFFICE.read_text(encoding="utf-8").replace('logo = ""', 'logo = "lambang.png"')
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    if content is not None:
        (tmp_path / "lambang.png").write_bytes(content)
    assert case("new", "--office", tmp_path / "office.toml", "--as", "kabid", "-o", tmp_path / "k") == 2
    assert "lambang.png" in capsys.readouterr().err
    assert not (tmp_path / "k").exists()


def test_a_logo_stands_on_the_papers(tmp_path: Path) -> None:
    text = OFFICE.read_text(encoding="utf-8").replace('logo = ""', 'logo = "lambang.png"')
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    Image.new("RGB", (40, 40), "green").save(tmp_path / "lambang.png")
    assert case("new", "--office", tmp_path / "office.toml", "--as", "kabid", "-o", tmp_path / "k") == 0
    with pikepdf.open(tmp_path / "k" / "papers" / "sop.pdf") as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def test_a_beginning_that_was_killed_can_be_begun_again(tmp_path: Path) -> None:
    folder = tmp_path / "kasus"
    folder.mkdir()
    (folder / "office.toml").write_bytes(OFFICE.read_bytes())
    (folder / "decisions.jsonl").write_bytes(b"")
    (folder / ".case.json-123").write_bytes(b"{")
    new_case(folder)
    assert case("verify", folder) == 0


def test_a_paper_that_is_not_there_is_said_to_be_missing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert case("verify", folder, "--against", folder / "papers" / "tidak-ada.pdf") == 2
    assert "tidak-ada.pdf" in capsys.readouterr().err


def test_a_step_of_the_schedule_is_put_to_another_day(
    build: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = new_case(tmp_path / "cases" / "jadwal")
    assert case("do", folder, "order", "--as", "kabid", "--at", "2026-09-07T08:00") == 0
    schedule = ("do", folder, "schedule", "--from", build, "--as", "kasie", "--at", "2026-09-07T10:00")
    assert case(*schedule, "--move", f"design:{ITEM}:perancang") == 2
    assert "design:gizi:perancang:2026-10-05:480" in capfd.readouterr().err
    assert case(*schedule, "--move", f"design:{ITEM}:analis:2026-09-16") == 2
    moves = (
        "--move",
        f"design:{ITEM}:perancang:2026-09-15",
        "--move",
        f"design:{ITEM}:perancang:2026-09-16:60",
    )
    assert case(*schedule, *moves, "--move", "group::analis:2026-09-09") == 0
    last = json.loads((folder / "decisions.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert [
        (one["step"], one.get("item", ""), one["day"], one.get("minutes", 0)) for one in last["moved"]
    ] == [
        ("design", ITEM, "2026-09-16", 60),
        ("group", "", "2026-09-09", 0),
    ]
    again = ("do", folder, "replan", "--as", "kasie", "--at", "2026-09-08T08:00", "--note", "Cuti.")
    assert case(*again, "--move", f"design:{OTHER}:perancang:2026-09-21") == 0
