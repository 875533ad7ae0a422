"""Pull the plug at any touch of the disk: `python -m tests.journeys.killing_commands SEED COUNT FOLDER`.

Every writing command runs in a fork of its own that ends without a word before its nth opening, renaming or
removing of a file in its folder. The same call made again must give what an undisturbed one gives.
`--refuse FOLDER COMMAND ...` lets the disk refuse each of those touches that writes, and tells what was said.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import json
import os
import random
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tests.journeys.forging import worked_seconds

EXAMPLE = Path(__file__).parents[2] / "examples/kota-contoh"
KILLED = 9
PAGE = "99.71/kemiskinan-dan-perlindungan-sosial/kemiskinan-dan-perlindungan-sosial"
_TOUCHES = frozenset(
    ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "shutil.rmtree")
)
_AT = "2026-09-07T"
_BUILD = ("build", "tabel", "-o", "hasil", "--formats", "svg", "--workers", "1")
_ITEM = "kemiskinan-dan-perlindungan-sosial"
NEW = ("case", "new", "--office", "kantor/office.toml", "-o", "kasus", "--as", "kabid", "--at", f"{_AT}07:30")
ORDER = ("case", "do", "kasus", "order", "--as", "kabid", "--at", f"{_AT}08:00")
SCHEDULE = ("case", "do", "kasus", "schedule", "--from", "hasil", "--as", "kasie", "--at", f"{_AT}10:00")
GROUP = ("case", "do", "kasus", "group", "--from", "hasil", "--as", "analis", "--at", f"{_AT}14:00")
SCAN = (
    "case",
    "attach",
    "kasus",
    "01",
    "lambang.png",
    "--as",
    "kabid",
    "--number",
    "7",
    "--at",
    f"{_AT}09:00",
)


DESIGN = ("case", "do", "kasus", "design", "--item", _ITEM, "--from", "hasil", "--as", "perancang")
SUBMIT = ("case", "do", "kasus", "submit", "--item", _ITEM, "--as", "perancang")
HOME = ("--home", "rumah")
TAKE_IN = ("case", "import", "kasus", *HOME)
GIVE_OUT = ("case", "export", "kasus", "keluar/kasus", *HOME)
KEEP = ("backup", "cadangan.zip", *HOME)
NEW_HOME = ("--home", "rumah-baru")
GIVE_OUT_ANEW = ("case", "export", "kasus", "keluar/kasus", *NEW_HOME)
_BUILD_FOR_SITE = ("build", "tabel", "-o", "hasil", "--formats", "html,png", "--workers", "1")
SITE = ("site", "hasil", "-o", "situs", "--address", "https://contoh.example/")
_DAY_AFTER = "2026-09-08T"
HOMES = ("rumah", "rumah-baru")
"""Folders of workplaces: what they hold is seen by what they give out."""


class Killed(Struct, frozen=True):
    """A command, the calls before it, what a person changes in between, and calls after it that show what it
    did where that stands in a database."""

    words: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    change: Callable[[Path], None] = lambda world: None
    after: tuple[tuple[str, ...], ...] = ()


def edit_page(world: Path) -> None:
    """Give a page another colour, as a designer does, and put a file of one's own beside it."""
    page = world / "hasil" / PAGE / "page.json"
    spec = json.loads(page.read_bytes())
    spec["subject"]["hue"] = 12.0
    page.write_text(json.dumps(spec), encoding="utf-8")
    page.with_name("catatan.txt").write_text("saya")


def drop_papers(world: Path) -> None:
    """Lose every paper of a case."""
    shutil.rmtree(world / "kasus/papers")


PORTAL = "http://portal.example"
"""Stands for a portal; `main` serves it at whatever port is free."""

