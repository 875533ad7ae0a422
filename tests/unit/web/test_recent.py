"""What was made last is there when it is asked for again, up to so many bytes."""

from __future__ import annotations

from rupadata.web.cases.recent import Recent


def test_the_value_asked_for_longest_ago_is_forgotten_first() -> None:
    made: list[str] = []

    def value(name: str) -> str:
        made.append(name)
        return name * 4

    recent = Recent(12)
    for name in ("a", "b", "a", "c"):
        assert recent.recall(name, lambda name=name: value(name), len) == name * 4  # type: ignore[misc]
    assert made == ["a", "b", "c"]
    assert recent.values == ("bbbb", "aaaa", "cccc")
    recent.recall("d", lambda: value("d"), len)
    assert recent.values == ("aaaa", "cccc", "dddd")
    recent.recall("b", lambda: value("b"), len)
    assert made == ["a", "b", "c", "d", "b"]


def test_so_many_bytes_are_held_and_not_one_more_but_always_the_last() -> None:
    recent = Recent(10)
    recent.recall(1, lambda: "xxxxx", len)
    recent.recall(2, lambda: "yyyyy", len)
    assert recent.values == ("xxxxx", "yyyyy")
    recent.recall(3, lambda: "z", len)
    assert recent.values == ("yyyyy", "z")
    recent.recall(4, lambda: "w" * 11, len)
    assert recent.values == ("w" * 11,)
    recent.recall(5, lambda: "v", len)
    assert recent.values == ("v",)


def test_what_two_threads_made_at_once_is_counted_once() -> None:
    recent = Recent(10)

    def make() -> str:
        recent.recall("a", lambda: "early", len)  # As another thread would, meanwhile.
        return "later"

    assert recent.recall("a", make, len) == "later"
    recent.recall("b", lambda: "other", len)
    assert recent.values == ("later", "other")
