"""Which way is hoped for where neither catalogue nor glossary says: told by the words of a name."""

from __future__ import annotations

import re

from rupadata.model.subject import Direction

_FEARED = re.compile(
    r"\b(?:prevalensi|kasus|kejadian|korban|kematian|kecelakaan|kebakaran|bencana|banjir|pelanggaran|"
    r"kejahatan|kriminalitas|tindak pidana|kekerasan|stunting|gizi buruk|gizi kurang|putus sekolah|"
    r"buta aksara|buta huruf|kumuh|tidak layak|rusak|tunggakan|kebocoran|kehilangan air|pengangguran|"
    r"kemiskinan|penduduk miskin|penyakit|penderita|terlambat|keterlambatan)\b",
    re.IGNORECASE,
)
_HOPED = re.compile(
    r"^(?:persentase |tingkat |angka |indeks |nilai |rata-rata )?(?:cakupan|capaian|kepuasan|literasi|"
    r"kelulusan|keberhasilan|kesembuhan|penyelesaian|vaksinasi|imunisasi|elektrifikasi|"
    r"ketepatan waktu|akses)\b|\b(?:sanitasi|air minum|hunian|rumah|jamban)(?: yang)? layak\b",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:penanganan|ditangani|tertangani|selesai|diselesaikan|terselesaikan|penyelesaian|sembuh|pencegahan|"
    r"bebas|bantuan|penerima|anggaran|belanja|realisasi|biaya|dana|fasilitas|rumah sakit|petugas|tenaga|pos|"
    r"alat|mobil|rambu|skrining|pelayanan|layanan|cakupan|keberhasilan|pemeriksaan)\b",
    re.IGNORECASE,
)
"""What makes of something feared the work against it: `kasus yang selesai`, `petugas kebakaran`."""
_SHARES = frozenset({"rate", "index", "mean", "ratio"})


def hope_by_words(name: str, measure: str) -> Direction:
    """Return which way the words of a name are hoped to go; neutral where they do not say.

    What is feared may be counted or a share; what is hoped for is told of shares alone: more visits may be
    good or bad.
    """
    if (
        _HOPED.search(name)
        and measure in _SHARES
        and not re.search(r"\btidak\b|\bbelum\b", name, re.IGNORECASE)
    ):
        return Direction.HIGHER_IS_BETTER
    if _FEARED.search(name) and not _TURNED.search(name) and not measure.startswith("money"):
        return Direction.LOWER_IS_BETTER
    return Direction.NEUTRAL
