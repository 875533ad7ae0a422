"""Days as officials type them; times as they read them."""

from __future__ import annotations

from datetime import date

import pytest

from rupadata.errors import UsageError
from rupadata.language import messages_in
from rupadata.web.typed_days import parse_typed_day


@pytest.mark.parametrize(
    "text",
    ["6 Oktober 2026", "6 okt 2026", "06/10/2026", "6-10-26", "6.10.2026", "2026-10-06", "6 October 2026"],
)
def test_a_day_is_understood_however_it_is_written(text: str) -> None:
    assert parse_typed_day(text) == date(2026, 10, 6)


@pytest.mark.parametrize("text", ["", "besok", "31 Februari 2026", "13/13/2026", "6 Ju 2026", "10-2026"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="6 Oktober 2026"):
        parse_typed_day(text)


def test_spans_are_said_in_both_languages() -> None:
    import web_home

    web_home.set_django_up()
    from rupadata.web.phrasing import span_words

    assert span_words(470) == "7\u00a0jam 50\u00a0menit"
    assert span_words(470, short=True) == "7\u00a0j 50\u00a0m"
    with messages_in("en"):
        assert span_words(60) == "1\u00a0hour"
