"""From the folder of a build to a folder that any web server can serve, and that a disk shows as well."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from rupadata.errors import InputRefusedError, UsageError
from rupadata.folder import OBSERVATIONS_FILE
from rupadata.formats import last_day
from rupadata.language import say
from rupadata.model.edition import Edition, Manifest, get_manifest
from rupadata.model.period import parse_period
from rupadata.office import default_office
from rupadata.pagespec import BrandSpec, PageSpec, parse_spec
from rupadata.rebuild import office_of_build
from rupadata.sink import FolderSink, Sink
from rupadata.site.feeds import atom_feed, catalogue, embed, package, sitemap
from rupadata.site.index import index_page
from rupadata.site.listing import Listed, PublishedFile
from rupadata.site.look import SiteLook
from rupadata.site.page import published_page
from rupadata.typeset import PageFonts

PAGE, SPEC = "page.html", "page.json"
_UNKNOWN_DAY = "1970-01-01"
_PICTURES = ("webp", "png", "jpg", "svg")
_KEPT = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


class SiteRequest(Struct, frozen=True, kw_only=True):
    """How a site is wanted.

    `title` and `publisher` default to the regions' names and the office of the pages' brand. `address` is
    where the site will stand (https://...); feed, site map and oEmbed name absolute addresses, so without it
    they are left out.
    """

    title: str = ""
    publisher: str = ""
    address: str = ""


def make_site(build: Path, output: Path | Sink, request: SiteRequest | None = None) -> tuple[str, ...]:
    """Write the site of a build and return the names of its files; the same build gives the same bytes.

    A file that is in the way is replaced, nothing else in the folder is touched.

    Raises
    ------
    InputRefusedError
        The folder holds no build, no HTML pages, or a file that is not the one that was made.
    UsageError
        The address is none that a site can stand at.
    """
    request = request or SiteRequest()
    address = _clean_address(request.address)
    manifest = get_manifest(build)
    found = FolderSink(build)
    listed = [_listed(found, edition, manifest, address) for edition in manifest.editions]
    if not listed:
        raise InputRefusedError(
            say(id=f"{build} tidak berisi halaman.", en=f"{build} holds no pages."), code="site-without-pages"
        )
    title = request.title or _title(listed, manifest.lang)
    publisher = request.publisher or next((one.publisher for one in listed if one.publisher), "")
    fonts = office_of_build(build / OBSERVATIONS_FILE, default_office()).fonts
    files = dict(_files(listed, manifest, title, publisher, address, fonts))
    sink = FolderSink(output) if isinstance(output, Path) else output
    with sink.held():
        for name, content in files.items():
            sink.put(name, content)
    return tuple(sorted(files))


def _files(
    listed: list[Listed], manifest: Manifest, title: str, publisher: str, address: str, fonts: PageFonts
) -> Iterator[tuple[str, bytes]]:
    signed = next((one.brand for one in listed if one.brand.logo or one.brand.colour), BrandSpec())
    look = SiteLook(fonts, signed.colour, b64decode(signed.logo), signed.logo_media_type)
    for one in listed:
        for file in one.files:
            yield file.name, file.content
        if address:
            yield f"{one.folder}/embed.json", embed(one, title, publisher, address)
    yield "index.html", index_page(listed, manifest.lang, title, publisher, look, feed=bool(address)).encode()
    yield "catalog.jsonld", catalogue(listed, manifest.lang, title, publisher, address)
    yield "datapackage.json", package(listed, title, publisher)
    if address:
        yield "feed.xml", atom_feed(listed, manifest.lang, title, publisher, address)
        yield "sitemap.xml", sitemap(listed, address)


def _listed(found: FolderSink, edition: Edition, manifest: Manifest, address: str) -> Listed:
    contents = {
        file.path.rpartition("/")[2]: _content(found, file.path, file.sha256) for file in edition.files
    }
    page = contents.get(PAGE)
    if page is None:
        raise InputRefusedError(
            say(id=f"{edition.path} tidak memuat {PAGE}.", en=f"{edition.path} holds no {PAGE}."),
            code="site-without-pages",
            hint=say(
                id="Bangun dengan --formats html,png, lalu ulangi.",
                en="Build with --formats html,png, then repeat.",
            ),
        )
    spec = parse_spec(contents[SPEC], name=SPEC)
    folder = f"pages/{edition.path}"
    files = [
        PublishedFile(f"{folder}/{name}", _KEPT[kind], content)
        for name, content in sorted(contents.items())
        if (kind := name.rpartition(".")[2]) in _KEPT
    ]
    pictures = [file for kind in _PICTURES for file in files if file.name.endswith(f".{kind}")]
    picture = pictures[0].name if pictures else ""
    shown = published_page(page, edition.title, folder, picture, manifest.lang, address)
    files.insert(0, PublishedFile(f"{folder}/index.html", "text/html", shown))
    return Listed(
        edition=edition,
        folder=folder,
        files=tuple(files),
        picture=picture,
        standfirst=_standfirst(spec, manifest.lang),
        publisher=spec.brand.office,
        brand=spec.brand,
        illustrative=spec.illustrative,
        day=max((_last_day(one.last) for one in edition.contents), default="") or _UNKNOWN_DAY,
        period=_period(edition),
    )


def _content(found: FolderSink, name: str, digest: str) -> bytes:
    content = found.read(name)
    if content is None or sha256(content).hexdigest() != digest:
        raise InputRefusedError(
            say(id=f"{name} bukan berkas yang dibuat.", en=f"{name} is not the file that was made."),
            code="file-changed",
            hint=say(id="Bangun ulang halamannya, lalu ulangi.", en="Build the pages again, then repeat."),
        )
    return content


def _standfirst(spec: PageSpec, lang: str) -> str:
    return spec.title.standfirst.get(lang, "")


def _last_day(period: str) -> str:
    """Return the last day of a period as ISO; empty for words that are none."""
    found = parse_period(period)
    if found is None:
        return ""
    day = last_day(f"{found.last_year}-{found.part}" if found.part[:2].isdigit() else str(found.last_year))
    return day.isoformat() if day is not None else ""


def _period(edition: Edition) -> str:
    first = min((one.first for one in edition.contents if one.first), default="")
    last = max((one.last for one in edition.contents if one.last), default="")
    return first if first == last else f"{first}–{last}"


def _title(listed: list[Listed], lang: str) -> str:
    names = list(dict.fromkeys(one.edition.region_name for one in listed))
    where = names[0] if len(names) == 1 else f"{len(names)} {'wilayah' if lang == 'id' else 'regions'}"
    return f"Infografis statistik {where}" if lang == "id" else f"Statistics of {where} in infographics"


def _clean_address(address: str) -> str:
    """Return the address of a site without its last slash; empty for none."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:  # Brackets that hold no address in numbers.
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise UsageError(
            say(
                id=f"Alamat {address[:80]!r} bukan alamat sebuah situs.",
                en=f"The address {address[:80]!r} is none of a site.",
            ),
            code="address-invalid",
            hint=say(
                id="Tulis seperti https://statistik.kota.go.id/infografis.",
                en="Write it like https://statistics.city.example/infographics.",
            ),
        )
    return address.rstrip("/")
