from __future__ import annotations

import pytest

from rupadata.model.region import RegionLevel
from rupadata.wording import (
    called,
    format_date,
    format_period,
    join_names,
    part_name,
    region_noun,
    running_name,
    short_region_names,
    spoken_name,
    topic,
)


@pytest.mark.parametrize(
    ("name", "running"),
    [
        ("Jumlah Penduduk", "jumlah penduduk"),
        ("PDRB per Kapita", "PDRB per kapita"),
        ("IPM", "IPM"),
        ("JUMLAH PNS MENURUT GOLONGAN", "jumlah PNS menurut golongan"),
        (
            "Penduduk Menurut Kabupaten/Kota di Provinsi Banten",
            "penduduk menurut kabupaten/kota di Provinsi Banten",
        ),
        ("Penduduk Laki-Laki", "penduduk laki-laki"),
        ("Persentase D/S Balita", "persentase D/S balita"),
        (
            "Nilai SKM Dinas Kependudukan dan Pencatatan Sipil",
            "nilai SKM Dinas Kependudukan dan Pencatatan Sipil",
        ),
        ("Jumlah Pasien RSUD Dr. Harjono menurut Bulan", "jumlah pasien RSUD Dr. Harjono menurut bulan"),
        ("Jumlah Kendaraan Dinas Roda Dua", "jumlah kendaraan dinas roda dua"),
        ("Jumlah Badan Usaha Milik Daerah", "jumlah badan usaha milik daerah"),
        ("Jumlah Pegawai Dinas dan Badan", "jumlah pegawai dinas dan badan"),
        (
            "Realisasi Belanja Dinas Kesehatan dan rumah sakit",
            "realisasi belanja Dinas Kesehatan dan rumah sakit",
        ),
        ("NILAI SKM DINAS KESEHATAN", "nilai SKM dinas kesehatan"),
    ],
)
def test_names_lose_their_capitals_in_running_text(name, running):
    assert running_name(name) == running


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Jumlah Penduduk", "penduduk"),
        ("Jumlah Penduduk Kota Tangerang", "penduduk"),
        ("Persentase Penduduk Miskin", "kemiskinan"),
        ("Tingkat Partisipasi Angkatan Kerja (TPAK)", "partisipasi kerja"),
        ("Indeks Pembangunan Manusia", "IPM"),
        ("Tingkat Partisipasi Belajar Anak Usia Dini (TPB)", "TPB anak usia dini"),
        ("Jumlah Siswa SMP Menurut Kecamatan", "siswa SMP"),
        ("Produk Domestik Regional Bruto Atas Dasar Harga Konstan 2010", "PDRB ADHK"),
        ("Jumlah Wisatawan > 2. Domestik", "wisatawan domestik"),
        (
            "Jumlah Rancangan Perdasi yang Diusulkan Gubernur dalam Satu Tahun",
            "rancangan perdasi yang diusulkan gubernur dalam satu tahun",
        ),
    ],
)
def test_topics_are_what_newspapers_say(name, said):
    assert topic(name, "id", without="Kota Tangerang") == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Persentase Pengaduan yang Selesai Tepat Waktu", "persentase pengaduan yang selesai tepat waktu"),
        ("Laju Pertumbuhan Penduduk per", "pertumbuhan penduduk"),
        ("Penduduk: 7-12 tahun: 7-12 tahun laki-laki", "penduduk 7–12 tahun laki-laki"),
        ("Jml Penduduk", "penduduk"),
        (
            "Perkembangan dan Proporsi PMTB terhadap PDRB: Proporsi terhadap PDRB",
            "proporsi PMTB terhadap PDRB",
        ),
    ],
)
def test_topics_keep_what_makes_them_true(name, said):
    assert topic(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Peternakan: Unggas: Itik: Jumlah Peternak", "jumlah peternak itik"),
        ("Jumlah Siswa: Sekolah Dasar (SD): Negeri", "jumlah siswa sekolah dasar negeri"),
        ("Jumlah PNS Berdasarkan Golongan: I", "jumlah PNS golongan I"),
        ("Angkatan Kerja: menurut Golongan Umur: 40 - 44", "angkatan kerja golongan umur 40–44"),
        ("Jumlah Penduduk: Jumlah Penduduk Perempuan: 0 – 4", "jumlah penduduk perempuan umur 0–4 tahun"),
        ("Individu DTKS: Jumlah Individu", "individu DTKS"),
        ("Indeks Pembangunan Manusia (IPM): Angka Harapan Lama Sekolah", "angka harapan lama sekolah"),
        ("Persentase Koperasi Aktif: Jumlah Koperasi Aktif", "jumlah koperasi aktif"),
        ("Rasio Belanja Perangkat Daerah: Pagu", "pagu belanja perangkat daerah"),
        ("Kondisi Jalan: Kondisi Jalan Provinsi: Baik", "jalan provinsi dalam kondisi baik"),
        ("Belanja Daerah: Belanja Tidak Langsung: Belanja Bantuan Sosial", "belanja bantuan sosial"),
        ("Usaha Mikro dan Kecil: Jumlah Usaha Mikro", "jumlah usaha mikro"),
        ("Jumlah Hotel > 6. Hotel Non Bintang", "hotel non bintang"),
        ("Jumlah Pemeluk Agama: Islam", "jumlah pemeluk agama Islam"),
    ],
)
def test_levels_of_a_title_become_one_phrase(name, said):
    assert spoken_name(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Angka Partisipasi Kasar (APK) SD Perempuan", "APK SD perempuan"),
        ("Jumlah Siswa: Sekolah Menengah Atas (SMA): Negeri", "siswa SMA negeri"),
        ("Incremental Capital Output Ratio (ICOR)", "ICOR"),
        ("Jumlah Kasus Tindak Pidana Tertentu (TIPIDTER)", "kasus tindak pidana tertentu"),
        ("PDRB Atas Dasar Harga Konstan menurut Pengeluaran: Impor", "PDRB ADHK pengeluaran impor"),
    ],
)
def test_an_abbreviation_stands_for_its_own_words_only(name, said):
    assert topic(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sd/mi", "SD/MI"),
        ("smp/mts", "SMP/MTs"),
        ("sma/smk/ma", "SMA/SMK/MA"),
        ("kota/kabupaten", "kota/kabupaten"),
        ("nomor induk berusaha (nib)", "nomor induk berusaha (NIB)"),
        ("dinas penanaman modal dan ptsp", "Dinas Penanaman Modal dan PTSP"),
        ("smp", "SMP"),
        ("dpmptsp", "DPMPTSP"),
        ("rsud banyumas", "RSUD Banyumas"),
        ("rumah sakit", "rumah sakit"),
        ("puskesmas induk", "puskesmas induk"),
        ("badan usaha milik desa", "badan usaha milik desa"),
        ("sapi (betina)", "sapi (betina)"),
    ],
)
def test_parts_get_the_capitals_of_abbreviations_back(name, said):
    assert part_name(name, "id") == said


