"""The documentation of a case: one zip with all approved editions, the history, the papers, and an index."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from html import escape
from pathlib import Path

from rupadata.documents.facts import action_words, day_words, item_facts, moment_words, person_words
from rupadata.procedure.case import Case
from rupadata.procedure.decision import Decision

_STORED = (".png", ".jpg", ".jpeg", ".webp", ".pdf", ".xlsx", ".zip")


def documentation(case: Case, decision: Decision, folder: Path, pictures: Mapping[str, bytes]) -> bytes:
    """Return the archive; only approved editions are in it, and every file stands in its manifest."""
    files: dict[str, bytes] = {}
    for item in case.progress.active_items():
        if item.edition is None or not item.approved:
            continue
        kept = folder / "items" / item.item.id / "editions" / item.approved
        for file in item.edition.files:
            files[f"infografis/{item.item.id}/{file.name}"] = (kept / file.name).read_bytes()
        if item.item.id in pictures:
            files[f"pratinjau/{item.item.id}.jpg"] = pictures[item.item.id]
    lines = (folder / "decisions.jsonl").read_bytes().splitlines(keepends=True)
    files["riwayat/decisions.jsonl"] = b"".join(lines[: decision.number])
    files["riwayat/case.json"] = (folder / "case.json").read_bytes()
    for path in sorted((folder / "papers").glob("**/*")):
        if (
            path.is_file()
            and path.suffix in (".pdf", ".docx", ".xlsx", ".ics")
            and "superseded" not in path.parts
        ):
            files[f"naskah/{path.relative_to(folder / 'papers').as_posix()}"] = path.read_bytes()
    files["pemeriksaan.json"] = _dump(_checks(case))
    files["index.html"] = _index(case, decision, files).encode()
    manifest = {
        "case": case.key,
        "title": case.header.title,
        "head": case.head,
        "files": {name: sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    files["manifest.json"] = _dump(manifest)
    return zip_files(files, decision.at.astimezone(case.office.zone))


def _checks(case: Case) -> list[dict[str, object]]:
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
            "sources": [{"file": source.file, "sha256": source.sha256} for source in item.item.sources],
        }
        for item in case.progress.active_items()
        if item.edition is not None and item.approved
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


def _index(case: Case, decision: Decision, files: Mapping[str, bytes]) -> str:
    """Return the page that opens the archive in a browser, without scripts and without a network."""
    approved = [item for item in case.progress.active_items() if item.approved]
    cards = "\n".join(
        _card(case, number, item.item.id, files, item_facts(case, item, number))
        for number, item in enumerate(approved, start=1)
    )
    papers = "\n".join(
        f'<li><a href="{escape(name)}">{escape(name.removeprefix("naskah/"))}</a></li>'
        for name in sorted(files)
        if name.startswith("naskah/")
    )
    history = "\n".join(
        f"<tr><td>{made.number}</td><td>{escape(moment_words(made.at, case))}</td>"
        f"<td>{escape(person_words(case, made))}</td><td>{escape(action_words(case, made))}</td>"
        f"<td>{escape(made.item)}</td><td>{escape(made.note)}</td></tr>"
        for made in case.decisions
    )
    return _PAGE.format(
        title=escape(case.header.title),
        office=escape(case.office.letterhead.office),
        government=escape(case.office.letterhead.government),
        day=escape(day_words(decision.at, case)),
        head=case.head,
        cards=cards,
        papers=papers,
        history=history,
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
footer {{ margin-top: 3rem; color: var(--quiet); font-size: .85rem; overflow-wrap: anywhere; }}
</style>
<header><p>{government}</p><p>{office}</p><h1>{title}</h1>
<p>Dokumentasi hasil penyusunan infografis, {day}</p></header>
<main>
<h2>Infografis yang disetujui</h2>
<div class="cards">
{cards}
</div>
<h2>Naskah</h2>
<ul>
{papers}
</ul>
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
<footer>Kepala riwayat {head}</footer>
</html>
"""
