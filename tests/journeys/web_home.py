"""Django set up once a test process, in a home folder of its own; people and a work order to try with."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

PASSWORD = "kata-sandi-uji-2026"
OFFICE = Path(__file__).resolve().parents[2] / "examples" / "kota-contoh" / "office.toml"
PEOPLE = {"kabid": "kabid", "kasie": "kasie", "analis": "analis", "perancang": "perancang", "orang-luar": ""}
TABLE = """Jumlah Penduduk Menurut Kecamatan di Kota Tangerang (jiwa)
Kecamatan,2021,2022,2023,2024
Ciledug,91013,92144,93310,94981
Benda,20124,20311,20777,21002
Larangan,70344,70122,70533,71204
Periuk,45001,45222,45810,46999
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


@cache
def set_django_up() -> Path:
    """Load the workplace's settings for this process and make its database; return the home folder."""
    home = Path(tempfile.mkdtemp(prefix="rupadata-web-"))
    os.environ.update(
        RUPADATA_HOME=str(home),
        DJANGO_SETTINGS_MODULE="rupadata.web.settings",
        RUPADATA_HOSTS="testserver,localhost,127.0.0.1",
        RUPADATA_SECOND_FACTOR="optional",
    )
    import django

    django.setup()
    from rupadata.web.serving import upgrade

    upgrade()
    return home


def empty_workplace() -> None:
    """Take every row away: each test begins with nobody."""
    from django.core.cache import cache as django_cache
    from django.core.management import call_command

    from rupadata.web.cases import kept_cases

    call_command("flush", verbosity=0, interactive=False)
    django_cache.clear()
    kept_cases._played.cache_clear()


def make_people() -> dict[str, Any]:
    """Return the four officials of the example office, somebody who is none, and an administrator."""
    from rupadata.web.accounts.models import OfficeVersion, Person

    OfficeVersion.objects.create(text=OFFICE.read_text(encoding="utf-8"), saved_by="uji")
    people = {
        name: Person.objects.create_person(name, PASSWORD, name=f"Contoh {name}", official=official)
        for name, official in PEOPLE.items()
    }
    people["admin"] = Person.objects.create_person(
        "admin", PASSWORD, name="Contoh Administrator", is_administrator=True
    )
    return people


def fake_page(
    name: str, *, words: str = "Penduduk naik", errors: tuple[str, ...] = (), missing: tuple[str, ...] = ()
) -> Any:
    """Return a built page with a small drawing: enough for the procedure and for what pages show of it."""
    from rupadata.procedure.built_pages import BuiltPage
    from rupadata.procedure.decision import EditionFile, FrozenEdition, Item

    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1350" viewBox="0 0 1080 1350">'
        '<g id="head" data-role="header">'
        f'<text id="head-headline" x="60" y="180" font-size="60">{words}</text></g>'
        "</svg>"
    ).encode()
    contents: Mapping[str, bytes] = {"portrait.svg": svg, "portrait.png": PNG, "evidence.json": b"[]"}
    files = tuple(
        EditionFile(file, sha256(content).hexdigest(), len(content)) for file, content in contents.items()
    )
    digest = sha256(svg).hexdigest()
    loads: dict[str, Callable[[], bytes]] = {
        file: (lambda content=content: content) for file, content in contents.items()
    }
    item = Item(id=name, title=words, subject="Kependudukan", path=f"99.71/kependudukan/{name}")
    return BuiltPage(item, FrozenEdition(digest, words, files, "rupadata", errors, (), missing), loads)


def begin_case(key: str = "007-2026", title: str = "Infografis Uji") -> str:
    """Begin a work order whose order is issued; return its key."""
    from django.utils import timezone

    from rupadata.procedure.service import OfficeFiles, Request
    from rupadata.web.cases.service import case_service

    at = timezone.now().replace(microsecond=0) - timedelta(hours=4)
    service = case_service()
    service.create(
        key,
        OfficeFiles(OFFICE.read_text(encoding="utf-8")),
        person="kabid",
        title=title,
        at=at,
        with_papers=False,
    )
    service.decide(key, Request("order", "kabid", at=at), with_papers=False)
    return key


def carry(key: str, *steps: tuple[str, str, dict[str, Any]]) -> None:
    """Take decisions one after the other: action, person, facts."""
    from rupadata.procedure.service import Request
    from rupadata.web.cases.service import case_service

    for action, person, facts in steps:
        case_service().decide(key, Request(action, person, **facts), with_papers=False)


def case_in_review(name: str = "penduduk", **about: Any) -> str:
    """Return the key of a work order with one infographic that waits for its review."""
    key = begin_case()
    page = fake_page(name, **about)
    carry(
        key,
        ("schedule", "kasie", {"pages": (page,)}),
        ("group", "analis", {"pages": (page,)}),
        ("design", "perancang", {"item": name, "pages": (page,)}),
        ("submit", "perancang", {"item": name, "note": "Belum ada datanya."}),
    )
    return key


def make_studio(folder: Path, key: str = "007-2026") -> str:
    """Return the address of the studio of a page whose table was read and built on the bench of a case."""
    from rupadata.build import build_pages
    from rupadata.procedure.built_pages import read_pages
    from rupadata.request import BuildRequest
    from rupadata.web.cases.bench import Bench

    source = folder / "penduduk.csv"
    source.write_text(TABLE, encoding="utf-8")
    begin_case(key)
    shutil.rmtree(Bench(key).folder, ignore_errors=True)
    build = Bench(key).build
    build.mkdir(parents=True, exist_ok=True)
    build_pages([source], build, BuildRequest(formats=("svg",)))
    (page,) = read_pages(build)
    carry(
        key,
        ("schedule", "kasie", {"pages": (page,)}),
        ("group", "analis", {"pages": (page,)}),
    )
    return f"/perintah/{key}/infografis/{page.item.id}/rancangan/"
