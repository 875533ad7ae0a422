"""The parts of a page by their ids, and what changed between two editions."""

from __future__ import annotations

from rupadata.web.cases.page_parts import compare_parts, read_parts


def drawn(*groups: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1350">{"".join(groups)}</svg>'.encode()


def group(name: str, **texts: str) -> str:
    lines = "".join(
        f'<text id="{name}-{key}" x="64.8" y="180.5" font-size="60">{text}</text>'
        for key, text in texts.items()
    )
    return f'<g id="{name}" data-role="block">{lines}</g>'


def test_what_was_changed_added_and_taken_away_is_told() -> None:
    old = read_parts(drawn(group("head", headline="Naik 4 persen"), group("kategori", title="Kategori")))
    new = read_parts(drawn(group("head", headline="Terbanyak sejak 2019"), group("peta", title="Peta")))
    changes, same = compare_parts(old, new)
    assert [(change.kind, change.part, change.was, change.now) for change in changes] == [
        ("c", "head", "Naik 4 persen", "Terbanyak sejak 2019"),
        ("n", "peta", "", "Peta"),
        ("g", "kategori", "Kategori", ""),
    ]
    assert same == 0


def test_a_part_that_only_moved_is_no_change() -> None:
    old, new = drawn(group("head", a="1", b="2")), drawn(group("head", b="2", a="1")).replace(b"64.8", b"70")
    assert compare_parts(read_parts(old), read_parts(new)) == ((), 2)


def test_outlines_are_whole_numbers_that_every_browser_reads() -> None:
    box = read_parts(drawn(group("head", headline="Naik")))[0].box
    assert box is not None
    assert all(isinstance(side, int) for side in (box.x, box.y, box.width, box.height))
