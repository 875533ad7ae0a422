"""`rupadata read`: tables to observations, and how they are understood."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from rupadata.cli.options import PathName, lang_option, named_inputs, office_option, open_office
from rupadata.errors import UsageError
from rupadata.language import say
from rupadata.model.thresholds import SMALL_CELL
from rupadata.problems import Problem, Severity
from rupadata.regions import Regions

SHOWN = 3


def _lines(problems: Sequence[Problem]) -> list[str]:
    """Return the first problems of each severity as lines, and a count of the rest."""
    lines = []
    words = {
        Severity.ERROR: say(id="galat", en="error"),
        Severity.WARNING: say(id="peringatan", en="warning"),
    }
    for severity, word in words.items():
        own = [p for p in problems if p.severity is severity]
        lines += [f"{word}: {p.message_with_place} {p.hint}".strip() for p in own[:SHOWN]]
        rest = len(own) - SHOWN
        if rest > 0:
            lines.append(say(id=f"... dan {rest} {word} lain", en=f"... and {rest} more ({word})"))
    return lines


@click.command(
    help=say(
        id="Baca tabel (berkas atau folder) menjadi data observasi. Tanpa --output, CSV dicetak.",
        en="Read tables (files or folders) into observations. Without --output, CSV is printed.",
    )
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", callback=named_inputs)
@click.option(
    "-o",
    "--output",
    type=PathName(),
    help=say(id="Berkas .csv, .parquet, .xlsx, atau .json.", en="A .csv, .parquet, .xlsx or .json file."),
)
@click.option(
    "--problems",
    type=PathName(),
    help=say(id="Tulis daftar masalah sebagai JSON.", en="Write the problems as JSON."),
)
@click.option(
    "--drop-columns",
    multiple=True,
    metavar="NAME",
    help=say(id="Abaikan kolom ini (boleh berulang).", en="Leave this column out (repeatable)."),
)
@click.option(
    "--small-cells",
    type=click.IntRange(0),
    default=SMALL_CELL,
    show_default=True,
    metavar="N",
    help=say(
        id="Peringatkan cacah orang di bawah ini (0: jangan).",
        en="Warn of counts of fewer persons than this (0: do not).",
    ),
)
@click.option(
    "--recipe",
    type=PathName(),
    help=say(id="Resep TOML untuk semua masukan.", en="A TOML recipe for all inputs."),
)
@click.option(
    "--explain",
    is_flag=True,
    help=say(
        id="Perlihatkan peran tiap sel; HTML dengan -o x.html.",
        en="Show the role of each cell; HTML with -o x.html.",
    ),
)
@click.option(
    "--write-recipe",
    is_flag=True,
    help=say(id="Tulis yang disimpulkan sebagai resep.", en="Write what was inferred as a recipe."),
)
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="NUMBER=LETTER",
    help=say(
        id="Jawab pertanyaan dari --explain, misalnya 1=b; disimpan sebagai resep di samping berkas.",
        en="Answer a question of --explain, like 1=b; kept as a recipe beside the file.",
    ),
)
@office_option
@lang_option
def command(
    inputs: tuple[str, ...],
    output: Path | None,
    problems: Path | None,
    drop_columns: tuple[str, ...],
    small_cells: int,
    recipe: Path | None,
    explain: bool,
    write_recipe: bool,
    answers: tuple[str, ...],
    office: Path | None,
    lang: str,
) -> int:
    """Read tables and write observations."""
    from rupadata.tables.output import as_csv, check_format, write_observations
    from rupadata.tables.read_files import read_tables

    own = open_office(office)
    known = own.regions
    if answers:
        return _answer(inputs, answers, recipe, known)
    if explain or write_recipe:
        return _tell(inputs, output, recipe, explain, known)
    if output is not None:
        check_format(output)
    names = [name for value in drop_columns for name in value.split(",") if name.strip()]
    reading = read_tables(
        [Path(name) for name in inputs],
        drop_columns=names,
        recipe=recipe,
        progress=_progress(output),
        small_cell=small_cells,
        regions=known,
        glossary=own.glossary,
    )
    if problems is not None:
        problems.parent.mkdir(parents=True, exist_ok=True)
        listed = json.dumps([p.as_dict() for p in reading.problems], ensure_ascii=False, indent=1)
        problems.write_text(listed + "\n", encoding="utf-8")
    for line in _lines(reading.problems):
        click.echo(line, err=True)
    if output is not None:
        write_observations(reading.observations, output)
        count, files = reading.observations.height, len(reading.sources)
        tables = reading.observations.select("file", "sheet", "table").n_unique() if count else 0
        click.echo(
            say(
                id=f"{count} observasi dari {tables} tabel dalam {files} berkas -> {output}",
                en=f"{count} observations from {tables} tables in {files} files -> {output}",
            ),
            err=True,
        )
    elif reading.observations.height:
        sys.stdout.write(as_csv(reading.observations))
    return 2 if reading.refused else 0


def _progress(output: Path | None) -> Callable[[int, int, str], None] | None:
    """Return what shows progress on a terminal, None where nobody watches."""
    if output is None or not sys.stderr.isatty():
        return None

    def show(done: int, count: int, name: str) -> None:
        end = "\n" if done == count else ""
        click.echo(f"\r\x1b[K{done}/{count} {name[-60:]}{end}", err=True, nl=False)

    return show


def _answer(inputs: Sequence[str], answers: Sequence[str], recipe: Path | None, regions: Regions) -> int:
    """Write the readings that somebody chose into the recipe beside a file."""
    from rupadata.tables.read_files import understand
    from rupadata.tables.reading.recipe import ENDINGS, find_recipe, save_words
    from rupadata.tables.shape.doubts import chosen

    if len(inputs) != 1 or not Path(inputs[0]).is_file():
        raise UsageError(
            say(id="--answer berlaku untuk satu berkas.", en="--answer is for a single file."),
            code="answer-invalid",
        )
    path = Path(inputs[0])
    sheets, _ = understand(path, regions, recipe)
    words = chosen([d for _, tables in sheets for table in tables for d in table.doubts], answers)
    target = recipe or find_recipe(path) or path.with_name(path.name + ENDINGS[0])
    save_words(target, words)
    click.echo(say(id=f"Jawaban disimpan: {target}", en=f"The answers are kept: {target}"), err=True)
    return 0


def _tell(
    inputs: Sequence[str], output: Path | None, recipe: Path | None, explain: bool, regions: Regions
) -> int:
    """Show how sheets are understood, or write that as a recipe."""
    from rupadata.tables.explain import as_html, as_terminal, explain_sheet
    from rupadata.tables.read_files import understand
    from rupadata.tables.reading.recipe import write_recipe
    from rupadata.tables.shape.doubts import question_lines

    readings = [understand(name, regions, recipe) for name in inputs]
    explained = [
        explain_sheet(sheet, tables, known) for sheets, known in readings for sheet, tables in sheets
    ]
    if not explain:
        found = [
            (sheet.name, table)
            for sheets, _ in readings
            for sheet, tables in sheets
            for table in tables
            if table.observations
        ]
        text = write_recipe(found)
    elif output is not None:
        text = as_html(explained, Path(inputs[0]).name)
    else:
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        text = "\n".join(as_terminal(sheet, colour=colour) for sheet in explained)
        doubts = [
            d for sheets, _ in readings for _, tables in sheets for table in tables for d in table.doubts
        ]
        text += "".join(f"{line}\n" for line in question_lines(doubts))
    if output is None:
        sys.stdout.write(text)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
    return 0
