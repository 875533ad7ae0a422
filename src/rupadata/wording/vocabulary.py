"""Words that keep their capitals inside a sentence, and the words after which a name of a place comes."""

from __future__ import annotations

PLACE_MARKERS = frozenset(
    {
        "bandara", "bank", "bendungan", "city", "danau", "daerah istimewa", "desa", "di", "distrik", "gunung",
        "in", "kab", "kab.", "kabupaten", "kec", "kec.", "kecamatan", "kelurahan", "kepulauan", "kota",
        "pegunungan", "pelabuhan", "prov", "prov.", "province", "provinsi", "pulau", "regency", "stasiun",
        "sungai", "terminal", "waduk",
    }
)  # fmt: skip
"""What follows one of these with a capital is a name: `Kota Tangerang`, `di Banten`."""

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
        "aspal", "atas", "baik", "bawah", "berbatu", "berkembang", "berprestasi", "cor", "daerah", "dalam",
        "induk", "kerikil", "lain", "lainnya", "layak", "legislatif", "lembaga", "luar", "mandiri", "minta",
        "miskin", "parelemen", "parlemen", "pasar", "puskesmas", "rumah", "rusak", "sedang", "sekolah",
        "selesaikan", "tangani", "tehadap", "terhadap", "terima", "tertinggal",
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

SMALL_WORDS = frozenset(
    {
        "dan",
        "atau",
        "di",
        "ke",
        "dari",
        "pada",
        "untuk",
        "yang",
        "per",
        "menurut",
        "and",
        "or",
        "of",
        "in",
        "by",
    }
)

ABBREVIATIONS = frozenset(
    {
        "ADHB", "ADHK", "BBNKB", "BPHTB", "BPS", "DAK", "DAU", "DBH", "DTKS", "IMB", "ISPU", "NIB", "OSS",
        "PBB", "PBBKB", "PBG", "PKB", "PMKS", "PTN", "PTS", "PTSP", "SILPA", "SIUP", "SLB", "SPM", "TPA",
        "TPS", "UPTD", "WIB", "AHH", "AIDS", "AMH", "APBD", "APBN", "APK", "APM", "APS", "ASI", "ASN", "BBLR",
        "BPJS", "BPNT", "BUMD", "CPI", "DBD", "DPRD", "GRDP", "HDI", "HIV", "HLS", "IDG", "IHK", "II",
        "III", "IKG", "IKM", "IPG", "IPH", "IPM", "ISPA", "IT", "IV", "KB", "KIA", "KK", "KTP", "LF",
        "LNPRT", "LPG", "MA", "MI", "MTS", "NTP", "P0", "P1", "P2", "PAD", "PAUD", "PDAM", "PDB",
        "PDRB", "PKH", "PKRT", "PLN", "PMA", "PMDN", "PMTB", "PNS", "PPPK", "RA", "RLS", "RS", "RSUD",
        "RT", "RTH", "RW", "SD", "SKM", "SMA", "SMK", "SMP", "SP2020", "TBC", "TIK", "TK", "TPAK",
        "TPK", "TPT", "UMK", "UMKM", "UMP", "VI", "VII", "WNA", "WNI",
    }
)  # fmt: skip
"""Abbreviations that are recognised also where a whole title is in capitals."""
