"""Grouping: observations to subject books, one for each home region and subject, saying why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl
from msgspec.structs import replace

from rupadata.errors import UsageError
from rupadata.glossary import Glossary, load_glossary
from rupadata.language import LANGUAGES, Said, in_both, in_language, say
from rupadata.model.observations import OBSERVATION_SCHEMA, Reading
from rupadata.model.source import SourceFile
from rupadata.model.subject import Indicator, SubjectBook
from rupadata.problems import Place, Problem, Problems
from rupadata.regions import Regions, official_regions
from rupadata.subjects.assignments import Assignment, Grouping
from rupadata.subjects.books import region_name
from rupadata.subjects.catalogue import Catalogue, Catalogues, load_catalogues, shipped_catalogues
from rupadata.subjects.compared import part_compared
from rupadata.subjects.decisions import GroupingDecisions, load_memory
from rupadata.subjects.grouping_file import make_books, place
from rupadata.subjects.home_region import find_home
from rupadata.subjects.indicator_names import clean_name, title_case, without_place
from rupadata.subjects.indicators import fold_name, fold_unit
from rupadata.subjects.matching import Candidate, Clue, Match, Matcher, get_matcher
from rupadata.subjects.paging import find_left_out
from rupadata.subjects.title_words import fold
from rupadata.workers import IN_PROCESS, Workers

_TABLE_COLUMNS = ("file", "sheet", "table", "indicator", "unit")
_MAJORITY = 0.6
_CROWD = 30
_NAMED_PLACE = re.compile(r"\b(?:kota|kabupaten|kab|provinsi|prov|kecamatan|kec)\b .*", re.IGNORECASE)


def group(
    observations: pl.DataFrame | Reading,
    sources: Sequence[SourceFile] = (),
    *,
    taxonomy: str = "dda",
    region: str = "",
    decisions: GroupingDecisions | Path | None = None,
    catalogue: Catalogues | Path | None = None,
    edition: str = "",
    regions: Regions | None = None,
    glossary: Glossary | None = None,
    workers: Workers = IN_PROCESS,
) -> Grouping:
    """Group observations, or all that a reading gave, into one book for each home region and subject.

    The home of a table is the lowest region that holds its rows; tables of one home join, others stay apart.
    `region` is the home of tables that name none. Indicators below the threshold stand in a book of their
    own, the last of its home, and are reported; those that the office put nowhere stand in none. `decisions`
    of the office, or the file that holds them, win over the matcher. `catalogue` is an office's own copy of
    the catalogue, or the file that holds it; `edition` one of the yearbook's editions in it. `regions` are
    those that the office knows, `glossary` its standard indicators; what ships when none are given. `workers`
    make the books.

    Raises `UsageError` where the observations are of another kind; `from_frame` makes them of a frame.
    """
    if isinstance(observations, Reading):
        sources = sources or observations.sources
        observations = observations.observations
    _refuse_other_frames(observations)
    if isinstance(catalogue, Path):
        catalogue = load_catalogues(catalogue)
    known = regions or official_regions()
    subjects = (catalogue or shipped_catalogues()).choose(taxonomy, edition)
    matcher = get_matcher(subjects)
    own = (
        read_decisions(decisions, subjects)
        if isinstance(decisions, Path)
        else decisions or GroupingDecisions()
    )
    told, _ = part_compared(observations)
    homes = _homes_of_tables(told, region, known)
    assignments = _assign(told, sources, matcher, own, homes, known)
    books, differences = make_books(
        observations, place(assignments), subjects, known, glossary or load_glossary(), workers
    )
    problems = Problems((*_problems(assignments, books), *differences))
    return Grouping(taxonomy, books, tuple(assignments), problems, subjects)


def _refuse_other_frames(observations: object) -> None:
    columns = observations.columns if isinstance(observations, pl.DataFrame) else []
    if not set(OBSERVATION_SCHEMA) <= set(columns):
        raise UsageError(
            in_both(
                id="group mengelompokkan amatan dari read_tables atau from_frame, bukan bingkai data lain.",
                en="group takes observations of read_tables or from_frame, no other frame.",
            ),
            code="frame-unusable",
            hint=in_both(
                id="Ubah dulu dengan rd.from_frame(data, indicator=..., region=..., period=..., value=...).",
                en="Turn it into observations by rd.from_frame(data, indicator=..., region=..., value=...).",
            ),
        )


def read_decisions(path: Path, catalogue: Catalogue | None = None) -> GroupingDecisions:
    """Return the decisions of an edited grouping (XLSX) or of an office's memory (JSON)."""
    if path.suffix.casefold() == ".json":
        return load_memory(path)
    from rupadata.subjects.record import read_record  # It brings the readers of workbooks.

    return read_record(path, catalogue)


