"""`rupadata case show` and `rupadata case list`: how far cases are."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from rupadata.cli.case.places import case_argument, open_store, person_option
from rupadata.cli.options import lang_option
from rupadata.errors import RupadataError
from rupadata.language import say


@click.command(help=say(id="Perlihatkan satu perintah kerja.", en="Show one work order."))
@case_argument
@click.option("--json", "as_json", is_flag=True, help=say(id="Cetak sebagai JSON.", en="Print as JSON."))
@lang_option
def show(case: Path, as_json: bool, lang: str) -> None:
    """Print where a case stands, its infographics and its time."""
    from rupadata.procedure.overview import describe_case

    store, key = open_store(case)
    loaded = store.load(key)
    described = describe_case(loaded, datetime.now(loaded.office.zone))
    described["papers"] = sorted(
        path.relative_to(case).as_posix()
        for path in (case / "papers").glob("**/*")
        if path.is_file() and path.name != "made.json"
    )
    if as_json:
        click.echo(json.dumps(described, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(described)))


@click.command(
    name="list", help=say(id="Daftar perintah kerja dalam DIR.", en="List the work orders in DIR.")
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=say(id="Cetak sebagai JSON.", en="Print as JSON."))
@person_option(required=False)
@lang_option
def list_(folder: Path, as_json: bool, person: str | None, lang: str) -> int:
    """Print one line a case; with `--as` only those that wait for that person. Exit 1 when one is broken."""
    from rupadata.procedure.overview import summarise_case
    from rupadata.procedure.store import FileStore

    store = FileStore(folder.resolve())
    rows: list[dict[str, Any]] = []
    broken = []
    for key in store.keys():  # noqa: SIM118 - a store is no mapping
        try:
            case = store.load(key)
        except RupadataError as error:
            broken.append(str(error))
            continue
        summary = summarise_case(case)
        roles = case.office.official(person).roles if person else ()
        if not person or set(roles) & set(summary["waits_for"]):
            rows.append(summary)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            steps = ", ".join(row["steps"]) or row["status"]
            click.echo(f"{row['key']:<24} {row['approved']:>3}/{row['items']:<3} {steps:<28} {row['title']}")
    for line in broken:
        click.echo(line, err=True)
    return 1 if broken else 0


def _lines(case: dict[str, Any]) -> list[str]:
    lines = [
        f"{case['key']}: {case['title']}",
        f"{case['procedure']['name']} ({case['procedure']['id']}, {case['procedure']['version']})",
        f"{case['status']}, {case['decisions']} "
        + say(id="keputusan, kepala riwayat ", en="decisions, head of history ")
        + case["head"],
    ]
    if case["open"]:
        lines += ["", say(id="Menunggu", en="Waiting")]
        lines += [
            f"  {one['row']:>2} {one['step']:<10} {one['item']:<36} {'/'.join(one['people']):<20} "
            + say(id="tenggat ", en="due ")
            + one["due_at"][:16].replace("T", " ")
            + (say(id=", lewat", en=", overdue") if one["overdue"] else "")
            for one in case["open"]
        ]
    if case["item_list"]:
        lines += ["", say(id="Infografis", en="Infographics")]
        lines += [f"  {item['id']:<40} {_item_state(item):<28} {item['title']}" for item in case["item_list"]]
    total = case["time_total"]
    lines += [
        "",
        say(
            id=f"Waktu terpakai {total['used_minutes']} dari {total['standard_minutes']} menit baku, menunggu "
            f"{total['waiting_minutes']}, koreksi {total['correction_minutes']} menit "
            f"dalam {total['corrections']} putaran.",
            en=f"Time used {total['used_minutes']} of {total['standard_minutes']} standard minutes, waiting "
            f"{total['waiting_minutes']}, corrections {total['correction_minutes']} minutes "
            f"in {total['corrections']} rounds.",
        ),
    ]
    lines += ["", *(f"  {paper}" for paper in case["papers"])] if case["papers"] else []
    return lines


def _item_state(item: dict[str, Any]) -> str:
    if item["withdrawn"]:
        return say(id="ditarik", en="withdrawn")
    if item["approved"]:
        return say(id="disetujui ", en="approved ") + item["approved"][:12]
    again = say(id=f", koreksi {item['round']}", en=f", round {item['round']}") if item["round"] else ""
    return f"{item['step']}{again}"
