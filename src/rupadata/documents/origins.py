"""Where the figures of a page come from, as a page for people: evidence.json in words."""

from __future__ import annotations

from html import escape
from math import floor, log10

from rupadata.errors import InputRefusedError
from rupadata.logs import get_log
from rupadata.model.evidence import ProvenFigure, parse_evidence
from rupadata.model.source import CellRef

log = get_log(__name__)

EVIDENCE = "evidence.json"
_CELLS_SHOWN = 12

_FORMULAS = {
    "value": "angka sel itu",
    "sum": "jumlah semua sel",
    "mean": "rata-rata semua sel",
    "count": "banyaknya sel",
    "share": "sel pertama sebagai persen dari sel kedua",
    "share-of-sum": "sel pertama sebagai persen dari jumlah semua sel",
    "shares-of-sum": "jumlah {of} sel pertama sebagai persen dari jumlah semua sel",
    "shares-of-total": "jumlah semua sel kecuali yang terakhir sebagai persen dari sel terakhir",
    "one-in": "sel terakhir dibagi sel pertama",
    "one-in-of-rate": "seratus dibagi angka sel itu, yang berupa persen",
    "above-limit": "angka sel itu dikurangi batas menurut peraturan",
    "one-in-of-sum": "jumlah semua sel dibagi sel pertama",
    "change": "sel pertama dikurangi sel kedua",
    "growth": "perubahan sel pertama terhadap sel kedua, dalam persen",
    "mean-growth": "pertumbuhan rata-rata setahun selama {of} tahun, dalam persen",
    "mean-change": "perubahan rata-rata setahun selama {of} tahun",
    "ratio": "sel pertama dibagi sel kedua",
    "difference": "sel pertama dikurangi sel kedua",
    "change-of-sums": "jumlah {of} sel pertama dikurangi jumlah sel lainnya",
    "growth-of-sums": "perubahan jumlah {of} sel pertama terhadap jumlah sel lainnya, dalam persen",
    "ratio-of-sums": "jumlah {of} sel pertama dibagi jumlah sel lainnya",
    "contribution": "bagian dari perubahan jumlah {of} sel pertama terhadap jumlah sel lainnya, dalam persen",
    "rank": "urutan sel pertama dari yang terbesar",
    "rank-low": "urutan sel pertama dari yang terkecil",
    "max": "sel terbesar",
    "min": "sel terkecil",
    "years": "selisih tahun antara dua periode",
    "period": "periode angkanya",
    "bound": "batas kelas atau sumbu, tanpa sel",
    "label": "nama sebagaimana tertulis",
}


def formula_words(formula: str, of: int = 0) -> str:
    """Return in Indonesian how a figure comes from its cells; an unknown formula as it is called."""
    known = _FORMULAS.get(formula)
    return formula if known is None else known.format(of=of)


def origin_page(title: str, evidence: bytes) -> str:
    """Return a page that says of every figure on an infographic how it comes from which cells.

    Evidence that was recorded damaged gives a page without figures: a paper can always be made.
    """
    try:
        entries = parse_evidence(evidence)
    except InputRefusedError:
        log.warning("the evidence of %s is damaged", title, exc_info=True)
        entries = ()
    return _PAGE.format(title=escape(title), rows="\n".join(map(_row, entries)))


def _row(entry: ProvenFigure) -> str:
    cells = [_cell(cell) for cell in entry.cells]
    more = f"<br>dan {len(cells) - _CELLS_SHOWN} sel lain" if len(cells) > _CELLS_SHOWN else ""
    unit = f" {entry.unit}" if entry.unit else ""
    value = _figure(entry.value)
    how = formula_words(entry.formula, entry.of)
    return (
        f"<tr><td>{escape(entry.shown)}</td><td>{escape(value + unit)}</td>"
        f"<td>{escape(how)}</td><td>{'<br>'.join(cells[:_CELLS_SHOWN])}{more}</td></tr>"
    )


def _figure(value: float) -> str:
    """Return a figure with the decimals that a reader needs: two, and of a small one its first two digits."""
    decimals = max(2, 1 - floor(log10(abs(value)))) if value else 0
    words = f"{value:,.{decimals}f}"
    return (words.rstrip("0").rstrip(".") if decimals else words).translate(str.maketrans(",.", ".,"))


def _cell(cell: CellRef) -> str:
    place = ", ".join(part for part in (cell.file, cell.sheet, cell.cell) if part)
    return escape(f"{place} ({cell.part})" if cell.part else place)


_PAGE = """<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Asal angka: {title}</title>
<style>
body {{ font: 16px/1.5 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; color: #1b2430;
  margin: 0 auto; max-width: 70rem; padding: 1.5rem 1.25rem 4rem; }}
h1 {{ font-size: 1.4rem; line-height: 1.25; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: .92rem; }}
th, td {{ text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-bottom: 1px solid #d5dbe1; }}
td {{ overflow-wrap: anywhere; }}
</style>
<h1>Asal setiap angka: {title}</h1>
<p>Angka sebagaimana tertulis pada halaman, nilainya, cara menghitungnya, dan sel asalnya (berkas,
lembar, sel).</p>
<div class="wide"><table>
<thead><tr><th>Tertulis</th><th>Nilai</th><th>Cara menghitung</th><th>Sel asal</th></tr></thead>
<tbody>
{rows}
</tbody>
</table></div>
</html>
"""