COMMANDS: dict[str, Killed] = {
    "build": Killed(_BUILD),
    "build again": Killed(_BUILD, (_BUILD,)),
    "build over an edit": Killed(_BUILD, (_BUILD,), edit_page),
    "read": Killed(("read", "tabel", "-o", "data.xlsx")),
    "recipe": Killed(("read", "tabel/kemiskinan.xlsx", "--write-recipe")),
    "group": Killed(("group", "tabel", "-o", "kelompok.xlsx")),
    "office new": Killed(("office", "new", "kantor-baru")),
    "symbols add": Killed(("symbols", "add", "lambang.svg", "--office", "kantor")),
    "render": Killed(("render", f"hasil/{PAGE}/page.json", "-o", "a.pdf"), (_BUILD,)),
    "case new": Killed(NEW),
    "case do order": Killed(ORDER, (NEW,)),
    "case do schedule": Killed(SCHEDULE, (_BUILD, NEW, ORDER)),
    "case do group": Killed(GROUP, (_BUILD, NEW, ORDER, SCHEDULE)),
    "case attach": Killed(SCAN, (NEW, ORDER)),
    "case papers": Killed(("case", "papers", "kasus"), (_BUILD, NEW, ORDER, SCHEDULE), drop_papers),
    "case do design": Killed((*DESIGN, "--at", f"{_DAY_AFTER}08:00"), (_BUILD, NEW, ORDER, SCHEDULE, GROUP)),
    "case do submit": Killed(
        (*SUBMIT, "--at", f"{_DAY_AFTER}09:00"),
        (_BUILD, NEW, ORDER, SCHEDULE, GROUP, (*DESIGN, "--at", f"{_DAY_AFTER}08:00")),
    ),
    "case export": Killed(GIVE_OUT, (NEW, ORDER, SCAN, TAKE_IN)),
    "case import": Killed(TAKE_IN, (NEW, ORDER, SCAN), after=(GIVE_OUT,)),
    "backup": Killed(KEEP, (NEW, ORDER, TAKE_IN)),
    "restore": Killed(
        ("restore", "cadangan.zip", *NEW_HOME), (NEW, ORDER, SCAN, TAKE_IN, KEEP), after=(GIVE_OUT_ANEW,)
    ),
    "site": Killed(SITE, (_BUILD_FOR_SITE,)),
    "site over an older one": Killed((*SITE, "--title", "Lain"), (_BUILD_FOR_SITE, SITE)),
    "fetch": Killed(("fetch", "ckan", PORTAL, "-o", "ambilan", "--refresh")),
}


def lay_out(world: Path) -> None:
    """Make the folder that a command begins in."""
    (world / "tabel").mkdir(parents=True)
    for name in ("kemiskinan.xlsx", "regions.csv"):
        shutil.copy(EXAMPLE / name, world / "tabel")
    (world / "kantor").mkdir()
    shutil.copy(EXAMPLE / "office.toml", world / "kantor")
    (world / "lambang.png").write_bytes(b"\x89PNG")
    (world / "lambang.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
    )


