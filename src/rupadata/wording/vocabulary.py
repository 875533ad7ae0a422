"""Words that keep their capitals inside a sentence, and the words after which a name of a place comes."""

from __future__ import annotations

PLACE_MARKERS = frozenset(
    {
        "bandara", "bank", "bendungan", "candi", "city", "danau", "daerah istimewa", "desa", "di", "distrik",
        "gunung", "in", "kab", "kab.", "kabupaten", "kec", "kec.", "kecamatan", "kelurahan", "kepulauan",
        "ke", "kota", "pantai", "pegunungan", "pelabuhan", "pkm", "prov", "prov.", "province", "provinsi",
        "pulau", "puskesmas", "regency", "stasiun", "sungai", "terminal", "tpa", "tpst", "waduk",
    }
)  # fmt: skip
"""What follows one of these with a capital is a name: `Kota Tangerang`, `di Banten`."""

JOINTS = frozenset({"di", "ke", "in"})
"""After these a word with a capital may be any noun of a title: `Perikanan Tangkap di Laut`."""

OFFICES = frozenset(
    {"badan", "dinas", "inspektorat", "kementerian", "pdam", "perumda", "rsud", "sekretariat"}
)
"""How names of offices begin, whose words keep their capitals."""

NOT_OF_OFFICES = frozenset({"kendaraan", "rumah", "perjalanan", "mobil", "motor", "pakaian", "surat"})
"""After these the word is no office: `rumah dinas`."""

NO_OFFICES = frozenset({"usaha", "hukum", "air", "jalan", "layanan", "lain", "lainnya"})
"""Before these the word begins no name: `badan usaha`, `badan jalan`."""

NO_PLACES = frozenset(
    {
        "api", "aspal", "atas", "baik", "bawah", "berbatu", "berkembang", "berprestasi", "cor", "daerah",
        "dalam", "darat", "fasilitas", "hewan", "hutan", "ikan", "induk", "jalan", "kawasan", "kelas",
        "keliling", "kerikil", "lahan", "lain", "lainnya", "laut", "layak", "legislatif", "lembaga", "lokasi",
        "luar", "mandiri", "minta", "miskin", "negara", "objek", "parelemen", "parlemen", "pasar", "pedesaan",
        "pembantu", "perairan", "perdesaan", "perkotaan", "puskesmas", "rawat", "rumah", "rusak", "sedang",
        "sekolah", "sektor", "selesaikan", "tambak", "tangani", "tehadap", "tempat", "terhadap", "terima",
        "tertinggal", "tingkat", "wilayah",
    }
)  # fmt: skip
"""Words with a capital that are no names after a place marker: `di Parlemen`, `Jalan Provinsi Baik`."""

PROPER = frozenset(
    {
        "bali", "buddha", "budha", "hindu", "indonesia", "islam", "jawa", "kalimantan", "katholik", "katolik",
        "khonghucu", "konghucu", "kristen", "papua", "pancasila", "protestan", "sulawesi", "sumatera",
        "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
        "november", "desember",
    }
)  # fmt: skip
"""Words that are names wherever they stand."""

FUNCTION_WORDS = frozenset(
    {
        "dan", "atau", "serta", "di", "ke", "dari", "pada", "untuk", "yang", "per", "menurut", "dengan",
        "oleh", "dalam", "terhadap", "tanpa", "bagi", "antara", "sampai", "hingga", "and", "or", "of", "in",
        "the", "by", "for", "to", "at", "with",
    }
)  # fmt: skip
"""Words between others, small inside every name, title and heading."""

ABBREVIATIONS = frozenset(
    {
        "ADHB", "ADHK", "BBNKB", "BPHTB", "BPS", "DAK", "DAU", "DBH", "DTKS", "IMB", "ISPU", "NIB", "OSS",
        "PKM", "PBB", "PBBKB", "PBG", "PKB", "PMKS", "PTN", "PTS", "PTSP", "SILPA", "SIUP", "SLB", "SPM",
        "TPA", "TPS", "TPST", "UPTD", "WIB", "AHH", "AIDS", "AMH", "APBD", "APBN", "APK", "APM", "APS", "ASI",
        "ASN", "BBLR", "BPJS", "BPNT", "BUMD", "CPI", "DBD", "DPRD", "GRDP", "HDI", "HIV", "HLS", "IDG",
        "IHK", "II", "III", "IKG", "IKM", "IPG", "IPH", "IPM", "ISPA", "IT", "IV", "KB", "KIA", "KK", "KTP",
        "LF", "LNPRT", "LPG", "MA", "MI", "MTS", "NTP", "P0", "P1", "P2", "PAD", "PAUD", "PDAM", "PDB",
        "PBI", "PDRB", "PKH", "PKRT", "PLN", "PMA", "PMDN", "PMTB", "PNS", "PPPK", "RA", "RLS", "RS",
        "RSUD", "RT", "RTH", "RW", "SD", "SKM", "SMA", "SMK", "SMP", "SP2020", "TBC", "TIK", "TK",
        "TPAK", "TPK", "TPT", "UMK", "UMKM", "UMP", "VI", "VII", "WNA", "WNI",
    }
)  # fmt: skip
"""Abbreviations that are recognised also where a whole title is in capitals."""
