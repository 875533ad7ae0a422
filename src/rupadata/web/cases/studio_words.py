"""What the studio calls the parts of a page, in Indonesian and English."""

from __future__ import annotations

from rupadata.language import message_language

HERO_WORDS = {
    "years": ("Deret tahun", "Years"),
    "huge-number": ("Angka besar", "Big number"),
    "then-now": ("Dulu dan kini", "Then and now"),
    "regions": ("Peringkat wilayah", "Ranking"),
    "strip": ("Sebaran wilayah", "Spread of regions"),
    "map": ("Peta", "Map"),
    "breakdown": ("Rincian", "Breakdown"),
    "waffle": ("Bagian seratus", "Hundred squares"),
    "change": ("Perubahan wilayah", "Change by region"),
    "one-in": ("Satu dari sekian", "One in so many"),
    "grouped": ("Batang berkelompok", "Grouped bars"),
    "pictogram": ("Piktogram", "Pictogram"),
    "gap": ("Kesenjangan", "Gap"),
    "flows": ("Aliran", "Flows"),
    "satisfaction": ("Indeks kepuasan", "Satisfaction index"),
}
BLOCK_WORDS = {
    **HERO_WORDS,
    "numbers": ("Angka penting", "Key numbers"),
    "findings": ("Kalimat temuan", "Findings"),
    "table": ("Tabel", "Table"),
    "months": ("Bulan", "Months"),
    "standard": ("Terhadap standar", "Against the standard"),
    "stacked": ("Batang bertumpuk", "Stacked bars"),
    "small-multiples": ("Grafik kecil", "Small multiples"),
    "heat-table": ("Tabel warna", "Heat table"),
    "out-of": ("Sekian dari sekian", "So many out of"),
    "deviation": ("Selisih", "Deviation"),
    "illustration": ("Ilustrasi", "Illustration"),
}
BLOCK_ICONS = {
    "years": "chart-bar",
    "huge-number": "hash",
    "numbers": "hash",
    "map": "map-trifold",
    "regions": "list-checks",
    "findings": "text-t",
    "table": "table",
    "heat-table": "table",
}
VARIANT_WORDS = {
    "years": {
        "columns": ("Batang", "Columns"),
        "line": ("Garis", "Line"),
        "slope": ("Dua titik", "Slope"),
    },
    "regions": {
        "bars": ("Batang", "Bars"),
        "lollipops": ("Titik bertangkai", "Lollipops"),
        "dots": ("Titik", "Dots"),
    },
    "breakdown": {
        "strip": ("Pita", "Strip"),
        "bars": ("Batang", "Bars"),
        "pyramid": ("Piramida", "Pyramid"),
    },
    "stacked": {"whole": ("Seratus persen", "Of a hundred percent")},
    "deviation": {"units": ("Per unit", "By unit")},
}
THEME_WORDS = {
    "default": ("Biasa", "Usual"),
    "formal": ("Resmi", "Formal"),
    "vivid": ("Cerah", "Vivid"),
    "high-contrast": ("Kontras tinggi", "High contrast"),
    "night": ("Malam", "Night"),
}
ARCHITECTURE_WORDS = {
    "": ("Paling cocok", "Best suited"),
    "place": ("Tempat", "Place"),
    "time": ("Waktu", "Time"),
    "split": ("Belah", "Split"),
    "parts": ("Bagian", "Parts"),
    "ranking": ("Peringkat", "Ranking"),
    "single": ("Satu angka", "Single"),
    "then-now": ("Dulu dan kini", "Then and now"),
    "survey": ("Survei", "Survey"),
    "course": ("Perjalanan", "Course"),
    "plaque": ("Plakat", "Plaque"),
    "ledger": ("Lembar", "Ledger"),
    "yearbook": ("Buku tahunan", "Yearbook"),
}
SIZE_WORDS = {
    "portrait": ("Potret", "Portrait"),
    "square": ("Persegi", "Square"),
    "story": ("Story", "Story"),
    "slide": ("Slide", "Slide"),
    "a4": ("A4", "A4"),
    "a3": ("A3", "A3"),
    "book": ("Buku", "Book"),
}
STEP_WORDS = {
    "headline": ("judul dari temuan", "headline from a finding"),
    "headline-text": ("judul ditulis", "headline written"),
    "standfirst": ("pengantar dari temuan", "standfirst from a finding"),
    "standfirst-text": ("pengantar ditulis", "standfirst written"),
    "kicker-text": ("kata di atas judul", "words above the headline"),
    "heading": ("judul blok dari temuan", "heading from a finding"),
    "heading-text": ("judul blok ditulis", "heading written"),
    "note-text": ("catatan blok ditulis", "note of a block written"),
    "hero": ("gambar utama diganti", "lead picture changed"),
    "architecture": ("bentuk halaman diganti", "form of the page changed"),
    "theme": ("tema diganti", "theme changed"),
    "symbol": ("simbol diganti", "symbol changed"),
    "illustration": ("ilustrasi dipilih atau dilepas", "illustration chosen or taken away"),
    "colour": ("warna diganti", "colour changed"),
    "move": ("blok dipindah", "block moved"),
    "up": ("blok dinaikkan", "block moved up"),
    "down": ("blok diturunkan", "block moved down"),
    "drop": ("blok dilepas", "block taken away"),
    "add": ("blok ditambah", "block added"),
    "set": ("isi blok diganti", "block shows other data"),
    "keep": ("blok dipertahankan atau tidak", "block kept or not"),
    "comment": ("keterangan ditulis", "comment written"),
    "comment-more": ("keterangan dilengkapi", "comment completed"),
    "comment-place": ("keterangan dipindah", "comment moved"),
    "comment-mark": ("keterangan menunjuk yang lain", "comment points elsewhere"),
    "comment-drop": ("keterangan dilepas", "comment taken away"),
    "misfit": ("suntingan lama diselesaikan", "an older edit settled"),
    "version": ("versi dikembalikan", "version brought back"),
}
SOP_BLOCKS = ("years", "regions", "map")


def in_words(words: tuple[str, str]) -> str:
    """Return the words of the language of messages."""
    return words[1] if message_language() == "en" else words[0]


def block_words(kind: str) -> str:
    """Return what a kind of block is called; its own name where it has none."""
    return in_words(BLOCK_WORDS.get(kind, (kind, kind)))


def step_words(what: str) -> str:
    """Return what a step of the history did."""
    return in_words(STEP_WORDS.get(what, (what, what)))
