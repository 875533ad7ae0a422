"""An office with a table that a wrong recipe misreads, and a page to be designed, of published tables.

Run as a process of its own: Django is set up once a process. Takes the folder of the shared data; prints the
home folder, the number of the misread table and the infographic to be designed.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import web_home

MISREAD = "field/tables/pusdatin_kemdikbud/Internet SMA.xlsx"
WRONG = '[sheets."data"]\nheader_rows = [4, 4]\nyear = 2020\ndrop_columns = ["Swasta"]\n'
WAGES = "tables/opendata_jawa_barat/upah_minimum.csv"
OUTLINES = "boundaries/jawa_barat_kabkota_kemendagri2025.geojson"
PLAIN = (
    ("hero", "regions"),
    ("architecture", "ledger"),
    ("headline", "upah-minimum.top.32.75"),
    ("standfirst-text", "Menurut kabupaten dan kota."),
)
"""What makes an ordinary page of the one that is proposed: a list, and a headline that names a place."""
ANALYST, DESIGNER = "007-2026", "008-2026"


def main(data: Path) -> None:
    """Make the office with its two work orders."""
    home = web_home.set_django_up()
    web_home.make_people()
    table, item = misread_table(data / MISREAD), page_to_design(data / WAGES, data / OUTLINES)
    print(home, table, item, sep="\t")


def misread_table(source: Path) -> int:
    """Bring a table with the recipe of somebody who was mistaken; return its number."""
    from rupadata.web.blobs import keep_blob
    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.models import CaseRow, SourceUpload

    key = web_home.begin_case(ANALYST)
    web_home.carry(key, ("schedule", "kasie", {"pages": (web_home.fake_page("sekolah"),)}))
    content = source.read_bytes()
    made = SourceUpload.objects.create(
        case=CaseRow.objects.get(key=key),
        name=source.name,
        sha256=keep_blob(content),
        size=len(content),
        brought_by="analis",
        state="read",
        recipe=WRONG,
    )
    Bench(key).lay_tables([made])
    return made.pk


def page_to_design(source: Path, outlines: Path) -> str:
    """Build the page of a table on the bench of a work order, as an ordinary one; return the infographic."""
    from rupadata.build import build_pages
    from rupadata.procedure.built_pages import read_pages
    from rupadata.request import BuildRequest
    from rupadata.studio.actions import Action
    from rupadata.web.accounts.office_files import current_value, keep_office_file
    from rupadata.web.cases.bench import Bench
    from rupadata.web.cases.studio import change_draft

    keep_office_file("boundaries", outlines.name, outlines.read_bytes(), "admin")
    key = web_home.begin_case(DESIGNER)
    bench = Bench(key)
    bench.tables.mkdir(parents=True)
    table = Path(shutil.copy(source, bench.tables))
    build_pages([table], bench.build, BuildRequest(formats=("svg",)), office=current_value())
    (page,) = read_pages(bench.build)
    for op, value in PLAIN:
        change_draft(bench, page.item.path, None, Action(op, value=value))
    (page,) = read_pages(bench.build)
    web_home.carry(key, ("schedule", "kasie", {"pages": (page,)}), ("group", "analis", {"pages": (page,)}))
    return page.item.id


if __name__ == "__main__":
    main(Path(sys.argv[1]))
