"""Forge backups of a workplace and restore them: `forging_backups.py SEED COUNT FOLDER` prints JSON.

A process of its own, for one workplace. What is restored is looked at as people do: each page that lists or
shows work is opened, each work order is given out as a folder. A forged backup is refused in one sentence and
leaves nothing, or what it brought is shown without an error of ours.
"""

from __future__ import annotations

import io
import json
import random
import shutil
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import web_home

from tests.hostile.corpus import forget_peak, peak_mb
from tests.journeys.forging import HOSTILE, damage, forge, worked_seconds

NAMES = ("../victim/x", "/victim/x", "blobs/../../victim/x", "blobs/..\\x", "bench/a\x00b",
         "bench/" + "n" * 300, "blobs/ab/" + "a" * 64, "bench//x", "bench/./x", "bench/", "blobs/",
         "rows/lain.Model.json", "bench/007-2026")  # fmt: skip
PAGES = ("/", "/perintah/", "/ikhtisar/", "/pemberitahuan/", "/pengaturan/", "/pengaturan/orang/",
         "/pengaturan/pekerjaan/", "/pengaturan/catatan/", "/cari/?q=a")  # fmt: skip
OF_A_CASE = ("", "riwayat/", "keutuhan/", "jadwal/", "tabel/", "pengelompokan/")


def forge_archive(content: bytes, chance: random.Random) -> bytes:
    """Return a backup whose bytes are damaged, or one of whose files is forged, renamed, doubled or gone."""
    kind = chance.choice(
        (
            "bytes",
            "file",
            "rows",
            "rows",
            "field",
            "field",
            "field",
            "field",
            "field",
            "name",
            "double",
            "drop",
            "bomb",
        )
    )
    if kind == "bytes":
        return damage(content, chance.randrange(10**9))
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as good,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        names = good.namelist()
        rows = [name for name in names if name.startswith("rows/") and len(good.read(name)) > 2]
        hit = chance.choice(rows if kind in ("rows", "field") else names)
        packing = chance.choice(
            (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2)
        )
        for name in names:
            inner = good.read(name)
            if name != hit:
                bad.writestr(name, inner, packing)
            elif kind == "rows":
                bad.writestr(name, forge(inner, chance.randrange(10**9)), packing)
            elif kind == "field":
                bad.writestr(name, forge_field(inner, chance), packing)
            elif kind == "file":
                bad.writestr(name, damage(inner, chance.randrange(10**9)), packing)
            elif kind == "name":
                bad.writestr(chance.choice(NAMES), inner, packing)
            elif kind == "double":
                bad.writestr(name, inner, packing)
                bad.writestr(chance.choice((name, *NAMES)), b"[]", packing)
            elif kind == "bomb":
                with bad.open(zipfile.ZipInfo(name), "w", force_zip64=True) as growing:
                    for _ in range(3000):
                        growing.write(b" " * 100_000)
    packed = made.getvalue()
    if chance.random() < 0.1:
        packed = packed.replace(b"PK\x01\x02\x14", b"PK\x01\x02\x63")
    return packed


def forge_field(rows: bytes, chance: random.Random) -> bytes:
    """Return rows in which one field of one has another value: a hostile one, or one of its neighbours."""
    plain = json.loads(rows)
    fields = chance.choice(plain)["fields"]
    name = chance.choice(sorted(fields))
    old = fields[name]
    ours = [one for one in HOSTILE if isinstance(one, type(old))] if chance.random() < 0.7 else list(HOSTILE)
    neighbours = [other["fields"][name] for other in plain]
    fields[name] = chance.choice([*ours, *neighbours, "", "e30=", "2026-09-07T08:00:00Z", 1])
    return json.dumps(plain).encode()


