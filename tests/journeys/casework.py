"""A small build's folder and calls of `rupadata case`, for the tests of the procedure."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import polars as pl
from PIL import Image, ImageDraw

from rupadata.cli.app import run
from rupadata.data_files import technical_csv
from rupadata.model.observations import OBSERVATION_SCHEMA

OFFICE = Path(__file__).parents[2] / "examples" / "kota-contoh" / "office.toml"
LONG_TITLE = (
    "Pengaduan layanan publik yang diselesaikan tepat waktu naik selama enam tahun berturut-turut di seluruh "
    "kecamatan, dan paling cepat di Kecamatan Contoh Utara"
)


def _figures(number: int) -> pl.DataFrame:
    row: dict[str, object] = dict.fromkeys(OBSERVATION_SCHEMA, "")
    row |= {"indicator": "Contoh", "dimensions": "{}", "value": 4.5 + number, "decimals": 1}
    return pl.DataFrame([row, row | {"value": None, "missing": "blank"}], schema=OBSERVATION_SCHEMA)


def make_build(
    folder: Path,
    pages: Sequence[str],
    *,
    edition: str = "1",
    problems: dict[str, list[str]] | None = None,
    sources: Mapping[str, str] | None = None,
    dropped: Sequence[str] = (),
) -> Path:
    """Write what `rupadata build` leaves: pages named `subject/page`, their files and the manifest."""
    editions = []
    for number, page in enumerate(pages):
        path = f"99.71/{page}"
        (folder / path).mkdir(parents=True, exist_ok=True)
        digest = sha256(f"{page} {edition}".encode()).hexdigest()
        content = {
            "page.json": json.dumps({"page": page, "edition": edition}).encode(),
            "evidence.json": b"[]",
            "data.csv": technical_csv(_figures(number)),
            "portrait.png": _picture(number, edition),
            "portrait.svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
        }
        for name, data in content.items():
            (folder / path / name).write_bytes(data)
        subject, _, name = page.partition("/")
        editions.append(
            {
                "path": path,
                "region": "99.71",
                "region_name": "Kota Contoh",
                "subject": subject,
                "subject_name": subject.replace("-", " ").capitalize(),
                "page": name,
                "title": LONG_TITLE if number == 1 else f"Judul {name} nomor {number + 1}",
                "digest": digest,
                "indicators": [f"Indikator {name}"],
                "why": [],
                "files": [
                    {"path": f"{path}/{file}", "sha256": sha256(data).hexdigest(), "bytes": len(data)}
                    for file, data in content.items()
                ],
                "sources": [
                    {"file": name, "sha256": digest}
                    for name, digest in (sources or {}).items()
                    if name.startswith(subject)
                ]
                or [{"file": f"{subject}.xlsx", "sha256": "0" * 64}],
                "problems": [_problem(code, path) for code in (problems or {}).get(page, ())],
            }
        )
    manifest = {
        "version": 1,
        "engine": {"name": "rupadata", "version": "0"},
        "lang": "id",
        "theme": "default",
        "date": "2026",
        "sizes": ["portrait"],
        "formats": ["png", "svg"],
        "sources": [],
        "refused": [],
        "editions": editions,
        "problems": [_problem("column-dropped", name) for name in dropped],
        "files": [],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def case(*words: object) -> int:
    """Run `rupadata case` and return its exit code."""
    return run(["case", *map(str, words)])


def new_case(folder: Path, *, office: Path = OFFICE, at: str = "2026-09-07T07:30", title: str = "") -> Path:
    """Begin a case and return its folder."""
    words = ["new", "--office", office, "--as", "kabid", "-o", folder, "--at", at]
    assert case(*words, *(["--title", title] if title else [])) == 0
    return folder


def prepare_items(folder: Path, build: Path) -> None:
    """Carry a new case to where its items are open."""
    assert case("do", folder, "order", "--as", "kabid", "--at", "2026-09-07T08:00") == 0
    assert case("do", folder, "schedule", "--from", build, "--as", "kasie", "--at", "2026-09-07T10:00") == 0
    assert case("do", folder, "group", "--from", build, "--as", "analis", "--at", "2026-09-07T14:00") == 0


def _problem(code: str, path: str) -> dict[str, object]:
    severity = "warning" if code == "sop-element-not-in-data" else "error"
    message = "Data tidak memuat grafik per wilayah; halaman mengatakannya."
    where = {"file": path, "sheet": "", "cell": "regions"}
    return {"code": code, "severity": severity, "where": where, "message": message, "hint": ""}


def _picture(number: int, edition: str) -> bytes:
    hues = ("#21576e", "#b5651d", "#3f7d58", "#7a4b8c", "#8a6d1d", "#a3413c")
    image = Image.new("RGB", (1080, 1350), "#fbf8f2")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1080, 260), fill=hues[number % len(hues)])
    for bar in range(6):
        height = 120 + (bar * 37 + number * 61) % 480
        draw.rectangle((90 + bar * 155, 1200 - height, 190 + bar * 155, 1200), fill=hues[number % len(hues)])
    draw.text((90, 1260), f"edisi {edition}", fill="#333")
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()
