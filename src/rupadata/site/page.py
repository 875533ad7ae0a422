"""A page as it stands on a site: with a way back to the index, and where it is found and embedded."""

from __future__ import annotations

from html import escape

_BACK = {"id": "Semua infografis", "en": "All infographics"}
_FOOT, _HEAD = b'<footer><div class="column">', b"</head>"


def published_page(page: bytes, title: str, folder: str, picture: str, lang: str, address: str) -> bytes:
    """Return a page with a link to the index in its foot, which an embedded page does not show.

    With an address its head says where it stands, how it looks in a message (Open Graph), and where its
    oEmbed answer is, as readers of such answers look for it there.
    """
    up = "../" * (folder.count("/") + 1)
    back = f'<p class="aside"><a href="{up}index.html">{_BACK.get(lang, _BACK["en"])}</a></p>'
    made = page.replace(_FOOT, _FOOT + back.encode(), 1)
    if not address:
        return made
    here = f"{address}/{folder}"
    told = [
        f'<link rel="canonical" href="{escape(here)}/">',
        f'<link rel="alternate" type="application/json+oembed" href="{escape(here)}/embed.json"'
        f' title="{escape(title)}">',
        f'<meta property="og:title" content="{escape(title)}">',
        '<meta property="og:type" content="article">',
        f'<meta property="og:url" content="{escape(here)}/">',
    ]
    if picture and not picture.endswith(".svg"):
        told.append(f'<meta property="og:image" content="{escape(address)}/{escape(picture)}">')
    return made.replace(_HEAD, "".join(told).encode() + _HEAD, 1)