def _homes_of_tables(
    observations: pl.DataFrame, region: str, regions: Regions
) -> dict[tuple[str, str, str], str]:
    keys = ["file", "sheet", "table"]
    rows = observations.group_by(keys, maintain_order=True).agg(pl.col("region_code").unique().sort())
    homes = {(row[0], row[1], row[2]): find_home(row[3]) for row in rows.iter_rows()}
    by_file: dict[str, set[str]] = defaultdict(set)
    for (file, _, _), home in homes.items():
        if home:
            by_file[file].add(home)
    for key, home in homes.items():
        if not home:
            # A table without any region is at home where the rest of its file is, if that is one place.
            siblings = by_file.get(key[0], set())
            homes[key] = (
                next(iter(siblings)) if len(siblings) == 1 else region or home_of_path(key[0], regions)
            )
    return homes


def home_of_path(path: str, regions: Regions) -> str:
    """Return the region that a file's name or its folders speak of, the nearest part winning; else empty."""
    for part in reversed(PurePosixPath(path).parts):
        named = _NAMED_PLACE.search(re.sub(r"[_\W]+", " ", part))
        words = named[0].split() if named else []
        for length in range(min(len(words), 5), 1, -1):
            found = regions.find(" ".join(words[:length]))
            if found is not None and found.how == "name":
                return found.region.code
    return _home_of_folders(path, regions)


def _home_of_folders(path: str, regions: Regions) -> str:
    """Return the region that a folder is called after without its kind (`opendata_surabaya`)."""
    for part in reversed(PurePosixPath(path).parts[:-1]):
        words = re.sub(r"[_\W]+", " ", part).split()
        for length in range(min(len(words), 3), 0, -1):
            found = regions.find(" ".join(words[-length:]))
            if found is not None and found.how == "name" and not found.alternatives:
                return found.region.code
    return ""


def _assign(
    observations: pl.DataFrame,
    sources: Sequence[SourceFile],
    matcher: Matcher,
    decisions: GroupingDecisions,
    homes: dict[tuple[str, str, str], str],
    regions: Regions,
) -> list[Assignment]:
    rows = observations.group_by(_TABLE_COLUMNS, maintain_order=True).agg(
        pl.col("producer").filter(pl.col("producer") != "").first().fill_null(""), pl.len().alias("count")
    )
    titles = {source.file: source.title for source in sources}
    found = [dict(zip(rows.columns, row)) for row in rows.iter_rows()]
    crowds = Counter((row["file"], row["table"]) for row in found)
    clues = [
        Clue(
            title=row["indicator"],
            unit=row["unit"],
            table=_told_title(row["table"], row["file"], crowds[row["file"], row["table"]]),
            path=_readable_path(row["file"]),
            producer=row["producer"],
            tags=titles.get(row["file"], ""),
        )
        for row in found
    ]
    matches = matcher.match(clues)
    assignments = []
    for row, match, name in zip(found, matches, _clean_names(found)):
        home = homes[row["file"], row["sheet"], row["table"]]
        given = Assignment(
            file=row["file"],
            sheet=row["sheet"],
            table=row["table"],
            indicator=row["indicator"],
            name=name,
            unit=row["unit"],
            producer=row["producer"],
            region_code=home,
            region=region_name(regions, home),
            subject=match.subject,
            decided=match.decided,
            reason=match.reason,
            alternatives=match.alternatives,
            observations=row["count"],
        )
        assignments.append(_with_decision(given, match, matcher.catalogue, decisions))
    return _agree(_apart_in_tables(found, assignments))


