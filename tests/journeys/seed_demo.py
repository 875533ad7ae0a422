"""The example office of `serve --demo`, with the second work order's tables brought and read.

Run as a process of its own with RUPADATA_HOME set: Django is set up once a process.
"""

from __future__ import annotations

import os
from pathlib import Path

QUESTION = """Tabel 1. Indeks Kualitas Air menurut Kecamatan di Kota Bandung 2024
Kecamatan,Indeks
Sukasari,1.234
Coblong,2.345
Andir,3.456
"""
LONG_NAME = "mutu air dan indeks kualitas lingkungan hidup menurut kecamatan (revisi kedua).csv"
TABLES = (
    "kemiskinan.xlsx", "kependudukan.xlsx", "kesehatan.xlsx", "ketenagakerjaan.xlsx", "lingkungan-hidup.xlsx",
    "pendidikan.xlsx", "regions.csv",
)  # fmt: skip
SECRET = "tautan-uji"
SUBJECTS = (("kependudukan", "Kependudukan"), ("kesehatan", "Kesehatan"))


def main() -> None:
    """Make the office, its work orders, and one that stands before its grouping."""
    os.environ.update(RUPADATA_DEMO="1", DJANGO_SETTINGS_MODULE="rupadata.web.settings")
    from rupadata.web.serving import prepare

    prepare(Path(os.environ["RUPADATA_HOME"]), demo=True, tell=lambda line: None)
    from rupadata.web.cases.models import CaseRow

    first, second = CaseRow.objects.order_by("key").values_list("key", flat=True)
    bring_tables(second)
    make_link(first)
    print(first, second)


def make_link(key: str) -> None:
    """Make a review link whose secret the tests know, with a remark by a guest."""
    from datetime import timedelta
    from hashlib import sha256

    from django.utils import timezone

    from rupadata.web.cases.models import CaseRow, Remark, ReviewLink, Waiting

    row = CaseRow.objects.get(key=key)
    step = Waiting.objects.filter(case=row, step="review").first()
    assert step is not None
    link = ReviewLink.objects.create(
        case=row,
        item=step.item,
        digest=step.digest,
        secret=sha256(SECRET.encode()).hexdigest(),
        made_by="kasie",
        expires_at=timezone.now() + timedelta(days=7),
    )
    text = "Beri keterangan bahwa sejak 2021 pengaduan juga masuk lewat aplikasi telepon genggam. " * 3
    Remark.objects.create(
        case=row, item=step.item, digest=step.digest, node="head", text=text, guest="Contoh Rekan", link=link
    )


def bring_tables(key: str) -> None:
    """Schedule a work order, bring tables to it, one with a question, and have them read."""
    from rupadata.procedure.built_pages import BuiltPage
    from rupadata.procedure.decision import FrozenEdition, Item
    from rupadata.procedure.service import Request
    from rupadata.web.blobs import keep_blob
    from rupadata.web.cases.models import CaseRow, SourceUpload
    from rupadata.web.cases.service import case_service
    from rupadata.web.demo import FOLDER
    from rupadata.web.jobs.queue import ask_for, do_one, load_kinds

    items = tuple(Item(id=subject, title=name, subject=name) for subject, name in SUBJECTS)
    pages = tuple(BuiltPage(item, FrozenEdition("", item.title), {}) for item in items)
    case_service().decide(key, Request("schedule", "kasie", pages=pages), with_papers=False)
    contents = {name: (FOLDER / "tables" / name).read_bytes() for name in TABLES}
    for name, content in {**contents, LONG_NAME: QUESTION.encode()}.items():
        SourceUpload.objects.create(
            case=CaseRow.objects.get(key=key),
            name=name,
            sha256=keep_blob(content),
            size=len(content),
            brought_by="analis",
        )
    load_kinds()
    ask_for("read-tables", case=key, person="analis.contoh")
    while do_one():
        pass


if __name__ == "__main__":
    main()
