"""The example office at work: invented officials of an invented city, one work order half way, one just
issued.

Its tables and settings are those of examples/kota-contoh; a test holds them equal.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from rupadata.procedure.built_pages import BuiltPage, read_pages
from rupadata.procedure.calendar import WorkingCalendar
from rupadata.procedure.service import OfficeFiles, Request
from rupadata.tables.opening.files import find_files
from rupadata.web.accounts.models import OfficeVersion, Person
from rupadata.web.blobs import keep_blob
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.desk import PAPERS, READ
from rupadata.web.cases.inbox import notify
from rupadata.web.cases.models import CaseRow, Remark, SourceUpload
from rupadata.web.cases.service import case_service
from rupadata.web.jobs.queue import ask_for, do_one, load_kinds

FOLDER = Path(__file__).parent
PASSWORD = "contoh-saja-2026"
PEOPLE = (
    ("kabid.contoh", "kabid"),
    ("kasie.contoh", "kasie"),
    ("analis.contoh", "analis"),
    ("perancang.contoh", "perancang"),
)
ADMINISTRATOR = "administrator.contoh"
_REASON = "Data sumber tidak memuat rinciannya; unsur ini menyusul bila datanya sudah ada."
_CONSENT = "Disetujui tanpa unsur itu; halaman sudah mengatakannya."
_BACK_DAYS = 9


def prepare_demo(tell: object = print) -> None:
    """Make the example office, its people and its work orders; nothing when they are there already."""
    say = tell if callable(tell) else print
    if not OfficeVersion.objects.exists():
        text = (FOLDER / "office.toml").read_text(encoding="utf-8")
        OfficeVersion.objects.create(text=text, saved_by=ADMINISTRATOR)
    office = OfficeVersion.objects.order_by("-id")[0].office
    for username, official in PEOPLE:
        if not Person.objects.filter(username=username).exists():
            name = office.official(official).name
            Person.objects.create_person(username, PASSWORD, name=name, official=official)
    if not Person.objects.filter(username=ADMINISTRATOR).exists():
        Person.objects.create_person(
            ADMINISTRATOR, PASSWORD, name="Contoh Administrator", is_administrator=True
        )
    if not CaseRow.objects.exists():
        say("Menyiapkan perintah kerja contoh ...")
        _Walk().run()


class _Walk:
    """The example work orders, carried with given times up to now."""

    def __init__(self) -> None:
        self.version = OfficeVersion.objects.order_by("-id")[0]
        self.office = self.version.office
        self.service = case_service()
        self.calendar = WorkingCalendar(self.office)
        now = timezone.localtime(timezone.now(), self.office.zone).replace(microsecond=0, second=0)
        self.limit = now - timedelta(minutes=1)
        start = (now - timedelta(days=_BACK_DAYS)).replace(hour=7, minute=30)
        self.now = self.calendar.next_working(start)

    def run(self) -> None:
        """Carry the first work order half way, and issue a second."""
        year = self.now.year
        first = f"012-{year}"
        self._begin(first, f"Infografis Statistik Layanan Publik {year}", days=12)
        pages = self._read(first)
        self._do(first, "schedule", "kasie", 105, pages=pages)
        tables = tuple(find_files(Bench(first).tables))
        self._do(first, "group", "analis", 110, pages=pages, tables=tables)
        for number, page in enumerate(pages):
            if page.edition.errors or number >= 9:
                continue
            self._design(first, page, number)
        second = f"013-{year}"
        self.now = max(self.now, self.limit - timedelta(hours=3))
        self._begin(second, f"Kecamatan Dalam Angka {year}", days=20)
        ask_for(PAPERS, case=first)
        ask_for(PAPERS, case=second)

    def _begin(self, key: str, title: str, days: int) -> None:
        at = min(self.now, self.limit)
        self.service.create(
            key, OfficeFiles(self.version.text), person="kabid", title=title, at=at, with_papers=False
        )
        deadline = self.calendar.next_working(at + timedelta(days=days)).date()
        request = Request(
            "order", "kabid", at=at, note="Dahulukan substansi layanan publik.", deadline=deadline
        )
        self._decide(key, request)

    def _read(self, key: str) -> tuple[BuiltPage, ...]:
        row = CaseRow.objects.get(key=key)
        for path in sorted((FOLDER / "tables").iterdir()):
            content = path.read_bytes()
            SourceUpload.objects.create(
                case=row, name=path.name, sha256=keep_blob(content), size=len(content), brought_by="analis"
            )
        load_kinds()
        ask_for(READ, case=key, person="analis.contoh")
        do_one()
        return read_pages(Bench(key).build)

    def _design(self, key: str, page: BuiltPage, number: int) -> None:
        item = page.item.id
        if number == 8:
            self._start(key, "design", "perancang", item)
            return
        self._do(key, "design", "perancang", 100 + 15 * number, item=item, pages=(page,))
        reason = _REASON if page.edition.missing_elements else ""
        self._do(key, "submit", "perancang", 10, item=item, note=reason)
        if number == 4:
            text = "Judul belum menyebut yang terpenting."
            Remark.objects.create(
                case=CaseRow.objects.get(key=key),
                item=item,
                digest=page.edition.digest,
                node="head",
                text=text,
                person="kasie",
            )
            self._decide(
                key,
                Request("consult", "kabid", at=self.now, item=item, note="Setuju, judul dapat lebih jelas."),
            )
            self._do(key, "return", "kasie", 20, item=item, note=text)
        elif number < 6:
            consent = _CONSENT if page.edition.missing_elements else ""
            self._do(key, "approve", "kasie", 25, item=item, note=consent)

    def _do(
        self, key: str, action: str, person: str, minutes: int, *, item: str = "", **facts: object
    ) -> None:
        found = self.service.load(key).procedure.find_action(action)
        assert found is not None
        if action not in ("return", "submit"):
            self._start(key, found[0].key, person, item)
        self.now = min(self.calendar.add_minutes(self.now, minutes), self.limit)
        self._decide(key, Request(action, person, at=self.now, item=item, **facts))  # type: ignore[arg-type]

    def _start(self, key: str, step: str, person: str, item: str) -> None:
        self._decide(key, Request("start", person, at=self.now, step=step, item=item))

    def _decide(self, key: str, request: Request) -> None:
        outcome = self.service.decide(key, request, with_papers=False)
        notify(outcome.case, CaseRow.objects.get(key=key))
