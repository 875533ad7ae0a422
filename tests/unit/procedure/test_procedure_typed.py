"""What people type beside a decision is fit to be kept, or refused before anything is recorded."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from rupadata.errors import InputRefusedError, UsageError
from rupadata.procedure.typed import check_line, check_moment, check_note

NOW = datetime(2026, 9, 7, 8, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize("typed", ["bel\x07", "nol\x00", "rusak\udcff", "lone\ud800"])
def test_what_no_file_can_hold_is_taken_out_and_said(typed: str) -> None:
    clean, said = check_note(typed)
    assert clean.encode().decode().isprintable()
    assert [problem.code for problem in said] == ["text-cleaned"]


@pytest.mark.parametrize("typed", ["", "Sudah dicek.", "dua\nbaris", "★ 字 😀 عربي", "a\r\nb"])
def test_what_can_be_kept_is_kept_in_silence(typed: str) -> None:
    clean, said = check_note(typed)
    assert clean == typed.replace("\r\n", "\n")
    assert said == []


def test_a_title_is_one_line_of_bounded_length() -> None:
    assert check_line(" Perintah\n kerja ") == ("Perintah kerja", [])
    with pytest.raises(InputRefusedError) as refused:
        check_line("x" * 301)
    assert refused.value.code == "text-too-long"


def test_a_moment_ahead_is_told_and_one_far_ahead_must_be_confirmed() -> None:
    def codes(days: int, *, confirmed: bool = False) -> list[str]:
        found = check_moment(NOW + timedelta(days=days), NOW, NOW, confirmed=confirmed)
        return [problem.code for problem in found]

    assert codes(-400) == codes(0) == codes(1) == []
    assert codes(2) == codes(700) == codes(9000, confirmed=True) == ["time-ahead"]
    with pytest.raises(UsageError) as refused:
        codes(9000)
    assert refused.value.code == "time-far-ahead"
    with pytest.raises(UsageError):
        codes(365 * 500, confirmed=True)
