"""No page of the workplace is left out where every page is looked at in a browser."""

from __future__ import annotations

import test_workplace_pages
import web_home

NO_PAGES = {
    # parts of pages, pictures, files, and addresses that only take what is sent
    "add-office-file", "bell", "end-link", "link-picture", "make-link", "presence", "undo-move",
    "add-person", "bench-file", "brand", "change-person", "draft-picture", "edit", "edition-file",
    "font", "health", "language", "letter", "office-file", "office-fonts", "overview-workbook", "paper",
    "paper-page",
    "indicator-symbols", "name-indicator", "pause", "place", "remark",
    "remove-office-file", "remove-table", "sheet-answer", "sheet-cell", "sheet-correct", "correct-cell",
    "sheet-undo",
    "start", "stop-reading", "studio-checks", "studio-element", "studio-export", "studio-export-file",
    "studio-export-state", "studio-illustration", "studio-symbols", "take-away", "submit", "symbols",
    "logo", "tables-state",
    "thumb",
}  # fmt: skip


def test_every_page_is_looked_at_in_a_browser() -> None:
    web_home.set_django_up()
    from django.urls import URLPattern, get_resolver, resolve

    ours = {one.name for one in get_resolver().url_patterns if isinstance(one, URLPattern)}
    names = dict.fromkeys(("first", "second", "item", "returned", "drawn", "held"), "x") | {
        "asked": "1",
        "plain": "2",
        "secret": "x",
    }
    paths = [path for paths in test_workplace_pages.PAGES.values() for path in paths if path != "/tidak/ada/"]
    seen = {resolve(path.format(**names).partition("?")[0]).url_name for path in paths}
    assert ours - NO_PAGES - seen == set()
    assert ours >= NO_PAGES