def _apart_in_tables(
    rows: Sequence[Mapping[str, Any]], assignments: Sequence[Assignment]
) -> list[Assignment]:
    """Return the assignments, those of one table that an edit gave the same name counted, not merged."""
    named = list(assignments)
    for number, serial in _namesakes(rows, [assignment.name for assignment in assignments]):
        named[number] = replace(named[number], name=f"{named[number].name} ({serial})")
    return named


def _agree(assignments: list[Assignment]) -> list[Assignment]:
    """Return the assignments, doubtful ones following the clear majority of those that they belong with.

    These are the others of their table, the same indicator elsewhere, and those under the same heading. They
    follow only to a subject that was among their own candidates.
    """
    for circle, why in (
        (_table_of, say(id="indikator lain di tabel yang sama", en="other indicators of the same table")),
        (_name_of, say(id="indikator yang sama di tabel lain", en="the same indicator in other tables")),
        (_heading_of, say(id="indikator lain di bawah judul yang sama", en="others under the same heading")),
    ):
        votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for assignment in assignments:
            if assignment.decided and any(circle(assignment)):
                votes[circle(assignment)][assignment.subject.key] += 1
        assignments = [_follow(each, votes.get(circle(each)), why) for each in assignments]
    return assignments


def _table_of(assignment: Assignment) -> tuple[str, ...]:
    return (assignment.file, assignment.sheet, assignment.table) if assignment.table else ()


def _name_of(assignment: Assignment) -> tuple[str, ...]:
    return (fold_name(assignment.name),)


def _heading_of(assignment: Assignment) -> tuple[str, ...]:
    heading, mark, _ = assignment.name.rpartition(": ")
    return (assignment.file, heading) if mark else ()


def _follow(assignment: Assignment, votes: Counter[str] | None, why: str) -> Assignment:
    if not votes or assignment.decided or assignment.decided_by != "matcher":
        return assignment
    leader, count = votes.most_common(1)[0]
    own = {other.key: other for other in (assignment.subject, *assignment.alternatives)}
    if leader not in own or count < _MAJORITY * votes.total():
        return assignment
    return replace(
        assignment,
        subject=own[leader],
        decided=True,
        reason=f"{assignment.reason}; {why}",
        alternatives=tuple(other for key, other in own.items() if key != leader),
    )


