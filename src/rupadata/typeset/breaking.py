"""Breaking text into lines as a careful typesetter would."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import inf

from rupadata.typeset.fonts import OwnFamily
from rupadata.typeset.measuring import measure
from rupadata.typeset.style import SetStyle
from rupadata.typeset.wide import letters

ELLIPSIS = "…"

_UNITS = (
    "persen percent ribu juta miliar triliun thousand million billion trillion poin point points jiwa orang "
    "people km km² km2 m m² m2 m³ ha kg ton tons kw ° °c mm cm liter kali times jt rb"
)
_MONTHS = (
    "januari februari maret april mei juni juli agustus september oktober november desember "
    "january february march may june july august october december"
)
_NAMES_OF_NUMBERS = "tabel table rp usd rp. no. nomor hlm. vol. pukul rt rw"
_TIED_AFTER_NUMBER = frozenset(f"{_UNITS} {_MONTHS}".split())
_TIED_BEFORE_NUMBER = frozenset(f"{_NAMES_OF_NUMBERS} {_MONTHS}".split())
_LEVELS = frozenset({"Kota", "Kab.", "Kabupaten", "Provinsi", "Kepulauan", "Kecamatan"})
_SHORT_WORD = 9
"""A last line of one word no longer than this is a widow."""
_KERNED = 0.2
"""By how much of its size a space between words of our fonts is wider or narrower than alone, at most; an
office's own fonts may do what they like, and lines in them are all measured."""


def break_lines(
    text: str, style: SetStyle, width: float, *, max_lines: int | None = None, balance: bool = False
) -> tuple[str, ...]:
    """Return the lines of a text, none wider than *width*.

    A number stays with its unit, no short word stands alone on the last line, and a word is only cut when it
    is wider than the whole line: first after a hyphen or slash, at last anywhere. `balance` makes the lines
    of a headline about equally long without adding one. Text beyond `max_lines` ends in an ellipsis.
    """
    return _break_lines(text, style, width, max_lines, balance)


@lru_cache(maxsize=4096)
def _break_lines(
    text: str, style: SetStyle, width: float, max_lines: int | None, balance: bool
) -> tuple[str, ...]:
    lines: list[str] = []
    for part in text.split("\n"):
        pieces = _pieces(part, style, width, whole_names=balance)
        broken = _fill(pieces, style, width)
        broken = _balance(pieces, broken, style, width) if balance else _lift_widow(broken, style, width)
        lines.extend(" ".join(line) for line in broken)
    if max_lines is not None and len(lines) > max_lines:
        kept = lines[: max_lines - 1]
        rest = " ".join(lines[max_lines - 1 :])
        lines = [*kept, ellipsise(rest, style, width)]
    return tuple(lines)


def fits(text: str, style: SetStyle, width: float, max_lines: int) -> bool:
    """Tell whether a text can be set whole in so many lines, without cutting a word."""
    lines = break_lines(text, style, width)
    return len(lines) <= max_lines and " ".join(lines).split() == text.split()


def ellipsise(text: str, style: SetStyle, width: float) -> str:
    """Return the text, cut so that it fits with an ellipsis; whole words where at least half of it stays."""
    if measure(text, style) <= width:
        return text
    held = letters(text)
    low, high = 0, len(held)
    while low < high:
        middle = (low + high + 1) // 2
        if measure("".join(held[:middle]).rstrip() + ELLIPSIS, style) <= width:
            low = middle
        else:
            high = middle - 1
    low = len("".join(held[:low]))
    cut = text[:low].rstrip()
    if low < len(text) and not text[low].isspace() and " " in cut:
        whole = cut.rsplit(" ", 1)[0]
        if len(whole) * 2 >= len(cut):
            cut = whole
    return cut.rstrip(" ,;:·–-(") + ELLIPSIS


