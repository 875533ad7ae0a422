"""What pages say of spans and of work in the background, in words that people use."""

from __future__ import annotations

from typing import Any

import pytest

from rupadata.language import messages_in
from rupadata.web.phrasing import lateness_words


@pytest.mark.parametrize(
    ("minutes", "indonesian", "english"),
    [
        (0, "0 menit", "0 minutes"),
        (470, "7 jam 50 menit", "7 hours 50 minutes"),
        (899, "14 jam 59 menit", "14 hours 59 minutes"),
        (900, "2 hari kerja", "2 working days"),
        (36_975, "82 hari kerja", "82 working days"),
    ],
)
def test_what_is_late_by_days_is_told_in_working_days(minutes: int, indonesian: str, english: str) -> None:
    for language, words in (("id", indonesian), ("en", english)):
        with messages_in(language):
            assert lateness_words(minutes).replace("\u00a0", " ") == words


def test_every_kind_and_state_of_work_in_the_background_has_words(workplace: dict[str, Any]) -> None:
    from rupadata.web.jobs.models import Job
    from rupadata.web.jobs.queue import KINDS, load_kinds
    from rupadata.web.jobs.words import kind_words, state_words

    load_kinds()
    states = ("queued", "running", "done", "stopped", "failed")
    told = {}
    for language in ("id", "en"):
        with messages_in(language):
            told[language] = [*map(kind_words, KINDS), *(state_words(Job(state=one)) for one in states)]
            assert len(set(told[language])) == len(KINDS) + len(states)
            assert not {*told[language]} & {*KINDS}
    assert not set(told["id"]) & {*states}
    with messages_in("id"):
        assert state_words(Job(state="running", done=2, total=9)) == "berjalan, 2/9"
        assert state_words(Job(state="done", done=9, total=9)) == "selesai"


def test_the_administrator_sees_no_names_of_code_among_the_work_in_the_background(
    workplace: dict[str, Any], browser: Any
) -> None:
    from rupadata.web.jobs.queue import ask_for

    ask_for("make-papers", case="007-2026")
    page = browser("admin").get("/pengaturan/pekerjaan/").content.decode()
    assert "membuat naskah" in page
    assert "menunggu" in page
    assert "make-papers" not in page
