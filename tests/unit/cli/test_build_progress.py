"""How far a build is: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import io

from rupadata.cli.build_progress import bar_text, shown_progress
from rupadata.progress import BuildEvent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_elsewhere_every_item_is_one_line() -> None:
    stream = io.StringIO()
    with shown_progress(stream) as tell:
        tell(BuildEvent("read", 0, 2, "a.csv", 0.1))
        tell(BuildEvent("draw", 0, 2, "", 0.2))
        tell(BuildEvent("draw", 1, 2, "36.71/x/x", 0.3, "Judul"))
        tell(BuildEvent("draw", 2, 2, "36.71/x/y", 0.3, "Lain", reused=True))
    assert stream.getvalue() == "(0/2) a.csv\n[1/2] 36.71/x/x: Judul\n[2/2] 36.71/x/y: Lain (tetap)\n"


def test_a_terminal_gets_one_line_with_the_time_left_that_is_cleared_at_the_end() -> None:
    stream = Terminal()
    with shown_progress(stream) as tell:
        tell(BuildEvent("draw", 0, 4, "", 10.0))
        tell(BuildEvent("draw", 1, 4, "36.71/x/x", 40.0))
    assert "1/4, sisa 1:30" in stream.getvalue()
    assert "\n" not in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_the_line_is_no_wider_than_the_terminal() -> None:
    assert len(bar_text(BuildEvent("draw", 1, 4, "x" * 200), 1.0, 79)) == 79
