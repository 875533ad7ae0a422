"""`rupadata group`: data by subject, with the reason, as a record that the office may edit."""

from __future__ import annotations

import csv
import gc
import io
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import msgspec

from rupadata.cli.options import lang_option
from rupadata.errors import InputRefusedError, UsageError
from rupadata.language import message_language, messages_in, say
from rupadata.subjects import (
    Assignment,
    Candidate,
    Clue,
    Decisions,
    Grouping,
    get_matcher,
    group,
    load_memory,
    memory_path,
    page_title,
    read_decisions,
    remember,
    write_record,
)
from rupadata.subjects.catalogue import TAXONOMIES, load_catalogue
from rupadata.tables import read_tables

_MANY = 20_000


@click.command(
    help=say(
        id="Kelompokkan data menurut substansi: INPUT berupa berkas atau folder tabel.",
        en="Group data by subject: INPUT are files or folders of tables.",
    )
)
@click.argument("inputs", metavar="INPUT...", nargs=-1)
@click.option(
    "--taxonomy",
    default=TAXONOMIES[0],
    show_default=True,
    help=say(
        id="Daftar substansi: dda (Dalam Angka), csa (BPS), urusan (UU 23/2014).",
        en="List of subjects: dda (yearbook), csa (BPS), urusan (Law 23/2014).",
    ),
)
@click.option("--json", "as_json", is_flag=True, help=say(id="Cetak JSON.", en="Print JSON."))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=say(
        id="Tulis catatan pengelompokan (XLSX) untuk disunting.",
        en="Write the grouping record (XLSX) for editing.",
    ),
)
@click.option(
    "--grouping",
    type=click.Path(path_type=Path),
    help=say(
        id="Pengelompokan suntingan (XLSX); suntingan menang dan diingat.",
        en="An edited grouping (XLSX); edits win and are remembered.",
    ),
)
@click.option(
    "--titles",
    type=click.Path(path_type=Path),
    help=say(
        id="CSV judul saja: kolom id,title[,unit,producer].",
        en="CSV of bare titles: columns id,title[,unit,producer].",
    ),
)
@click.option(
    "--region",
    default="",
    help=say(id="Wilayah asal bila tabel tidak menyebutnya.", en="Home region of tables that name none."),
)
@click.option(
    "--memory",
    type=click.Path(path_type=Path),
    help=say(
        id="Ingatan keputusan kantor (JSON); bawaan di folder pengaturan, atau RUPADATA_GROUPING_MEMORY.",
        en="The office's memory of decisions (JSON); in the settings folder, or RUPADATA_GROUPING_MEMORY.",
    ),
)
@click.option(
    "--no-memory",
    is_flag=True,
    help=say(id="Jangan pakai dan jangan tulis ingatan.", en="Neither use nor write the memory."),
)
@lang_option
def command(
    inputs: tuple[str, ...],
    taxonomy: str,
    as_json: bool,
    output: Path | None,
    grouping: Path | None,
    titles: Path | None,
    region: str,
    memory: Path | None,
    no_memory: bool,
    lang: str,
) -> int:
    """Group tables or bare titles and print or write what came of it."""
    load_catalogue(taxonomy)
    if bool(inputs) == bool(titles):
        raise UsageError(
            say(id="Sebut INPUT atau --titles, salah satu.", en="Name INPUT or --titles, one of them."),
            code="input-missing",
            hint=say(id="Contoh: rupadata group tabel/", en="For example: rupadata group tables/"),
        )
    if titles is not None:
        listed = match_titles(titles, taxonomy)
        click.echo(_as_json(listed) if as_json else _titles_as_csv(listed))
        return 0
    decisions = _decisions(grouping, memory or memory_path(), use_memory=not no_memory)
    reading = read_tables([Path(name) for name in inputs])
    result = group(
        reading.observations, reading.sources, taxonomy=taxonomy, region=region, decisions=decisions
    )
    if output is not None:
        write_record(output, result)
        click.echo(say(id=f"Catatan: {output}", en=f"Record: {output}"), err=True)
    click.echo(_as_json(as_dict(result)) if as_json else as_text(result))
    return 2 if reading.refused else 0


def _decisions(edited: Path | None, memory: Path, *, use_memory: bool) -> Decisions:
    """Return what the office decided: the edited grouping over what is remembered, and remember the edits."""
    known = load_memory(memory) if use_memory else Decisions()
    if edited is None:
        return known
    decisions = read_decisions(edited)
    if use_memory:
        known = remember(memory, decisions.entries)
    return decisions.over(known)


def match_titles(path: Path, taxonomy: str) -> list[dict[str, Any]]:
    """Return the answers to a CSV of bare titles, in its order."""
    rows = _read_titles(path)
    clues = [
        Clue(title=row["title"], unit=row.get("unit") or "", producer=row.get("producer") or "")
        for row in rows
    ]
    return [{"id": row["id"], **answer} for row, answer in zip(rows, _answers(clues, taxonomy))]


def _answers(clues: Sequence[Clue], taxonomy: str) -> list[dict[str, Any]]:
    """Return an answer to each clue; very many are shared out over two processes."""
    different = list(dict.fromkeys(clues))
    if len(different) < _MANY or (os.cpu_count() or 1) < 2:
        return _answers_here(clues, taxonomy, message_language())
    half = len(different) // 2
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        second = pool.submit(_answers_here, different[half:], taxonomy, message_language())
        first = _answers_here(different[:half], taxonomy, message_language())
        answers = dict(zip(different, [*first, *second.result()]))
    return [answers[clue] for clue in clues]


