"""Mistakes in files that people write, or that broke on the way: what is wrong, and where, in words."""

from __future__ import annotations

import ast
import errno
import re
import tomllib

import msgspec

from rupadata.checked import rule_words
from rupadata.language import say

_LONGEST = 300
"""Letters of what is said of one mistake: what a file says must not fill a screen."""
_PLACE = re.compile(r" - at `\$\.?(?P<place>[^`]*)`$")
_NUMBERED = re.compile(r"(?P<name>\w+)\[(?P<number>\d+)\]")
_DAY = re.compile(r"=\s*\d{1,4}[-/. ]\w{1,9}[-/. ]\d{1,4}")
_NATIVE_NUMBER = re.compile(r"\(os error (\d+)\)")
"""How libraries in Rust tell the number of an error of the system."""
_LINE = re.compile(r"\(at line (?P<line>\d+), column \d+\)|\(at end of document\)")


def explain_mistake(error: Exception, text: str = "") -> str:
    """Return what is wrong with a file, for people who know neither the parser nor its language.

    Of a TOML text that is given, the line with the mistake is quoted.
    """
    told = _explain(error, text)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def _explain(error: Exception, text: str) -> str:
    if isinstance(error, tomllib.TOMLDecodeError):
        return _explain_syntax(str(error), text)
    if isinstance(error, msgspec.DecodeError) and not isinstance(error, msgspec.ValidationError):
        return say(id="isinya bukan JSON yang utuh", en="it is no whole JSON")
    if not isinstance(error, msgspec.ValidationError):
        return _explain_odd(error)
    words, place = str(error), ""
    if (found := _PLACE.search(words)) is not None:
        words, place = words[: found.start()], _NUMBERED.sub(_name_place, found["place"])
    told = _explain_value(words)
    return f"{place}: {told}" if place else told


def system_words(error: OSError) -> str:
    """Return what the system refuses, in the language of messages where it is one of the usual troubles."""
    native = _NATIVE_NUMBER.search(str(error)) if error.errno is None else None
    match int(native[1]) if native else error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return say(id="penyimpanan penuh; kosongkan ruang", en="the disk is full; make room")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return say(id="tidak diizinkan; periksa hak aksesnya", en="not permitted; check its rights")
        case errno.ENAMETOOLONG:
            return say(id="namanya terlalu panjang; persingkat", en="the name is too long; shorten it")
        case errno.ENOENT:
            return say(id="tidak ada; periksa ejaannya", en="it does not exist; check its spelling")
        case errno.ENOTDIR | errno.EEXIST:
            return say(
                id="sebuah berkas berdiri di tempat folder; pilih tempat lain",
                en="a file stands where a folder should; choose another place",
            )
        case errno.EISDIR:
            return say(id="itu folder; sebut berkasnya", en="it is a folder; name the file")
        case errno.ENOTEMPTY:
            return say(id="foldernya tidak kosong", en="the folder is not empty")
        case errno.ELOOP:
            return say(id="tautannya berputar", en="its links turn in a circle")
        case _:
            return error.strerror or str(error)


def _explain_odd(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return say(id="isinya bersarang terlalu dalam", en="it is nested too deeply")
    if isinstance(error, UnicodeDecodeError):
        return say(id=f"byte ke-{error.start + 1} bukan UTF-8", en=f"byte {error.start + 1} is no UTF-8")
    if isinstance(error, OSError):
        return system_words(error)
    if isinstance(error, ValueError) and "integer string conversion" in str(error):
        return say(id="sebuah bilangannya terlalu panjang", en="a number in it is too long")
    return str(error)


def _name_place(match: re.Match[str]) -> str:
    number = int(match["number"]) + 1
    return say(id=f"{match['name']} ke-{number}", en=f"{match['name']} {number}")


def _explain_syntax(words: str, text: str) -> str:
    found = _LINE.search(words)
    line = found["line"] if found is not None else None
    if line is None:
        return say(id="tulisannya terputus di akhir berkas", en="it breaks off at the end of the file")
    lines = text.splitlines()
    number = int(line)
    quoted = f" ({lines[number - 1].strip()[:60]})" if number <= len(lines) else ""
    day = _DAY.search(quoted)
    remedy_id = "; tanggal ditulis tahun-bulan-hari dengan dua angka, seperti 2026-09-01" if day else ""
    remedy_en = "; a day is written year-month-day with two digits, like 2026-09-01" if day else ""
    return say(
        id=f"tulisan pada baris {line}{quoted} bukan TOML yang benar{remedy_id}",
        en=f"line {line}{quoted} is not written as TOML asks{remedy_en}",
    )


def _explain_value(words: str) -> str:
    if match := re.fullmatch(r"Object contains unknown field `(.*)`", words):
        return say(id=f"kunci {match[1]!r} tidak dikenal", en=f"the key {match[1]!r} is unknown")
    if match := re.fullmatch(r"Object missing required field `(.*)`", words):
        return say(id=f"{match[1]!r} belum ada", en=f"{match[1]!r} is missing")
    if match := re.fullmatch(r"Invalid enum value '?(.*?)'?", words):
        return say(id=f"{match[1]!r} bukan pilihan yang ada", en=f"{match[1]!r} is no choice")
    if "date" in words and "Expected `str`" not in words:
        # TOML takes 2026-12-01 for a date and "2026-12-01" for one as well; what fails is no day.
        return say(
            id="bukan tanggal yang ada; tulis tahun-bulan-hari seperti 2026-12-01",
            en="no day of the calendar; write year-month-day like 2026-12-01",
        )
    if match := re.fullmatch(r"Expected `str` matching regex (.*)", words):
        return rule_words(ast.literal_eval(match[1]))
    if match := re.fullmatch(r"Expected `str` of length <= (\d+)", words):
        return say(id=f"paling banyak {match[1]} huruf", en=f"at most {match[1]} characters")
    if words == "Integer value out of range":
        return say(id="bilangannya terlalu besar", en="the number is too large")
    if words == "Expected `datetime` with a timezone component":
        return say(id="waktunya tanpa zona waktu", en="the time has no time zone")
    if match := re.fullmatch(r"Expected `(.*)`, got `(.*)`", words):
        wanted, given = _KINDS.get(match[1], match[1]), _KINDS.get(match[2], match[2])
        return say(id=f"seharusnya {wanted}, tertulis {given}", en=f"should be {match[1]}, is {match[2]}")
    return words


_KINDS = {
    "str": "teks",
    "int": "bilangan",
    "float": "bilangan",
    "bool": "true atau false",
    "array": "daftar",
    "object": "bagian berkunci",
    "date": "tanggal",
}
