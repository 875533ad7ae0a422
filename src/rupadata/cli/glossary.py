"""`rupadata glossary`: the standard indicators, found by any of their names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from rupadata.cli.options import lang_option, office_option, open_office
from rupadata.glossary import StandardIndicator
from rupadata.language import say
from rupadata.model.subject import Direction

_DIRECTIONS = {
    Direction.HIGHER_IS_BETTER: ("lebih tinggi lebih baik", "higher is better"),
    Direction.LOWER_IS_BETTER: ("lebih rendah lebih baik", "lower is better"),
    Direction.NEUTRAL: ("netral", "neutral"),
}


@click.group(
    help=say(id="Cari indikator baku: satuan, ukuran, arah.", en="Find standard indicators: unit, measure.")
)
def command() -> None:
    """Hold the subcommands."""


@command.command(help=say(id="Cari indikator baku dengan kata.", en="Find standard indicators by words."))
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=12, show_default=True, help=say(id="Paling banyak.", en="At most."))
@click.option("--json", "as_json", is_flag=True, help=say(id="Cetak JSON.", en="Print JSON."))
@office_option
@lang_option
def search(words: tuple[str, ...], limit: int, as_json: bool, office: Path | None, lang: str) -> int:
    """Print the indicators that words lead to; exit code 1 when there is none."""
    found = open_office(office).glossary.search(" ".join(words), limit)
    if as_json:
        click.echo(json.dumps([_as_dict(one) for one in found], ensure_ascii=False, indent=1))
    elif found:
        for one in found:
            click.echo(_as_line(one))
    else:
        click.echo(
            say(
                id="Tidak ada indikator baku untuk kata itu. Coba kata lain, misalnya guru, miskin, padi.",
                en="No standard indicator for these words. Try others, such as teachers, poverty, guru.",
            ),
            err=True,
        )
    return 0 if found else 1


def _as_line(one: StandardIndicator) -> str:
    name = say(id=one.name, en=one.name_en)
    direction = say(id=_DIRECTIONS[one.direction][0], en=_DIRECTIONS[one.direction][1])
    told = ", ".join(part for part in (one.measure, one.unit, direction) if part)
    return f"{one.key:48} {name} ({told})"


def _as_dict(one: StandardIndicator) -> dict[str, Any]:
    return {
        "id": one.key,
        "name": one.name,
        "name_en": one.name_en,
        "short": one.short,
        "concept": one.concept,
        "kind": one.kind.value,
        "measure": one.measure,
        "unit": one.unit,
        "direction": one.direction.value,
        "aliases": list(one.aliases),
        "sums": list(one.sums),
        "plausible": [one.plausible.least, one.plausible.most] if one.plausible else None,
        "symbol": one.symbol,
        "ids": dict(one.ids),
    }
