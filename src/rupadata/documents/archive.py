"""The documentation of a case: one zip with all approved editions, the history, the papers, and an index."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from html import escape
from pathlib import PurePosixPath

from msgspec import Struct

from rupadata.data_files import from_technical_csv, workbook
from rupadata.documents.origins import EVIDENCE, origin_page
from rupadata.documents.statements import (
    action_words,
    day_words,
    item_facts,
    moment_words,
    person_words,
    retention_words,
)
from rupadata.procedure.case import Case, ItemProgress
from rupadata.procedure.decision import Decision, SourceTable
from rupadata.procedure.due_papers import due_papers, load_records
from rupadata.procedure.recording import refuse_changed
from rupadata.procedure.sources import source_words
from rupadata.procedure.store import PAPERS, SUPERSEDED, CaseFiles, edition_name

DATA, BOOK = "data.csv", "data.xlsx"
_LONGEST_NAME = 50
_REPLACED = "naskah/diganti/"
_ASIDE = re.compile(r".+-keputusan-\d+-(?P<digest>[0-9a-f]{12})\.pdf")
_STORED = (".png", ".jpg", ".jpeg", ".webp", ".pdf", ".xlsx", ".zip")


def documentation(case: Case, decision: Decision, kept: CaseFiles, pictures: Mapping[str, bytes]) -> bytes:
    """Return the archive; only approved editions are in it, and every file stands in its manifest.

    Source tables are in it as far as the case keeps them; the index says of the others why not.
    """
    files: dict[str, bytes] = {}
    for item in case.progress.active_items():
        if item.edition is None or not item.approved:
            continue
        folder = folder_name(case, item)
        for file in item.edition.files:
            name = edition_name(item.item.id, item.approved, file.name)
            content = kept.get(name)
            refuse_changed(name, content, file.sha256)
            files[f"infografis/{folder}/{file.name}"] = content
            if file.name == EVIDENCE:
                files[f"infografis/{folder}/asal-angka.html"] = origin_page(item.title, content).encode()
            if file.name == DATA and (rows := from_technical_csv(content)) is not None:
                day = decision.at.astimezone(case.office.zone).date()
                files[f"infografis/{folder}/{BOOK}"] = workbook(rows, title=item.title, day=day)
        if item.item.id in pictures:
            files[f"pratinjau/{folder}.jpg"] = pictures[item.item.id]
    lines = kept.history().splitlines(keepends=True)
    files["riwayat/decisions.jsonl"] = b"".join(lines[: decision.number])
    files["riwayat/case.json"] = kept.header()
    files.update((f"naskah/{name}", content) for name, content in _papers(case, kept).items())
    files.update((f"{_REPLACED}{name}", content) for name, content in replaced_papers(case, kept).items())
    sources = _sources(case)
    for row in sources:
        if row.name:
            files[row.name] = kept.get(row.table.kept)
            refuse_changed(row.table.kept, files[row.name], row.table.sha256)
    files["pemeriksaan.json"] = _dump(_checks(case, sources))
    files["index.html"] = _index(case, decision, files, sources).encode()
    manifest = {
        "case": case.key,
        "title": case.header.title,
        "head": case.head,
        "files": {name: sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    files["manifest.json"] = _dump(manifest)
    return zip_files(files, decision.at.astimezone(case.office.zone))


def folder_name(case: Case, item: ItemProgress) -> str:
    """Return the name of an infographic's folder: its number among the approved ones, then its name."""
    number = next(n for n, one in enumerate(_approved(case), start=1) if one is item)
    words = re.sub(r"[^a-z0-9]+", "-", _plain_letters(item.item.name).lower()).strip("-")
    return f"{number:02d}-{words[:_LONGEST_NAME].rstrip('-') or 'infografis'}"


