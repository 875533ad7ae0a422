"""What `rupadata office new` asks in a terminal, and the pattern of `office.toml` filled in with the answers.

Every question may be left unanswered: what is not known stays blank, and is never invented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import click
from msgspec import Struct

from rupadata.checked import clean_text
from rupadata.language import say

Setting = tuple[str, str]
"""A place in the pattern: its table (`letterhead`, `officials.kabid`) and its key."""
Answers = Mapping[Setting, str]
"""Each setting with its value as TOML."""

_TABLE = re.compile(r"^\[+(?P<name>[\w.]+)\]+")
_LINE = re.compile(r"^(?:# )?(?P<key>[\w-]+) = (?P<value>\"[^\"]*\"|\[\{.*\}\]|\[[^\]]*\]|\d+)(?P<rest>.*)$")
_OPENING = re.compile(r"^(?P<key>\w+) = \[$")
_ID = re.compile(r'^id = "(?P<id>[^"]*)"')
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?: s\.d\. (\d{4}-\d\d-\d\d))?(?:, (.+))?")
_PEOPLE = ("kabid", "kasie", "analis", "perancang")
_POSTS = ("kabid", "kasie")
_THEN = ("musnah", "permanen", "dinilai kembali")

Parse = Callable[[str], str | None]
"""Takes an answer and returns it as TOML; None for one that has another form than the question asks for."""


class _Question(Struct, frozen=True):
    setting: Setting
    words: str
    parse: Parse


def ask_settings() -> dict[Setting, str]:
    """Ask for everything that is an office's own; return what was answered, as TOML."""
    click.echo(
        say(
            id="Yang tidak diketahui dilewati dengan Enter; semuanya dapat diubah kemudian.",
            en="Skip what you do not know with Enter; everything can be changed later.",
        ),
        err=True,
    )
    answers = {question.setting: answer for question in _questions() if (answer := _ask(question))}
    for person in _PEOPLE:
        days = answers.get((f"officials.{person}", "leave"))
        if days and (answer := _ask(_deputy_question(person, days))):
            answers[(f"officials.{person}", "deputies")] = answer
    return answers


def fill_pattern(text: str, answers: Answers) -> str:
    """Return the pattern with the answers in their places; its comments stay.

    An example that is commented out is taken in where it was answered; leave and deputies stand behind the
    NIP of their official.
    """
    filled, table = [], ""
    left = dict(answers)
    for line in text.splitlines(keepends=True):
        if found := _TABLE.match(line):
            table = found["name"]
        elif table == "officials" and (found := _ID.match(line)):
            table = f"officials.{found['id']}"
        if (opened := _OPENING.match(line)) and (answer := left.pop((table, opened["key"]), "")):
            filled.append(line)
            filled += [f"  {json.dumps(one, ensure_ascii=False)},\n" for one in json.loads(answer)]
            continue
        found = _LINE.match(line)
        answer = left.pop((table, found["key"]), "") if found else ""
        filled.append(f"{found['key']} = {answer}{found['rest']}\n" if found and answer else line)
        if found and found["key"] == "nip":
            for key in ("leave", "deputies"):
                if answer := left.pop((table, key), ""):
                    filled.append(f"{key} = {answer}\n")
    return "".join(filled)


def _ask(question: _Question) -> str:
    """Return an answer as TOML, empty for none; ask again where another form was asked for."""
    while True:
        given = click.prompt(question.words, default="", show_default=False, err=True)
        answer = " ".join(clean_text(str(given)).replace("\x7f", "").split())
        if not answer:
            return ""
        parsed = question.parse(answer)
        if parsed is not None:
            return parsed
        click.echo(say(id="Bentuknya lain dari contoh.", en="Its form differs from the example."), err=True)


def _text(answer: str) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _several(answer: str, mark: str = ",") -> str:
    return json.dumps([part for piece in answer.split(mark) if (part := piece.strip())], ensure_ascii=False)


def _laws(answer: str) -> str:
    return _several(answer, ";")


def _of_form(form: str) -> Parse:
    return lambda answer: _text(answer) if re.fullmatch(form, answer) else None


def _template(answer: str) -> str | None:
    return _text(answer) if "{sequence}" in answer else None


def _years(answer: str) -> str | None:
    return answer if re.fullmatch(r"\d{1,2}", answer) else None


