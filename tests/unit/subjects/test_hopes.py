"""Which way is hoped for, told by the words of a name where nothing else says."""

import pytest

from rupadata.model.subject import Direction
from rupadata.subjects.hopes import hope_by_words

HIGHER, LOWER, NEUTRAL = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER, Direction.NEUTRAL


@pytest.mark.parametrize(
    ("name", "measure", "hope"),
    [
        ("Persentase Cakupan Imunisasi Dasar", "rate", HIGHER),
        ("Cakupan Kunjungan", "count-flow", NEUTRAL),
        ("Tingkat Kelulusan", "rate", HIGHER),
        ("Persentase Rumah Tangga dengan Sanitasi Layak", "rate", HIGHER),
        ("Persentase Rumah Tidak Layak Huni", "rate", LOWER),
        ("Jumlah Rumah Layak", "count-stock", NEUTRAL),
        ("Persentase Akses yang Tidak Layak", "rate", LOWER),
        ("Cakupan yang Belum Terlayani", "rate", NEUTRAL),
        ("Jumlah Kejadian Kebakaran Hutan", "count-flow", LOWER),
        ("Kasus Demam Berdarah", "count-flow", LOWER),
        ("Kasus yang Diselesaikan", "count-flow", NEUTRAL),
        ("Persentase Penyelesaian Kasus", "rate", HIGHER),
        ("Jumlah Petugas Pemadam Kebakaran", "count-stock", NEUTRAL),
        ("Belanja Penanganan Bencana", "money-nominal", NEUTRAL),
        ("Kerugian akibat Bencana", "money-nominal", NEUTRAL),
        ("Jumlah Kunjungan Wisatawan", "count-flow", NEUTRAL),
    ],
)
def test_words_tell_which_way_is_hoped_for(name, measure, hope):
    assert hope_by_words(name, measure) is hope