def _answers_here(clues: Sequence[Clue], taxonomy: str, lang: str) -> list[dict[str, Any]]:
    # Plain values: they cross between processes several times faster than matches do.
    with messages_in(lang), _no_garbage():
        return [
            {
                "decided": match.decided,
                "subject": match.subject.key,
                "subject_name": match.subject.name,
                "score": match.subject.score,
                "reason": match.reason,
                "alternatives": [_candidate(other) for other in match.alternatives],
            }
            for match in get_matcher(taxonomy).match(clues)
        ]


@contextmanager
def _no_garbage() -> Iterator[None]:
    # Millions of small values that all live to the end: looking for garbage among them costs a third.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_titles(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefusedError(
            say(id=f"Berkas {path} tidak terbaca: {error}.", en=f"The file {path} cannot be read: {error}."),
            code="titles-unreadable",
        ) from error
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=mark)
    missing = [name for name in ("id", "title") if name not in (reader.fieldnames or ())]
    if missing:
        listed = ", ".join(missing)
        raise InputRefusedError(
            say(
                id=f"Berkas {path} tidak punya kolom {listed}.",
                en=f"The file {path} lacks the columns {listed}.",
            ),
            code="titles-unreadable",
            hint=say(id="Kolomnya: id,title[,unit,producer].", en="Its columns: id,title[,unit,producer]."),
        )
    return [{key: value or "" for key, value in row.items() if key} for row in reader]


def _as_json(value: object) -> str:
    # The standard library writes indented JSON in Python, which costs more than all the matching.
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode()


def _candidate(candidate: Candidate) -> dict[str, object]:
    return {"subject": candidate.key, "subject_name": candidate.name, "score": candidate.score}


def _titles_as_csv(listed: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "decided", "subject", "subject_name", "score", "reason"])
    for answer in listed:
        writer.writerow(
            [
                answer["id"],
                str(answer["decided"]).lower(),
                answer["subject"],
                answer["subject_name"],
                answer["score"],
                answer["reason"],
            ]
        )
    return out.getvalue().rstrip("\n")


def as_dict(result: Grouping) -> dict[str, object]:
    """Return the shape of `rupadata group --json`."""
    return {
        "taxonomy": result.taxonomy,
        "books": [
            {
                "region_code": book.region_code,
                "region": book.region,
                "subject": book.subject.key,
                "subject_name": book.subject.name,
                "symbol": book.subject.symbol,
                "indicators": [
                    {
                        "key": indicator.key,
                        "name": indicator.name,
                        "unit": indicator.unit,
                        "measure": indicator.measure,
                        "direction": str(indicator.direction),
                        "symbol": indicator.symbol,
                        "weight": indicator.weight,
                        "why": list(indicator.why),
                    }
                    for indicator in book.indicators
                ],
                "pages": [
                    {"slug": slug, "title": page_title(book, slug), "indicators": list(keys)}
                    for slug, keys in book.pages
                ],
            }
            for book in result.books
        ],
        "assignments": [_assignment(assignment) for assignment in result.assignments],
        "problems": [problem.as_dict() for problem in result.problems],
    }


def _assignment(assignment: Assignment) -> dict[str, object]:
    return {
        "file": assignment.file,
        "sheet": assignment.sheet,
        "table": assignment.table,
        "indicator": assignment.indicator,
        "name": assignment.name,
        "unit": assignment.unit,
        "producer": assignment.producer,
        "region_code": assignment.region_code,
        "decided": assignment.decided,
        "decided_by": assignment.decided_by,
        "subject": assignment.subject.key,
        "subject_name": assignment.subject.name,
        "score": assignment.subject.score,
        "reason": assignment.reason,
        "alternatives": [_candidate(other) for other in assignment.alternatives],
        "observations": assignment.observations,
    }


def as_text(result: Grouping) -> str:
    """Return the grouping for reading: regions, subjects, indicators with the reason, and what is open."""
    lines: list[str] = []
    for book in result.books:
        heading = f"{book.region_code} {book.region}: {book.subject.name}"
        lines += [heading, "=" * len(heading)]
        for slug, keys in book.pages:
            lines.append(f"  {page_title(book, slug)} [{slug}]")
            lines += [f"    - {_named(book.indicator(key).name, book.indicator(key).unit)}" for key in keys]
        lines.append("")
    reasons = {(a.subject.name, a.name): a for a in result.assignments if a.decided}
    if reasons:
        lines.append(say(id="Alasan:", en="Reasons:"))
        lines += [
            f"  {a.subject.name} ({a.subject.score:.0%}) < {_named(a.name, a.unit)}: {a.reason}"
            for a in reasons.values()
        ]
    waiting = [a for a in result.assignments if not a.decided]
    if waiting:
        lines += ["", say(id="Belum dikelompokkan:", en="Not grouped yet:")]
        lines += [f"  {_named(a.name, a.unit)}: {a.subject.name}? ({a.subject.score:.0%})" for a in waiting]
    return "\n".join(lines).rstrip()


def _named(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name
