"""Carry Kota Contoh through the whole SOP as four people, with one correction, and print the timeline.

Nobody works in this demo: the times of starting and finishing are given, so waiting and working time are
simulated. Everything else is what an office gets: the rules, the folder, the papers.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from rupadata.documents import PaperDesk
from rupadata.documents.statements import time_words
from rupadata.procedure import Case, CaseService, Decision, FolderStore, load_settings
from rupadata.procedure.built_pages import BuiltPage, read_pages
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.due_papers import due_papers
from rupadata.procedure.recording import Brought, Contents, record
from rupadata.procedure.service import OfficeFiles
from rupadata.procedure.sources import gather_sources, wanted_sources
from rupadata.procedure.timing import sum_time, time_runs
from rupadata.tables.opening.files import find_files

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "kota-contoh"
BEGIN = datetime(2026, 9, 7, 7, 30)
REASON = "Data sumber tidak memuat rinciannya; unsur ini menyusul bila datanya sudah ada."
CONSENT = "Disetujui tanpa unsur itu; halaman sudah mengatakannya."
CORRECTION = "Cantumkan nama dinas pada halaman."

Rebuild = Callable[[Path, BuiltPage, Path], Path]


def run(build_dir: Path, output: Path, *, rebuild: Rebuild | None = None) -> None:
    """Carry the pages of a build through the procedure into the case folder *output*."""
    walk = _Walk(build_dir, output)
    walk.prepare()
    walk.design_all(rebuild or rebuild_page)
    walk.finish()
    print_timeline(walk.case, output)


def rebuild_page(build_dir: Path, page: BuiltPage, output: Path) -> Path:
    """Correct a page as a designer would: edit its page.json and build its subject again."""
    shutil.rmtree(output, ignore_errors=True)
    shutil.copytree(build_dir / page.item.path, output / page.item.path)
    shutil.copy(build_dir / "manifest.json", output / "manifest.json")
    spec_path = output / page.item.path / "page.json"
    spec = json.loads(spec_path.read_text(encoding="utf-8"))
    spec["brand"] = {**spec.get("brand", {}), "office": "Dinas Komunikasi dan Informatika Kota Contoh"}
    spec_path.write_text(json.dumps(spec, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    subject = page.item.path.split("/")[1]
    made = json.loads((build_dir / "manifest.json").read_text(encoding="utf-8"))
    subprocess.run(
        [
            Path(sys.executable).with_name("rupadata"),
            "build",
            EXAMPLE,
            "--subjects",
            subject,
            "--sizes",
            ",".join(made["sizes"]),
            "--formats",
            ",".join(made["formats"]),
            "-o",
            output,
        ],
        check=False,
        capture_output=True,
    )
    return output


def print_timeline(case: Case, folder: Path) -> None:
    """Print step, actor, standard, used and record, corrections on lines of their own."""
    runs = time_runs(case)
    records: dict[str, list[str]] = {}
    for due in due_papers(case):
        if due.decision is None:
            continue
        records.setdefault(due.decision.step, []).extend(
            sorted(path.name for path in (folder / "papers").glob(f"{due.file}*") if path.is_file())
        )
    print(f"\n{case.header.title} ({case.procedure.name.id})")
    print("Waktu kerja dan waktu tunggu dalam demo ini disimulasikan dengan waktu yang ditentukan.\n")
    print(f"{'Langkah':<22} {'Pelaksana':<24} {'Baku':>16} {'Terpakai':>16}  Naskah")
    for step in case.procedure.steps:
        for again in (False, True):
            mine = [one for one in runs if one.run.step == step.key and one.correction == again]
            if not mine:
                continue
            total = sum_time(mine)
            people = ", ".join(dict.fromkeys(case.office.official(one.run.person).name for one in mine))
            many = f" ×{len(mine)}" if len(mine) > 1 else ""
            name = f"{step.row:>2} {step.key}{many}" + (" koreksi" if again else "")
            standard = "–" if again or not total.standard_minutes else time_words(total.standard_minutes)
            used = time_words(total.correction_minutes if again else total.used_minutes)
            papers = "" if again else ", ".join(records.get(step.key, ()))
            print(f"{name:<22} {people:<24} {standard:>16} {used:>16}  {papers}")
    total = sum_time(runs)
    print(
        f"\n{len(case.progress.active_items())} infografis; {time_words(total.used_minutes)} terpakai "
        f"dari {time_words(total.standard_minutes)} baku; koreksi {time_words(total.correction_minutes)}; "
        f"menunggu {time_words(total.waiting_minutes)}."
    )
    print(f"Kepala riwayat {case.head}\n{folder}")


class _Walk:
    """One work order on its way: the store, the clock, and who does what."""

    def __init__(self, build_dir: Path, output: Path) -> None:
        self.pages = read_pages(build_dir)
        self.build_dir, self.output = build_dir, output
        self.service = CaseService(FolderStore(output.resolve().parent), PaperDesk())
        self.key = output.resolve().name
        office_file = EXAMPLE / "office.toml"
        office = load_settings(office_file)
        self.calendar = WorkingCalendar(office)
        self.now = BEGIN.replace(tzinfo=office.zone)
        if (output / "case.json").is_file():
            shutil.rmtree(output)
        self.service.create(
            self.key,
            OfficeFiles(office_file.read_text(encoding="utf-8")),
            person="kabid",
            title="Penyusunan Infografis Kota Contoh",
            at=self.now,
        )

    @property
    def case(self) -> Case:
        return self.service.load(self.key)

    def do(
        self,
        action: str,
        person: str,
        minutes: int,
        *,
        page: BuiltPage | None = None,
        contents: Contents | None = None,
        **facts: Any,
    ) -> None:
        """Let somebody do something that takes so many working minutes, the start being recorded."""
        if action not in ("order", "withdraw", "return", "consult"):
            begun = self.now
            self._record(
                Decision("start", person, begun, step=_step_of(self.case, action), item=facts.get("item", ""))
            )
        self.now = self.calendar.add_minutes(self.now, minutes)
        if page is not None:
            facts["edition"] = page.edition
        self._record(
            Decision(action, person, self.now, **facts), Brought(page.files if page else {}, contents or {})
        )

    def prepare(self) -> None:
        """Rows 1 to 3: the order, the schedule, the grouped data."""
        items = tuple(page.item for page in self.pages)
        self.do("order", "kabid", 30, note="Dahulukan substansi layanan publik.")
        self.wait(15)
        self.do("schedule", "kasie", 105, items=items)
        self.wait(30)
        wanted = wanted_sources(self.case, self.pages)
        tables, contents = gather_sources(find_files(EXAMPLE), wanted)
        self.do("group", "analis", 110, contents=contents, items=items, tables=tables)
        self.service.make_papers(self.key)

    def design_all(self, rebuild: Rebuild) -> None:
        """Rows 4 to 6 for each infographic; the first that is fit for it takes a round of correction."""
        corrected = False
        for number, page in enumerate(self.pages):
            item = page.item.id
            self.wait(10)
            self.do(
                "design",
                "perancang",
                390 + 30 * (number % 5),
                item=item,
                page=page,
            )
            if page.edition.errors:
                errors = ", ".join(page.edition.errors)
                self.do(
                    "withdraw", "kabid", 10, item=item, note=f"Pemeriksaan menemukan kesalahan: {errors}."
                )
                continue
            self._submit(page)
            if not corrected:
                corrected = self._correct(page, rebuild)
            self._approve(page)
        self.service.make_papers(self.key)

    def finish(self) -> None:
        """Rows 7 to 10: documentation, report, receipt, end."""
        for action, person, minutes in (
            ("document", "perancang", 25),
            ("report", "analis", 30),
            ("receive", "kasie", 20),
            ("close", "kabid", 5),
        ):
            self.wait(20)
            self.do(action, person, minutes)
            self.service.make_papers(self.key)

    def wait(self, minutes: int) -> None:
        """Let working time pass in which nobody works on this."""
        self.now = self.calendar.add_minutes(self.now, minutes)

    def _submit(self, page: BuiltPage) -> None:
        note = REASON if page.edition.missing_elements else ""
        self.do("submit", "perancang", 20, item=page.item.id, note=note)

    def _approve(self, page: BuiltPage) -> None:
        self.wait(15)
        note = CONSENT if page.edition.missing_elements else ""
        self.do("approve", "kasie", 40, item=page.item.id, note=note)

    def _correct(self, page: BuiltPage, rebuild: Rebuild) -> bool:
        """Send a page back, have it corrected and submitted again; False when its correction is no better."""
        folder = rebuild(self.build_dir, page, self.output.with_name(f"{self.output.name}-perbaikan"))
        again = next(
            (
                other
                for other in read_pages(folder)
                if other.item.path == page.item.path and not other.edition.errors
            ),
            None,
        )
        if again is None or again.edition.digest == page.edition.digest:
            return False
        self.do("consult", "kabid", 10, item=page.item.id, note="Nama dinas perlu terlihat.")
        self.do("return", "kasie", 30, item=page.item.id, note=CORRECTION)
        self.wait(20)
        self.do("design", "perancang", 60, item=page.item.id, page=again)
        self._submit(again)
        return True

    def _record(self, decision: Decision, brought: Brought | None = None) -> None:
        record(self.service.store, self.key, lambda case: decision, brought or Brought())


def _step_of(case: Case, action: str) -> str:
    found = case.procedure.find_action(action)
    return found[0].key if found else ""


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]))
