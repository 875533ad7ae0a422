"""The office's own fonts, brought in the browser: pages are set in them, faulty ones are refused."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from rupadata.errors import UsageError
from tests.made_fonts import made_font

ADDRESS = "/pengaturan/huruf/"
Browser = Callable[[str], Any]


def sent(part: str, *files: tuple[str, bytes]) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return {"part": part, "files": [SimpleUploadedFile(name, content) for name, content in files]}


def both_weights(**more: Any) -> list[tuple[str, bytes]]:
    return [(f"Kantor {weight}.ttf", made_font(weight, **more)) for weight in (400, 700)]


def names_kept() -> list[str]:
    from rupadata.web.accounts.models import OfficeFile

    return sorted(OfficeFile.objects.values_list("name", flat=True))


def test_pages_are_set_in_the_fonts_that_were_brought(browser: Browser) -> None:
    from rupadata.typeset import HOUSE_FONTS, plain_name
    from rupadata.web.accounts.models import OfficeVersion, current_office
    from rupadata.web.accounts.office_files import current_value

    before = current_office()
    admin = browser("admin")
    assert admin.post(ADDRESS, sent("text", *both_weights())).status_code == 302
    fonts = current_value().fonts
    assert plain_name(fonts.text) == "Huruf Kantor"
    assert [weight for weight, _ in fonts.own[0].faces] == [400, 700]
    assert fonts.heading == HOUSE_FONTS.heading
    assert names_kept() == ["fonts/text-kantor-400.ttf", "fonts/text-kantor-700.ttf"]
    told = unescape(admin.get("/pengaturan/").content.decode())
    assert "Huruf Kantor · 400, 700" in told
    assert "Huruf bawaan" in told
    # All else that the settings say stays.
    after = current_office()
    assert before is not None
    assert after is not None
    assert after.office.brand.fonts.text == tuple(names_kept())
    assert after.office.officials == before.office.officials
    assert after.office.letterhead == before.office.letterhead
    assert OfficeVersion.objects.count() == 2


def test_a_family_takes_the_place_of_the_one_before_and_the_other_part_stays(browser: Browser) -> None:
    from rupadata.web.accounts.office_files import current_value

    admin = browser("admin")
    admin.post(ADDRESS, sent("text", *both_weights()))
    admin.post(ADDRESS, sent("heading", ("Judul.ttf", made_font(700, name="Huruf Judul"))))
    text = current_value().fonts.text
    admin.post(ADDRESS, sent("heading", ("Lain.ttf", made_font(700, name="Huruf Lain"))))
    assert names_kept() == [
        "fonts/heading-lain.ttf",
        "fonts/text-kantor-400.ttf",
        "fonts/text-kantor-700.ttf",
    ]
    assert current_value().fonts.names == ("Huruf Lain", "Huruf Kantor")
    assert current_value().fonts.text == text


def test_the_product_s_fonts_come_back(browser: Browser) -> None:
    from rupadata.typeset import HOUSE_FONTS
    from rupadata.web.accounts.office_files import current_value

    admin = browser("admin")
    admin.post(ADDRESS, sent("heading", ("Judul.ttf", made_font(700))))
    assert current_value().fonts != HOUSE_FONTS
    assert admin.post(ADDRESS, {"part": "heading", "act": "remove"}).status_code == 302
    assert current_value().fonts == HOUSE_FONTS
    assert names_kept() == []


@pytest.mark.parametrize(
    ("part", "files", "why"),
    [
        ("heading", [("rusak.ttf", b"bukan huruf")], "rusak"),
        ("heading", [("dilarang.ttf", made_font(700, forbids=2))], "fsType"),
        ("heading", [("tipis.ttf", made_font(400))], "600"),
        ("text", [("tebal.ttf", made_font(700))], "500"),
        ("heading", [("huruf.woff", made_font(700))], "huruf.woff"),
        ("heading", [], "Pilih bagian halaman"),
        ("kaki", [("judul.ttf", made_font(700))], "Pilih bagian halaman"),
    ],
)
def test_a_font_that_cannot_be_used_is_refused_in_a_sentence_and_nothing_changes(
    browser: Browser, part: str, files: list[tuple[str, bytes]], why: str
) -> None:
    from rupadata.web.accounts.models import OfficeVersion
    from rupadata.web.accounts.office_files import current_value

    admin = browser("admin")
    admin.post(ADDRESS, sent("text", *both_weights()))
    before, kept = current_value().fonts, names_kept()
    answer = admin.post(ADDRESS, sent(part, *files))
    told = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert why in told
    assert "office.toml" not in told
    assert "fonts/" not in told
    assert (current_value().fonts, names_kept()) == (before, kept)
    assert OfficeVersion.objects.count() == 2


def test_letters_that_the_fonts_lack_are_named(browser: Browser) -> None:
    admin = browser("admin")
    answer = admin.post(ADDRESS, sent("heading", ("Judul.ttf", made_font(700, without="é"))), follow=True)
    assert "é" in unescape(answer.content.decode())


def test_a_font_in_use_is_not_taken_away(browser: Browser) -> None:
    from rupadata.web.accounts.models import OfficeFile
    from rupadata.web.accounts.office_files import current_value, forget_file

    admin = browser("admin")
    admin.post(ADDRESS, sent("heading", ("Judul.ttf", made_font(700))))
    held = OfficeFile.objects.get()
    with pytest.raises(UsageError) as refused:
        forget_file(held)
    assert refused.value.code == "own-font-in-use"
    answer = admin.post(f"/pengaturan/berkas/{held.pk}/lepas/")
    assert answer.status_code == 422
    assert "dipakai oleh halaman" in unescape(answer.content.decode())
    assert current_value().fonts.own


@pytest.mark.parametrize("name", ["kabid", "perancang", "orang-luar", ""])
def test_only_the_administrator_changes_fonts(browser: Browser, name: str) -> None:
    answer = browser(name).post(ADDRESS, sent("heading", ("Judul.ttf", made_font(700))))
    assert answer.status_code == (403 if name else 302)
    assert names_kept() == []


def test_fonts_wait_for_the_settings_of_the_office(browser: Browser) -> None:
    from rupadata.web.accounts.models import OfficeVersion

    OfficeVersion.objects.all().delete()
    admin = browser("admin")
    assert "Huruf halaman" not in admin.get("/pengaturan/").content.decode()
    answer = admin.post(ADDRESS, sent("heading", ("Judul.ttf", made_font(700))))
    assert answer.status_code == 422
    assert "belum ada" in answer.content.decode()
