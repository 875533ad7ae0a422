"""How natural titles of other offices are grouped: `python -m tools.natural_titles [--wrong]`.

`tests/subjects/natural_titles.csv` holds titles in the wording that offices use on their portals, with every
subject that an analyst would accept (`none`: no matter of government is right, and undecided is the right
answer). No title of it is trained on. One half may be looked at when words of the catalogue are mended, the
other is only measured.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rupadata.subjects import Clue, Match, get_matcher
from rupadata.subjects.catalogue import load_catalogue

TITLES = Path(__file__).parents[1] / "tests" / "subjects" / "natural_titles.csv"
HALVES = ("mended", "untouched")
NONE = "none"


@dataclass(frozen=True, slots=True)
class NaturalTitle:
    """A title with the official ids of the subjects that are right, and the half that it belongs to."""

    half: str
    title: str
    unit: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """A title with its answer: the official ids from the best on, and whether it is right."""

    asked: NaturalTitle
    named: tuple[str, ...]
    match: Match

    @property
    def first(self) -> bool:
        """Return whether the best guess is right; where none is, only staying undecided is."""
        return self.named[0] in self.asked.right or (NONE in self.asked.right and not self.match.decided)

    @property
    def three(self) -> bool:
        """Return whether one of the first three is right."""
        return self.first or bool(set(self.named[:3]) & self.asked.right)


def read_titles(taxonomy: str, path: Path = TITLES) -> list[NaturalTitle]:
    """Return the titles with what is right in a taxonomy (`dda` or `urusan`)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            NaturalTitle(row["half"], row["title"], row["unit"], frozenset(row[taxonomy].split()))
            for row in csv.DictReader(file)
        ]


def answer_titles(taxonomy: str, asked: Sequence[NaturalTitle]) -> list[Answered]:
    """Return the titles with the answers that `rupadata group --titles` gives."""
    ids = {entry.subject.key: entry.official_id for entry in load_catalogue(taxonomy).subjects}
    matches = get_matcher(load_catalogue(taxonomy)).match([Clue(title.title, title.unit) for title in asked])
    return [
        Answered(
            title, tuple(ids[candidate.key] for candidate in (match.subject, *match.alternatives)), match
        )
        for title, match in zip(asked, matches)
    ]


def measure_answers(answers: Iterable[Answered]) -> dict[str, float]:
    """Return the quality of answers, as it is told of the labelled titles."""
    given = list(answers)
    decided = [answer for answer in given if answer.match.decided]
    return {
        "titles": len(given),
        "top1": round(sum(answer.first for answer in given) / len(given), 4),
        "top3": round(sum(answer.three for answer in given) / len(given), 4),
        "calibration_error": round(_calibration_error(given), 4),
        "decided": round(len(decided) / len(given), 4),
        "right_where_decided": round(sum(answer.first for answer in decided) / max(len(decided), 1), 4),
    }


def _calibration_error(given: Sequence[Answered]) -> float:
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for answer in given:
        score = answer.match.subject.score
        bins[min(int(score * 10), 9)].append((score, answer.named[0] in answer.asked.right))
    return sum(
        abs(sum(score for score, _ in inside) - sum(right for _, right in inside)) for inside in bins
    ) / len(given)


def measure_halves(taxonomy: str) -> dict[str, dict[str, float]]:
    """Return the quality of each half."""
    answers = answer_titles(taxonomy, read_titles(taxonomy))
    return {half: measure_answers(a for a in answers if a.asked.half == half) for half in HALVES}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--taxonomies", default="urusan,dda")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong in the half for mending")
    given = parser.parse_args(argv)
    for taxonomy in given.taxonomies.split(","):
        for half, quality in measure_halves(taxonomy).items():
            print(taxonomy, half, quality)
        if given.wrong:
            for answer in answer_titles(taxonomy, read_titles(taxonomy)):
                if answer.asked.half == "mended" and (not answer.first or not answer.match.decided):
                    mark = "ok" if answer.first else "XX"
                    match = answer.match
                    print(
                        f"  {mark} {'decided' if match.decided else '-':8}{match.subject.score:.2f} "
                        f"{answer.asked.title} | {answer.named} | want {set(answer.asked.right)} "
                        f"| {match.reason}"
                    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
