"""Work on a case that takes longer than a page may: reading its tables, drawing its pages, making its
papers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.web.accounts.office_files import current_folder
from rupadata.web.cases.bench import Bench, uploads_of
from rupadata.web.cases.corrected import tell_corrections
from rupadata.web.cases.models import CaseRow
from rupadata.web.cases.news import send_mails
from rupadata.web.cases.service import case_service
from rupadata.web.jobs.models import Job
from rupadata.web.jobs.queue import KINDS, SWEEPS, Pulse

READ, PAPERS = "read-tables", "make-papers"
SIZES = ("portrait", "square", "story", "slide", "a4")
FORMATS = ("svg", "png", "pdf")
_LONGEST_SECONDS = 1800


def read_tables(job: Job, facts: dict[str, Any], pulse: Pulse) -> dict[str, Any]:
    """Read the tables of a case in a guarded child, group them, and draw their pages."""
    row = CaseRow.objects.get(key=job.case_key)
    bench = Bench(row.key)
    uploads = uploads_of(row)
    if not uploads:
        raise InputRefusedError(
            say(id="Belum ada tabel.", en="There are no tables yet."), code="tables-missing"
        )
    bench.lay_tables(uploads)
    request = {
        "folder": str(bench.folder),
        "office": str(current_folder()),
        "sizes": SIZES,
        "formats": FORMATS,
    }
    result = run_child(request, pulse)
    row.uploads.update(state="read")
    for name, recipe in result.pop("recipes", {}).items():
        row.uploads.filter(name=name, recipe="").update(recipe=recipe)
    result["corrected"] = tell_corrections(row, case_service().load(row.key))
    return result


def make_papers(job: Job, facts: dict[str, Any], pulse: Pulse) -> dict[str, Any]:
    """Make the papers of a case that are due."""
    made = case_service().make_papers(job.case_key)
    return {"papers": list(made)}


def run_child(request: dict[str, Any], pulse: Pulse) -> dict[str, Any]:
    """Run the reading child, passing on how far it is; end it when the work is no longer wanted."""
    child = subprocess.Popen(
        [sys.executable, "-m", "rupadata.web.cases.reading_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert child.stdin is not None
    assert child.stdout is not None
    deadline = time.monotonic() + _LONGEST_SECONDS
    last: dict[str, Any] = {}
    try:
        child.stdin.write(json.dumps({**request, "parent": os.getpid()}))
        child.stdin.close()
        for line in child.stdout:
            last = json.loads(line)
            if last["kind"] == "progress":
                pulse.tell(last["done"], last["of"], _stage_words(last["stage"], last["item"]))
            if time.monotonic() > deadline:
                raise _child_lost()
        child.wait(timeout=30)
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        for pipe in (child.stdout, child.stderr):
            if pipe is not None:
                pipe.close()
    if last.get("kind") == "refused":
        raise InputRefusedError(last["message"], code=last["code"], hint=last["hint"])
    if last.get("kind") != "done":
        raise _child_lost()
    result: dict[str, Any] = last["result"]
    return result


def _stage_words(stage: str, item: str) -> str:
    words = {
        "wait": say(id="Menunggu giliran", en="Waiting"),
        "read": say(id="Membaca", en="Reading"),
        "group": say(id="Mengelompokkan", en="Grouping"),
        "plan": say(id="Memilih temuan", en="Choosing findings"),
        "draw": say(id="Menggambar", en="Drawing"),
        "write": say(id="Menyimpan", en="Keeping"),
    }
    return f"{words.get(stage, stage)} {item}".strip()


def _child_lost() -> InputRefusedError:
    return InputRefusedError(
        say(
            id="Pembacaan berhenti: salah satu berkas terlalu besar atau rusak.",
            en="The reading stopped: one of the files is too large or damaged.",
        ),
        code="reading-stopped",
        hint=say(
            id="Lepaskan berkas yang terakhir ditambahkan, lalu baca lagi.",
            en="Take away the file that was added last, then read again.",
        ),
    )


KINDS[READ] = read_tables
KINDS[PAPERS] = make_papers
SWEEPS.append(send_mails)