def call(
    words: tuple[str, ...],
    world: Path,
    kill_at: int = 0,
    refuse: int = 0,
    begin: Callable[[], None] = lambda: None,
) -> tuple[int, int, str]:
    """Make a call in a fork; return its code, how often it touched the disk, and what it said.

    With `kill_at` the fork ends before that touch. With `refuse` each touch that writes fails with that
    number of an error of the system. `begin` is done in the fork before the call.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        os.chdir(world)
        begin()
        os.chdir(world)  # Through what is mounted over it by now.
        touches, at_work = 0, True

        def touch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal touches
            if at_work and event in _TOUCHES and _is_inside(arguments[0], world):
                touches += 1
                if touches == kill_at:
                    os._exit(KILLED)
                if refuse and _writes(event, arguments):
                    raise OSError(refuse, os.strerror(refuse), str(arguments[0]))

        sys.addaudithook(touch)
        said = io.StringIO()
        code = 99
        try:
            from rupadata.cli.app import run

            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
                code = run(words)
        except BaseException as error:
            said.write(f"{type(error).__name__}: {error}")
        at_work = False
        os.write(writing, json.dumps([code, touches, said.getvalue()[-2000:]]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(pid, 0)
    if not answer:
        return KILLED, kill_at, ""
    code, touches, words_said = json.loads(answer)
    return code, touches, words_said


def _writes(event: str, arguments: tuple[object, ...]) -> bool:
    """Tell whether a touch puts something on the disk: a full one lets things be opened and removed."""
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in ("os.mkdir", "os.rename", "os.link", "os.truncate")


def refuse_all(folder: Path, names: list[str]) -> list[dict[str, object]]:
    """Let the disk refuse what commands write, for each reason in each language; return what each said."""
    commands = with_portal()
    told: list[dict[str, object]] = []
    for number, name in enumerate(names):
        command, world = commands[name], folder / str(number)
        lay_out(world)
        for words in command.before:
            code, _, said = call(words, world)
            assert code == 0, (words, said)
        command.change(world)
        before = content(world)
        for lang in ("id", "en"):
            for refused in (errno.EROFS, errno.EACCES, errno.ENOSPC):
                words = (*command.words, "--lang", lang)
                code, _, said = call(words, world, refuse=refused)
                told.append(
                    {"command": name, "lang": lang, "number": refused, "code": code, "said": said,
                     "changed": differences(content(world), before)}
                )  # fmt: skip
    return told


def _is_inside(path: object, world: Path) -> bool:
    if not isinstance(path, (str, bytes, os.PathLike)):
        return False
    return str(Path.cwd() / os.fsdecode(path)).startswith(str(world))


def content(world: Path) -> dict[str, bytes]:
    """Return every file with its bytes; locks and what differs with the clock are left out."""
    return {
        path.relative_to(world).as_posix(): b"" if path.suffix in (".xlsx", ".zip") else path.read_bytes()
        for path in sorted(world.rglob("*"))
        if path.is_file()
        and not path.name.endswith(".lock")
        and path.relative_to(world).parts[0] not in HOMES
    }


def differences(found: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """Return which files are too many, too few or of other bytes."""
    too_many = [f"+{name}" for name in found.keys() - wanted.keys()]
    too_few = [f"-{name}" for name in wanted.keys() - found.keys()]
    return too_many + too_few + [f"~{n}" for n in found.keys() & wanted.keys() if found[n] != wanted[n]]


def prepare(command: Killed, place: Path) -> tuple[dict[str, bytes], int]:
    """Make the folder before a command in `place`; return what an undisturbed call leaves and its touches."""
    before, after = place / "before", place / "after"
    lay_out(before)
    for words in command.before:
        code, _, said = call(words, before)
        assert code == 0, (words, said)
    command.change(before)
    shutil.copytree(before, after)
    code, touches, said = call(command.words, after)
    assert code == 0, (command.words, said)
    show(command, after)
    wanted = content(after)
    shutil.rmtree(after)
    return wanted, touches


def show(command: Killed, world: Path) -> None:
    """Make the calls that show what a command did where that stands in a database."""
    for words in command.after:
        code, _, said = call(words, world)
        assert code == 0, (words, said)


class Portal(BaseHTTPRequestHandler):
    """A portal of data with one dataset of two files."""

    def do_GET(self) -> None:
        """Answer every search with the dataset, every other address with a table."""
        resources = [
            {"name": name, "format": "CSV", "url": f"/{name.lower()}.csv"} for name in ("Penduduk", "Sekolah")
        ]
        found = {"success": True, "result": {"results": [{"name": "kota", "resources": resources}]}}
        table = b"Kecamatan,2024\nSukamaju,120\n"
        answer = json.dumps(found).encode() if "/action/" in self.path else table
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *words: object) -> None:
        """Keep silent."""


def with_portal() -> dict[str, Killed]:
    """Open a portal of data and return the commands with its address in theirs."""
    portal = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{portal.server_port}"
    return {
        name: replace(one, words=tuple(address if word == PORTAL else word for word in one.words))
        for name, one in COMMANDS.items()
    }


def main(seed: int, count: int, folder: Path, names: list[str]) -> dict[str, object]:
    """Kill so many calls; return the cases, what was lost, doubled or left, and the slowest."""
    for module in ("build", "read", "group", "office", "symbols", "render", "case"):
        importlib.import_module(f"rupadata.cli.{module}")
    commands = with_portal()
    chance = random.Random(seed)
    chosen = names or list(commands)
    failures, slowest, kills = [], (0.0, ""), Counter[str]()
    for number, name in enumerate(chosen):
        command = commands[name]
        place = folder / str(number)
        place.mkdir(parents=True)
        wanted, touches = prepare(command, place)
        share = count // len(chosen) + (number < count % len(chosen))
        points = list(range(1, touches + 1))
        chance.shuffle(points)
        # Where there are fewer points than kills, some points are killed again in the call that mends.
        for turn in range(share):
            point = points[turn % len(points)]
            world = place / "world"
            shutil.copytree(place / "before", world)
            begin = worked_seconds()
            killed = call(command.words, world, point)[0] == KILLED
            if turn >= len(points):
                killed = call(command.words, world, chance.choice(points))[0] == KILLED or killed
            kills[name] += killed
            code, _, said = call(command.words, world)
            if code == 0:
                show(command, world)
            wrong = differences(content(world), wanted)
            if code != 0:
                wrong.append(f"code {code}: {said[-300:]}")
            slowest = max(slowest, (worked_seconds() - begin, f"{name} at {point}"))
            if wrong:
                failures.append(f"{name} at {point} of {touches}: {wrong[:4]}")
                print(failures[-1], file=sys.stderr, flush=True)
            shutil.rmtree(world)
        print(name, touches, kills[name], file=sys.stderr, flush=True)
    return {
        "cases": sum(kills.values()),
        "by_command": dict(kills),
        "failures": failures,
        "seconds": slowest[0],
        "slowest": slowest[1],
    }


if __name__ == "__main__" and sys.argv[1] == "--refuse":
    print(json.dumps(refuse_all(Path(sys.argv[2]), sys.argv[3:])))
elif __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])))
