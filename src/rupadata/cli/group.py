"""`rupadata group`: data by subject, with the reason, as a record that the office may edit."""

from __future__ import annotations

import csv
import gc
import io
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec.structs import replace

from rupadata.cli.options import PathName, catalogue_options, lang_option, office_option, open_office
from rupadata.errors import InputRefusedError, UsageError, shortened
from rupadata.language import message_language, messages_in, say
from rupadata.lifeline import end_with
from rupadata.office import Office, remember_decisions
from rupadata.regions import Regions
from rupadata.subjects import (
    Assignment,
    Candidate,
    Clue,
    Grouping,
    get_matcher,
    group,
    load_memory,
    page_title,
    read_decisions,
    write_record,
)
from rupadata.subjects.catalogue import TAXONOMIES, Catalogues, load_catalogues
from rupadata.subjects.decisions import GroupingDecisions
from rupadata.tables import read_tables

_MANY_BYTES = 1_000_000


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
@office_option
@catalogue_options
@click.option("--json", "as_json", is_flag=True, help=say(id="Cetak JSON.", en="Print JSON."))
@click.option(
    "-o",
    "--output",
    type=PathName(),
    help=say(
        id="Tulis catatan pengelompokan (XLSX) untuk disunting.",
        en="Write the grouping record (XLSX) for editing.",
    ),
)
@click.option(
    "--grouping",
    type=PathName(),
    help=say(
        id="Pengelompokan suntingan (XLSX); suntingan menang dan diingat.",
        en="An edited grouping (XLSX); edits win and are remembered.",
    ),
)
@click.option(
    "--titles",
    type=PathName(),
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
    type=PathName(),
    envvar="RUPADATA_GROUPING_MEMORY",
    help=say(
        id="Ingatan keputusan (JSON) sebagai ganti yang di folder kantor; atau RUPADATA_GROUPING_MEMORY.",
        en="A memory of decisions (JSON) in place of the office folder's; or RUPADATA_GROUPING_MEMORY.",
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
    office: Path | None,
    catalogue: Path | None,
    edition: str,
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
    known = _office_asked(office, catalogue, memory)
    chosen = known.catalogues.choose(taxonomy, edition)
    if bool(inputs) == bool(titles):
        raise UsageError(
            say(id="Sebut INPUT atau --titles, salah satu.", en="Name INPUT or --titles, one of them."),
            code="input-missing",
            hint=say(id="Contoh: rupadata group tabel/", en="For example: rupadata group tables/"),
        )
    if titles is not None:
        listed = match_titles(titles, known, taxonomy, edition)
        click.echo(
            msgspec.json.format(listed, indent=1) if as_json else _titles_as_csv(msgspec.json.decode(listed))
        )
        return 0
    reading = read_tables([Path(name) for name in inputs], regions=known.regions, glossary=known.glossary)
    for problem in reading.problems:
        if problem.severity == "error":
            click.echo(shortened(f"{problem.message_with_place} {problem.hint}".strip()), err=True)
    known = known.with_region_lists(reading.region_lists)
    decisions = GroupingDecisions() if no_memory else known.decisions
    if grouping is not None:
        edited = read_decisions(grouping, chosen)
        decisions = edited.over(decisions if no_memory else remember_decisions(known, edited))
    result = group(
        reading.observations,
        reading.sources,
        taxonomy=taxonomy,
        region=region_code(region, known.regions),
        decisions=decisions,
        catalogue=known.catalogues,
        edition=edition,
        regions=known.regions,
        glossary=known.glossary,
    )
    if output is not None:
        write_record(output, result)
        click.echo(say(id=f"Catatan: {output}", en=f"Record: {output}"), err=True)
    click.echo(_as_json(as_dict(result)) if as_json else as_text(result))
    return 2 if reading.refused else 0


def _office_asked(office: Path | None, catalogue: Path | None, memory: Path | None) -> Office:
    known = open_office(office)
    if catalogue is not None:
        known = replace(known, catalogues=load_catalogues(catalogue))
    if memory is not None:
        known = replace(known, decisions=load_memory(memory), memory=memory)
    return known


def region_code(asked: str, regions: Regions) -> str:
    """Return the code of a region given by code or name; empty for none, and an unknown one is refused."""
    found = regions.find(asked) if asked else None
    if asked and found is None:
        raise UsageError(
            say(id=f"Wilayah {asked!r} tidak dikenal.", en=f"The region {asked!r} is unknown."),
            code="region-unknown",
        )
    return found.region.code if found else ""


def match_titles(path: Path, office: Office, taxonomy: str, edition: str = "") -> bytes:
    """Return the answers to a CSV of bare titles in its order, as JSON; two processes share very many."""
    which = (office.catalogues, taxonomy, edition, message_language())
    if path.is_file() and path.stat().st_size > _MANY_BYTES and (os.cpu_count() or 1) > 1:
        with ProcessPoolExecutor(1, get_context("spawn"), end_with, (os.getpid(),)) as pool:
            # It starts while this process is still reading.
            pool.submit(_warm_up, *which)
            rows = _read_titles(path)
            _tell_repeated(rows)
            half = len(rows) // 2
            second = pool.submit(_answers, rows[half:], *which)
            first = _answers(rows[:half], *which)
            return first[:-1] + b"," + second.result()[1:]
    rows = _read_titles(path)
    _tell_repeated(rows)
    return _answers(rows, *which)


def _warm_up(catalogues: Catalogues, taxonomy: str, edition: str, lang: str) -> None:
    with messages_in(lang):
        get_matcher(catalogues.choose(taxonomy, edition)).match([Clue("")])


def _answers(
    rows: Sequence[dict[str, str]], catalogues: Catalogues, taxonomy: str, edition: str, lang: str
) -> bytes:
    # As JSON they cross between processes many times faster than objects do.
    clues = [
        Clue(title=row["title"], unit=row.get("unit") or "", producer=row.get("producer") or "")
        for row in rows
    ]
    with messages_in(lang), _no_garbage():
        return msgspec.json.encode(
            [
                {
                    "id": row["id"],
                    "decided": match.decided,
                    "subject": match.subject.key,
                    "subject_name": match.subject.name,
                    "score": match.subject.score,
                    "reason": match.reason,
                    "alternatives": [_candidate(other) for other in match.alternatives],
                }
                for row, match in zip(rows, get_matcher(catalogues.choose(taxonomy, edition)).match(clues))
            ]
        )


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
    text = _decode_titles(path)
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=mark)
    missing = [name for name in ("id", "title") if name not in (reader.fieldnames or ())]
    if missing:
        listed = ", ".join(missing)
        raise _titles_refused(path, say(id=f"tidak punya kolom {listed}", en=f"lacks the columns {listed}"))
    try:
        rows = [{key: value or "" for key, value in row.items() if key} for row in reader]
    except csv.Error as error:
        raise _titles_refused(path, say(id=f"bukan CSV: {error}", en=f"is no CSV: {error}")) from error
    if not rows:
        raise _titles_refused(path, say(id="tidak memuat satu judul pun", en="holds no title"))
    return rows


def _decode_titles(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        why = say(id="tidak ada atau tidak terbaca", en="is missing or unreadable")
        raise _titles_refused(path, why) from error
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in content[:4096] and not marked:
        raise _titles_refused(path, say(id="bukan teks CSV", en="is no CSV text"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        # Spreadsheet programs of older machines write cp1252.
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _titles_refused(path, say(id="tidak tersandi UTF-8", en="is not encoded as UTF-8"))


def _titles_refused(path: Path, why: str) -> InputRefusedError:
    return InputRefusedError(
        say(id=f"Berkas {path} {why}.", en=f"The file {path} {why}."),
        code="titles-unreadable",
        hint=say(
            id="Isinya CSV UTF-8 dengan kolom id,title[,unit,producer].",
            en="It is a UTF-8 CSV with the columns id,title[,unit,producer].",
        ),
    )


def _tell_repeated(rows: Sequence[dict[str, str]]) -> None:
    """Say once on standard error that ids repeat: the answers then go by the order of the rows."""
    counts = Counter(row["id"] for row in rows)
    repeated = [name for name, count in counts.items() if count > 1]
    if repeated:
        click.echo(
            say(
                id=f"id {repeated[0]!r} muncul {counts[repeated[0]]} kali"
                + (f" (dan {len(repeated) - 1} id lain berulang)" if len(repeated) > 1 else "")
                + "; jawaban menurut urutan baris.",
                en=f"The id {repeated[0]!r} appears {counts[repeated[0]]} times"
                + (f" (and {len(repeated) - 1} other ids repeat)" if len(repeated) > 1 else "")
                + "; answers go by the order of the rows.",
            ),
            err=True,
        )


def _as_json(value: object) -> str:
    # The standard library writes indented JSON in Python, which costs more than all the matching.
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode()


def _candidate(candidate: Candidate) -> dict[str, object]:
    return {"subject": candidate.key, "subject_name": candidate.name, "score": candidate.score}


def _titles_as_csv(listed: list[dict[str, Any]]) -> str:
    import polars as pl

    from rupadata.tables.output import as_csv

    names = ("id", "decided", "subject", "subject_name", "score", "reason")
    return as_csv(pl.DataFrame([{name: answer[name] for name in names} for answer in listed])).rstrip("\n")


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