def _leave(answer: str) -> str | None:
    """Return absences as TOML: `2026-03-16 s.d. 2026-03-20, Cuti tahunan; 2026-06-01`."""
    days = []
    for piece in answer.split(";"):
        found = _DAYS.fullmatch(piece.strip())
        try:
            since = date.fromisoformat(found[1] if found else "")
            until = date.fromisoformat((found[2] if found else None) or since.isoformat())
        except ValueError:
            return None
        if found is None or until < since:
            return None
        reason = f", reason = {_text(found[3])}" if found[3] else ""
        days.append(f"{{ since = {since}, until = {until}{reason} }}")
    return f"[{', '.join(days)}]"


def _questions() -> Iterator[_Question]:
    """Yield the questions in the order of the file."""
    yield _Question(
        ("", "time_zone"),
        say(id="Zona waktu (WIB, WITA, WIT; Enter: WIB)", en="Time zone (WIB, WITA, WIT; Enter: WIB)"),
        _of_form("WIB|WITA|WIT"),
    )
    yield _Question(
        ("", "legal_basis"),
        say(id="Dasar hukum pada surat, dipisah titik koma", en="Laws named on letters, semicolon-separated"),
        _laws,
    )
    yield from _letterhead_questions()
    yield from _brand_questions()
    yield from _paper_questions()
    yield from _procedure_questions()
    yield from _people_questions()


def _letterhead_questions() -> Iterator[_Question]:
    for key, words in (
        (
            "government",
            say(id="Pemerintah, mis. PEMERINTAH KOTA SERANG", en="Government, e.g. PEMERINTAH KOTA SERANG"),
        ),
        ("office", say(id="Nama dinas pada kop", en="Office on the letterhead")),
        ("division", say(id="Bidang", en="Division")),
        ("section", say(id="Seksi", en="Section")),
        ("address", say(id="Alamat", en="Address")),
        ("postal_code", say(id="Kode pos", en="Postal code")),
        ("phone", say(id="Telepon", en="Telephone")),
        ("email", say(id="Surel", en="E-mail")),
        ("website", say(id="Situs", en="Website")),
        ("place", say(id="Tempat surat ditandatangani", en="Place where letters are signed")),
        (
            "logo",
            say(
                id="Lambang pada kop: nama berkas di folder itu, mis. lambang.png",
                en="Logo on the letterhead: a file's name in that folder, e.g. lambang.png",
            ),
        ),
    ):
        yield _Question(("letterhead", key), words, _text)


def _brand_questions() -> Iterator[_Question]:
    yield _Question(
        ("brand", "office"),
        say(
            id="Nama kantor pada halaman infografis, mis. Diskominfo Kota Serang",
            en="Office's name on infographics, e.g. Diskominfo Kota Serang",
        ),
        _text,
    )
    yield _Question(
        ("brand", "logo"), say(id="Logo pada halaman: nama berkas", en="Logo on pages: a file's name"), _text
    )
    yield _Question(
        ("brand", "colour"),
        say(id="Warna kantor, mis. #0b5fa5", en="Office's colour, e.g. #0b5fa5"),
        _of_form("#[0-9a-fA-F]{6}"),
    )
    yield _Question(("brand", "web"), say(id="Situs pada halaman", en="Website on pages"), _text)
    yield _Question(
        ("brand", "social"),
        say(id="Akun media sosial, dipisah koma", en="Social handles, comma-separated"),
        _several,
    )
    yield _Question(("brand", "hashtag"), say(id="Tagar, mis. #SatuDataSerang", en="Hashtag"), _text)


def _paper_questions() -> Iterator[_Question]:
    """Yield what is asked about letters: copies, on whose behalf, numbers and classification."""
    letters = {
        "work-order": say(id="surat perintah", en="the work order"),
        "forwarding-note": say(id="nota dinas", en="the nota dinas"),
    }
    for kind, name in letters.items():
        words = say(id=f"Tembusan {name}, dipisah koma", en=f"Copies of {name}, comma-separated")
        yield _Question(("copies", kind), words, _several)
    for kind, name in letters.items():
        words = say(
            id=f"Atas nama pada {name}, mis. a.n. Kepala Dinas (Enter: tidak)",
            en=f"On whose behalf {name} is signed, e.g. a.n. Kepala Dinas (Enter: nobody's)",
        )
        yield _Question(("on_behalf", kind), words, _text)
    usual = "{classification}/{sequence}/{unit}/{month_roman}/{year}"
    yield _Question(
        ("numbering", "template"),
        say(
            id=f"Susunan nomor surat, dengan {{sequence}} (Enter: {usual})",
            en=f"Form of letter numbers, with {{sequence}} (Enter: {usual})",
        ),
        _template,
    )
    yield _Question(
        ("numbering", "unit"), say(id="Kode unit pada nomor surat", en="Unit in letter numbers"), _text
    )
    for kind, name in (
        ("work-order", say(id="surat perintah, mis. 800.1.11.1", en="the work order, e.g. 800.1.11.1")),
        ("grouping", say(id="pengelompokan", en="the grouping")),
        ("report", say(id="laporan, mis. 400.14.9", en="the report, e.g. 400.14.9")),
        ("receipt", say(id="tanda terima", en="the receipt")),
        ("forwarding-note", say(id="nota dinas", en="the nota dinas")),
        ("closing-note", say(id="catatan penutup", en="the closing note")),
    ):
        words = say(id=f"Kode klasifikasi {name}", en=f"Classification code of {name}")
        yield _Question(("numbering.classification", kind), words, _text)


