"""`rupadata case attach` and `rupadata case papers`: signed papers coming back, papers written again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rupadata.cli.case.arguments import (
    case_argument,
    echo_warnings,
    moment,
    open_service,
    person_option,
    read_file,
    service_in,
    time_option,
)
from rupadata.cli.options import PathName, lang_option
from rupadata.errors import UsageError
from rupadata.language import say

if TYPE_CHECKING:
    from rupadata.procedure.decision import SignedPaper


@click.command(
    help=say(
        id="Lampirkan naskah yang sudah ditandatangani: PDF bertanda tangan elektronik atau pindaian.",
        en="Attach a paper that came back signed: a signed PDF or a scan.",
    )
)
@case_argument
@click.argument("paper", metavar="PAPER")
@click.argument("file", metavar="FILE", type=PathName())
@click.option(
    "--number", default="", help=say(id="Nomor naskah yang diberikan.", en="The number it was given.")
)
@click.option("--note", default="", metavar="TEXT", help=say(id="Catatan.", en="Note."))
@person_option(required=False)
@time_option
@lang_option
def attach(
    case: Path,
    paper: str,
    file: Path,
    number: str,
    note: str,
    person: str | None,
    at: str | None,
    confirmed_time: bool,
    lang: str,
) -> None:
    """Keep the signed paper beside the draft and record it."""
    from rupadata.procedure.attaching import SignedFile

    service, key = open_service(case)
    signed = SignedFile(
        paper=paper,
        file_name=file.name,
        content=read_file(file),
        number=number,
        note=note,
        person=person or "",
        at=moment(at, service.load(key)),
        confirmed_time=confirmed_time,
    )
    outcome = service.attach(key, signed)
    echo_warnings(outcome.warnings)
    kept = outcome.case.decisions[-1].paper
    again = any(warning.code == "paper-attached-already" for warning in outcome.warnings)
    if kept is not None and not again:
        click.echo(f"{kept.file}: {_words(kept)}")


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
@click.option("-o", "--output", type=PathName(), help=say(id="Berkas PDF.", en="PDF file."))
@lang_option
def papers(case: Path, skp: str | None, period: str | None, output: Path | None, lang: str) -> None:
    """Write papers again, or the SKP material of a period across cases."""
    if skp is not None:
        click.echo(_write_performance(case, skp, period, output))
        return
    service, key = open_service(case)
    names = service.make_papers(key)
    for name in names:
        click.echo(name)
    echo_warnings(service.warn_of_papers(key, names))


def _write_performance(folder: Path, person: str, period: str | None, output: Path | None) -> str:
    from rupadata.whole_files import write_whole

    if period is None:
        raise UsageError(
            say(id="Bahan SKP memerlukan --period.", en="SKP material needs --period."), code="period-missing"
        )
    content = service_in(folder).make_performance(person, period)
    return str(write_whole(output or folder / f"skp-{person}-{period}.pdf", content))


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
