"""Types of what is read back, received or typed: names, paths, digests and moments that can do no harm.

They are `str` and `datetime` with a rule. msgspec checks the rule where bytes become values, so that
everything behind that door may trust it: a `RelativePath` cannot leave its folder, a `PlainName` can be the
name of a file on every system, a `Sha256` is one. `rule_words` says in words what a rule asks for.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from rupadata.language import say

# What a file name may hold on every system; a name that begins with a dot is the store's own.
_PART = r'[^\x00-\x1f\x7f<>:"|?*\\/.][^\x00-\x1f\x7f<>:"|?*\\/]{0,199}'
# In JSON Schema as in Python: "$" alone lets a line end through.
_END = r"$(?!\n)"

PLAIN_NAME = f"^{_PART}{_END}"
RELATIVE_PATH = f"^{_PART}(/{_PART}){{0,15}}{_END}"
OPTIONAL_PATH = f"^({_PART}(/{_PART}){{0,15}})?{_END}"
SHA256 = f"^[0-9a-f]{{64}}{_END}"
REGION_CODE = rf"^[0-9]{{2}}(\.[0-9]{{2}}){{0,2}}(\.[0-9]{{4}})?{_END}"
OPTIONAL_REGION = rf"^([0-9]{{2}}(\.[0-9]{{2}}){{0,2}}(\.[0-9]{{4}})?)?{_END}"
PAGE_PATH = f"^[0-9]{{2}}[0-9.]{{0,11}}/{_PART}/{_PART}{_END}"
SHORT_DATE = rf"^([0-9]{{4}}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?{_END}"
LANGUAGE_CODE = f"^(id|en){_END}"
PERSON_ID = rf"^[A-Za-z0-9][A-Za-z0-9._-]{{0,39}}{_END}"

PlainName = Annotated[str, Meta(pattern=PLAIN_NAME)]
"""The name of one file or folder: no path, not hidden, no sign that a disk refuses."""
RelativePath = Annotated[str, Meta(pattern=RELATIVE_PATH)]
"""Plain names joined by `/`: a place below a folder."""
PagePath = Annotated[str, Meta(pattern=PAGE_PATH)]
"""Where a page stands below a build's folder: region code, subject, page."""
OptionalPath = Annotated[str, Meta(pattern=OPTIONAL_PATH)]
"""A `RelativePath`, or empty for none."""
Sha256 = Annotated[str, Meta(pattern=SHA256)]
"""A SHA-256 digest as 64 hexadecimal digits."""
RegionCode = Annotated[str, Meta(pattern=REGION_CODE)]
"""A dotted Kemendagri code: 00, 36, 36.71, 36.71.05, 36.71.05.1001."""
OptionalRegion = Annotated[str, Meta(pattern=OPTIONAL_REGION)]
"""A `RegionCode`, or empty for none."""
LanguageCode = Annotated[str, Meta(pattern=LANGUAGE_CODE)]
"""The language of a page or of messages: `id` or `en`."""
ShortDate = Annotated[str, Meta(pattern=SHORT_DATE)]
"""An ISO date that may be as short as a month or a year, or empty."""
PersonId = Annotated[str, Meta(pattern=PERSON_ID)]
"""The id of an official: it becomes part of file names."""
WebAddress = Annotated[str, Meta(max_length=300)]
"""An address that a QR code of a page can hold and a telephone can read."""
Moment = Annotated[datetime, Meta(tz=True)]
"""A point in time with its offset from UTC."""

YEARS = range(1900, 2201)
"""The years that a moment or a day of office work can lie in: calendars and time zones reach that far."""
LONGEST_NOTE = 4_000
"""Characters of what a person writes beside a decision."""


def rule_words(pattern: str) -> str:
    """Return what a value must be that does not follow the rule of a pattern."""
    words = {
        PLAIN_NAME: (
            "harus nama berkas biasa, tanpa / dan ..",
            "must be a plain file name, without / and ..",
        ),
        RELATIVE_PATH: (
            "harus jalur di dalam folder itu, tanpa .. dan tanda khusus",
            "must be a path inside the folder, without .. and special signs",
        ),
        PAGE_PATH: ("harus berbentuk wilayah/substansi/halaman", "must look like region/subject/page"),
        OPTIONAL_PATH: (
            "harus kosong, atau jalur di dalam folder itu",
            "must be empty, or a path inside the folder",
        ),
        SHA256: ("harus 64 digit heksadesimal (SHA-256)", "must be 64 hexadecimal digits (SHA-256)"),
        REGION_CODE: ("harus kode wilayah seperti 36.71.05", "must be a region code such as 36.71.05"),
        OPTIONAL_REGION: (
            "harus kosong, atau kode wilayah seperti 36.71.05",
            "must be empty, or a region code such as 36.71.05",
        ),
        SHORT_DATE: ("harus tanggal seperti 2026-11-22", "must be a date like 2026-11-22"),
        LANGUAGE_CODE: ("harus id atau en", "must be id or en"),
        PERSON_ID: (
            "harus terdiri dari paling banyak 40 huruf, angka, titik, - atau _",
            "must be made of at most 40 letters, digits, dots, - or _",
        ),
    }
    id, en = words.get(pattern, (f"harus berbentuk {pattern}", f"must look like {pattern}"))
    return say(id=id, en=en)


def is_plain_name(text: str) -> bool:
    """Tell whether a text is a `PlainName` of letters whose UTF-8 fits into a name on a disk."""
    try:
        return follows(text, PLAIN_NAME) and len(text.encode("utf-8")) <= 240
    except UnicodeEncodeError:  # Bytes of a name on a disk that no letter stands for.
        return False


def follows(text: str, pattern: str) -> bool:
    """Tell whether a text follows the rule of a pattern."""
    return re.search(pattern, text) is not None


def is_known_year(moment: datetime) -> bool:
    """Tell whether calendars and time zones reach a moment."""
    return moment.year in YEARS


def clean_text(text: str) -> str:
    """Return what a person typed without what no paper and no file can hold.

    Control characters and lone surrogates go, line ends of any system become one kind, a tab a space.
    """
    plain = text.replace("\r\n", "\n").translate({0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x85: "\n", 0x09: " "})
    return "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