def _procedure_questions() -> Iterator[_Question]:
    for key, words in (
        ("number", say(id="Nomor SOP", en="Number of the SOP")),
        ("effective", say(id="Tanggal efektif SOP, mis. 5 Januari 2026", en="Day from which the SOP holds")),
        ("ratified_by", say(id="Jabatan yang mengesahkan SOP", en="Position that ratified the SOP")),
    ):
        yield _Question(("procedure", key), words, _text)
    yield _Question(
        ("procedure", "forwarding_note"),
        say(
            id="Nota dinas dibuat saat laporan diterima (receive), penutupan (close), atau none "
            "(Enter: receive)",
            en="Nota dinas made with the receipt (receive), the close (close), or none (Enter: receive)",
        ),
        _of_form("receive|close|none"),
    )
    for key, words in (
        ("division_head", say(id="Sebutan kepala bidang", en="Title of the division head")),
        ("section_head", say(id="Sebutan kepala seksi", en="Title of the section head")),
    ):
        yield _Question(("procedure.titles", key), words, _text)
    for key, words in (
        ("active_years", say(id="Retensi arsip: tahun aktif", en="Retention: active years")),
        ("inactive_years", say(id="Retensi arsip: tahun inaktif", en="Retention: inactive years")),
    ):
        yield _Question(("retention", key), words, _years)
    yield _Question(
        ("retention", "then"),
        say(id=f"Sesudah itu ({', '.join(_THEN)})", en=f"After that ({', '.join(_THEN)})"),
        _of_form("|".join(_THEN)),
    )
    yield _Question(
        ("retention", "basis"), say(id="Dasar retensi arsip", en="Law on which the retention rests"), _text
    )


def _people_questions() -> Iterator[_Question]:
    for person, title in _titles().items():
        for key, words in (
            ("name", say(id="nama lengkap dan gelar", en="full name with titles")),
            ("position", say(id="jabatan", en="position")),
            ("rank", say(id="pangkat (golongan)", en="rank")),
            ("nip", say(id="NIP", en="NIP")),
        ):
            yield _Question((f"officials.{person}", key), f"{title}: {words}", _text)
        words = say(
            id="tidak di tempat, mis. 2026-03-16 s.d. 2026-03-20, Cuti tahunan (beberapa: titik koma)",
            en="away, e.g. 2026-03-16 s.d. 2026-03-20, Cuti tahunan (several: semicolon)",
        )
        yield _Question((f"officials.{person}", "leave"), f"{title}: {words}", _leave)


def _titles() -> dict[str, str]:
    return {
        "kabid": say(id="Kepala bidang", en="Head of the division"),
        "kasie": say(id="Kepala seksi", en="Head of the section"),
        "analis": say(id="Staf analis statistik", en="Statistics analyst"),
        "perancang": say(id="Staf infografis", en="Infographic designer"),
    }


def _deputy_question(person: str, leave: str) -> _Question:
    """Return who stands in while somebody is away: Plh for a post, without a title for staff."""
    others = [other for other in _PEOPLE if other != person]
    kind = "Plh" if person in _POSTS else ""

    def deputise(answer: str) -> str | None:
        if answer not in others:
            return None
        spans = re.findall(r"since = (\S+), until = ([\d-]+)", leave)
        rows = (
            f"{{ person = {_text(answer)}, kind = {_text(kind)}, since = {since}, until = {until} }}"
            for since, until in spans
        )
        return f"[{', '.join(rows)}]"

    words = say(
        id=f"{_titles()[person]}: pengganti selama itu ({', '.join(others)})",
        en=f"{_titles()[person]}: deputy meanwhile ({', '.join(others)})",
    )
    return _Question((f"officials.{person}", "deputies"), words, deputise)