def _plain_letters(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _papers(case: Case, kept: CaseFiles) -> dict[str, bytes]:
    """Return the papers that stood when the archive was made, the signed ones among them.

    Only what the case itself made and recorded, and what still is what was recorded.
    """
    archives = {
        paper.file for step in case.procedure.steps for paper in step.papers if paper.kind == "documentation"
    }
    due = {one.file: one.stands_by for one in due_papers(case) if one.file not in archives}
    recorded = {
        name: digest
        for file, record in load_records(kept).items()
        if due.get(file) == record.decision
        for name, digest in record.files.items()
    }
    recorded |= {paper.file.removeprefix(PAPERS): paper.sha256 for paper in case.progress.signed.values()}
    found = {name: kept.find(PAPERS + name) for name in sorted(recorded)}
    return {
        name: content
        for name, content in found.items()
        if content is not None and sha256(content).hexdigest() == recorded[name]
    }


def replaced_papers(case: Case, kept: CaseFiles) -> dict[str, bytes]:
    """Return the sheets that others took the place of, and what was signed before what is signed now.

    They may have been printed and acted upon. Only what still is what was put aside: its digest is in its
    name, or in the decision that brought it.
    """
    found: dict[str, bytes] = {}
    for name in kept.names(SUPERSEDED):
        match = _ASIDE.fullmatch(name.removeprefix(SUPERSEDED))
        content = kept.find(name) if match else None
        if match and content is not None and sha256(content).hexdigest().startswith(match["digest"]):
            found[name.removeprefix(SUPERSEDED)] = content
    valid = {paper.file for paper in case.progress.signed.values()}
    for paper in (made.paper for made in case.decisions if made.paper and made.paper.file not in valid):
        content = kept.find(paper.file)
        if content is not None and sha256(content).hexdigest() == paper.sha256:
            found[PurePosixPath(paper.file).name] = content
    return found


class _Source(Struct, frozen=True):
    """A source table: what became of it, its name in the archive if it is there, and its infographics."""

    table: SourceTable
    name: str
    used_by: tuple[int, ...]


def _sources(case: Case) -> list[_Source]:
    """Return the tables behind the approved editions; one whose columns were left out stays out itself."""
    users: dict[str, list[int]] = {}
    dropped: set[str] = set()
    files: dict[str, str] = {}
    for number, item in enumerate(_approved(case), start=1):
        for source in item.sources:
            users.setdefault(source.sha256, []).append(number)
            files.setdefault(source.sha256, source.file)
            if source.dropped:
                dropped.add(source.sha256)
    taken: set[str] = set()
    rows = []
    for digest, file in sorted(files.items(), key=lambda entry: (entry[1], entry[0])):
        table = case.progress.sources.get(digest) or SourceTable(file, digest)
        if digest in dropped:
            table = SourceTable(file, digest, why="column-dropped")
        name = f"sumber/{PurePosixPath(table.kept).name}" if table.kept else ""
        if name and name in taken:
            name = f"sumber/{digest[:12]}/{PurePosixPath(table.kept).name}"
        taken.add(name)
        rows.append(_Source(table, name, tuple(users[digest])))
    return rows


def _approved(case: Case) -> list[ItemProgress]:
    return [item for item in case.progress.active_items() if item.edition is not None and item.approved]


def _checks(case: Case, sources: list[_Source]) -> list[dict[str, object]]:
    found = {row.table.sha256: row for row in sources}
    return [
        {
            "item": item.item.id,
            "digest": item.approved,
            "engine": item.edition.engine,
            "errors": list(item.edition.errors),
            "warnings": list(item.edition.warnings),
            "missing_elements": list(item.edition.missing_elements),
            "reason": item.reason,
            "consent": item.consent,
            "sources": [
                {
                    "file": source.file,
                    "sha256": source.sha256,
                    "archived_as": found[source.sha256].name,
                    "left_out": ""
                    if found[source.sha256].name
                    else found[source.sha256].table.why or "not-asked",
                }
                for source in item.sources
            ],
        }
        for item in _approved(case)
        if item.edition is not None
    ]


def zip_files(files: Mapping[str, bytes], when: datetime) -> bytes:
    """Return files as a zip that carries one given time: the same files give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            stored = name.lower().endswith(_STORED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return content.getvalue()


def _index(case: Case, decision: Decision, files: Mapping[str, bytes], sources: list[_Source]) -> str:
    """Return the page that opens the archive in a browser, without scripts and without a network."""
    approved = _approved(case)
    cards = "\n".join(
        _card(case, number, folder_name(case, item), files, item_facts(case, item, number))
        for number, item in enumerate(approved, start=1)
    )
    papers = _listed(name for name in files if name.startswith("naskah/") and not name.startswith(_REPLACED))
    replaced = _listed(name for name in files if name.startswith(_REPLACED))
    history = "\n".join(
        f"<tr><td>{made.number}</td><td>{escape(moment_words(made.at, case))}</td>"
        f"<td>{escape(person_words(case, made))}</td><td>{escape(action_words(case, made))}</td>"
        f'<td data-name="Infografis">{escape(made.item)}</td>'
        f'<td data-name="Catatan">{escape(made.note)}</td></tr>'
        for made in case.decisions
    )
    return _PAGE.format(
        title=escape(case.header.title),
        office=escape(case.office.letterhead.office),
        government=escape(case.office.letterhead.government),
        day=escape(day_words(decision.at, case)),
        head=case.head,
        retention=escape(f"{kept} " if (kept := retention_words(case, decision.at)) else ""),
        cards=cards,
        sources="\n".join(map(_source_row, sources)),
        papers=papers,
        replaced=f"<h3>Naskah yang sudah diganti</h3><ul>{replaced}</ul>" if replaced else "",
        history=history,
    )


def _listed(names: Iterable[str]) -> str:
    """Return papers as entries of a list, each by its own name."""
    return "\n".join(
        f'<li><a href="{escape(name)}">{escape(PurePosixPath(name).name)}</a></li>' for name in sorted(names)
    )


def _source_row(row: _Source) -> str:
    file, numbers = escape(row.table.file), ", ".join(map(str, row.used_by))
    state = f'<a href="{escape(row.name)}">{escape(row.name)}</a>'
    if not row.name:
        state = f"tidak disertakan: {escape(source_words(row.table.why))}"
    return (
        f'<tr><td>{file}</td><td>{state}</td><td data-name="Infografis">{numbers}</td>'
        f'<td class="hash" data-name="SHA-256">{row.table.sha256[:16]}</td></tr>'
    )


def _card(case: Case, number: int, item: str, files: Mapping[str, bytes], facts: dict[str, object]) -> str:
    prefix = f"infografis/{item}/"
    links = " ".join(
        f'<a href="{escape(name)}">{escape(name.removeprefix(prefix))}</a>'
        for name in sorted(files)
        if name.startswith(prefix)
    )
    preview = f"pratinjau/{item}.jpg"
    title = escape(str(facts["title"]))
    image = f'<img src="{escape(preview)}" alt="Pratinjau: {title}">' if preview in files else ""
    whole = min((name for name in files if name.startswith(prefix) and name.endswith(".png")), default="")
    if image and whole:
        image = f'<a href="{escape(whole)}">{image}</a>'
    return (
        f"<article>{image}<h3>{number}. {title}</h3>"
        f"<p>{escape(str(facts['subject']))} · {escape(str(facts['state_words']))}</p>"
        f'<p class="hash">{escape(str(facts["digest"]))}</p><p class="files">{links}</p></article>'
    )


def _dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


_PAGE = """<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light; --ink: #1b2430; --quiet: #566170; --line: #d5dbe1; }}
body {{ font: 16px/1.5 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; color: var(--ink);
  margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 4rem; }}
header {{ border-bottom: 3px solid var(--ink); padding-bottom: 1rem; margin-bottom: 2rem; }}
header p {{ margin: 0; color: var(--quiet); }}
h1 {{ font-size: 1.9rem; line-height: 1.2; margin: .4rem 0; }}
h2 {{ font-size: 1.25rem; margin: 2.5rem 0 1rem; }}
h3 {{ font-size: 1.05rem; line-height: 1.3; margin: .7rem 0 .2rem; }}
.cards {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 2rem 1.5rem; }}
article p {{ margin: .2rem 0; color: var(--quiet); font-size: .92rem; }}
article img {{ width: 100%; box-sizing: border-box; border: 1px solid var(--line); display: block; }}
.hash {{ font-size: .75rem !important; overflow-wrap: anywhere; }}
.files a {{ margin-right: .5rem; display: inline-block; }}
a {{ color: #1a5f7a; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: .92rem; }}
th, td {{ text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-bottom: 1px solid var(--line); }}
@media (max-width: 44rem) {{
  thead {{ display: none; }}
  tr {{ display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }}
  td {{ display: block; border: 0; padding: .1rem 0; overflow-wrap: anywhere; }}
  td:empty {{ display: none; }}
  td[data-name]::before {{ content: attr(data-name) ": "; color: var(--quiet); }}
}}
footer {{ margin-top: 3rem; color: var(--quiet); font-size: .85rem; overflow-wrap: anywhere; }}
</style>
<header><p>{government}</p><p>{office}</p><h1>{title}</h1>
<p>Dokumentasi hasil penyusunan infografis, {day}</p></header>
<main>
<h2>Infografis yang disetujui</h2>
<div class="cards">
{cards}
</div>
<h2>Data dan tabel sumber</h2>
<p>Setiap infografis membawa amatan yang dipakainya (data.xlsx untuk dibaca dan dicetak,
data-id.csv untuk lembar kerja, data.csv untuk program), asal setiap angkanya (asal-angka.html;
untuk program evidence.json), dan isi halamannya (page.json). Tabel sumber disertakan sebagaimana adanya,
kecuali yang memuat data pribadi, kolom yang diabaikan saat dibaca, atau catatan satu per satu; angkanya
tetap ada dalam data.csv.</p>
<div class="wide"><table>
<thead><tr><th>Tabel sumber</th><th>Dalam arsip</th><th>Infografis</th><th>SHA-256</th></tr></thead>
<tbody>
{sources}
</tbody>
</table></div>
<h2>Naskah</h2>
<ul>
{papers}
</ul>
{replaced}
<p>Sidik setiap berkas (SHA-256) ada dalam <a href="manifest.json">manifest.json</a>; hasil pemeriksaan dalam
<a href="pemeriksaan.json">pemeriksaan.json</a>.</p>
<h2>Riwayat keputusan</h2>
<div class="wide"><table>
<thead><tr><th>No.</th><th>Waktu</th><th>Oleh</th><th>Keputusan</th><th>Infografis</th><th>Catatan</th></tr></thead>
<tbody>
{history}
</tbody>
</table></div>
</main>
<footer>{retention}Kepala riwayat {head}</footer>
</html>
"""
