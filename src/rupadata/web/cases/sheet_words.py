"""What a reading took a figure for, in words: measures and marks, which observations carry as keys."""

from __future__ import annotations

from rupadata.language import say


def measure_words(measure: str) -> str:
    """Return a measure in words; empty for one that nobody knows."""
    return {
        "count-stock": say(id="cacah pada satu waktu", en="a count at one time"),
        "count-flow": say(id="cacah selama satu periode", en="a count over a period"),
        "count": say(id="cacah", en="a count"),
        "rate": say(id="tingkat", en="a rate"),
        "ratio": say(id="rasio", en="a ratio"),
        "index": say(id="indeks", en="an index"),
        "mean": say(id="rata-rata", en="a mean"),
        "money-nominal": say(id="uang, harga berlaku", en="money, current prices"),
        "money-real": say(id="uang, harga konstan", en="money, constant prices"),
    }.get(measure, "")


def missing_words(reason: str) -> str:
    """Return in words why there is no figure in a cell."""
    return {
        "not-available": say(id="tidak tersedia", en="not available"),
        "not-applicable": say(id="tidak berlaku", en="not applicable"),
        "nil": say(id="nihil", en="nil"),
        "suppressed": say(id="dirahasiakan", en="suppressed"),
        "blank": say(id="kosong", en="blank"),
        "unreadable": say(id="tidak terbaca", en="unreadable"),
    }[reason]


def flag_words(flag: str) -> str:
    """Return a mark of a figure in words."""
    return {
        "break": say(id="deret terputus sebelum ini", en="the series is cut before it"),
        "decimals-inferred": say(id="tanda desimal disimpulkan", en="decimal mark inferred"),
        "estimate": say(id="angka perkiraan", en="an estimate"),
        "negligible": say(id="hampir nol", en="negligible"),
        "projection": say(id="proyeksi", en="a projection"),
        "provisional": say(id="angka sementara", en="provisional"),
        "revised": say(id="angka diperbaiki", en="revised"),
        "rse-25-50": say(
            id="galat baku relatif 25–50 persen", en="relative standard error 25 to 50 per cent"
        ),
        "parts-differ": say(id="rincian tidak berjumlah tepat", en="its parts do not sum to it"),
        "school-year": say(id="tahun ajaran", en="school year"),
        "compared": say(id="dari build lain, untuk dibandingkan", en="of another build, to compare with"),
        "illustrative": say(id="angka contoh", en="an invented figure"),
        "small-cell": say(id="sedikit orang", en="few persons"),
        "computed": say(id="dihitung dari daftar", en="computed from a register"),
        "damaged": say(id="isi sel rusak", en="damaged"),
        "doubtful": say(id="ragu, belum masuk halaman", en="in doubt, on no page yet"),
    }[flag]
