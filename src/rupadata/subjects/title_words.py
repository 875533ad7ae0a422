"""Words of Indonesian titles: folded, split, reduced to their stems, abbreviations written out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z]+(?:\d+[a-z]*)?")
_MARKS = re.compile(r"[^a-z0-9]+")

STOP_WORDS = frozenset(
    [
        "dan",
        "di",
        "ke",
        "dari",
        "yang",
        "untuk",
        "pada",
        "dengan",
        "menurut",
        "per",
        "atau",
        "serta",
        "dalam",
        "oleh",
        "sebagai",
        "jumlah",
        "angka",
        "persentase",
        "persen",
        "banyaknya",
        "nilai",
        "rata",
        "rate",
        "tahun",
        "bulan",
        "total",
        "tabel",
        "table",
        "number",
        "of",
        "by",
        "in",
        "the",
        "and",
        "at",
        "to",
        "kabupaten",
        "kota",
        "kab",
        "provinsi",
        "prov",
        "kecamatan",
        "kec",
        "kelurahan",
        "desa",
        "data",
        "hasil",
        "lainnya",
        "lain",
        "orang",
        "unit",
        "buah",
    ]
)
"""Words that say nothing of the subject by themselves."""

FUNCTION_WORDS = frozenset(
    [
        "dan",
        "di",
        "ke",
        "dari",
        "yang",
        "untuk",
        "pada",
        "dengan",
        "menurut",
        "berdasarkan",
        "per",
        "atau",
        "serta",
        "dalam",
        "oleh",
        "sebagai",
        "terhadap",
        "of",
        "by",
        "in",
        "the",
        "and",
        "at",
        "to",
        "for",
    ]
)
"""Words that only join others; nothing is learned of them."""

ABBREVIATIONS: dict[str, str] = {
    "ahh": "angka harapan hidup",
    "aki": "angka kematian ibu",
    "akb": "angka kematian bayi",
    "akaba": "angka kematian balita",
    "amh": "angka melek huruf",
    "apbd": "anggaran pendapatan belanja daerah",
    "apk": "angka partisipasi kasar sekolah",
    "apm": "angka partisipasi murni sekolah",
    "aps": "angka partisipasi sekolah",
    "asi": "air susu ibu bayi",
    "asn": "aparatur sipil negara pegawai",
    "b3": "bahan berbahaya beracun limbah",
    "bpjs": "jaminan kesehatan",
    "bpnt": "bantuan pangan non tunai sosial",
    "bumd": "badan usaha milik daerah",
    "bumdes": "badan usaha milik desa",
    "cfr": "kematian penyakit",
    "dak": "dana alokasi khusus",
    "dau": "dana alokasi umum",
    "dbd": "demam berdarah penyakit",
    "dpt": "daftar pemilih tetap",
    "dtks": "data terpadu kesejahteraan sosial",
    "dtsen": "data tunggal sosial ekonomi kesejahteraan sosial",
    "gk": "garis kemiskinan",
    "gmim": "gereja",
    "hls": "harapan lama sekolah",
    "iklh": "indeks kualitas lingkungan hidup",
    "ihk": "indeks harga konsumen inflasi",
    "ikg": "indeks ketimpangan gender",
    "imb": "izin mendirikan bangunan",
    "ipal": "instalasi pengolahan air limbah",
    "ipg": "indeks pembangunan gender",
    "idg": "indeks pemberdayaan gender",
    "ipm": "indeks pembangunan manusia",
    "iud": "kontrasepsi keluarga berencana",
    "kb": "keluarga berencana",
    "kdrt": "kekerasan rumah tangga perempuan",
    "kia": "kartu identitas anak",
    "kis": "kartu indonesia sehat",
    "kk": "kepala keluarga",
    "kpm": "keluarga penerima manfaat",
    "kua": "kantor urusan agama",
    "kur": "kredit usaha rakyat",
    "ktp": "kartu tanda penduduk",
    "lpg": "gas elpiji",
    "ma": "madrasah aliyah",
    "mck": "mandi cuci kakus sanitasi",
    "mi": "madrasah ibtidaiyah",
    "mts": "madrasah tsanawiyah",
    "nilm": "nilai investasi",
    "odgj": "orang gangguan jiwa",
    "pad": "pendapatan asli daerah",
    "paud": "pendidikan anak usia dini",
    "pbb": "pajak bumi bangunan",
    "pbi": "penerima bantuan iuran jaminan kesehatan",
    "pdam": "perusahaan daerah air minum",
    "pdrb": "produk domestik regional bruto",
    "pkh": "program keluarga harapan bantuan sosial",
    "pkk": "pembinaan kesejahteraan keluarga",
    "plts": "pembangkit listrik tenaga surya",
    "plta": "pembangkit listrik tenaga air",
    "pltu": "pembangkit listrik tenaga uap",
    "pltd": "pembangkit listrik tenaga diesel",
    "pltmh": "pembangkit listrik tenaga mikrohidro",
    "pma": "penanaman modal asing",
    "pmdn": "penanaman modal dalam negeri",
    "pmi": "pekerja migran indonesia",
    "pmks": "penyandang masalah kesejahteraan sosial",
    "pmtb": "pembentukan modal tetap bruto",
    "pns": "pegawai negeri sipil",
    "ppks": "pemerlu pelayanan kesejahteraan sosial",
    "pppk": "pegawai pemerintah perjanjian kerja",
    "psks": "potensi sumber kesejahteraan sosial",
    "pt": "perguruan tinggi",
    "pus": "pasangan usia subur",
    "ra": "raudhatul athfal pendidikan",
    "rls": "lama sekolah",
    "rsud": "rumah sakit umum daerah",
    "rtlh": "rumah tidak layak huni",
    "rth": "ruang terbuka hijau",
    "sd": "sekolah dasar",
    "slb": "sekolah luar biasa",
    "skm": "survei kepuasan masyarakat pelayanan",
    "sktm": "surat keterangan tidak mampu",
    "sma": "sekolah menengah atas",
    "smk": "sekolah menengah kejuruan",
    "smp": "sekolah menengah pertama",
    "spbu": "stasiun bahan bakar",
    "tk": "taman kanak kanak",
    "tka": "tenaga kerja asing",
    "tki": "tenaga kerja indonesia",
    "tpa": "tempat pemrosesan akhir sampah",
    "tpak": "tingkat partisipasi angkatan kerja",
    "tpk": "tingkat penghunian kamar hotel",
    "tps": "tempat penampungan sampah",
    "tpt": "tingkat pengangguran terbuka",
    "tbc": "tuberkulosis penyakit",
    "ump": "upah minimum provinsi",
    "umk": "upah minimum kabupaten",
    "umkm": "usaha mikro kecil menengah",
    "ukm": "usaha kecil menengah",
    "ppp": "pengeluaran riil",
    "bbm": "bahan bakar minyak",
    "tfr": "angka kelahiran total fertilitas",
    "asfr": "angka kelahiran menurut umur fertilitas",
    "lpp": "laju pertumbuhan penduduk",
    "icor": "incremental capital output ratio pdrb",
    "adhb": "atas dasar harga berlaku pdrb",
    "adhk": "atas dasar harga konstan pdrb",
    "idm": "indeks desa membangun",
    "iup": "izin usaha pertambangan",
    "kla": "kota layak anak",
    "odf": "buang air besar sembarangan",
    "p2tp2a": "pelayanan terpadu pemberdayaan perempuan anak kekerasan",
    "slrt": "sistem layanan rujukan terpadu sosial",
    "spbe": "sistem pemerintahan berbasis elektronik",
    "dtw": "daya tarik wisata",
    "ebt": "energi baru terbarukan",
    "jkn": "jaminan kesehatan nasional",
    "lp2b": "lahan pertanian pangan berkelanjutan",
    "pju": "penerangan jalan umum",
    "phk": "pemutusan hubungan kerja",
    "pph": "pola pangan harapan",
    "ptsl": "pendaftaran tanah sertifikat",
    "rph": "rumah potong hewan",
    "tpi": "tempat pelelangan ikan",
    "uhc": "jaminan kesehatan",
    "uhh": "umur harapan hidup",
    "ppid": "informasi publik",
    "nib": "nomor induk berusaha izin",
}
"""What officials shorten, written out; both the abbreviation and its words are evidence."""

# Roots whose first letter melts into the prefix; without them pengeluaran would lose its keluar.
_MELTED = {
    "umah": "rumah",
    "awat": "rawat",
    "encana": "rencana",
    "umput": "rumput",
    "eluar": "keluar",
    "uat": "kuat",
    "embang": "kembang",
    "elola": "kelola",
    "umpul": "kumpul",
    "onsumsi": "konsumsi",
    "awin": "kawin",
    "irim": "kirim",
    "endali": "kendali",
    "urang": "kurang",
    "enal": "kenal",
}
_PREFIXES = (
    "meng",
    "meny",
    "mem",
    "men",
    "peng",
    "peny",
    "pem",
    "pen",
    "ber",
    "ter",
    "per",
    "me",
    "pe",
    "di",
)
_SHORT_PREFIXES = ("ke", "se", "be")
# Words whose beginning only looks like a prefix, or whose end only looks like a suffix.
_WHOLE = frozenset(
    [
        "keluarga",
        "perempuan",
        "kecamatan",
        "kelurahan",
        "sekolah",
        "kebun",
        "kerja",
        "ternak",
        "perak",
        "pelabuhan",
        "terminal",
        "bersih",
        "dinas",
        "bencana",
        "berita",
        "beras",
        "pesisir",
        "pendek",
        "penuh",
        "petani",
        "makanan",
        "minuman",
        "ikan",
        "hutan",
        "jalan",
        "bulan",
        "lahan",
        "bahan",
        "badan",
        "jabatan",
        "intan",
        "jembatan",
        "kesenian",
        "selatan",
        "menteri",
        "negeri",
        "industri",
        "koperasi",
        "padi",
        "terbuka",
        "teknologi",
        "bendungan",
        "kelapa",
        "keramik",
        "kendaraan",
        "sepeda",
        "seni",
        "sertifikat",
        "sembilan",
        "menengah",
        "senjata",
        "semen",
        "meter",
        "perahu",
        "perda",
        "dini",
        "diri",
        "kedelai",
        "kereta",
        "kejahatan",
        "kemiskinan",
        "kehutanan",
    ]
)


def fold(text: str) -> str:
    """Return lower-case ASCII words with single spaces between; digits are kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _MARKS.sub(" ", text.lower()).strip()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a light stem: `pendidik`, `pendidikan` and `berpendidikan` share one.

    No dictionary stands behind it, so a stem need not be a word; equal words always get equal stems.
    """
    if word in _WHOLE or len(word) < 5:
        return _WHOLE_STEMS.get(word, word)
    base = word
    if base.endswith("nya") and len(base) >= 7:
        base = base[:-3]
    # Only verbs take -kan; in pendidikan and perikanan the k belongs to the root.
    verb = base.startswith(("me", "di"))
    if verb and base.endswith("kan") and len(base) >= 8:
        base = base[:-3]
    elif base.endswith("an") and len(base) >= 6:
        base = base[:-2]
    elif verb and base.endswith("i") and len(base) >= 8:
        base = base[:-1]
    for _ in range(3):
        if base in _WHOLE:
            break
        shorter = _without_prefix(base)
        if shorter == base:
            break
        base = shorter
    return base


_WHOLE_STEMS = {
    "perempuan": "perempuan",
    "kemiskinan": "miskin",
    "kehutanan": "hutan",
    "kesenian": "seni",
    "kejahatan": "jahat",
    "petani": "tani",
}


def _without_prefix(word: str) -> str:
    for prefix in _PREFIXES:
        if not word.startswith(prefix) or len(word) - len(prefix) < 4:
            continue
        rest = word[len(prefix) :]
        vowel = rest[0] in "aiueo"
        if prefix in ("meny", "peny"):
            return "s" + rest if vowel else word
        if prefix in ("mem", "pem") and vowel:
            return "p" + rest
        if prefix in ("men", "pen") and vowel:
            return "t" + rest
        return _MELTED.get(rest, rest)
    for prefix in _SHORT_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 5:
            return word[len(prefix) :]
    return word


def words_of(text: str) -> list[str]:
    """Return the folded words of a text in order, numbers left out."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORD.findall(text.lower())


def telling_words(text: str) -> list[str]:
    """Return the folded words of a text without those that only join others."""
    return [word for word in words_of(text) if word not in FUNCTION_WORDS]


def stems_of(text: str, *, expand: bool = True) -> list[str]:
    """Return the stems of a text in order; with `expand`, an abbreviation is followed by its words."""
    stems: list[str] = []
    for word in words_of(text):
        stems.append(stem(word))
        if expand and word in ABBREVIATIONS:
            stems.extend(stem(part) for part in ABBREVIATIONS[word].split())
    return stems


def slug(text: str, *, max_words: int = 9) -> str:
    """Return a text as a stable id: folded words joined by hyphens."""
    return "-".join(fold(text).split()[:max_words]) or "tanpa-nama"