def _pieces(text: str, style: SetStyle, width: float, *, whole_names: bool = False) -> list[str]:
    """Return what may not be broken: words, numbers with their units, parts of words that are too wide;

    in headlines also `Kota Bogor`, which without its first word is another place.
    """
    words = re.split(r"[ \t]+", text.strip(" \t"))
    tied: list[str] = []
    for word in words:
        held = tied and (_tied(tied[-1], word) or (whole_names and _is_place(tied[-1], word)))
        if held and measure(f"{tied[-1]} {word}", style) <= width:
            tied[-1] = f"{tied[-1]} {word}"
        else:
            tied.append(word)
    pieces: list[str] = []
    for piece in tied:
        pieces.extend([piece] if measure(piece, style) <= width else _cut(piece, style, width))
    return pieces


def _tied(left: str, right: str) -> bool:
    if right in ("–", "-", "—", "·", "/"):
        return right != "·"
    last = left.rsplit(" ", 1)[-1]
    if last[-1:].isdigit() and right.rstrip(".,;:)*").casefold() in _TIED_AFTER_NUMBER:
        return True
    return right[:1].isdigit() and last.lstrip("(").casefold() in _TIED_BEFORE_NUMBER


def _is_place(left: str, right: str) -> bool:
    return left.rsplit(" ", 1)[-1] in _LEVELS and right[:1].isupper()


def _cut(word: str, style: SetStyle, width: float) -> list[str]:
    """Return the parts of a word that is wider than the line."""
    parts: list[str] = []
    for part in re.findall(r"[^\s\-/–—]*[\s\-/–—]+|[^\s\-/–—]+", word):
        if parts and measure((parts[-1] + part).rstrip(), style) <= width:
            parts[-1] += part
        else:
            parts.append(part)
    cut: list[str] = []
    for part in (part.strip() for part in parts):
        while measure(part, style) > width and len(held := letters(part)) > 1:
            low, high = 1, len(held) - 1
            while low < high:
                middle = (low + high + 1) // 2
                if measure("".join(held[:middle]), style) <= width:
                    low = middle
                else:
                    high = middle - 1
            cut.append("".join(held[:low]))
            part = "".join(held[low:])
        cut.append(part)
    return cut


def _fill(pieces: list[str], style: SetStyle, width: float) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    parts = 0.0
    space = measure(" ", style)
    kerned = inf if isinstance(style.family, OwnFamily) else style.size * _KERNED
    for piece in pieces:
        own = measure(piece, style)
        line = lines[-1]
        # Kerning over a space moves letters a little: only a line near the width is shaped to be measured.
        over, doubt = parts + space + own - width, kerned * len(line)
        if line and (over > doubt or (over > -doubt and measure(" ".join((*line, piece)), style) > width)):
            lines.append([piece])
            parts = own
        else:
            parts += space + own if line else own
            line.append(piece)
    return lines


def _lift_widow(lines: list[list[str]], style: SetStyle, width: float) -> list[list[str]]:
    if len(lines) < 2 or len(lines[-2]) < 3:
        return lines
    last = lines[-1]
    if len(last) == 1 and len(last[0]) <= _SHORT_WORD:
        moved = [lines[-2][-1], *last]
        if measure(" ".join(moved), style) <= width:
            return [*lines[:-2], lines[-2][:-1], moved]
    return lines


def _balance(pieces: list[str], lines: list[list[str]], style: SetStyle, width: float) -> list[list[str]]:
    """Return the same number of lines with the least uneven lengths."""
    count = len(lines)
    if count < 2 or len(pieces) > 60:
        return _lift_widow(lines, style, width)
    widths: dict[tuple[int, int], float] = {}
    # best[k][j]: the least cost of setting the first j pieces in k lines, and where the last line begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _begin) in best[-1].items():
            for end in range(start + 1, min(len(pieces), start + 16) + 1):
                if (start, end) not in widths:
                    widths[start, end] = measure(" ".join(pieces[start:end]), style)
                wide = widths[start, end]
                if wide > width:
                    break
                total = cost + (width - wide) ** 2
                if end not in row or total < row[end][0]:
                    row[end] = (total, start)
        best.append(row)
    if len(pieces) not in best[count]:
        return _lift_widow(lines, style, width)
    ends = [len(pieces)]
    for number in range(count, 0, -1):
        ends.append(best[number][ends[-1]][1])
    ends.reverse()
    return [pieces[i:j] for i, j in pairwise(ends)]
