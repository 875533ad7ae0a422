"""`rupadata case do`: decide one step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rupadata.cli.case.arguments import (
    case_argument,
    echo_next,
    echo_warnings,
    moment,
    open_service,
    person_option,
    read_file,
    time_option,
)
from rupadata.cli.options import PathName, lang_option
from rupadata.errors import UsageError
from rupadata.language import say

if TYPE_CHECKING:
    from rupadata.procedure import Case, Decision

_ACTIONS = (
    "order, schedule, group, design, submit, approve, return, consult, document, report, receive, close, "
    "agree, waive, revoke, start, pause, replan, handover, withdraw, reopen, settings"
)


@click.command(
    help=say(
        id=f"Lakukan ACTION: {_ACTIONS}, atau tindakan lain menurut SOP perintah kerja itu.",
        en=f"Do ACTION: {_ACTIONS}, or what else the procedure of the case names.",
    )
)
@case_argument
@click.argument("action")
@click.option("--item", default="", metavar="ID", help=say(id="Infografis.", en="The infographic."))
@click.option(
    "--from",
    "builds",
    metavar="DIR",
    multiple=True,
    type=PathName(),
    help=say(
        id="Folder hasil build, atau folder satu halaman.", en="A build's folder, or the folder of one page."
    ),
)
@click.option("--note", default="", metavar="TEXT", help=say(id="Catatan atau alasan.", en="Note or reason."))
@click.option(
    "--digest",
    default="",
    help=say(
        id="Edisi yang dilihat; ditolak bila sudah berubah.",
        en="The edition you saw; refused if it moved on.",
    ),
)
@click.option("--step", default="", help=say(id="Langkah untuk start.", en="The step for start."))
@click.option(
    "--to", default="", metavar="PERSON", help=say(id="Penerima handover.", en="Who takes the handover.")
)
@click.option(
    "--role", default="", help=say(id="Peran yang diserahkan, atau dipakai.", en="The role handed, or used.")
)
@click.option(
    "--deadline",
    metavar="DATE",
    default=None,
    help=say(
        id="Tenggat perintah kerja, mis. 2026-10-30 (order, schedule, atau replan).",
        en="The work order's deadline, like 2026-10-30 (order, schedule or replan).",
    ),
)
@click.option(
    "--kind",
    type=click.Choice(["Plh", "Plt"]),
    default=None,
    help=say(id="Penerima sebagai Plh atau Plt.", en="The deputy acts as Plh or Plt."),
)
@click.option(
    "--move",
    "moves",
    metavar="MOVE",
    multiple=True,
    help=say(
        id="Pindahkan langkah: LANGKAH:INFOGRAFIS:ORANG:HARI:MENIT (schedule, replan); boleh berulang.",
        en="Move a step of the schedule: STEP:ITEM:PERSON:DAY:MINUTES (schedule, replan); repeatable.",
    ),
)
@click.option(
    "--sources",
    "source_folders",
    metavar="DIR",
    multiple=True,
    type=PathName(),
    help=say(
        id="Folder tabel sumber, untuk disimpan dalam perintah kerja; boleh berulang.",
        en="Folder of the source tables, to be kept in the case; repeatable.",
    ),
)
@click.option(
    "--office",
    "office_file",
    metavar="FILE",
    type=PathName(),
    help=say(id="office.toml yang baru (settings).", en="The new office.toml (settings)."),
)
@person_option()
@time_option
@lang_option
def do(
    case: Path,
    action: str,
    item: str,
    builds: tuple[Path, ...],
    note: str,
    digest: str,
    step: str,
    to: str,
    role: str,
    deadline: str | None,
    moves: tuple[str, ...],
    kind: str | None,
    source_folders: tuple[Path, ...],
    office_file: Path | None,
    person: str,
    at: str | None,
    confirmed_time: bool,
    lang: str,
) -> None:
    """Record one decision and write the papers that it yields."""
    from rupadata.office.settings import Handover, parse_day
    from rupadata.procedure import Request
    from rupadata.procedure.built_pages import read_pages
    from rupadata.procedure.moves import parse_move
    from rupadata.tables.opening.files import find_files

    if len(builds) > 1:
        raise UsageError(
            say(
                id=f"--from disebut {len(builds)} kali: {', '.join(map(str, builds))}.",
                en=f"--from is named {len(builds)} times: {', '.join(map(str, builds))}.",
            ),
            code="pages-ambiguous",
            hint=say(
                id="Bangun semua tabel ke satu folder dengan `rupadata build`, lalu sebut folder itu.",
                en="Build all tables into one folder with `rupadata build`, then name that folder.",
            ),
        )
    service, key = open_service(case)
    outcome = service.decide(
        key,
        Request(
            action=action,
            person=person,
            at=moment(at, service.load(key)),
            confirmed_time=confirmed_time,
            item=item,
            note=note,
            digest=digest,
            step=step,
            role="" if action == "handover" else role,
            handover=Handover(role, to, kind or "") if to else None,
            deadline=parse_day(deadline) if deadline else None,
            moved=tuple(map(parse_move, moves)),
            pages=read_pages(builds[0]) if builds else (),
            office=read_file(office_file).decode(errors="replace") if office_file is not None else "",
            tables=tuple(file for folder in source_folders for file in find_files(folder)),
        ),
    )
    decision = outcome.case.decisions[-1]
    label = f"{decision.number} {decision.action} {decision.item}".strip()
    handed = _handed(outcome.case, decision)
    click.echo(f"{label}: {outcome.case.person_label(decision)}{handed}, {decision.hash[:12]}")
    for name in outcome.papers:
        click.echo(name)
    echo_warnings(outcome.warnings)
    echo_next(outcome.case, outcome.next)


def _handed(case: Case, decision: Decision) -> str:
    """Return to whom a role was handed, and as what."""
    handover = decision.handover
    if handover is None:
        return ""
    kind = f"{handover.kind}. " if handover.kind else ""
    return f" -> {case.office.official(handover.to).name} ({kind}{case.procedure.title_of(handover.role)})"