@pytest.mark.parametrize(
    ("name", "own", "said"),
    [
        ("Laju Pertumbuhan PDRB Atas Dasar Harga Konstan 2010", "", "growth of GRDP at constant 2010 prices"),
        ("PDRB per Kapita Atas Dasar Harga Berlaku", "", "GRDP per capita at current prices"),
        ("Indeks Keparahan Kemiskinan (P2)", "", "poverty severity index"),
        ("Jumlah Penduduk", "Number of Inhabitants", "number of inhabitants"),
        ("PDRB Atas Dasar Harga Konstan menurut Pengeluaran: Impor", "",
         "“PDRB ADHK pengeluaran impor”"),
    ],
)  # fmt: skip
def test_english_takes_a_known_name_or_quotes_the_indonesian_one(name, own, said):
    assert called(name, own, "en")[1] == said


def test_spoken_names_have_no_brackets_and_no_home():
    assert spoken_name("Jumlah Penduduk (Jiwa) Kota Tangerang", without="Kota Tangerang") == "jumlah penduduk"


def test_kabupaten_and_kota_of_one_name_stay_apart():
    names = ["Kabupaten Serang", "Kota Serang", "Kabupaten Lebak", "Kota Cilegon"]
    assert short_region_names(names) == {
        "Kabupaten Serang": "Kabupaten Serang",
        "Kota Serang": "Kota Serang",
        "Kabupaten Lebak": "Lebak",
        "Kota Cilegon": "Kota Cilegon",
    }


