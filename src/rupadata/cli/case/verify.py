"""`rupadata case verify`: is a case what it says it is."""

from __future__ import annotations

import re
from pathlib import Path

import click

from rupadata.cli.case.arguments import case_argument, open_service, read_file
from rupadata.cli.options import lang_option
from rupadata.errors import InputRefusedError
from rupadata.language import say


@click.command(
    help=say(
        id="Periksa riwayat, edisi, dan naskah sebuah perintah kerja.",
        en="Check the history, the editions and the papers of a work order.",
    )
)
@case_argument
@click.option(
    "--against",
    metavar="PAPER",
    help=say(
        id="Naskah PDF, atau kepala riwayat yang tercetak padanya.",
        en="A PDF paper, or the head of history printed on it.",
    ),
)
@lang_option
def verify(case: Path, against: str | None, lang: str) -> int:
    """Print what is wrong; exit code 1 when anything is."""
    from rupadata.procedure.audit import find_decision

    service, key = open_service(case)
    try:
        loaded = service.load(key)
    except InputRefusedError as error:
        if error.code != "history-broken":
            raise
        click.echo(str(error))
        return 1

    faults = list(service.verify(key))
    if against is not None:
        head = _head_of(against)
        known = find_decision(loaded, head)
        if known is None:
            faults.append(
                say(
                    id=f"Kepala riwayat {head[:16]} pada naskah tidak ada dalam riwayat ini.",
                    en=f"The head {head[:16]} printed on the paper is not in this history.",
                )
            )
        else:
            click.echo(
                say(
                    id=f"Naskah sesuai dengan riwayat sampai keputusan ke-{known}.",
                    en=f"The paper agrees with the history up to decision {known}.",
                )
            )
    for fault in faults:
        click.echo(fault)
    if not faults:
        click.echo(
            say(
                id=f"{key}: utuh, {len(loaded.decisions)} keputusan, kepala riwayat {loaded.head}",
                en=f"{key}: intact, {len(loaded.decisions)} decisions, head of history {loaded.head}",
            )
        )
    return 1 if faults else 0


def _head_of(against: str) -> str:
    """Return the head that a paper carries, or the one that somebody typed from it."""
    from rupadata.documents.papers import find_printed_head

    if Path(against).is_file():
        return find_printed_head(read_file(Path(against)), against)
    if re.fullmatch(r"[0-9a-f]{8,64}", against) is None:
        raise InputRefusedError(
            say(id=f"Berkas {against} tidak ada.", en=f"There is no file {against}."),
            code="file-unreadable",
            hint=say(
                id="Sebut naskah PDF, atau kepala riwayat yang tercetak padanya.",
                en="Name a PDF paper, or the head of history printed on it.",
            ),
        )
    return against
