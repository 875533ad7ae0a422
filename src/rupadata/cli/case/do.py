"""`rupadata case do`: decide one step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rupadata.cli.case.arguments import case_argument, moment, open_store, person_option, time_option
from rupadata.cli.options import lang_option
from rupadata.language import say

if TYPE_CHECKING:
    from rupadata.procedure import Case, Decision
    from rupadata.procedure.built_pages import BuiltPage
    from rupadata.procedure.definition import Step

_ACTIONS = (
    "order, schedule, group, design, submit, approve, return, consult, document, report, receive, close, "
    "start, handover, withdraw, reopen"
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
    "source",
    metavar="DIR",
    type=click.Path(path_type=Path),
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
        id="Tenggat perintah kerja, mis. 2026-10-30 (order atau schedule).",
        en="The work order's deadline, like 2026-10-30 (order or schedule).",
    ),
)
@click.option(
    "--kind",
    type=click.Choice(["Plh", "Plt"]),
    default=None,
    help=say(id="Penerima sebagai Plh atau Plt.", en="The deputy acts as Plh or Plt."),
)
@click.option(
    "--sources",
    "source_folders",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help=say(
        id="Folder tabel sumber, untuk disimpan dalam perintah kerja; boleh berulang.",
        en="Folder of the source tables, to be kept in the case; repeatable.",
    ),
)
@person_option()
@time_option
@lang_option
def do(
    case: Path,
    action: str,
    item: str,
    source: Path | None,
    note: str,
    digest: str,
    step: str,
    to: str,
    role: str,
    deadline: str | None,
    kind: str | None,
    source_folders: tuple[Path, ...],
    person: str,
    at: str | None,
    lang: str,
) -> None:
    """Record one decision and write the papers that it yields."""
    import msgspec

    from rupadata.documents import write_papers
    from rupadata.procedure.decision import Decision, Handover
    from rupadata.procedure.office import parse_day
    from rupadata.procedure.sources import gather_sources, wanted_sources
    from rupadata.procedure.workload import busy_days, open_cases

    store, key = open_store(case)
    before = store.load(key)
    due = parse_day(deadline) if deadline else None
    item = item or _only_open_item(before, action)
    brought = _read_source(before, action, item, source)
    wanted = wanted_sources(before, brought) if source_folders else ()
    tables, contents = gather_sources(source_folders, wanted)
    cases, broken = open_cases(store, key) if _schedules(before, action) else ([], [])

    def make(current: Case) -> Decision:
        decision = Decision(
            action=action,
            person=person,
            at=moment(at, current.office),
            item=item,
            note=note,
            digest=digest,
            step=step if action == "start" else "",
            role="" if action == "handover" else role,
            handover=Handover(role, to, kind or "") if to else None,
            deadline=due,
            tables=tables,
        )
        if cases:
            busy = busy_days(cases, decision.at)
            decision = msgspec.structs.replace(decision, elsewhere=busy)
        return _with_pages(decision, action, item, brought, current)

    folder = brought[0].folder if brought and item else None
    after = store.record(key, make, source=folder, tables=contents)
    with store.lock(key):
        after = store.load(key)
        written = write_papers(after, case)
    _tell(after, written, case, broken)


def _schedules(case: Case, action: str) -> bool:
    from rupadata.procedure.schedule import gives_schedule

    found = case.procedure.find_action(action)
    return found is not None and gives_schedule(found[0])


def _only_open_item(case: Case, action: str) -> str:
    """Return the item that an action can only mean, because its step waits for no other."""
    found = case.procedure.find_action(action)
    waiting = [one.item for one in case.progress.open.values() if found and one.step == found[0].key]
    return waiting[0] if len(waiting) == 1 else ""


def _read_source(case: Case, action: str, item: str, source: Path | None) -> tuple[BuiltPage, ...]:
    """Return the pages that a call brings: of the item that it names, or all for the whole work order."""
    from rupadata.procedure.built_pages import get_page, read_pages

    found = case.procedure.find_action(action)
    if source is None or found is None:
        return ()
    if found[0].scope == "case":
        return read_pages(source)
    known = case.progress.items.get(item)
    # An unknown item is refused by the rules, which know all items to offer.
    return (get_page(source, known.item),) if known else ()


def _with_pages(
    decision: Decision, action: str, item: str, pages: tuple[BuiltPage, ...], case: Case
) -> Decision:
    import msgspec

    if not pages:
        return decision
    if item:
        return msgspec.structs.replace(decision, edition=pages[0].edition)
    return msgspec.structs.replace(decision, items=tuple(page.item for page in pages))


def _tell(case: Case, written: tuple[Path, ...], folder: Path, broken: list[str]) -> None:
    decision = case.decisions[-1]
    label = f"{decision.number} {decision.action} {decision.item}".strip()
    click.echo(f"{label}: {case.person_label(decision)}{_handed(case, decision)}, {decision.hash[:12]}")
    for path in written:
        click.echo(str(path.relative_to(folder)))
    warnings = [
        *_warnings(case, decision),
        *_source_warnings(case, decision),
        *(
            say(
                id=f"{key} tidak terbaca; bebannya tidak dihitung.",
                en=f"{key} cannot be read; its load is not counted.",
            )
            for key in broken
        ),
    ]
    for warning in warnings:
        click.echo(say(id=f"Peringatan: {warning}", en=f"Warning: {warning}"), err=True)
    waiting: dict[str, list[str]] = {}
    for open_ in case.progress.open.values():
        waiting.setdefault(open_.step, []).append(open_.item)
    for step, items in waiting.items() if case.status == "open" else ():
        click.echo(_next_line(case, case.procedure.step(step), [name for name in items if name]), err=True)


def _handed(case: Case, decision: Decision) -> str:
    """Return to whom a role was handed, and as what."""
    handover = decision.handover
    if handover is None:
        return ""
    kind = f"{handover.kind}. " if handover.kind else ""
    return f" -> {case.office.official(handover.to).name} ({kind}{case.procedure.title_of(handover.role)})"


def _next_line(case: Case, step: Step, items: list[str]) -> str:
    who = ", ".join(case.procedure.title_of(actor) for actor in step.actors)
    names = "/".join(action.name for action in step.actions)
    what = f" [{', '.join(items[:4])}{' …' if len(items) > 4 else ''}]" if items else ""
    return say(
        id=f"Langkah berikut: {step.row} {names}{what} ({who}).",
        en=f"Next: {step.row} {names}{what} ({who}).",
    )


def _warnings(case: Case, decision: Decision) -> list[str]:
    """Return what a decision should make people aware of."""
    from rupadata.procedure.schedule import YEARBOOK_MONTH, plan_case

    item = case.progress.items.get(decision.item)
    if _schedules(case, decision.action) and case.progress.items:
        return [
            str(problem.message)
            for problem in plan_case(
                case, decision.at, deadline=case.progress.deadline, elsewhere=decision.elsewhere
            ).problems
        ]
    if (
        item is not None
        and item.item.yearbook
        and decision.edition is not None
        and decision.at.astimezone(case.office.zone).month < YEARBOOK_MONTH
    ):
        return [
            say(
                id=f"{item.item.yearbook} didahulukan; menurut SOP dimulai September.",
                en=f"{item.item.yearbook} goes first; under the SOP it starts in September.",
            )
        ]
    return []


def _source_warnings(case: Case, decision: Decision) -> list[str]:
    """Return which source tables the case lacks, where some came, were grouped or went into the archive."""
    from rupadata.documents.archive import source_words
    from rupadata.procedure.sources import lacking_sources

    found = case.procedure.find_action(decision.action)
    archived = found is not None and any(paper.kind == "documentation" for paper in found[0].papers)
    grouped = found is not None and "brings-items" in found[1].gates
    if not (archived or grouped or decision.tables):
        return []
    known = case.progress.sources
    new = {table.sha256 for table in decision.tables}
    lacking = [
        source
        for source in lacking_sources(case)
        if archived or source.sha256 in new or (grouped and source.sha256 not in known)
    ]
    lines = [
        f"{source.file}: {source_words(known[source.sha256].why)}"
        for source in lacking
        if source.sha256 in known
    ]
    unasked = [source.file for source in lacking if source.sha256 not in known]
    if unasked:
        names = ", ".join(unasked[:3]) + (" …" if len(unasked) > 3 else "")
        lines.append(
            say(
                id=f"{len(unasked)} tabel sumber tidak ikut diarsipkan ({names}).",
                en=f"{len(unasked)} source tables are not in the archive ({names}).",
            )
            if archived
            else say(
                id=f"{len(unasked)} tabel sumber belum disimpan ({names}); sebut foldernya dengan --sources.",
                en=f"{len(unasked)} source tables are not kept yet ({names}); name a folder with --sources.",
            )
        )
    return lines
