"""`rupadata case attach` and `rupadata case papers`: signed papers coming back, papers written again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rupadata.cli.case.arguments import case_argument, moment, open_store, person_option, time_option
from rupadata.cli.options import lang_option
from rupadata.errors import InputRefusedError, UsageError, nearest_name
from rupadata.language import messages_in, say

if TYPE_CHECKING:
    from rupadata.procedure import Case, Decision
    from rupadata.procedure.decision import SignedPaper

_SCANS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


@click.command(
    help=say(
        id="Lampirkan naskah yang sudah ditandatangani: PDF bertanda tangan elektronik atau pindaian.",
        en="Attach a paper that came back signed: a signed PDF or a scan.",
    )
)
@case_argument
@click.argument("paper", metavar="PAPER")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--number", default="", help=say(id="Nomor naskah yang diberikan.", en="The number it was given.")
)
@click.option("--note", default="", metavar="TEXT", help=say(id="Catatan.", en="Note."))
@person_option(required=False)
@time_option
@lang_option
def attach(
    case: Path, paper: str, file: Path, number: str, note: str, person: str | None, at: str | None, lang: str
) -> None:
    """Keep the signed paper beside the draft and record it."""
    from rupadata.documents import write_papers
    from rupadata.procedure.decision import Decision

    store, key = open_store(case)
    current = store.load(key)
    draft = _find_paper(case, paper)
    signed = _read_paper(case, draft, file, number)
    if person is None and signed.kind == "scan":
        raise UsageError(
            say(
                id="Pindaian harus dikonfirmasi oleh seseorang.",
                en="A scan must be confirmed by a named person.",
            ),
            code="person-missing",
            hint=say(id="Sebut --as PELAKSANA.", en="Name --as PERSON."),
        )
    # A signature speaks for itself: without a name the entry stands under whoever keeps the case.
    who = person or current.header.created_by

    def make(loaded: Case) -> Decision:
        return Decision(action="attach", person=who, at=moment(at, loaded.office), note=note, paper=signed)

    after = store.record(key, make, source=file)
    with store.lock(key):
        write_papers(after, case)
    click.echo(f"{signed.file}: {_words(signed)}")


@click.command(
    help=say(
        id="Tulis naskah yang belum ada; dengan --skp: bahan SKP seorang pelaksana "
        "dari semua perintah kerja di folder CASE.",
        en="Write the papers that are missing; with --skp: one person's SKP material "
        "from all work orders in the folder CASE.",
    )
)
@case_argument
@click.option("--skp", metavar="PERSON", help=say(id="Pelaksana bahan SKP.", en="Whose SKP material."))
@click.option(
    "--period", metavar="PERIOD", help=say(id="2026-09, 2026-Q3, atau 2026.", en="2026-09, 2026-Q3 or 2026.")
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help=say(id="Berkas PDF.", en="PDF file."))
@lang_option
def papers(case: Path, skp: str | None, period: str | None, output: Path | None, lang: str) -> None:
    """Write papers again, or the SKP material of a period across cases."""
    from rupadata.documents import write_papers

    if skp is not None:
        click.echo(_write_performance(case, skp, period, output))
        return
    store, key = open_store(case)
    with store.lock(key):
        for path in write_papers(store.load(key), case):
            click.echo(str(path.relative_to(case)))


def _write_performance(folder: Path, person: str, period: str | None, output: Path | None) -> str:
    from rupadata.documents import parse_span, performance_evidence
    from rupadata.documents.typesetting import Typesetter
    from rupadata.procedure.store import FileStore, write_whole

    if period is None:
        raise UsageError(
            say(id="Bahan SKP memerlukan --period.", en="SKP material needs --period."), code="period-missing"
        )
    span = parse_span(period)
    store = FileStore(folder.resolve())
    cases = [store.load(key) for key in store.keys()]  # noqa: SIM118 - a store is no mapping
    if not cases:
        raise InputRefusedError(
            say(id=f"Tidak ada perintah kerja dalam {folder}.", en=f"There is no work order in {folder}."),
            code="case-missing",
        )
    with messages_in("id"):
        data = performance_evidence(cases, person, span, period=period)
    target = output or folder / f"skp-{person}-{period}.pdf"
    when = max(
        (case.decisions[-1].at for case in cases if case.decisions), default=cases[0].header.created_at
    )
    with Typesetter() as typesetter:
        write_whole(target, typesetter.set_pdf("performance-evidence", data, when))
    return str(target)


def _find_paper(case: Path, name: str) -> Path:
    """Return the paper that a name means: `01`, `01-surat-perintah` or with its ending."""
    drafts = sorted(
        path
        for path in (case / "papers").glob("*")
        if path.suffix in (".pdf", ".xlsx", ".zip") and path.is_file()
    )
    for draft in drafts:
        if name in (draft.name, draft.stem, draft.stem.split("-", 1)[0]):
            return draft
    near = nearest_name(name, [draft.stem for draft in drafts])
    known = ", ".join(draft.stem for draft in drafts) or "-"
    raise UsageError(
        say(id=f"Tidak ada naskah {name!r}.", en=f"There is no paper {name!r}."),
        code="paper-unknown",
        hint=say(id=f"Maksudnya {near}?", en=f"Did you mean {near}?")
        if near
        else say(id=f"Yang ada: {known}.", en=f"There are: {known}."),
    )


def _read_paper(case: Path, draft: Path, file: Path, number: str) -> SignedPaper:
    from rupadata.documents.signing import read_signature
    from rupadata.procedure.decision import SignedPaper

    if not file.is_file():
        raise InputRefusedError(
            say(id=f"Berkas {file} tidak ada.", en=f"There is no file {file}."), code="file-unreadable"
        )
    if file.suffix.lower() not in _SCANS:
        raise InputRefusedError(
            say(id=f"{file.name} bukan PDF atau gambar.", en=f"{file.name} is neither PDF nor picture."),
            code="paper-unreadable",
        )
    content = file.read_bytes()
    kept = case / "papers" / "signed" / f"{draft.stem}{file.suffix.lower()}"
    count = 2
    while kept.exists() and kept.read_bytes() != content:
        kept = kept.with_name(f"{draft.stem}-{count}{file.suffix.lower()}")
        count += 1
    drafts = [draft, *sorted((case / "papers" / "superseded").glob(f"{draft.stem}-*{draft.suffix}"))]
    reading = (
        read_signature(content, [path.read_bytes() for path in drafts]) if kept.suffix == ".pdf" else None
    )
    return SignedPaper(
        paper=draft.stem,
        file=kept.relative_to(case).as_posix(),
        sha256=sha256(content).hexdigest(),
        kind="pades" if reading else "scan",
        signer=reading.signer if reading else "",
        signed_at=reading.signed_at if reading else "",
        intact=reading.intact if reading else None,
        matches=reading.matches if reading else None,
        number=number,
    )


def _words(signed: SignedPaper) -> str:
    if signed.kind == "scan":
        return say(id="pindaian", en="scan")
    parts = [say(id=f"tanda tangan {signed.signer}", en=f"signature of {signed.signer}")]
    parts.append(say(id="utuh", en="intact") if signed.intact else say(id="TIDAK UTUH", en="NOT INTACT"))
    if signed.matches is not None:
        parts.append(
            say(id="sama dengan konsep kami", en="same as our draft")
            if signed.matches
            else say(id="BERBEDA dari konsep kami", en="DIFFERENT from our draft")
        )
    return ", ".join(parts)