@pytest.mark.parametrize(
    ("level", "names", "codes", "noun"),
    [
        (RegionLevel.REGENCY, ["Kota A"], ["36.71"], "kota"),
        (RegionLevel.REGENCY, ["Kota A", "Kabupaten B"], ["36.71", "36.02"], "kabupaten/kota"),
        (RegionLevel.DISTRICT, ["A"], ["36.71.01"], "kecamatan"),
        (RegionLevel.VILLAGE, ["A"], ["36.71.01.1001"], "kelurahan"),
        (RegionLevel.VILLAGE, ["A", "B"], ["36.71.01.1001", "36.02.01.2001"], "desa/kelurahan"),
        (RegionLevel.PROVINCE, ["Banten"], ["36"], "provinsi"),
        (None, ["Pasar Lama"], [""], "wilayah"),
    ],
)
def test_regions_are_called_by_their_level(level, names, codes, noun):
    assert region_noun(level, names, codes, "id") == noun


def test_lists_end_with_a_word():
    assert join_names(["A"], "id") == "A"
    assert join_names(["A", "B"], "id") == "A dan B"
    assert join_names(["A", "B", "C"], "en") == "A, B, and C"


@pytest.mark.parametrize(
    ("period", "options", "said"),
    [
        ("2024", {}, "2024"),
        ("2023", {"provisional": True}, "2023*"),
        ("2024-03", {}, "Maret 2024"),
        ("2024-03", {"short": True}, "Mar 2024"),
        ("2024-Q1", {}, "triwulan I 2024"),
        ("2024-S2", {}, "semester II 2024"),
        ("2024-03-15", {}, "15 Maret 2024"),
        ("2010/2016", {}, "2010–2016"),
        ("2023/2024", {"school_year": True}, "tahun ajaran 2023/2024"),
        ("2023/2024", {"school_year": True, "short": True}, "2023/24"),
        ("entah", {}, "entah"),
    ],
)
def test_periods_are_named(period, options, said):
    assert format_period(period, "id", **options) == said


def test_dates_are_named():
    assert format_date("2026-09-07", "id") == "7 September 2026"
    assert format_date("2026-05-01", "en", short=True) == "1 May 2026"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Persentase Cakupan Imunisasi Dasar Lengkap", "cakupan imunisasi dasar lengkap"),
        ("Angka Prevalensi Stunting", "prevalensi stunting"),
        ("Persentase Penduduk Merokok", "persentase penduduk merokok"),
        ("Rata-rata Harga Eceran Bahan Pokok: Minyak Goreng", "harga minyak goreng"),
        ("Laju Pertumbuhan PDRB Atas Dasar Harga Konstan 2010", "pertumbuhan ekonomi"),
        ("Laju Pertumbuhan PDRB per Kapita", "laju pertumbuhan PDRB per kapita"),
    ],
)
def test_topics_lose_what_says_twice_how_they_are_measured(name, said):
    assert topic(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("persyaratan", "requirements"),
        ("sistem, mekanisme, dan prosedur", "system, mechanism and procedure"),
        ("penanganan pengaduan, saran dan masukan", "handling of complaints and suggestions"),
        ("biaya/tarif", "fees"),
    ],
)
def test_elements_of_a_survey_have_english_names(name, said):
    assert part_name(name, "en") == said
    assert part_name(name, "id") == name


