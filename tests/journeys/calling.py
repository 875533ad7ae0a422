"""Odd calls of every command, by chance: `python -m tests.journeys.calling SEED COUNT FOLDER` tells how they
end.

In a process of its own, because a call may end it. Every command and option that there is takes part, by
asking the command line itself; a command without an ordinary call below is an error of this file.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import resource
import shutil
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import click

from rupadata.cli.app import _app, run
from tests.journeys.forging import worked_seconds
from tests.peak_memory import peak_megabytes

ODD = (
    "",
    " ",
    "-",
    ".",
    "x" * 300,
    "é" * 240,
    "y" * 100_000,
    "baris\nlain",
    "\udcff\udcfe.xlsx",
    "\x1b[31mmerah",
    "0",
    "nan",
    "inf",
    "1e309",
    "9" * 400,
    "٣",
    "2026-02-30",
    "9999-12-31T23:59",
    "0001-01-01",
    "{unit.foo}",
    "%s%n",
    "tidak-ada",
    "tidak-ada/lagi.json",
    "kosong",
    "rusak.bin",
    "folder-kosong",
    "dilarang/x.json",
    "hasil",
    "hasil/manifest.json",
    "kasus",
    "kasus/case.json",
    "tabel/kemiskinan.xlsx",
    "kantor/office.toml",
    "taut-putus",
    "taut-putar",
    "file:///etc/passwd",
    "http://127.0.0.1:9/",
    "ftp://x",
    "http://[::1",
    "http://\udcff/",
)
"""Values that a word of a call may have and hardly any command expects."""

EXAMPLE = Path(__file__).parents[2] / "examples/kota-contoh"
PAGE = "hasil/99.71/kemiskinan-dan-perlindungan-sosial/kemiskinan-dan-perlindungan-sosial/page.json"
ORDINARY: dict[str, tuple[str, ...]] = {
    "build": ("tabel", "-o", "hasil", "--formats", "svg", "--workers", "1"),
    "read": ("tabel", "-o", "data.csv"),
    "group": ("tabel", "-o", "kelompok.csv"),
    "render": (PAGE, "-o", "halaman.svg"),
    "check": ("hasil",),
    "take-back": ("lambang.svg", PAGE),
    "book": ("hasil", "-o", "buku.pdf"),
    "site": ("hasil", "-o", "situs"),
    "trace": ("hasil", "kemiskinan"),
    "symbols add": ("lambang.svg", "--office", "kantor"),
    "symbols search": ("sekolah",),
    "symbols show": ("house",),
    "glossary search": ("penduduk",),
    "schema": ("page",),
    "fetch bps": ("--domain", "3671", "--var", "1", "--years", "2020"),
    "fetch ckan": ("http://127.0.0.1:9/", "--query", "x"),
    "boundaries fetch": ("http://127.0.0.1:9/kota.geojson",),
    "boundaries add": ("batas.geojson", "--office", "kantor", "--source", "Contoh", "--licence", "CC0"),
    "boundaries check": ("batas.geojson",),
    "serve": ("hasil", "--port", "8080"),
    "office check": ("kantor/office.toml",),
    "office new": ("kantor-baru",),
    "case attach": ("kasus", "01", "lambang.svg", "--as", "kabid"),
    "case do": ("kasus", "order", "--as", "kabid"),
    "case list": (".",),
    "case new": ("--office", "kantor/office.toml", "-o", "kasus-baru", "--as", "kabid"),
    "case papers": ("kasus",),
    "case show": ("kasus",),
    "case verify": ("kasus",),
    "case export": ("kunci", "keluar"),
    "case import": ("kasus",),
    "backup": ("cadangan.zip",),
    "restore": ("cadangan.zip",),
    "upgrade": (),
}
IN_A_DATABASE = ("case export", "case import", "backup", "restore", "upgrade")
"""What loads Django, which one process can do for one home only: the home of all these calls is the same."""
CODES = range(6)
HOME = "tempat-kerja"


def commands() -> dict[str, click.Command]:
    """Return every command by its words."""

    def below(
        command: click.Command, words: tuple[str, ...], around: click.Context
    ) -> Iterator[tuple[str, click.Command]]:
        if not isinstance(command, click.Group):
            yield " ".join(words), command
            return
        for name in command.list_commands(around):
            inner = command.get_command(around, name)
            assert inner is not None
            yield from below(inner, (*words, name), click.Context(inner, info_name=name))

    app = _app()
    return dict(below(app, (), click.Context(app)))


def odd_call(name: str, command: click.Command, chance: random.Random) -> list[str]:
    """Return the words of a call in which one to three are not what they should be."""
    words = list(ORDINARY[name])
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        option = chance.choice([p for p in command.params if isinstance(p, click.Option)])
        match chance.randrange(6):
            case 0 if words:
                words[chance.randrange(len(words))] = chance.choice(ODD)
            case 1 if words:
                del words[chance.randrange(len(words))]
            case 2:
                words.insert(chance.randrange(len(words) + 1), chance.choice(ODD))
            case _:
                value = [] if option.is_flag else [chance.choice(ODD)]
                words += (
                    [option.opts[-1], *value] if chance.random() < 0.8 else [f"{option.opts[-1]}=", *value]
                )
    return [*name.split(), *words]


def lay_out(world: Path, made: Path) -> None:
    """Put a build, a case, an office and odd files below a new folder, anew for each call."""
    shutil.rmtree(world, ignore_errors=True)
    shutil.copytree(made, world, symlinks=True)


def tell(world: Path, words: list[str]) -> tuple[int | str, str]:
    """Make one call in the folder; return its code and what it said of it, or the exception that came out."""
    said = io.StringIO()
    here = Path.cwd()
    os.chdir(world)
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            return run(words), said.getvalue()
    except BaseException as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"[:300], ""
    finally:
        os.chdir(here)


def judge(world: Path, made: Path, words: list[str]) -> str:
    """Return what is wrong about how a call ended; empty when nothing is."""
    lay_out(world, made)
    code, said = tell(world, words)
    if not isinstance(code, int):
        return code
    if code not in CODES:
        return f"code {code}"
    if "Traceback" in said:
        return "a traceback"
    if code == 2:
        if not said.strip():
            return "refused without a word"
        if len(max(said.splitlines(), key=len)) > 1200:
            return f"a sentence of {len(said)} letters"
        if not any(word.startswith("--lang") for word in words):
            lay_out(world, made)
            again = tell(world, [*words, "--lang=en"])
            if again == (code, said) and "Usage" not in said:
                return f"one sentence for both languages: {said.strip()[-200:]}"
    return ""


def lay_out_first(made: Path) -> None:
    """Make the folder that calls are tried in: tables, their build, an office, a case, and odd files."""
    made.mkdir()
    (made / "tabel").mkdir()
    for name in ("kemiskinan.xlsx", "regions.csv"):
        shutil.copy(EXAMPLE / name, made / "tabel")
    (made / "kantor").mkdir()
    shutil.copy(EXAMPLE / "office.toml", made / "kantor")
    (made / "lambang.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
    )
    square = {"type": "Polygon", "coordinates": [[[106, -6], [107, -6], [107, -5], [106, -6]]]}
    (made / "batas.geojson").write_text(
        json.dumps({"type": "Feature", "properties": {"kode": "36.71"}, "geometry": square})
    )
    (made / "kosong").write_bytes(b"")
    (made / "rusak.bin").write_bytes(bytes(range(256)) * 40)
    (made / "folder-kosong").mkdir()
    (made / "taut-putus").symlink_to("tidak-ada")
    (made / "taut-putar").symlink_to("taut-putar")
    for name in ("build", "case new"):
        first = [*name.split(), *ORDINARY[name]]
        code, said = tell(made, [word.removesuffix("-baru") for word in first])
        assert code == 0, said


def main(seed: int, count: int, made: Path) -> dict[str, object]:
    """Make so many calls and return the cases, the failures, the slowest and the memory."""
    resource.setrlimit(resource.RLIMIT_AS, (6_000_000_000, 6_000_000_000))
    chance = random.Random(seed)
    lay_out_first(made)
    known = commands()
    assert set(known) == set(ORDINARY), set(known) ^ set(ORDINARY)
    names = [name for name in known for _ in range(1 if name in (*IN_A_DATABASE, "build") else 3)]
    failures, slowest = [], (0.0, "")
    root = made.parent
    world, victim = root / "dunia", root / "victim"
    victim.mkdir(exist_ok=True)
    (victim / "keep.txt").write_text("mine")
    ours = {made.name, world.name, victim.name, HOME}
    for number in range(count):
        name = chance.choice(names)
        words = odd_call(name, known[name], chance)
        begin = worked_seconds()
        wrong = judge(world, made, words)
        slowest = max(slowest, (worked_seconds() - begin, f"{number} {name}"))
        outside = {path.name for path in root.iterdir()} - ours
        if outside or [path.read_text() for path in victim.iterdir()] != ["mine"]:
            wrong += f" touched outside: {outside}"
        if wrong:
            failures.append(f"{number} {[word[:60] for word in words]}: {wrong}")
    peak = peak_megabytes()
    return {"cases": count, "failures": failures, "seconds": slowest[0], "slowest": slowest[1], "mb": peak}


def block_servers() -> None:
    """Let `serve` end at once: what is tried is how it is called."""
    import granian

    from rupadata.web import serving

    granian.Granian.serve = lambda self, *_, **__: None  # type: ignore[method-assign,assignment]
    serving.serve = lambda *_: None  # type: ignore[assignment]


if __name__ == "__main__":
    os.environ.setdefault("RUPADATA_HOME", str(Path(sys.argv[3]).parent / HOME))
    block_servers()
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))
