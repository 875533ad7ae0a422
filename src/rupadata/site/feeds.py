"""What other machines read of a site: Atom, site map, oEmbed, DCAT, and a data package."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec
from lxml import etree

from rupadata.site.listing import DATA, Listed, PublishedFile

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_WIDE, _HIGH = 720, 900
"""The frame that a page is embedded in, in CSS pixels; it then tells how high it is."""


def atom_feed(listed: list[Listed], lang: str, title: str, publisher: str, address: str) -> bytes:
    """Return the pages as an Atom feed (RFC 4287), newest data first; an edition's digest is its id."""
    newest = sorted(listed, key=lambda one: (one.day, one.folder), reverse=True)
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    _put(root, _ATOM, "title", title)
    _put(root, _ATOM, "id", f"{address}/")
    _put(root, _ATOM, "updated", f"{newest[0].day}T00:00:00Z")
    _put(_put(root, _ATOM, "author", ""), _ATOM, "name", publisher or title)
    _put(root, _ATOM, "link", "", rel="self", href=f"{address}/feed.xml")
    _put(root, _ATOM, "link", "", rel="alternate", href=f"{address}/")
    for one in newest:
        entry = _put(root, _ATOM, "entry", "")
        _put(entry, _ATOM, "title", one.edition.title)
        _put(entry, _ATOM, "id", f"urn:sha256:{one.edition.digest}")
        _put(entry, _ATOM, "updated", f"{one.day}T00:00:00Z")
        _put(entry, _ATOM, "link", "", href=f"{address}/{one.folder}/")
        _put(entry, _ATOM, "category", "", term=one.edition.subject, label=one.edition.subject_name)
        _put(entry, _ATOM, "summary", one.standfirst or _about(one))
    return _xml(root)


def sitemap(listed: list[Listed], address: str) -> bytes:
    """Return the addresses of index and pages for search engines (sitemaps.org 0.9)."""
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP})
    for place in ("", *(f"{one.folder}/" for one in listed)):
        _put(_put(root, _SITEMAP, "url", ""), _SITEMAP, "loc", f"{address}/{place}")
    return _xml(root)


def embed(one: Listed, title: str, publisher: str, address: str) -> bytes:
    """Return how a page stands inside another (oEmbed 1.0, type rich)."""
    page = f"{address}/{one.folder}/"
    frame = etree.Element(
        "iframe",
        src=f"{page}index.html?embed=1",
        width=str(_WIDE),
        height=str(_HIGH),
        title=one.edition.title,
    )
    return _json(
        {
            "version": "1.0",
            "type": "rich",
            "title": one.edition.title,
            "author_name": publisher or title,
            "provider_name": title,
            "provider_url": f"{address}/",
            "html": etree.tostring(frame, method="html", encoding="unicode"),
            "width": _WIDE,
            "height": _HIGH,
        }
    )


def catalogue(listed: list[Listed], lang: str, title: str, publisher: str, address: str) -> bytes:
    """Return the pages as datasets of a DCAT 3 catalogue in JSON-LD, relative without an address."""
    base = f"{address}/" if address else ""
    return _json(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
            },
            "@type": "dcat:Catalog",
            "@id": base or "./",
            "dct:title": title,
            "dct:language": lang,
            **({"dct:publisher": {"@type": "foaf:Agent", "foaf:name": publisher}} if publisher else {}),
            "dcat:dataset": [_dataset(one, lang, base) for one in listed],
        }
    )


def _dataset(one: Listed, lang: str, base: str) -> dict[str, Any]:
    edition = one.edition
    first = one.period[:4]
    return {
        "@type": "dcat:Dataset",
        "@id": f"{base}{one.folder}/",
        "dct:identifier": edition.digest,
        "dct:title": edition.title,
        "dct:description": one.standfirst or _about(one),
        "dct:language": lang,
        "dcat:theme": edition.subject_name,
        "dcat:keyword": [content.name for content in edition.contents],
        "dct:spatial": {"dct:identifier": edition.region, "dct:title": edition.region_name},
        **(
            {"dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": one.day}}
            if first
            else {}
        ),
        "dcat:landingPage": f"{base}{one.folder}/",
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": f"{base}{file.name}",
                "dcat:mediaType": file.media_type,
                "dcat:byteSize": len(file.content),
            }
            for file in one.files
        ],
    }


def package(listed: list[Listed], title: str, publisher: str) -> bytes:
    """Return the data of all pages as a data package (Frictionless, version 1)."""
    resources = [
        _resource(one, file) for one in listed for file in one.files if file.name.endswith(f"/{DATA}")
    ]
    return _json(
        {
            "profile": "data-package",
            "name": "infographics",
            "title": title,
            **({"contributors": [{"title": publisher, "role": "publisher"}]} if publisher else {}),
            "resources": resources,
        }
    )


def _resource(one: Listed, file: PublishedFile) -> dict[str, Any]:
    return {
        "name": one.folder.removeprefix("pages/").replace("/", "_").casefold(),
        "title": one.edition.title,
        "path": file.name,
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{sha256(file.content).hexdigest()}",
    }


def _about(one: Listed) -> str:
    names = ", ".join(content.name for content in one.edition.contents)
    return f"{names}. {one.edition.region_name}, {one.period}." if names else one.edition.region_name


def _put(parent: etree._Element, space: str, name: str, text: str, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{space}}}{name}", attributes)
    if text:
        element.text = text
    return element


def _xml(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _json(plain: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(plain), indent=1) + b"\n"