@pytest.mark.parametrize(
    ("name", "running"),
    [
        ("Produksi Perikanan Tangkap di Laut", "produksi perikanan tangkap di laut"),
        ("Kunjungan Wisatawan ke Candi Borobudur", "kunjungan wisatawan ke Candi Borobudur"),
        ("Penduduk Usia 10 Tahun ke Atas", "penduduk usia 10 tahun ke atas"),
        ("Volume Sampah di TPA Jatibarang", "volume sampah di TPA Jatibarang"),
        ("Pasien Puskesmas Way Halim", "pasien Puskesmas Way Halim"),
        ("Jumlah Puskesmas Keliling", "jumlah puskesmas keliling"),
        ("Pekerja di Sektor Informal", "pekerja di sektor informal"),
        ("Panjang Jalan di Kota Tangerang", "panjang jalan di Kota Tangerang"),
        ("Luas Lahan Sawah di Kepulauan Sangkarrang", "luas lahan sawah di Kepulauan Sangkarrang"),
    ],
)
def test_a_noun_of_the_language_has_no_capital_after_a_joint_and_a_place_keeps_it(name, running):
    assert running_name(name) == running


@pytest.mark.parametrize(
    ("name", "said", "english"),
    [
        ("diploma i/ii/iii", "diploma I/II/III", "diploma I/II/III"),
        ("golongan iv", "golongan IV", "golongan IV"),
        ("tpa jatibarang", "TPA Jatibarang", "TPA Jatibarang"),
        ("pkm way halim", "PKM Way Halim", "PKM Way Halim"),
        ("puskesmas cawas ii", "Puskesmas Cawas II", "Puskesmas Cawas II"),
        ("puskesmas keliling", "puskesmas keliling", "puskesmas keliling"),
        ("pertanian, kehutanan, dan perikanan", "pertanian", "agriculture"),
        ("Perdagangan Besar dan Eceran; Reparasi Mobil & Sepeda Motor", "perdagangan", "trade"),
        ("mix", "mix", "mix"),
    ],
)
def test_parts_keep_numerals_names_of_places_and_the_usual_short_forms(name, said, english):
    assert (part_name(name, "id"), part_name(name, "en")) == (said, english)


def test_a_column_beside_its_plan_is_named_without_the_plan():
    title = "Target dan Realisasi Penerimaan Pajak Bumi dan Bangunan (PBB-P2)"
    assert topic(f"{title}: Persentase Capaian") == "capaian penerimaan PBB"
    assert topic("Harapan Hidup Saat Lahir") == "harapan hidup saat lahir"
    assert topic("Umur Harapan Hidup Saat Lahir Perempuan") == "harapan hidup perempuan"
    assert topic("Produk Domestik Regional Bruto Atas Dasar Harga Konstan 2010") == "PDRB ADHK"


def test_parts_that_are_places_of_work_keep_their_own_names():
    assert part_name("way halim", "id", of="puskesmas") == "Way Halim"
    assert part_name("puskesmas way halim", "id", of="Puskesmas") == "Puskesmas Way Halim"
    assert part_name("sd negeri", "id", of="sekolah") == "SD negeri"
    assert part_name("sayur dan buah", "id", of="komoditas") == "sayur dan buah"


@pytest.mark.parametrize(
    ("name", "of", "said"),
    [
        ("pdi perjuangan", "partai politik", "PDI Perjuangan"),
        ("pan", "partai", "PAN"),
        ("golkar", "partai politik", "Golkar"),
        ("nasdem", "nama partai", "NasDem"),
        ("kebangkitan dan persatuan", "partai", "Kebangkitan dan Persatuan"),
        ("siti aminah dan joko", "pasangan calon", "Siti Aminah dan Joko"),
        ("pan", "jenis", "pan"),
    ],
)
def test_parties_and_candidates_are_written_as_names(name, of, said):
    assert part_name(name, "id", of=of) == said
    assert of == "jenis" or part_name(name, "en", of=of) == said
