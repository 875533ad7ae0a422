"""Phrases: the levels of a table's title put together as people say them.

Tables name what they hold level by level: `Peternakan: Unggas: Itik: Jumlah Peternak` is the number of those
who keep ducks, `Jumlah Siswa: Sekolah Dasar (SD): Negeri` the pupils of public primary schools. What makes a
name true is kept: `PNS Berdasarkan Golongan: I` are those of grade I and not all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rupadata.wording.style import written_out
from rupadata.wording.vocabulary import ABBREVIATIONS, FUNCTION_WORDS

_NUMBERING = re.compile(r"^\s*(?:(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})\s*[.)]+)?[\s.:–*-]*(?=[\w<>≤≥])")
_LEVEL = re.compile(r"\s*>\s+|\s*:\s+")
_SHORT_COUNT = re.compile(r"^jml\.?\s+", re.IGNORECASE)
_DANGLING = re.compile(
    r"(\s+(per|menurut|dan|atau|serta|di|ke|dari|pada|dengan|untuk|by|of|in|and|or|per|with))+\s*$",
    re.IGNORECASE,
)
_PAIR_OF_NOUNS = re.compile(r"^(\w+) (?:dan|and) (\w+) (.+)$", re.IGNORECASE)
_COUNT = re.compile(
    r"^(?:jumlah(?: seluruh)?|banyaknya|banyak|total|number of|total number of)\s+", re.IGNORECASE
)
_RATE = re.compile(
    r"^(?:persentase|prosentase|presentase|proporsi|prevalensi|rasio|angka|tingkat|laju|cakupan|indeks|"
    r"rata-rata|rerata|percentage|proportion|share|prevalence|ratio|rate|index|mean|average)\b\s*",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"^(?:jumlah|banyaknya|total|luas|panjang|volume|produksi|produktivitas|nilai|populasi|konsumsi|pagu|realisasi|"
    r"anggaran|harga|number|total|area|production|value)\b",
    re.IGNORECASE,
)
# Levels that only say in which chapter of a book a table stands.
_CHAPTER = re.compile(
    r"^(?:data\b.*|keadaan\b.*|jenis\b.*|sipd\b.*|pertanian|peternakan|perkebunan|perikanan|kehutanan|"
    r"kelautan(?: dan perikanan)?|pertambangan|ketenaga ?kerjaan|industri|perdagangan|koperasi|pariwisata|"
    r"transportasi|unggas|ternak kecil|ternak besar|perumahan|kesehatan|pendidikan)$",
    re.IGNORECASE,
)
_INDICATORS = frozenset({"TPAK", "TPT", "IPM", "IPG", "IDG", "IKG", "AHH", "HLS", "RLS", "NTP", "ICOR"})
"""Abbreviations that name an indicator wholly, whatever chapter they stand in."""
_SAYS_ALL = re.compile(r"^(?:jumlah|banyaknya|luas|persentase|rata-rata)\s+\w+\s+\w+", re.IGNORECASE)
"""A level that says alone what is measured, whatever the title above it classes."""
_CLASSIFIED = re.compile(r"(?:^|\s+)(?:menurut|berdasarkan|dirinci|by)\s+(?P<by>[^:>]+)$", re.IGNORECASE)
_BY = re.compile(r"(^|\s)(?:menurut|berdasarkan|dirinci|by)\s+", re.IGNORECASE)
_OPEN_SHARE = re.compile(
    r"^(?P<of>proporsi|rasio|kontribusi|persentase|sumbangan|share)\s+(?P<to>(?:terhadap|of)\s.+)$",
    re.IGNORECASE,
)
_PROGRESS = re.compile(r"^perkembangan\s+", re.IGNORECASE)
_PLANNED = re.compile(
    r"^(?:target|rencana|pagu|anggaran)(?:,| dan| serta) (?:realisasi|capaian|target)"
    r"(?: (?:dan|serta) capaian)?\s+|"
    r"^realisasi (?:dan|terhadap) (?:target|rencana|pagu)\s+",
    re.IGNORECASE,
)
"""Both sides of what was planned, in a title over columns for each: a column says which it is."""
_CONDITION = re.compile(r"^kondisi\s+(?P<of>.+)$", re.IGNORECASE)
_STATE = re.compile(
    r"^(?:baik|sedang|rusak|rusak ringan|rusak berat|rusak sedang|mantap|tidak mantap)$", re.IGNORECASE
)
_AGES = re.compile(r"^(?P<ages>\d{1,2}\s*[-–—]\s*\d{1,3}|\d{1,3}\s*\+)$")
_PER_MANY = re.compile(r"\s*/\s*(?=1[.,]?0{2})")
_RANGE = re.compile(r"(?<=\d)\s*[-–—]\s*(?=\d)")
_BRACKET = re.compile(r"\s*[(\[{]\s*([^)\]}]*?)\s*[)\]}]")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9]{1,6}")
_LIST = re.compile(r"\b(?:dan|atau|and|or)\b|/")
_USUAL = tuple(
    (re.compile(rf"\b{words}\b", re.IGNORECASE), abbreviation)
    for words, abbreviation in (
        ("usaha mikro,? kecil,? dan menengah", "UMKM"), ("pegawai negeri sipil", "PNS"),
        ("aparatur sipil negara", "ASN"), ("sekolah dasar", "SD"), ("sekolah menengah pertama", "SMP"),
        ("sekolah menengah atas", "SMA"), ("sekolah menengah kejuruan", "SMK"), ("sekolah luar biasa", "SLB"),
        ("angka partisipasi kasar", "APK"), ("angka partisipasi murni", "APM"),
        ("pembentukan modal tetap bruto", "PMTB"), ("indeks pembangunan manusia", "IPM"),
        ("indeks pembangunan gender", "IPG"), ("pendapatan asli daerah", "PAD"),
        ("produk domestik regional bruto", "PDRB"), ("atas dasar harga konstan", "ADHK"),
        ("atas dasar harga berlaku", "ADHB"),
        ("pajak bumi dan bangunan", "PBB"), ("bea perolehan hak atas tanah dan bangunan", "BPHTB"),
        ("nomor induk berusaha", "NIB"), ("demam berdarah dengue", "DBD"),
    )
)  # fmt: skip
"""Abbreviations that readers of a newspaper know, put in the place of long words."""
_SHARE_OF_SHARES = re.compile(
    r"^(?:persentase|proporsi) (?=(?:komposisi|distribusi|struktur|sebaran)\b)", re.IGNORECASE
)
"""What a composition is told in, said before it: it is in percent anyway."""
_COMPOSED = re.compile(
    r"^(?:(?:persentase|proporsi) )?(?:distribusi|komposisi|struktur|sebaran) (?:persentase |dari )?"
    r"(?!umur|usia)(\w.*)$",
    re.IGNORECASE,
)
"""A whole whose shares are told: each of them is the share of one part in it."""
_PRICES_OF_MANY = re.compile(
    r"^(?:perkembangan )?(?:(?:re|rata-)?rata(?:-rata)?\s+)?harga\b(?:\s(?P<at>produsen|grosir))?.*"
    r"\b(?:bahan|pangan|komoditas|sembako|kebutuhan|barang|pokok|sembilan)\b",
    re.IGNORECASE,
)
"""The title of a list of prices: each is that of one thing, `harga cabai rawit`."""
_SHORT_MEASURE = 2
_LONG = 24
_LONG_FOR_JARGON = 34


@lru_cache(maxsize=4096)
def phrase(name: str, *, short: bool = False) -> str:
    """Return an indicator's name as one phrase without its levels, numbering and brackets.

    `short` puts an abbreviation that the name itself explains in the place of its words: `APK SD`.
    """
    name = _PER_MANY.sub(" per ", written_out(name))
    levels = [_clean(level) for level in _LEVEL.split(name)]
    said = _RANGE.sub("–", _DANGLING.sub("", _join(_said_once([level for level in levels if level]))))
    said = _SHARE_OF_SHARES.sub("", said)
    if short:
        for words, abbreviation in _explained(name):
            if words.casefold() in said.casefold() and len(said) > _limit(abbreviation):
                said = re.sub(rf"\b{re.escape(words)}\b", abbreviation, said, flags=re.IGNORECASE)
        for pattern, abbreviation in _USUAL:
            if len(said) > _LONG:
                said = pattern.sub(abbreviation, said)
    return said


def _clean(level: str) -> str:
    bare = _SHORT_COUNT.sub("Jumlah ", _NUMBERING.sub("", level).strip(" :"))
    return _DANGLING.sub("", " ".join(_BRACKET.sub(" ", bare).split())).strip(" ,=")


def _limit(abbreviation: str) -> int:
    # Jargon of one office stands in for its words only where these are really long.
    known = abbreviation.upper() in ABBREVIATIONS or len(abbreviation) > 3
    return _LONG if known else _LONG_FOR_JARGON


def _explained(name: str) -> list[tuple[str, str]]:
    """Return the words that abbreviations in brackets stand for, with these."""
    found = []
    for level in _LEVEL.split(name):
        for bracket in _BRACKET.finditer(level):
            words = _BRACKET.sub(" ", level[: bracket.start()]).split()
            for start in range(len(words)) if _ABBREVIATION.fullmatch(bracket[1]) else ():
                used = _spells(words[start:], bracket[1])
                if used:
                    upper = bracket[1].upper()
                    short = upper if upper in ABBREVIATIONS else bracket[1]
                    found.append((" ".join(words[start : start + used]), short))
                    break
    return list(dict.fromkeys(found))


def _spells(words: Sequence[str], abbreviation: str) -> int:
    """Return how many of the first words the letters of an abbreviation begin, 0 where they do not."""
    letters = [letter for letter in abbreviation.casefold() if letter.isalpha()]
    for used, word in enumerate(words, 1):
        if letters and word.casefold().startswith(letters[0]):
            letters.pop(0)
        elif word.casefold() not in FUNCTION_WORDS:
            return 0
        if not letters:
            return used
    return 0


def _said_once(levels: list[str]) -> list[str]:
    """Return the levels without those that others repeat."""
    kept = [level for level, following in pairwise(levels) if not _words(level) <= _words(following)]
    if not levels:
        return []
    leaf = levels[-1]
    if not kept:
        return [leaf]
    title = kept[-1]
    said = _words(_COUNT.sub("", leaf))
    if not said or not said <= _words(title) or (_is_count(leaf) and _RATE.match(title)):
        return [*kept, leaf]
    pair = _PAIR_OF_NOUNS.match(title)
    first = leaf.split()[0]
    if pair and first.casefold() in (pair[1].casefold(), pair[2].casefold()):
        return [*kept[:-1], f"{first} {pair[3]}"]
    # One of several things that the title lists is not all of them.
    return [*kept, leaf] if _LIST.search(title) else kept


def _join(levels: list[str]) -> str:
    """Return levels as one phrase: what is measured, then of what."""
    if len(levels) < 2:
        return levels[0] if levels else ""
    if levels[-1].upper() in _INDICATORS and not _classes(levels[-2]):
        return levels[-1]
    composed = _COMPOSED.match(levels[0])
    if composed and len(levels) == 2 and not _measures(levels[-1]):
        return f"porsi {levels[-1]} dalam {composed[1]}"
    priced = _PRICES_OF_MANY.match(levels[0])
    if priced and len(levels) == 2 and not _measures(levels[-1]):
        return " ".join(word for word in ("harga", (priced["at"] or "").lower(), levels[-1]) if word)
    places = [
        at
        for at, level in enumerate(levels)
        if _measures(level) and (not at or not _classes(levels[at - 1]) or _SAYS_ALL.match(level))
    ]
    place = places[-1] if places else None
    if place is None or (place == 0 and _is_index_of_parts(levels)):
        closer = len(levels) > 2 or len(levels[-1].split()) > 1
        start = 1 if place == 0 or (_CHAPTER.match(levels[0]) and closer) else 0
        return _row(levels[start:])
    head, after = levels[place], levels[place + 1 :]
    content = _COUNT.sub("", head)
    of = levels[place - 1] if place and not _CHAPTER.match(levels[place - 1]) else ""
    open_share = _OPEN_SHARE.match(head)
    if open_share and place:
        return f"{open_share['of']} {_PROGRESS.sub('', levels[place - 1])} {open_share['to']}"
    if of and len(content.split()) <= _SHORT_MEASURE and not after:
        return _of(head, content, of)
    return _row([head, *after])


def _measures(level: str) -> bool:
    return bool(_AMOUNT.match(level) or _RATE.match(level))


def _is_count(level: str) -> bool:
    return bool(_COUNT.match(level))


def _is_index_of_parts(levels: Sequence[str]) -> bool:
    """Tell whether an index only gathers its parts: `Indeks Pembangunan Gender: Sumbangan Pendapatan`."""
    title = levels[0].casefold()
    gathers = title.startswith("indeks ") and not title.startswith("indeks harga ")
    return gathers and len(levels[1].split()) > 1 and not _classes(levels[0])


def _of(head: str, content: str, of: str) -> str:
    """Return a short measure with what it is of: `jumlah peternak` and `itik`."""
    bare = _PLANNED.sub("", _RATE.sub("", _COUNT.sub("", of)))
    spelt = any(_spells(bare.split(), word) for word in content.split())
    if not bare or spelt or bare.casefold().startswith("antara "):
        return head
    if _words(content) <= _words(bare):
        if _LIST.search(bare):
            return head
        return f"{head[: len(head) - len(content)]}{bare}"
    return f"{head} {bare}"


def _row(levels: Sequence[str]) -> str:
    """Return levels one after the other, each a closer word on the one before."""
    said: list[str] = []
    for level in levels:
        before = " ".join(said)
        condition = _CONDITION.match(before)
        ages = _AGES.match(level)
        if condition and _STATE.match(level):
            said = [f"{condition['of']} dalam kondisi {level.lower()}"]
        elif ages and "penduduk" in before.casefold() and " umur" not in before.casefold():
            old = level.rstrip("+ ")
            said.append(f"umur {old} tahun ke atas" if "+" in level else f"umur {old} tahun")
        elif said and _kind_of(said[-1], level):
            # A kind of the same thing: `belanja tidak langsung`, `belanja hibah`.
            said = [level] if len(level.split()) > 2 or len(said) == 1 else [*said[:-1], level]
        elif said and _words(level) <= _words(before):
            said[-1] += ","
            said.append(level)
        else:
            said.append(_BY.sub(r"\1", level) if _classes(level) else level)
    return " ".join(said)


def _kind_of(level: str, closer: str) -> bool:
    return _first_word(level) == _first_word(closer) and not _words(closer) <= _words(level)


def _classes(level: str) -> str:
    found = _CLASSIFIED.search(level)
    return found["by"] if found else ""


def _first_word(text: str) -> str:
    return _COUNT.sub("", text).split()[0].casefold() if text else ""


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
