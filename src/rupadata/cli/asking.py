"""What `rupadata office new` asks in a terminal, and the pattern of `office.toml` filled in with the answers.

Every question may be left unanswered: what is not known stays blank, and is never invented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import click

from rupadata.checked import clean_text
from rupadata.language import say

Setting = tuple[str, str]
"""A place in the pattern: its table (`letterhead`, `officials.kabid`) and its key."""

_TABLE = re.compile(r"^\[+(?P<name>[\w.]+)\]+")
_LINE = re.compile(r"^(?P<key>\w+) = (?P<value>\"[^\"]*\"|\[[^\]]*\])(?P<rest>.*)$")
_ID = re.compile(r'^id = "(?P<id>[^"]*)"')
_FORMS = {
    ("", "time_zone"): re.compile("WIB|WITA|WIT"),
    ("brand", "colour"): re.compile("#[0-9a-fA-F]{6}"),
}


@dataclass(frozen=True, slots=True)
class _Question:
    setting: Setting
    words: str
    several: bool = False


def ask_settings() -> dict[Setting, str | list[str]]:
    """Ask for what stands on every paper and page, and who holds which role; return what was answered."""
    click.echo(
        say(
            id="Yang tidak diketahui dilewati dengan Enter; semuanya dapat diubah kemudian.",
            en="Skip what you do not know with Enter; everything can be changed later.",
        ),
        err=True,
    )
    answers: dict[Setting, str | list[str]] = {}
    for question in _questions():
        if answer := _ask(question):
            answers[question.setting] = (
                [part for piece in answer.split(",") if (part := piece.strip())]
                if question.several
                else answer
            )
    return answers


def fill_pattern(text: str, answers: Mapping[Setting, str | list[str]]) -> str:
    """Return the pattern with the answers in their places; its comments stay."""
    filled, table = [], ""
    for line in text.splitlines(keepends=True):
        if found := _TABLE.match(line):
            table = found["name"]
        elif table == "officials" and (found := _ID.match(line)):
            table = f"officials.{found['id']}"
        found = _LINE.match(line)
        answer = answers.get((table, found["key"])) if found else None
        if found and answer:
            filled.append(f"{found['key']} = {json.dumps(answer, ensure_ascii=False)}{found['rest']}\n")
        else:
            filled.append(line)
    return "".join(filled)


def _ask(question: _Question) -> str:
    """Return an answer as it can be kept; ask again where its form is fixed and another was given."""
    form = _FORMS.get(question.setting)
    while True:
        given = click.prompt(question.words, default="", show_default=False, err=True)
        answer = " ".join(clean_text(str(given)).replace("\x7f", "").split())
        if not answer or form is None or form.fullmatch(answer):
            return answer
        click.echo(say(id="Bentuknya lain dari contoh.", en="Its form differs from the example."), err=True)


def _questions() -> Iterator[_Question]:
    """Yield the questions in the order of the file."""
    yield _Question(("", "time_zone"), say(id="Zona waktu (WIB, WITA, WIT)", en="Time zone (WIB, WITA, WIT)"))
    for key, words in (
        (
            "government",
            say(id="Pemerintah, mis. PEMERINTAH KOTA SERANG", en="Government, e.g. PEMERINTAH KOTA SERANG"),
        ),
        ("office", say(id="Nama dinas pada kop", en="Office on the letterhead")),
        ("division", say(id="Bidang", en="Division")),
        ("section", say(id="Seksi", en="Section")),
        ("address", say(id="Alamat", en="Address")),
        ("phone", say(id="Telepon", en="Telephone")),
        ("email", say(id="Surel", en="E-mail")),
        ("website", say(id="Situs", en="Website")),
        ("place", say(id="Tempat surat ditandatangani", en="Place where letters are signed")),
    ):
        yield _Question(("letterhead", key), words)
    yield from _brand_questions()
    yield _Question(("numbering", "unit"), say(id="Kode unit pada nomor surat", en="Unit in letter numbers"))
    yield from _people_questions()


def _brand_questions() -> Iterator[_Question]:
    yield _Question(
        ("brand", "office"),
        say(
            id="Nama kantor pada halaman infografis, mis. Diskominfo Kota Serang",
            en="Office's name on infographics, e.g. Diskominfo Kota Serang",
        ),
    )
    yield _Question(
        ("brand", "colour"), say(id="Warna kantor, mis. #0b5fa5", en="Office's colour, e.g. #0b5fa5")
    )
    yield _Question(("brand", "web"), say(id="Situs pada halaman", en="Website on pages"))
    yield _Question(
        ("brand", "social"),
        say(id="Akun media sosial, dipisah koma", en="Social handles, comma-separated"),
        several=True,
    )
    yield _Question(("brand", "hashtag"), say(id="Tagar, mis. #SatuDataSerang", en="Hashtag"))


def _people_questions() -> Iterator[_Question]:
    for person, title in (
        ("kabid", say(id="Kepala bidang", en="Head of the division")),
        ("kasie", say(id="Kepala seksi", en="Head of the section")),
        ("analis", say(id="Staf analis statistik", en="Statistics analyst")),
        ("perancang", say(id="Staf infografis", en="Infographic designer")),
    ):
        for key, words in (
            ("name", say(id="nama lengkap dan gelar", en="full name with titles")),
            ("position", say(id="jabatan", en="position")),
            ("rank", say(id="pangkat (golongan)", en="rank")),
            ("nip", say(id="NIP", en="NIP")),
        ):
            yield _Question((f"officials.{person}", key), f"{title}: {words}")
