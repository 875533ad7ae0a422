"""What an office calls an indicator and says of it: entries of its own glossary, written by the board.

Entries are added at the end of the file, so that what somebody wrote by hand stays as it is.
"""

from __future__ import annotations

import re

from msgspec import Struct

from rupadata.decoding import TOML_MISTAKES, parse_toml
from rupadata.errors import UsageError
from rupadata.glossary import Glossary, Kind
from rupadata.language import say
from rupadata.model.subject import Direction
from rupadata.office.folder import GLOSSARY
from rupadata.subjects.title_words import slug
from rupadata.web.accounts.models import OfficeFile
from rupadata.web.accounts.office_files import current_value, keep_office_file
from rupadata.web.blobs import read_blob
from rupadata.web.cases.symbol_choices import is_symbol

PREFIX = "kantor-"
LONGEST = 120
BETTER = {"": Direction.NEUTRAL, "higher": Direction.HIGHER_IS_BETTER, "lower": Direction.LOWER_IS_BETTER}
_KIND_WORDS = {
    Kind.STOCK: ("jumlah pada satu saat", "a number at a moment"),
    Kind.FLOW: ("jumlah selama satu masa", "a number over a time"),
    Kind.COUNT: ("jumlah", "a number"),
    Kind.SHARE: ("bagian dari keseluruhan, persen", "a share of a whole, percent"),
    Kind.GROWTH: ("pertumbuhan, persen", "growth, percent"),
    Kind.RATE: ("kejadian per sekian orang", "events per so many people"),
    Kind.RATIO: ("satu hal per hal lain", "one thing per another"),
    Kind.INDEX: ("indeks", "an index"),
    Kind.MEAN: ("rata-rata atau ukuran", "a mean or a measurement"),
    Kind.PRICE: ("harga satuan, upah", "a price, a wage"),
    Kind.MONEY: ("uang selama satu masa", "money over a time"),
    Kind.BALANCE: ("uang pada satu saat", "money at a moment"),
}
_OF_UNIT = (
    (re.compile(r"persen|%"), Kind.SHARE),
    (re.compile(r"\bper\b|/"), Kind.RATIO),
    (re.compile(r"rupiah"), Kind.MONEY),
)
"""What a unit tells of the kind of its figures, where nothing else does."""


class Naming(Struct, frozen=True):
    """What is said of an indicator; `own` where the office said it."""

    name: str
    name_en: str = ""
    kind: str = ""
    unit: str = ""
    better: str = ""
    symbol: str = ""
    own: bool = False


def naming_of(glossary: Glossary, name: str, unit: str) -> Naming:
    """Return what the office says of an indicator, else what is known of its name."""
    own = glossary.own(name)
    found = glossary.find(name)
    known = own or (found.indicator if found is not None else None)
    if known is None:
        guessed = next((kind for form, kind in _OF_UNIT if form.search(unit.casefold())), Kind.COUNT)
        return Naming(name, kind=guessed.value)
    better = next(word for word, direction in BETTER.items() if direction is known.direction)
    if own is None:
        return Naming(name, known.name_en if found and found.whole else "", known.kind.value, "", better, "")
    return Naming(own.name, own.name_en, own.kind.value, own.unit, better, own.symbol, own=True)


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of figures with their words."""
    return [(kind.value, say(id=words[0], en=words[1])) for kind, words in _KIND_WORDS.items()]


def name_indicator(printed: str, said: Naming, person: str) -> None:
    """Keep what an office says of an indicator that tables call `printed`, in place of earlier words."""
    name = " ".join(said.name.split())[:LONGEST]
    kinds = {kind.value for kind in _KIND_WORDS}
    if not name or said.kind not in kinds or said.better not in BETTER or not _is_known(said.symbol):
        raise UsageError(
            say(id="Nama atau ukurannya belum lengkap.", en="Its name or measure is missing."),
            code="answer-invalid",
            hint=say(id="Isi nama, lalu pilih ukurannya.", en="Give a name, then choose the measure."),
        )
    key = PREFIX + slug(printed, max_words=12)
    fields = {
        "id": key, "name": name, "en": " ".join(said.name_en.split())[:LONGEST] or name, "kind": said.kind,
        "unit": " ".join(said.unit.split())[:40], "better": said.better, "symbol": said.symbol,
    }  # fmt: skip
    lines = [f"{field} = {_quoted(value)}" for field, value in fields.items() if value]
    entry = "\n".join(["[[indicator]]", *lines, f"also = [{_quoted(printed)}]"]) + "\n"
    kept = _without(_held(), key)
    keep_office_file("glossary", GLOSSARY, f"{kept.rstrip()}\n\n{entry}".lstrip().encode(), person)


def unname_indicator(printed: str, person: str) -> None:
    """Let go of what the board wrote of an indicator."""
    held = _held()
    kept = _without(held, PREFIX + slug(printed, max_words=12))
    if kept != held:
        keep_office_file("glossary", GLOSSARY, kept.encode(), person)


def _held() -> str:
    found = OfficeFile.objects.filter(name=GLOSSARY).first()
    return read_blob(found.sha256).decode() if found is not None else ""


def _without(text: str, key: str) -> str:
    """Return a glossary without an entry of ours: from its head to the next head of a table."""
    entry = re.compile(rf'^\[\[indicator\]\]\nid = "{re.escape(key)}"\n(?:(?!\[).*\n?)*', re.MULTILINE)
    left = entry.sub("", text)
    try:
        parse_toml(left.encode())
    except TOML_MISTAKES:
        return text
    return left


def _is_known(symbol: str) -> bool:
    return not symbol or is_symbol(current_value(), symbol)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign for sign in escaped if sign.isprintable()) + '"'
