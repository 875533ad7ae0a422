"""The site of a build: all of its pages and nothing else, addresses that lead somewhere."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html

from rupadata.build import build_pages
from rupadata.compose.colour import contrast
from rupadata.errors import InputRefusedError, UsageError
from rupadata.office import load_office
from rupadata.request import BuildRequest
from rupadata.sink import MemorySink
from rupadata.site import SiteRequest, make_site
from rupadata.site.look import SiteLook, logo_picture, look_sheet
from rupadata.site.page import published_page
from rupadata.typeset import PageFonts
from rupadata.typeset.own_fonts import prepare_family
from tests.made_fonts import made_font

ROOT = Path(__file__).parents[3]
CITY = ROOT / "examples" / "kota-contoh"
ADDRESS = "https://statistik.kota.example/infografis"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "build"
    request = BuildRequest(formats=("html", "svg"))
    build_pages(
        [CITY / "kesehatan.xlsx", CITY / "pendidikan.xlsx"], folder, request, office=load_office(CITY)
    )
    return folder


@pytest.fixture(scope="module")
def site(build: Path) -> dict[str, bytes]:
    sink = MemorySink()
    make_site(build, sink, SiteRequest(address=ADDRESS + "/"))
    return sink.files


def test_every_page_of_the_build_is_listed_with_its_files(build: Path, site: dict[str, bytes]) -> None:
    manifest = json.loads((build / "manifest.json").read_bytes())
    document = html.document_fromstring(site["index.html"])
    titles = [one.text_content() for one in document.xpath("//li//h2")]
    assert titles == [edition["title"] for edition in manifest["editions"]]
    for edition in manifest["editions"]:
        made = (build / edition["path"] / "page.html").read_bytes()
        stands = site[f"pages/{edition['path']}/index.html"]
        for more in re.findall(
            rb"<link [^>]*>|<meta property[^>]*>|<p class=.aside.><a [^>]*>[^<]*</a></p>", stands
        ):
            stands = stands.replace(more, b"", 1) if more not in made else stands
        assert stands == made
        assert f"pages/{edition['path']}/data.csv" in site


def test_every_link_of_the_index_leads_to_a_file(site: dict[str, bytes]) -> None:
    document = html.document_fromstring(site["index.html"])
    for address in document.xpath("//@href | //@src"):
        assert unquote(address) in site, address


def test_feed_map_and_catalogue_name_every_page_at_its_address(site: dict[str, bytes]) -> None:
    pages = {f"{ADDRESS}/{name.removesuffix('index.html')}" for name in site if name.endswith("/index.html")}
    feed = etree.fromstring(site["feed.xml"])
    assert set(feed.xpath("//a:entry/a:link/@href", namespaces=ATOM)) == pages
    ids = feed.xpath("//a:entry/a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == len(pages)
    updated = feed.xpath("//a:entry/a:updated/text()", namespaces=ATOM)
    assert updated == sorted(updated, reverse=True)
    locations = {element.text for element in etree.fromstring(site["sitemap.xml"]).iter("{*}loc")}
    assert locations == {f"{ADDRESS}/"} | pages
    datasets = json.loads(site["catalog.jsonld"])["dcat:dataset"]
    assert {dataset["@id"] for dataset in datasets} == pages
    for dataset in datasets:
        for one in dataset["dcat:distribution"]:
            assert one["dcat:downloadURL"].removeprefix(f"{ADDRESS}/") in site


def test_a_page_leads_back_to_the_index_and_to_its_oembed_answer(site: dict[str, bytes]) -> None:
    pages = [name for name in site if name.startswith("pages/") and name.endswith("/index.html")]
    assert pages
    for name in pages:
        document = html.document_fromstring(site[name].decode())
        (back,) = document.xpath("//footer//p[@class='aside']/a[contains(., 'Semua infografis')]/@href")
        assert posixpath.normpath(posixpath.join(posixpath.dirname(name), back)) == "index.html"
        (answer,) = document.xpath("//head/link[@type='application/json+oembed']/@href")
        told = json.loads(site[answer.removeprefix(f"{ADDRESS}/")])
        here = f"{ADDRESS}/{name.removesuffix('index.html')}"
        assert document.xpath("//link[@rel='canonical']/@href") == [here]
        assert document.xpath("//meta[@property='og:url']/@content") == [here]
        assert document.xpath("//meta[@property='og:title']/@content") == [told["title"]]
        assert f'src="{here}index.html?embed=1"' in told["html"]


def test_a_picture_that_messages_can_show_is_named_at_its_address() -> None:
    page = b'<head></head><footer><div class="column"><p>x</p>'
    said = published_page(page, "A & B", "pages/a/b", "pages/a/b/portrait.png", "en", ADDRESS).decode()
    assert f'<meta property="og:image" content="{ADDRESS}/pages/a/b/portrait.png">' in said
    assert 'content="A &amp; B"' in said
    assert '<a href="../../../index.html">All infographics</a>' in said
    drawn = published_page(page, "A", "pages/a/b", "pages/a/b/portrait.svg", "id", ADDRESS)
    assert b"og:image" not in drawn
    assert published_page(page, "A", "p", "", "id", "").startswith(b"<head></head>")


def test_the_index_is_set_in_the_fonts_of_the_pages_with_colour_and_logo(site: dict[str, bytes]) -> None:
    plain = site["index.html"].decode()
    families = set(re.findall(r"@font-face\{font-family:'([^']+)'", plain))
    assert families == {"Manrope", "Source Sans Pro"}
    assert '<img class="logo"' not in plain
    own = prepare_family([("x", made_font(weight)) for weight in (400, 700)], reading=True)
    look = SiteLook(PageFonts(text=own), "#ffd400", b"<svg/>", "image/svg+xml")
    sheet = look_sheet(look, "Kota 1")
    assert f"--reading:'{own}','Huruf Kantor','Source Sans Pro',sans-serif" in sheet
    day, night = re.findall(r"--accent:(#[0-9a-f]{6})", sheet)
    assert contrast(day, "#fbfaf7") >= 4.5
    assert contrast(day, "#ffffff") >= 4.5
    assert contrast(night, "#1d2130") >= 4.5
    assert contrast(night, "#14161f") >= 4.5
    assert "--accent" not in look_sheet(SiteLook(), "a")
    assert logo_picture(look, 'Dinas "A"') == (
        '<img class="logo" src="data:image/svg+xml;base64,PHN2Zy8+" alt="Dinas &quot;A&quot;">'
    )
    assert logo_picture(SiteLook(), "Dinas") == ""


def test_the_data_package_tells_each_file_with_its_size_and_digest(site: dict[str, bytes]) -> None:
    resources = json.loads(site["datapackage.json"])["resources"]
    assert {one["path"] for one in resources} == {name for name in site if name.endswith("data.csv")}
    for one in resources:
        content = site[one["path"]]
        assert one["bytes"] == len(content)
        assert one["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_without_an_address_nothing_names_one(build: Path) -> None:
    sink = MemorySink()
    make_site(build, sink)
    assert not {"feed.xml", "sitemap.xml"} & set(sink.files)
    assert not [name for name in sink.files if name.endswith("embed.json")]
    assert b"https://" not in sink.files["catalog.jsonld"].replace(b"http://", b"")


def test_the_same_build_gives_the_same_bytes(build: Path, site: dict[str, bytes]) -> None:
    sink = MemorySink()
    make_site(build, sink, SiteRequest(address=ADDRESS))
    assert sink.files == site


def test_what_stands_in_the_folder_already_is_left(build: Path, tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text("mine")
    make_site(build, tmp_path)
    assert (tmp_path / "own.html").read_text() == "mine"
    assert (tmp_path / "index.html").exists()


def test_a_page_that_is_not_the_one_that_was_made_is_refused(build: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(build, tmp_path / "build")
    page = next(copied.rglob("page.html"))
    page.write_bytes(page.read_bytes() + b"<p>more</p>")
    with pytest.raises(InputRefusedError) as refused:
        make_site(copied, tmp_path / "site")
    assert refused.value.code == "file-changed"
    assert not (tmp_path / "site" / "index.html").exists()


def test_a_build_without_html_is_refused_with_what_to_do(tmp_path: Path) -> None:
    build_pages(
        [CITY / "kesehatan.xlsx"],
        tmp_path / "build",
        BuildRequest(formats=("svg",)),
        office=load_office(CITY),
    )
    with pytest.raises(InputRefusedError, match=r"page\.html") as refused:
        make_site(tmp_path / "build", tmp_path / "site")
    assert refused.value.code == "site-without-pages"
    assert "--formats html" in refused.value.hint


@pytest.mark.parametrize(
    "address", ["statistik.go.id", "ftp://a.example", "https://", "https://a.example/?q=1", "http://[::1"]
)
def test_an_address_that_no_site_can_stand_at_is_refused(build: Path, address: str) -> None:
    with pytest.raises(UsageError) as refused:
        make_site(build, MemorySink(), SiteRequest(address=address))
    assert refused.value.code == "address-invalid"


def test_texts_are_texts_and_no_markup(build: Path) -> None:
    sink = MemorySink()
    make_site(build, sink, SiteRequest(title="<script>x</script>", publisher='"><img src=x>'))
    document = html.document_fromstring(sink.files["index.html"])
    assert len(document.xpath("//script")) == 1
    assert document.xpath("string(//h1)") == "<script>x</script>"
