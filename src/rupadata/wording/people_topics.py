"""Crowds: whether a topic speaks of people, and what one says they do in a place."""

from __future__ import annotations

from functools import lru_cache

_LIVE = ("tinggal", "live", "lives")
_ARE = ("ada", "are", "is")
_DOES: dict[str, tuple[str, str, str]] = {
    **dict.fromkeys(
        ("penduduk", "warga", "balita", "bayi", "lansia", "lanjut usia", "keluarga", "kepala keluarga",
         "rumah tangga", "penyandang", "pengangguran", "population", "residents", "households", "families"),
        _LIVE,
    ),
    **dict.fromkeys(("siswa", "murid", "peserta didik", "pupils", "students"),
                    ("bersekolah", "go to school", "goes to school")),
    "mahasiswa": ("berkuliah", "study", "studies"),
    **dict.fromkeys(("guru", "dosen", "teachers", "lecturers"), ("mengajar", "teach", "teaches")),
    **dict.fromkeys(
        ("PNS", "ASN", "PPPK", "pegawai", "dokter", "bidan", "perawat", "tenaga kesehatan", "apoteker"),
        ("bertugas", "serve", "serves"),
    ),
    **dict.fromkeys(
        ("pencari kerja", "angkatan kerja", "pekerja", "peserta", "pemeluk", "penderita", "pasien", "petani",
         "nelayan", "peternak", "wisatawan", "anak", "penduduk usia kerja", "tenaga kerja", "pelanggan"),
        _ARE,
    ),
}  # fmt: skip
_RESIDENTS = ("penduduk", "population")


@lru_cache(maxsize=1024)
def presence(topic: str, lang: str, *, single: bool = False) -> str:
    """Return what those of a topic do in a place: `tinggal`, `bersekolah`, `lives`; things `ada`, `is`."""
    told = _of(topic) or (_ARE[0], "is", "is")
    return told[0] if lang == "id" else told[2 if single else 1]


def speaks_of_people(topic: str) -> bool:
    """Tell whether a topic names people: `siswa SMA`, `balita`."""
    return _of(topic) is not None


def members(topic: str, lang: str) -> str:
    """Return how the members of a topic are called: the population are `warga`."""
    if topic in _RESIDENTS:
        return "warga" if lang == "id" else "residents"
    return topic


def _of(topic: str) -> tuple[str, str, str] | None:
    words = topic.split()
    return next((found for size in (3, 2, 1) if (found := _DOES.get(" ".join(words[:size])))), None)
