"""A finding: something true and worth saying about an indicator, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from rupadata.analysis.sentence import Sentence

KINDS = (
    "level", "change", "growth", "trend", "turn", "peak", "low", "record", "milestone", "steady", "break",
    "rank", "rank-change", "share", "concentration", "spread", "outlier", "ratio", "whole", "breadth",
    "fastest", "contribution", "breakdown", "gap", "revision", "caution", "provisional", "missing",
)  # fmt: skip

PATTERNS: dict[str, str] = {
    "level": "Penduduk Banten 12,4 juta jiwa",
    "home-first": "Banten: penduduk 12,4 juta jiwa",
    "there-are": "Ada 104 sekolah di Kota Tangerang",
    "none-recorded": "Tidak tercatat pencemaran udara di Banten",
    "change-percent": "Penduduk Banten naik 1,2 persen dalam setahun",
    "change-points": "IPM Banten naik 0,31 poin dalam setahun",
    "change-amount": "Penduduk Banten bertambah 148.000 jiwa dalam setahun",
    "change-to": "Tingkat hunian hotel Banten turun menjadi 32,4 persen",
    "pace-of-growth": "Penduduk Banten tumbuh 1,14 persen, melambat dari 1,30 persen",
    "economy": "Ekonomi Banten tumbuh 4,8 persen dalam setahun",
    "unchanged": "Jumlah sekolah tetap 104",
    "hardly": "Pengangguran Kota Banjar bertahan di 5,44 persen",
    "grade": "Kepuasan masyarakat naik ke mutu A, tetapi tiga unsur belum",
    "but-part": "Pajak pariwisata naik 12,2 persen, tetapi pajak hiburan turun 48,3 persen",
    "part-against": "Pajak hiburan turun 48,3 persen, padahal seluruhnya naik 12,2 persen",
    "but-turn": "Kemiskinan turun sejak 2015, tetapi naik lagi pada 2024",
    "gap-moves": "Pengangguran Kota Banjar tetap di bawah Jawa Barat, tetapi jaraknya menyempit",
    "against-larger": "Kemiskinan Kota Banjar di bawah Jawa Barat",
    "among-peers": "Kemiskinan Kota Banjar terendah dari sembilan wilayah setingkat",
    "against-target": "Kemiskinan Kota Banjar belum mencapai target 2025",
    "not-comparable": "no headline: figures before a step that is likelier a change of what was recorded",
    "leap": "no headline: a count that rose by half within a step, whose coverage no table tells",
    "parts-of-people": "no headline: people counted in fractions",
    "coverage": "no headline: how many of the regions have figures",
    "over-hundred": "no headline: a share above a hundred percent",
    "far-off": "no headline: a rate six times the next one",
    "leap-region": "no headline: a region whose figure jumped since the period before, and leads or trails",
    "load": "no headline: how many of those served there are for each one who serves them, by region",
    "very-few": "no headline: counts so small that one case changes the order",
    "revision": "no headline: a figure that an earlier build gave differently",
    "crossed": "Pengangguran Kota Banjar kini di atas Jawa Barat",
    "but-some": "Penduduk naik di 24 dari 27 kabupaten/kota, tetapi turun di Benda dan Ciledug",
    "spread-moves": "Jarak upah minimum tertinggi dan terendah melebar sejak 2017",
    "count-and-rate": "Penduduk miskin terbanyak di Bogor, tetapi persentasenya tertinggi di Indramayu",
    "streak": "Kemiskinan Lebak turun tujuh tahun beruntun",
    "turn": "Pengangguran naik setelah tiga tahun turun",
    "bend": "Kemiskinan turun sejak 2017 setelah tiga tahun naik",
    "pace": "Kenaikan IPM melambat sejak 2019",
    "record": "Kemiskinan Banten terendah sejak 2015",
    "peak": "Wisatawan memuncak pada 2019",
    "below-peak": "Wisatawan belum kembali ke puncak 2019",
    "low": "Wisatawan paling rendah pada 2020",
    "long-percent": "Penduduk Banten naik 12,4 persen sejak 2015",
    "long-points": "Kemiskinan turun 2,1 poin persen sejak 2015",
    "multiple": "Kendaraan menjadi dua kali lipat sejak 2015",
    "milestone": "Penduduk Banten tembus 12 juta",
    "milestone-below": "Kemiskinan di bawah 5 persen",
    "steady": "IPM nyaris tak berubah sejak 2019",
    "top": "Penduduk terbanyak di Cipondoh",
    "bottom": "Kemiskinan terendah di Kota Tangerang Selatan",
    "whole-top": "Penduduk Kota Manado 457.705 jiwa, terbanyak di Sario",
    "top-bottom": "Cipondoh terbanyak, Benda paling sedikit",
    "side": "Neraca perdagangan Sulawesi Tenggara defisit sejak 2023",
    "nearly-equal": "Harga gabah hampir sama di 33 desa",
    "all-equal": "no headline: all regions have the same figure",
    "middle-half": "no headline: between which figures the middle half of the regions lies, and the median",
    "one-in": "Satu dari delapan warga tinggal di Cipondoh",
    "fraction": "Sepertiga produksi padi ada di Lebak",
    "share-percent": "Cipondoh menampung 13,1 persen penduduk",
    "few-hold": "Tiga dari 20 kecamatan menampung sepertiga warga",
    "part-in-few": "Separuh warga tinggal di empat dari 20 kecamatan",
    "gap-ratio": "Kemiskinan Lebak tiga kali Kota Tangerang Selatan",
    "gap-points": "Selisih IPM Kota Tangerang Selatan dan Lebak 19,3 poin",
    "outlier": "Penduduk Kabupaten Tangerang jauh di atas kabupaten/kota lain",
    "against-whole": "Di lima dari delapan kabupaten/kota, kemiskinan di atas angka Banten",
    "overtake": "Penduduk kini terbanyak di Pinang, menggeser Cipondoh",
    "rank-move": "Pinang naik ke peringkat 2 penduduk",
    "course": "Pengangguran membaik di semua kabupaten/kota",
    "turn-course": "Pengangguran memburuk setelah tiga tahun membaik",
    "all-move": "Penduduk naik di semua kecamatan",
    "one-against": "Penduduk naik, kecuali di Benda",
    "most-move": "Kemiskinan turun di sebelas dari tiga belas kecamatan",
    "fastest": "Pertumbuhan penduduk tercepat di Neglasari",
    "long-fastest": "Penduduk tumbuh paling cepat di Neglasari sejak 2015",
    "long-but": "Penduduk tumbuh paling cepat di Neglasari, tetapi turun di Benda",
    "share-moves": "Jalan berkondisi baik kini 56,7 persen panjang jalan, dari 48,5 persen pada 2020",
    "share-since": "Bagian jalan berkondisi baik naik menjadi 56,7 persen sejak 2020",
    "part-streak": "Persetujuan bangunan gedung turun sebelas bulan beruntun",
    "recovering": "Pengunjung perpustakaan pulih, tetapi belum menyamai 2019",
    "recovered-part": "Pengunjung perpustakaan baru 85,5 persen dari tingkat 2019",
    "recovered": "Pengunjung perpustakaan kini melampaui tingkat 2019",
    "working-age": "68,4 persen warga Sleman berusia kerja",
    "ageing": "12,1 persen warga Gunungkidul berusia 65 tahun ke atas",
    "young": "33,5 persen warga Asmat anak di bawah 15 tahun",
    "weak-element": "Waktu penyelesaian unsur terlemah di tujuh dari delapan unit layanan",
    "cluster": "Prevalensi stunting tertinggi mengumpul di barat",
    "cluster-many": "Prevalensi stunting tertinggi di delapan kecamatan yang berdampingan",
    "contribution": "Neglasari menyumbang 43,2 persen kenaikan penduduk",
    "but-outside": "Penduduk naik hanya karena Neglasari",
    "part-moves": "Panjang jalan rusak berat naik 83,7 persen dalam setahun",
    "year-on-year": "Tingkat penghunian kamar naik 0,8 poin persen dibanding Desember 2023",
    "part-weakest": "Cakupan imunisasi dasar lengkap terendah di Puskesmas Manisrenggo",
    "part-since": "Panjang jalan rusak berat naik 38,1 persen sejak 2020",
    "part-apart": "Pengangguran turun, tetapi lulusan universitas naik menjadi 5,61 persen",
    "elements": "Tiga dari sembilan unsur pelayanan belum bermutu A, terendah sarana dan prasarana",
    "part-share": "Roda dua mencakup 70,2 persen kendaraan bermotor",
    "part-lead": "Penduduk terbanyak: umur 20–24 tahun",
    "part-value": "Inflasi tertinggi: cabai rawit, 75,93 persen",
    "part-records": "Cabai rawit mencatat inflasi tertinggi",
    "part-poles": "Cabai rawit paling mendorong inflasi bulanan, tarif listrik paling menahannya",
    "part-low": "Tarif listrik paling menahan inflasi bulanan Jember",
    "part-signs": "112 dari 336 kategori mendorong inflasi bulanan, 94 menahannya",
    "top-known": "Harga beras tertinggi dari 33 desa yang tercatat: Sukajaya",
    "two-parts": "Penduduk laki-laki lebih banyak daripada perempuan",
    "break": "no headline: from where on figures cannot be compared",
    "missing": "no headline: for which periods there is no figure",
    "provisional": "no headline: which figures are provisional",
}
"""The forms of headlines, each with an example."""


class Headline(Struct, frozen=True):
    """One way to put a finding as a headline; `pattern` names the form, which a set repeats rarely."""

    pattern: str
    text: Mapping[str, Sentence]


class Finding(Struct, frozen=True):
    """Something worth saying: a sentence and, where the finding can lead a page, a headline.

    Both stand in each language. `weight` orders findings, 0 to 1. `others` are further headlines of the same
    finding. The focus says what a picture should bring out: a region's code, a period, the name of a part.
    """

    id: str
    kind: str
    pattern: str
    indicator: str
    weight: float
    headline: Mapping[str, Sentence]
    sentence: Mapping[str, Sentence]
    focus_region: str = ""
    focus_period: str = ""
    focus_part: str = ""
    others: tuple[Headline, ...] = field(default=())
    course: str = ""
    """`better` or `worse` where the finding tells of a change whose direction is hoped for or feared; empty

    where it tells of none, or nobody has said which way is good."""
    why: tuple[str, ...] = ()
    """The rules of the editor that changed the weight, each with what it added."""

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """Return all ways to put the finding as a headline, the best first; none for a mere note."""
        first = (Headline(self.pattern, self.headline),) if self.headline else ()
        return (*first, *self.others)
