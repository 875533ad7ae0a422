"""Sentences with a "but": each stands where its test holds and nowhere else."""

from rupadata.analysis import find_findings, rank_headlines
from rupadata.analysis.grades import GRADES, grade_of, limit_of
from tests.unit.analysis.analysis_books import Row, indicator, make_book

TAX = indicator("Pajak Pariwisata", "miliar rupiah", "money-nominal")
SKM = indicator("Indeks Kepuasan Masyarakat (IKM)", "", "index", key="ikm")
SCORES = indicator("Nilai Rata-rata Kepuasan Masyarakat", "", "index", key="nilai")


def headlines(book, keys=("penduduk",), lang="id"):
    return {choice.headline.pattern: choice.headline.text[lang].text for choice in rank_headlines(
        find_findings(book, keys), lang)}  # fmt: skip


def taxes(last=(247.1, 24.9, 6.8)):
    rows, names = [], ("pajak restoran", "pajak hotel", "pajak hiburan")
    for year, parts in (("2020", (214.2, 21.2, 13.2)), ("2021", last)):
        rows.append(Row("99", "Banten", year, round(sum(parts), 1), 1))
        rows += [
            Row("99", "Banten", year, value, 1, dims={"jenis": name})
            for name, value in zip(names, parts, strict=True)
        ]
    return make_book(rows, [TAX])


def test_the_one_part_that_goes_against_its_whole_is_told():
    said = headlines(taxes())
    assert said["but-part"] == "Pajak pariwisata naik 12,1 persen, tetapi pajak hiburan turun 48,5 persen"
    assert said["part-against"] == "Pajak hiburan turun 48,5 persen, padahal totalnya naik 12,1 persen"


def test_parts_that_all_go_with_their_whole_are_not():
    assert "but-part" not in headlines(taxes(last=(247.1, 24.9, 14.0)))


def test_a_small_step_against_the_whole_is_not_told():
    assert "but-part" not in headlines(taxes(last=(247.1, 24.9, 12.5)))


def test_a_part_that_is_next_to_nothing_is_not_told():
    rows = [Row("99", "Banten", "2020", 1000.0, 1), Row("99", "Banten", "2021", 1100.0, 1)]
    rows += [
        Row("99", "Banten", year, value, 1, dims={"jenis": name})
        for year, parts in (("2020", (980.0, 20.0)), ("2021", (1085.0, 15.0)))
        for name, value in zip(("besar", "kecil"), parts, strict=True)
    ]
    assert "but-part" not in headlines(make_book(rows, [TAX]))


def poor(rates):
    count = indicator("Jumlah Penduduk Miskin", "jiwa", "count-stock", key="n")
    rate = indicator("Persentase Penduduk Miskin", "persen", "rate", key="p")
    names = ("Bogor", "Indramayu", "Depok")
    rows = [
        Row(f"99.0{i}", n, "2024", v, key="n") for i, (n, v) in enumerate(zip(names, (90.0, 60.0, 20.0)), 1)
    ]
    rows += [Row(f"99.0{i}", n, "2024", v, 1, key="p") for i, (n, v) in enumerate(zip(names, rates), 1)]
    return make_book(rows, [count, rate])


def test_most_in_one_region_and_the_highest_share_in_another_are_told_together():
    said = headlines(poor((7.0, 12.0, 2.0)), ("n", "p"))["count-and-rate"]
    assert said == "Penduduk miskin terbanyak di Bogor, tetapi persentasenya tertinggi di Indramayu"


def test_one_region_that_leads_in_both_is_no_contrast():
    assert "count-and-rate" not in headlines(poor((14.0, 12.0, 2.0)), ("n", "p"))


def survey(now, elements=()):
    rows = [
        Row("99", "Banten", str(year), value, 2, key="ikm")
        for year, value in (("2024", 87.28), ("2025", now))
    ]
    rows += [
        Row("99", "Banten", "2025", value, 3, dims={"unsur": f"Unsur {chr(65 + place)}"}, key="nilai")
        for place, value in enumerate(elements)
    ]
    return make_book(rows, [SKM, SCORES] if elements else [SKM])


def test_an_index_that_reaches_a_grade_is_told_with_the_elements_that_do_not():
    book = survey(88.76, (3.39, 3.44, 3.60, 3.74))
    said = headlines(book, ("ikm",))["grade"]
    assert said.endswith("naik ke mutu A, tetapi dua unsur belum")


def test_an_index_that_keeps_its_grade_is_not():
    assert "grade" not in headlines(survey(87.90), ("ikm",))


def test_limits_of_grades_belong_to_the_better_one():
    for least, letter, *_ in GRADES:
        found = grade_of(least)
        assert found is not None
        assert found[0] == letter
        assert limit_of(letter) == least
    assert grade_of(88.305) == grade_of(88.31)
    assert grade_of(24.99) is None


def complaints(later, times=1, measure="count-flow", unit="pengaduan"):
    """Return complaints of two months by what became of them, so many times what is given here."""
    rows = []
    for month, parts in (("2025-05", (390, 400, 410)), ("2025-06", later)):
        rows.append(Row("99", "Banten", month, float(sum(parts) * times)))
        rows += [
            Row("99", "Banten", month, float(value * times), dims={"hasil": name})
            for name, value in zip(("dijawab", "diteruskan", "dikembalikan"), parts, strict=True)
        ]
    return make_book(rows, [indicator("Jumlah Pengaduan", unit, measure)])


def test_what_chance_may_do_to_a_few_events_is_no_contribution():
    told = {"but-outside", "contribution"}
    for later in ((210, 406, 417), (330, 396, 412)):
        assert not told & headlines(complaints(later)).keys(), later
        assert told & headlines(complaints(later, 1000)).keys(), later
        assert told & headlines(complaints(later, unit="ribu pengaduan")).keys(), later
        assert told & headlines(complaints(later, measure="count-stock")).keys(), later