def look(home: Path) -> list[str]:
    """Open every page about what was restored and give out each work order; return what is wrong."""
    from django.test import Client

    from rupadata.cli.app import run
    from rupadata.web.accounts.models import Person
    from rupadata.web.cases.models import CaseRow

    wrong = []
    for person in (*Person.objects.filter(is_active=True)[:2], *Person.objects.filter(is_administrator=True)):
        browser = Client()
        browser.force_login(person)
        pages = [*PAGES]
        for key in CaseRow.objects.values_list("key", flat=True)[:3]:
            pages += [f"/perintah/{key}/{rest}" for rest in OF_A_CASE]
        for page in pages:
            status, said = tell(partial(open_page, browser, page))
            if not isinstance(status, int) or status >= 500:
                wrong.append(f"{person.username!r:.20} {page}: {status} {said}")
    for key in CaseRow.objects.values_list("key", flat=True)[:3]:
        out = home.parent / "keluar"
        words = ["case", "export", key, str(out), "--home", str(home)]
        code, said = tell(partial(run, words))
        if not isinstance(code, int) or code > 5 or "Traceback" in said:
            wrong.append(f"export: {code} {said}")
        shutil.rmtree(out, ignore_errors=True)
    return wrong


def open_page(browser: Any, page: str) -> int:
    """Return the status that a page answers with."""
    return int(browser.get(page).status_code)


def tell(act: Callable[[], Any]) -> tuple[Any, str]:
    """Return what came of an act and what it said, or the exception that came out."""
    import contextlib
    import traceback

    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            return act(), said.getvalue()
    except BaseException as error:
        ours = [one for one in traceback.extract_tb(error.__traceback__) if "rupadata" in one.filename]
        last = ours[-1] if ours else traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:150]} ({Path(last.filename).name}:{last.lineno})", ""


def main(seed: int, count: int, folder: Path) -> dict[str, object]:
    """Forge so many backups; return the cases, the failures, how they ended, the slowest and the memory."""
    home = web_home.set_django_up()
    from django.conf import settings
    from django.db import connections

    from rupadata.cli.app import run
    from rupadata.web.backup import write_backup

    web_home.empty_workplace()
    web_home.make_people()
    web_home.case_in_review()
    folder.mkdir(parents=True, exist_ok=True)
    victim = folder / "victim"
    victim.mkdir()
    (victim / "keep.txt").write_text("mine")
    write_backup(folder / "baik.zip")
    good = (folder / "baik.zip").read_bytes()
    failures: list[str] = []
    ends, slowest, largest = Counter[str](), (0.0, ""), 0.0
    for number in range(seed, seed + count):
        web_home.empty_workplace()
        for name in ("blobs", "bench"):
            shutil.rmtree(Path(settings.STORAGE) / name, ignore_errors=True)
        forged = folder / "palsu.zip"
        forged.write_bytes(forge_archive(good, random.Random(number)))
        before = outside(home, folder)
        forget_peak()
        begin = worked_seconds()
        words = ["restore", str(forged), "--home", str(home), "--lang", "en"]
        code, said = tell(partial(run, words))
        seconds = worked_seconds() - begin
        slowest, largest = max(slowest, (seconds, str(number))), max(largest, peak_mb())
        ends[str(code)] += 1
        wrong = []
        if code == 0:
            wrong += look(home)
        elif code != 2 or said.count("\n") != 1 or "Traceback" in said:
            wrong.append(f"{code} {said[:300]}")
        else:
            left = [
                path for path in Path(settings.STORAGE).rglob("*") if path.is_file() and "blobs" in path.parts
            ]
            wrong += [f"left behind: {len(left)}"] if left else []
        if outside(home, folder) != before or [path.read_text() for path in victim.iterdir()] != ["mine"]:
            wrong.append("touched outside")
        if seconds > 5:
            wrong.append(f"took {seconds:.1f} s")
        if peak_mb() > 1000:
            wrong.append(f"took {peak_mb():.0f} MB")
        if wrong:
            failures.append(f"{number}: {wrong[:3]}")
            print(failures[-1], file=sys.stderr, flush=True)
    connections.close_all()
    return {"cases": count, "failures": failures, "ends": dict(ends), "seconds": slowest[0],
            "slowest": slowest[1], "mb": largest}  # fmt: skip


def outside(home: Path, folder: Path) -> set[str]:
    """Return the names that stand beside the workplace and beside the backup."""
    return {
        str(path)
        for place in (home.parent, folder)
        for path in place.iterdir()
        if place == folder or path == home or path.name in ("victim", "x")
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))
