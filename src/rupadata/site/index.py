"""The index of a site: all pages as cards, searched in the browser, complete without its script."""

from __future__ import annotations

import re
from html import escape, unescape

from rupadata.render.html_policy import content_policy, read_asset
from rupadata.site.listing import DATA, Listed
from rupadata.site.look import SiteLook, logo_picture, look_sheet

_TAG = re.compile(r"<[^>]*>")
_SAID = {
    "id": {
        "search": "Cari judul, indikator, atau wilayah",
        "all": "Semua",
        "subject": "Substansi",
        "region": "Wilayah",
        "none": "Tidak ada halaman yang cocok. Hapus satu kata, atau pilih Semua.",
        "count": "halaman",
        "sample": "Data contoh",
        "data": "Data",
        "feed": "Umpan (Atom)",
        "package": "Paket data",
        "catalogue": "Katalog (DCAT)",
    },
    "en": {
        "search": "Search titles, indicators or regions",
        "all": "All",
        "subject": "Subject",
        "region": "Region",
        "none": "No page matches. Leave a word out, or choose All.",
        "count": "pages",
        "sample": "Sample data",
        "data": "Data",
        "feed": "Feed (Atom)",
        "package": "Data package",
        "catalogue": "Catalogue (DCAT)",
    },
}


def index_page(
    listed: list[Listed], lang: str, title: str, publisher: str, look: SiteLook, *, feed: bool
) -> str:
    """Return the index as one HTML document that loads nothing but the pages' pictures."""
    said = _SAID.get(lang, _SAID["en"])
    script = read_asset(__package__, "index.js")
    cards = "".join(_card(one, said) for one in listed)
    alternate = f'<link rel="alternate" type="application/atom+xml" href="feed.xml" title="{escape(title)}">'
    links = [("datapackage.json", said["package"]), ("catalog.jsonld", said["catalogue"])]
    links += [("feed.xml", said["feed"])] if feed else []
    foot = " · ".join(f'<a href="{href}">{escape(words)}</a>' for href, words in links)
    who = f"<p>{escape(publisher)}</p>" if publisher else ""
    body = (
        f"<header>{logo_picture(look, publisher)}<h1>{escape(title)}</h1>{who}</header>"
        f'<main>{_tools(listed, said)}<p id="count" role="status" data-words="{said["count"]}">'
        f'{len(listed)} {said["count"]}</p><p id="none" hidden>{escape(said["none"])}</p>'
        f"<ul>{cards}</ul></main><footer>{foot}</footer>"
    )
    shown = unescape(_TAG.sub("", body)) + "0123456789"
    style = look_sheet(look, shown) + read_asset(__package__, "index.css")
    policy = content_policy(style, script, images="'self' file: data:")
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title>{alternate if feed else ''}<style>{style}</style></head><body>"
        f"{body}<script>{script}</script></body></html>\n"
    )


def _tools(listed: list[Listed], said: dict[str, str]) -> str:
    subjects = dict.fromkeys((one.edition.subject, one.edition.subject_name) for one in listed)
    regions = dict.fromkeys((one.edition.region, one.edition.region_name) for one in listed)
    parts = [f'<label>{escape(said["search"])}<input type="search" id="words" autocomplete="off"></label>']
    for name, words, choices in (("subject", said["subject"], subjects), ("region", said["region"], regions)):
        if len(choices) < 2:
            continue
        rows = (("", said["all"]), *choices)
        options = "".join(f'<option value="{escape(key)}">{escape(shown)}</option>' for key, shown in rows)
        parts.append(f'<label>{escape(words)}<select id="{name}">{options}</select></label>')
    return f'<form hidden role="search">{"".join(parts)}</form>'


def _card(one: Listed, said: dict[str, str]) -> str:
    edition = one.edition
    names = ", ".join(content.name for content in edition.contents)
    sought = " ".join((edition.title, edition.subject_name, edition.region_name, names)).casefold()
    picture = ""
    if one.picture:
        picture = f'<span class="picture"><img src="{escape(one.picture)}" alt="" loading="lazy"></span>'
    sample = f'<span class="sample">{escape(said["sample"])}</span>' if one.illustrative else ""
    data = "".join(
        f'<a class="data" href="{escape(file.name)}" download>{escape(said["data"])}'
        f'<span class="unseen">: {escape(edition.title)}</span></a>'
        for file in one.files
        if file.name.endswith(f"/{DATA}")
    )
    return (
        f'<li data-subject="{escape(edition.subject)}" data-region="{escape(edition.region)}"'
        f' data-words="{escape(sought)}">{picture}'
        f'<span class="kicker">{escape(edition.subject_name)}{sample}</span>'
        f'<h2><a href="{escape(one.folder)}/index.html">{escape(edition.title)}</a></h2>'
        f"<p>{escape(edition.region_name)}, {escape(one.period)}</p>{data}</li>"
    )
