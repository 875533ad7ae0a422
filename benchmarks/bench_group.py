"""Very many titles to their subjects, beside TF-IDF with logistic regression on the same titles."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.timing import Row, budgeted, row

COUNT = 100_000
_PEER = "scikit-learn TF-IDF + logistic regression (names of subjects only, no reasons)"


def run() -> list[Row]:
    """Return the time of the command on the titles, and of matching alone beside the peer's."""
    lessons = _lessons()
    titles = _titles([title for title, _ in lessons], COUNT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "titles.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "title"])
            writer.writerows(enumerate(titles))
        begin = time.perf_counter()
        code = "import sys; from rupadata.cli import main; sys.exit(main())"
        subprocess.run(
            [sys.executable, "-c", code, "group", "--titles", str(path), "--json"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        whole = (time.perf_counter() - begin) * 1000
    ours = _time_ours(titles)
    peer = _time_peer(lessons, titles)
    return [
        budgeted(row(f"{COUNT} different titles with the command", whole), "under 10 s", whole < 10_000),
        row(f"{COUNT} different titles, one process: subject, reason, next best", ours, _PEER, peer),
    ]


def _lessons() -> list[tuple[str, str]]:
    from rupadata.subjects import load_catalogue

    return [
        (phrase, entry.subject.key)
        for entry in load_catalogue("dda").subjects
        for phrase in (*entry.terms, *(typical.name for typical in entry.indicators))
    ]


def _titles(phrases: list[str], count: int) -> list[str]:
    """Return different titles made of the catalogue's phrases, as a crowded open data site would have."""
    chance = random.Random(4)
    titles: dict[str, None] = {}
    while len(titles) < count:
        parts = " ".join(chance.sample(phrases, 2))
        titles[f"Jumlah {parts}, {chance.choice(phrases)} {2010 + len(titles) % 15}"] = None
    return list(titles)


def _time_ours(titles: list[str]) -> float:
    from rupadata.subjects import Clue, get_matcher, load_catalogue

    matcher = get_matcher(load_catalogue())
    begin = time.perf_counter()
    matcher.match([Clue(title) for title in titles])
    return (time.perf_counter() - begin) * 1000


def _time_peer(lessons: list[tuple[str, str]], titles: list[str]) -> float:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = TfidfVectorizer()
    learned = LogisticRegression(C=10, max_iter=1000).fit(
        vectors.fit_transform([title for title, _ in lessons]), [subject for _, subject in lessons]
    )
    begin = time.perf_counter()
    learned.predict_proba(vectors.transform(titles))
    return (time.perf_counter() - begin) * 1000
