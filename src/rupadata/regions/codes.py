"""Codes as tables write them, of either notation, read as regions.

Kemendagri writes 36.71.05 (or 367105), BPS 3671020; the two number districts differently, so a code is always
looked up, never computed. Four undotted digits can be either notation; they agree almost everywhere.
"""

from __future__ import annotations

import re

from rupadata.model.region import Region
from rupadata.regions.gazetteer import COUNTRY, Gazetteer

KEMENDAGRI = "kemendagri"
BPS = "bps"

_CODE = re.compile(
    r"(?:id[\s.\-]?)?(?P<code>\d{2}(?:[.\s]\d{2}){1,2}(?:[.\s]\d{4})?|\d{2}[.\s]?\d{2}[.\s]\d{3}|\d{10}|\d{6,7}|\d{4}|\d{2})"
    r"(?:\.0)?",
    re.IGNORECASE,
)
_CODE_AND_NAME = re.compile(
    r"[\[(]?" + _CODE.pattern + r"[\])]?(?:\s*[.\-–:,|/]+\s*|\s+|(?<=[\])]))(?P<name>(?:\D|\d+ ?x ).*)",
    re.IGNORECASE,
)


def split_code(text: str) -> tuple[str, str]:
    """Return the code that a text begins with and the name after it; either may be empty."""
    text = text.strip()
    if found := _CODE.fullmatch(text.strip("[]()")):
        return found["code"], ""
    if found := _CODE_AND_NAME.fullmatch(text):
        return found["code"], found["name"]
    return "", text


def regions_of_code(gazetteer: Gazetteer, code: str, notation: str = "") -> tuple[Region, ...]:
    """Return the regions that a code can mean, the likelier first: BPS before Kemendagri when undotted."""
    dotted = "." in code or " " in code
    digits = re.sub(r"\D", "", code)
    if digits == "00" or digits == "0000" or (digits == "9999" and notation != KEMENDAGRI):
        return (COUNTRY,)
    found: list[Region] = []
    of_bps = gazetteer.by_bps_code(digits) if notation != KEMENDAGRI else None
    if of_bps is not None and not (dotted and len(digits) in (2, 4, 6)):
        found.append(of_bps)
    if notation != BPS and len(digits) in (2, 4, 6, 10):
        parts = (digits[:2], digits[2:4], digits[4:6], digits[6:])
        try:
            of_kemendagri = gazetteer.get(".".join(part for part in parts if part))
        except KeyError:
            of_kemendagri = None
        if of_kemendagri is not None and of_kemendagri not in found:
            found.append(of_kemendagri)
    return tuple(found)