def _clean_names(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the cleaned names; indicators that one table tells apart never get the same one."""
    names = [clean_name(row["indicator"], row["unit"], row["table"]) for row in rows]
    for number, _ in _namesakes(rows, names):
        names[number] = title_case(rows[number]["indicator"])
    for number, serial in _namesakes(rows, names):
        names[number] = f"{names[number]} ({serial})"
    return names


def _namesakes(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[tuple[int, int]]:
    """Return the rows of a table that share a name with another of it, counted among themselves."""
    together: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (row, name) in enumerate(zip(rows, names)):
        key = (row["file"], row["sheet"], row["table"], fold_unit(row["unit"]), fold_name(name))
        together[key].append(number)
    return [
        (number, serial)
        for numbers in together.values()
        if len(numbers) > 1
        for serial, number in enumerate(numbers, start=1)
    ]


def _told_title(table: str, file: str, indicators: int) -> str:
    """Return a table's title as evidence; a file's name over a crowd of indicators says nothing of each."""
    crowded = indicators > _CROWD and fold(table) == fold(PurePosixPath(file).stem)
    return "" if crowded else without_place(table)


def _readable_path(file: str) -> str:
    path = PurePosixPath(file.replace("!/", "/"))
    return without_place(f"{path.parent.name} {path.stem}".replace("_", " "))


def _with_decision(
    given: Assignment, match: Match, catalogue: Catalogue, decisions: GroupingDecisions
) -> Assignment:
    decision = decisions.find(
        given.file, given.sheet, given.table, given.indicator, given.unit, taxonomy=catalogue.taxonomy
    )
    if decision is None or (decision.subject and not catalogue.has(decision.subject)):
        return given
    if not decision.subject and not decision.edited:
        # "Belum dikelompokkan" that the office left as it was proposed decides nothing.
        return replace(given, name=decision.name or given.name)
    name = decision.name or given.name
    if not decision.subject:
        return replace(given, name=name, decided=False, decided_by="office", reason=decision.reason())
    chosen = catalogue.get(decision.subject).subject
    if not decision.approved and given.decided and given.subject.key == chosen.key:
        return replace(given, name=name)
    others = [other for other in (match.subject, *match.alternatives) if other.key != chosen.key]
    return replace(
        given,
        name=name,
        subject=Candidate(chosen.key, chosen.name, 1.0),
        decided=True,
        decided_by="office",
        reason=decision.reason(),
        alternatives=tuple(others[:3]),
    )


def _problems(assignments: Iterable[Assignment], books: Iterable[SubjectBook]) -> Iterable[Problem]:
    undecided: dict[tuple[str, str], list[Assignment]] = defaultdict(list)
    homeless: set[str] = set()
    for assignment in assignments:
        if not assignment.decided and assignment.decided_by == "matcher":
            undecided[assignment.file, assignment.sheet].append(assignment)
        if not assignment.region_code:
            homeless.add(assignment.file)
    for (file, sheet), waiting in undecided.items():
        yield _undecided_problem(file, sheet, waiting)
    for file in sorted(homeless):
        yield Problem.of("home-region-unknown", Place(file))
    for book in books:
        yield from _doubt_problems(book)
        left = [(each, why) for each, why in find_left_out(book) if not each.doubt]
        if left:
            yield _left_out_problem(book, left)


def _doubt_problems(book: SubjectBook) -> Iterable[Problem]:
    """Ask, for each reason, what keeps indicators off every page."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for indicator in book.indicators:
        if indicator.doubt:
            waiting[indicator.doubt].append(indicator.name)
    for doubt, names in waiting.items():
        shown = ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
        yield Problem.of(
            "page-doubtful",
            Place(),
            subject=Said(book.subject.name, book.subject.name_en),
            region=book.region,
            count=len(names),
            indicators=shown,
            doubt=doubt,
        )


def _left_out_problem(book: SubjectBook, left: Sequence[tuple[Indicator, str]]) -> Problem:
    shown = ", ".join(indicator.name for indicator, _ in left[:3])
    more = " ..." if len(left) > 3 else ""
    return Problem.of(
        "indicators-not-on-a-page",
        Place(),
        subject=Said(book.subject.name, book.subject.name_en),
        region=book.region,
        count=len(left),
        indicators=shown + more,
        reasons=Said(*(_counted(left, lang) for lang in LANGUAGES)),
    )


def _counted(left: Sequence[tuple[Indicator, str]], lang: str) -> str:
    reasons = Counter(in_language(why, lang) for _, why in left)
    return "; ".join(f"{count} {why}" for why, count in reasons.most_common())


def _undecided_problem(file: str, sheet: str, waiting: Sequence[Assignment]) -> Problem:
    shown = "; ".join(f"{a.name!r} ({a.subject.name}, {a.subject.score:.0%})" for a in waiting[:3])
    more = f" ... +{len(waiting) - 3}" if len(waiting) > 3 else ""
    return Problem.of("subject-undecided", Place(file, sheet), count=len(waiting), guesses=shown + more)
