"""Kill whoever answers people, and the worker, in the middle of their work; look after each kill.

A process of its own: `killing.py KILLS SEED` prints one JSON object. It forks children that do what a
server's thread does (the workplace's own views through Django's client, and the one way to decide; edits of a
page and corrected tables of it included) and what the worker does, kills both with SIGKILL at any moment,
and compares what is kept with what the children were told to be kept. A fork from a loaded process takes
milliseconds where a start takes seconds.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import web_home

REVIEWED, UPLOADED, EDITED = "007-2026", "008-2026", "009-2026"
REVIEW = f"/perintah/{REVIEWED}/infografis/penduduk/periksa/"
TABLES = f"/perintah/{UPLOADED}/tabel/"
MOST_WORDS = 6
"""A kill comes after so many words at most: two a decision or table."""
LONGEST_SECONDS = 0.15
EDITS: list[tuple[int, str]] = []
"""How often that page was changed and its headline, as they stood after the kill before."""
CORRECTED = [""]
"""The digest of its table then."""


def main(kills: int, seed: int) -> None:
    """Kill so many times and print what was seen; an AssertionError where something is lost or doubled."""
    web_home.set_django_up()
    from rupadata.web.jobs.queue import load_kinds

    web_home.empty_workplace()
    web_home.make_people()
    begin()
    client("kasie").get(REVIEW)
    client("analis").get(TABLES)  # Everything is loaded once, before the first fork.
    load_kinds()
    chance, seen = random.Random(seed), Counter[str]()
    kept: dict[str, str] = {}
    decided = decisions_kept()
    from django.db import connections

    for round_number in range(kills):
        connections.close_all()
        read_end, write_end = os.pipe()
        server = fork(lambda end=write_end, at=round_number: serve(end, at))
        worker = fork(work)
        heard = listen(read_end, chance.randint(1, MOST_WORDS))
        time.sleep(chance.uniform(0, LONGEST_SECONDS))
        for child in (server, worker):
            os.kill(child, signal.SIGKILL)
            assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL, "it had ended by itself"
        os.close(write_end)
        with os.fdopen(read_end, "rb") as pipe:
            told = [json.loads(line) for line in (heard + pipe.read()).splitlines()]
        decided, kept = check(told, decided, kept, seen)
        check_edits(told, seen)
        seen["kills"] += 2
        silence()
    connections.close_all()
    finish()
    seen["jobs"] = sum(job_states().values())
    seen["resumed"] = resumed()
    print(json.dumps({**seen, "states": job_states()}))


def begin() -> None:
    """Begin a work order that goes to and fro between designer and reviewer, one that takes tables, and one
    whose page is edited."""
    from django.db import connections

    key = web_home.begin_case(REVIEWED)
    page = web_home.fake_page("penduduk")
    web_home.carry(
        key,
        ("schedule", "kasie", {"pages": (page,)}),
        ("group", "analis", {"pages": (page,)}),
        ("design", "perancang", {"item": "penduduk", "pages": (page,)}),
        ("submit", "perancang", {"item": "penduduk"}),
    )
    web_home.begin_case(UPLOADED)
    web_home.carry(UPLOADED, ("schedule", "kasie", {"pages": (page,)}))
    # In a child: threads that read tables do not live through a fork, and nobody could go on with them.
    connections.close_all()
    os.waitpid(
        fork(lambda: web_home.make_studio(Path(tempfile.mkdtemp(prefix="rupadata-kills-")), EDITED)), 0
    )


def fork(job: Any) -> int:
    """Return the number of a child that does a job until it is killed."""
    child = os.fork()
    if child:
        return child
    try:
        job()
    except BaseException:
        traceback.print_exc()
    os._exit(1)


def listen(end: int, words: int) -> bytes:
    """Return what was told as soon as it is so many words."""
    heard = b""
    while heard.count(b"\n") < words:
        assert select.select([end], [], [], 60)[0], "nothing is told any more"
        heard += os.read(end, 65_536)
    return heard


def work() -> None:
    """Do what the worker does."""
    import threading

    from rupadata.web.jobs.queue import work as go_on

    go_on(threading.Event(), pause=0.02)


def serve(end: int, round_number: int) -> None:
    """Decide and take tables without a pause, telling before and after what is done."""

    def tell(*words: object) -> None:
        os.write(end, json.dumps(words).encode() + b"\n")

    for number in range(10_000):
        mark = f"{round_number}-{number}"
        (decide, upload, edit, correct)[(round_number + number) % 4](mark, tell)


def edit(mark: str, tell: Any) -> None:
    """Change the headline of a page in the studio, as the designer does."""
    seen, words = edits_kept(), f"Judul {mark}"
    tell("try-edit", seen + 1, words)
    sent = {"do": f"headline-text|||{words}", "seen": str(seen)}
    answer = client("perancang").post(
        f"/perintah/{EDITED}/infografis/{edited().id}/rancangan/ubah/", sent, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200, answer.content[-500:]
    tell("edit", seen + 1, words)


def correct(mark: str, tell: Any) -> None:
    """Bring the table of the edited page again with another figure, as the analyst does."""
    from hashlib import sha256

    from django.core.files.uploadedfile import SimpleUploadedFile

    figure = 21_000 + int(mark.partition("-")[0])
    content = web_home.TABLE.replace("21002", str(figure)).encode()
    digest = sha256(content).hexdigest()
    tell("try-correction", digest)
    sent = {"files": SimpleUploadedFile("penduduk.csv", content)}
    answer = client("analis").post(f"/perintah/{EDITED}/tabel/", sent)
    assert answer.status_code == 302, answer.content[-500:]
    tell("correction", digest)


def edits_kept() -> int:
    """Return how often the page was changed, as its history says."""
    from rupadata.studio.history import parse_history
    from rupadata.web.cases.bench import Bench

    kept = Bench(EDITED).folder / "edits" / f"{edited().path}.json"
    return parse_history(kept.read_bytes(), kept.name).number if kept.is_file() else 0


def edited() -> Any:
    """Return the item of the page that is edited."""
    from rupadata.procedure.built_pages import read_pages
    from rupadata.web.cases.bench import Bench

    return read_pages(Bench(EDITED).build)[0].item


def check_edits(told: list[list[Any]], seen: Counter[str]) -> None:
    """Hold that the edited page is the last that was told, or the one that was under way."""
    from rupadata.pagespec import load_spec
    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.models import SourceUpload

    number = edits_kept()
    headline = load_spec(Bench(EDITED).build / edited().path / "page.json").title.headline.get("id", "")
    last: tuple[int, str] = EDITS[-1] if EDITS else (0, headline)
    for words in told:
        if words[0] == "edit":
            last = (words[1], words[2])
    tried = next((words for words in reversed(told) if words[0] == "try-edit"), None)
    possible = {last, (last[0], tried[2]), (tried[1], tried[2])} if tried else {last}
    assert (number, headline) in possible, (number, headline, possible)
    EDITS[:] = [(number, headline)]
    held = SourceUpload.objects.filter(case__key=EDITED).values_list("sha256", flat=True).first() or ""
    kept_tables = [words[1] for words in told if words[0] == "correction"][-1:] or CORRECTED
    tried_tables = [words[1] for words in told if words[0] == "try-correction"][-1:]
    assert held in {*kept_tables, *tried_tables}, (held, kept_tables, tried_tables)
    CORRECTED[:] = [held]
    seen["edits"] += sum(words[0] == "edit" for words in told)
    seen["corrections"] += sum(words[0] == "correction" for words in told)


def upload(mark: str, tell: Any) -> None:
    """Bring a table under one of three names, as the analyst does."""
    from hashlib import sha256

    from django.core.files.uploadedfile import SimpleUploadedFile

    name = f"tabel{int(mark.rpartition('-')[2]) % 3}.csv"
    content = f"Kecamatan,Penduduk {mark}\nSukasari,10\nCoblong,20\n".encode()
    tell("try-table", name, sha256(content).hexdigest())
    answer = client("analis").post(TABLES, {"files": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content[-500:]
    tell("table", name, sha256(content).hexdigest())


def decide(mark: str, tell: Any) -> None:
    """Take the next decision of the endless correction: return, design again, submit."""
    from django.test import RequestFactory

    from rupadata.procedure.service import Request
    from rupadata.web.accounts.models import Person
    from rupadata.web.cases.rights import open_case
    from rupadata.web.cases.service import case_service
    from rupadata.web.cases.views.deciding import decide as keep

    case = case_service().load(REVIEWED)
    step = next(step for step, item in case.progress.open if item == "penduduk")
    tell("try-decision", len(case.decisions) + 1)
    if step == "review":
        sent = {"action": "return", "note": mark, "seen": str(len(case.decisions))}
        answer = client("kasie").post(REVIEW, sent)
        assert answer.status_code == 302, answer.content[-500:]
    else:
        request = RequestFactory().get("/")
        request.user = Person.objects.get(username="perancang")
        pages = (web_home.fake_page("penduduk", words=f"Penduduk {mark}"),) if step == "design" else ()
        wanted = Request(step, "perancang", item="penduduk", note=mark, pages=pages)
        keep(open_case(request, REVIEWED), wanted)
    tell("decision", len(case.decisions) + 1)


def client(name: str) -> Any:
    """Return a browser in which somebody has signed in."""
    from django.test import Client

    from rupadata.web.accounts.models import Person

    made = Client()
    made.force_login(Person.objects.get(username=name))
    return made


def check(
    told: list[list[Any]], decided: int, kept: dict[str, str], seen: Counter[str]
) -> tuple[int, dict[str, str]]:
    """Compare what is kept with what was told to be; return both as they are now."""
    from django.db import connection
    from django.utils import timezone

    from rupadata.procedure.tasks import open_tasks
    from rupadata.web.audit.log import find_break
    from rupadata.web.blobs import read_blob
    from rupadata.web.cases.acts import facts_of
    from rupadata.web.cases.inbox import step_facts
    from rupadata.web.cases.models import CaseRow, Notice, SourceUpload, Waiting
    from rupadata.web.cases.service import case_service

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert find_break() == ""

    last = max([decided, *(words[1] for words in told if words[0] == "decision")])
    tried = max([last, *(words[1] for words in told if words[0] == "try-decision")])
    row, case = CaseRow.objects.get(key=REVIEWED), case_service().load(REVIEWED)
    now = len(case.decisions)
    assert last <= now <= tried <= last + 1, (last, now, tried)
    assert row.version == now == decisions_kept()
    listed = [step_facts(one) for one in Waiting.objects.filter(case=row).order_by("id")]
    assert listed == [facts_of(case, task) for task in open_tasks(case, timezone.now(), key=REVIEWED)]
    for decision in case.decisions[decided:]:
        if decision.action in ("return", "submit"):
            assert Notice.objects.filter(case=row, number=decision.number).exists(), decision
    if now > decided:
        assert_asked("make-papers", REVIEWED, case.decisions[-1].at)

    held = {one.name: one.sha256 for one in SourceUpload.objects.filter(case__key=UPLOADED)}
    for words in (words for words in told if words[0] == "table"):
        kept[words[1]] = words[2]
    open_ones = [words for words in told if words[0] == "try-table"]
    for name in {*held, *kept}:
        possible = {kept.get(name), *(words[2] for words in open_ones[-1:] if words[1] == name)}
        assert held.get(name) in possible, (name, held.get(name), possible)
    for digest in held.values():
        read_blob(digest)
    if open_ones:
        assert_asked("read-tables", UPLOADED, None)
    seen["decisions"] += now - decided
    seen["tables"] += sum(words[0] == "table" for words in told)
    seen["cut"] += sum(words[0].startswith("try-") for words in told) - sum(
        not words[0].startswith("try-") for words in told
    )
    return now, {**kept, **held}


def assert_asked(kind: str, key: str, since: Any) -> None:
    """Hold that work is waiting, under way, or came to its end after a moment."""
    from rupadata.web.jobs.models import Job

    jobs = Job.objects.filter(kind=kind, case_key=key)
    if key == UPLOADED and not jobs.exists():
        from rupadata.web.cases.models import SourceUpload

        assert not SourceUpload.objects.filter(case__key=key).exists(), "a table that nobody reads"
        return
    going = jobs.filter(state__in=("queued", "running")).exists()
    ended = (
        jobs.filter(ended_at__gte=since).exists() if since else jobs.filter(ended_at__isnull=False).exists()
    )
    assert going or ended, (kind, key)


def decisions_kept() -> int:
    """Return how many decisions the database holds of the work order under review."""
    from rupadata.web.cases.models import DecisionRow

    return int(DecisionRow.objects.filter(case__key=REVIEWED).count())


def silence() -> None:
    """Let so much time pass that a dead worker's silence shows."""
    from django.utils import timezone

    from rupadata.web.jobs.models import Job
    from rupadata.web.jobs.queue import SILENT_SECONDS

    silent = timezone.now() - timedelta(seconds=SILENT_SECONDS + 1)
    Job.objects.filter(state="running").update(heartbeat=silent)


def finish() -> None:
    """Do all work that is left; each piece is done, or says why not."""
    from rupadata.web.jobs.models import Job
    from rupadata.web.jobs.queue import ask_for, do_one, load_kinds

    load_kinds()
    while do_one():
        pass
    assert not Job.objects.filter(state__in=("queued", "running")).exists()
    assert not Job.objects.filter(state="failed").exclude(fault="worker-lost").exists()
    ask_for("read-tables", case=EDITED, person="analis")
    while do_one():
        pass
    number, headline = EDITS[-1]
    check_edits([], Counter())
    assert EDITS[-1] == (number, headline), "a reading of corrected tables lost an edit"


def job_states() -> dict[str, int]:
    """Return how many pieces of work came to which end."""
    from rupadata.web.jobs.models import Job

    return dict(Counter(Job.objects.values_list("state", flat=True)))


def resumed() -> int:
    """Return how many pieces of work were taken up again and done."""
    from rupadata.web.jobs.models import Job

    return int(Job.objects.filter(state="done", tries__gt=1).count())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
