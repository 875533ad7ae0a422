"""Misfits in words: what a person's edit was, why it does not fit, and the ways out."""

from __future__ import annotations

from rupadata.language import Said, in_both
from rupadata.pagespec.overlay import HERO
from rupadata.problems import Place, Problem
from rupadata.studio.fitting import KEEP, LET_GO, Misfit, Way, Why

_PLACES = {
    "brand.colour": ("warna kantor", "the brand colour"),
    "brand.hashtag": ("tagar kantor", "the hashtag of the office"),
    "brand.logo": ("lambang kantor", "the logo of the office"),
    "brand.logo_media_type": ("bentuk lambang kantor", "the form of the logo"),
    "brand.office": ("nama kantor", "the name of the office"),
    "brand.social": ("media sosial kantor", "the social media of the office"),
    "brand.web": ("alamat web kantor", "the web address of the office"),
    "data_url": ("alamat data", "the address of the data"),
    "illustrative": ("tanda data contoh", "the notice of sample data"),
    "missing_elements": ("unsur yang belum ada", "the elements that are missing"),
    "region.name": ("nama wilayah", "the name of the region"),
    "sources": ("sumber data", "the sources"),
    "subject.hue": ("warna substansi", "the hue of the subject"),
    "subject.name": ("nama substansi", "the name of the subject"),
    "title.alternatives": ("pilihan judul lain", "other headlines"),
    "title.pattern": ("susunan judul", "the form of the headline"),
    "title.why": ("alasan judul", "the reasons of the headline"),
    HERO: ("gambar utama", "the lead picture"),
    "architecture": ("bentuk halaman", "the architecture"),
    "illustration.alt": ("keterangan ilustrasi", "what the illustration shows"),
    "illustration.credit": ("pembuat ilustrasi", "who made the illustration"),
    "illustration.media_type": ("bentuk ilustrasi", "the form of the illustration"),
    "illustration.picture": ("ilustrasi", "the illustration"),
    "indicators": ("daftar indikator", "the list of indicators"),
    "notes": ("catatan", "the notes"),
    "order": ("urutan blok", "the order of blocks"),
    "period": ("periode", "the period"),
    "subject.symbol": ("simbol", "the symbol"),
    "theme": ("tema", "the theme"),
    "title.finding": ("temuan yang menjadi judul", "the finding that leads"),
    "title.headline": ("judul sendiri", "the own headline"),
    "title.kicker": ("kata di atas judul", "the words above the headline"),
    "title.standfirst": ("teks pengantar", "the standfirst"),
    "title.subtitle": ("judul resmi", "the formal title"),
    "until": ("batas periode", "the last period"),
}
_REASONS = {
    Why.BLOCK_GONE: ("blok {0} tidak diusulkan lagi", "the block {0} is no longer proposed"),
    Why.INDICATOR_GONE: ("indikator {0} tidak ada lagi", "the indicator {0} is gone"),
    Why.FINDING_GONE: ("temuan {0} tidak benar lagi", "the finding {0} is no longer borne out"),
    Why.PERIOD_GONE: ("data tidak memuat {0}", "the data hold nothing of {0}"),
    Why.REGION_GONE: ("data tidak memuat wilayah {0}", "the data hold nothing of region {0}"),
    Why.MARK_GONE: ("keterangan menunjuk {0} yang tidak ada", "a comment points at {0}, which is gone"),
    Why.NAME_UNKNOWN: ("{0} tidak dikenal", "{0} is unknown"),
    Why.FIGURES_UNPROVEN: (
        "angka dalam “{0}” tidak ada di data",
        "the data do not bear out the figures in “{0}”",
    ),
}


def place_words(misfit: Misfit) -> Said:
    """Return what was edited, in both languages."""
    return place_words_of(misfit.place)


def place_words_of(place: str) -> Said:
    """Return what an edit changed, by one of `Overlay.places`, in both languages."""
    known = _PLACES.get(place)
    if known is None:
        what, _, name = place.rpartition(":")
        gone = what == "dropped"
        known = (
            (f"blok {name} yang dilepas", f"the block {name}, taken away")
            if gone
            else (f"blok {name}", f"the block {name}")
        )
    return in_both(id=known[0], en=known[1])


def reason_words(misfit: Misfit) -> Said:
    """Return why it does not fit, in both languages."""
    id, en = _REASONS[misfit.why]
    value = misfit.value if len(misfit.value) <= 80 else f"{misfit.value[:79]}…"
    return in_both(id=id.format(value), en=en.format(value))


def way_words(way: Way) -> Said:
    """Return one way out as an instruction, in both languages."""
    if way.act == LET_GO.act:
        return in_both(id="lepas suntingannya", en="let the edit go")
    if way.act == KEEP.act:
        return in_both(id="pertahankan bloknya apa adanya", en="keep the block as it stood")
    return in_both(id=f"pakai {way.value}", en=f"use {way.value}")


def misfit_problem(misfit: Misfit, page: str) -> Problem:
    """Return the problem of an edit that does not fit its page."""
    ways = [way_words(way) for way in misfit.ways]
    return Problem.of(
        "edit-waits" if misfit.waits else "edit-doubtful",
        Place(page, "", "page.json"),
        place=place_words(misfit),
        reason=reason_words(misfit),
        ways=in_both(id=", atau ".join(way.id for way in ways), en=", or ".join(way.en for way in ways)),
    )
