"""`rupadata case show` and `rupadata case list`: how far cases are."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from rupadata.cli.case.arguments import case_argument, open_service, person_option, service_in
from rupadata.cli.options import PathName, lang_option
from rupadata.language import say


@click.command(help=say(id="Perlihatkan satu perintah kerja.", en="Show one work order."))
@case_argument
@click.option("--json", "as_json", is_flag=True, help=say(id="Cetak sebagai JSON.", en="Print as JSON."))
@lang_option
def show(case: Path, as_json: bool, lang: str) -> None:
    """Print where a case stands, its infographics and its time."""
    from rupadata.procedure.overview import describe_case
    from rupadata.procedure.store import MADE, PAPERS, SUPERSEDED

    service, key = open_service(case)
    loaded = service.load(key)
    described = describe_case(loaded, datetime.now(loaded.office.zone), key=key)
    names = [name for name in service.store.names(key, PAPERS) if name != MADE]
    described["papers"] = [name for name in names if not name.startswith(SUPERSEDED)]
    described["superseded"] = [name for name in names if name.startswith(SUPERSEDED)]
    if as_json:
        click.echo(json.dumps(described, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(described)))


@click.command(
    name="list", help=say(id="Daftar perintah kerja dalam DIR.", en="List the work orders in DIR.")
)
@click.argument("folder", metavar="DIR", type=PathName())
@click.option("--json", "as_json", is_flag=True, help=say(id="Cetak sebagai JSON.", en="Print as JSON."))
@person_option(required=False)
@lang_option
def list_(folder: Path, as_json: bool, person: str | None, lang: str) -> int:
    """Print one line a case; with `--as` only those that wait for that person. Exit 1 when one is broken."""
    service = service_in(folder)
    found, broken = service.summaries()
    mine = {task.key for task in service.waiting_for(person)} if person is not None else set()
    rows = [summary.as_dict() for summary in found if person is None or summary.key in mine]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            steps = ", ".join(row["steps"]) or _status(row["status"])
            click.echo(f"{row['key']:<24} {row['approved']:>3}/{row['items']:<3} {steps:<28} {row['title']}")
    for error in broken:
        click.echo(str(error), err=True)
    return 1 if broken else 0


def _lines(case: dict[str, Any]) -> list[str]:
    lines = [
        f"{case['key']}: {case['title']}",
        f"{case['procedure']['name']} ({case['procedure']['id']}, {case['procedure']['version']})",
        f"{_status(case['status'])}, {case['decisions']} "
        + say(id="keputusan, kepala riwayat ", en="decisions, head of history ")
        + case["head"],
    ]
    if case["deadline"]:
        lines.append(say(id="Tenggat ", en="Deadline ") + case["deadline"])
    width = max((len(item["id"]) for item in case["item_list"]), default=0)
    if case["open"]:
        lines += ["", say(id="Menunggu", en="Waiting")]
        lines += [
            f"  {one['row']:>2} {one['step']:<10} {one['item']:<{width}} {'/'.join(one['people']):<16} "
            + say(id="tenggat ", en="due ")
            + one["due_at"][:16].replace("T", " ")
            + (say(id=", lewat", en=", overdue") if one["overdue"] else "")
            for one in case["open"]
        ]
        if any(one["overdue"] for one in case["open"]):
            lines.append(
                say(
                    id="  Ada yang terlambat: jadwal dapat disusun ulang dengan replan.",
                    en="  Some work is late: a new schedule can be made with replan.",
                )
            )
    if case["item_list"]:
        lines += ["", say(id="Infografis", en="Infographics")]
        lines += [
            f"  {item['id']:<{width}} {_item_state(item):<24} {item['title']}" for item in case["item_list"]
        ]
    total = case["time_total"]
    used, standard = total["used_minutes"], total["standard_minutes"]
    waiting, again = _hours(total["waiting_minutes"]), _hours(total["correction_minutes"])
    unknown = total["unmeasured"]
    lines += [
        "",
        say(
            id=f"Waktu terpakai {_hours(used)} dari {_hours(standard)} baku, menunggu {waiting}, "
            f"koreksi {again} dalam {total['corrections']} putaran"
            + (f"; {unknown} langkah tidak dicatat mulainya." if unknown else "."),
            en=f"Time used {_hours(used)} of the standard {_hours(standard)}, waiting {waiting}, "
            f"corrections {again} in {total['corrections']} rounds"
            + (f"; the start of {unknown} steps was not recorded." if unknown else "."),
        ),
    ]
    for paper, signed in case["signed"].items():
        kind = say(id="pindaian", en="scan") if signed["kind"] == "scan" else signed["signer"]
        lines.append("  ".join(part for part in (paper, kind, signed["number"]) if part))
    lines += ["", *(f"  {paper}" for paper in case["papers"])] if case["papers"] else []
    if count := len(case["superseded"]):
        lines.append(
            say(
                id=f"  {count} naskah yang sudah diganti ada di papers/superseded.",
                en=f"  {count} superseded papers lie in papers/superseded.",
            )
        )
    return lines


def _status(status: str) -> str:
    """Return the word for where a case stands."""
    words = {
        "open": say(id="berjalan", en="open"),
        "closed": say(id="selesai", en="closed"),
        "withdrawn": say(id="ditarik", en="withdrawn"),
    }
    return words.get(status, status)


def _hours(minutes: int) -> str:
    """Return minutes as hours and minutes: 2 jam 30 menit."""
    hours, rest = divmod(minutes, 60)
    parts = [say(id=f"{hours} jam", en=f"{hours} h")] if hours else []
    if rest or not hours:
        parts.append(say(id=f"{rest} menit", en=f"{rest} min"))
    return " ".join(parts)


def _item_state(item: dict[str, Any]) -> str:
    if item["withdrawn"]:
        return say(id="ditarik", en="withdrawn")
    if item["approved"]:
        return say(id="disetujui", en="approved") + f" {item['approved'][:12]}"
    again = say(id=f", koreksi {item['round']}", en=f", round {item['round']}") if item["round"] else ""
    return f"{item['step']}{again}"
