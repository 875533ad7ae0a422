"""What a call asks for beside its words: the date that the environment names."""

from __future__ import annotations

import pytest

from rupadata.asked import date_asked
from rupadata.errors import UsageError
from rupadata.language import messages_in


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        ("", ""),
        ("0", "1970-01-01"),
        ("1788739199", "2026-09-06"),
        ("1788739200", "2026-09-07"),
        ("7289654399", "2200-12-31"),
    ],
)
def test_the_environment_names_a_day_in_whole_seconds(
    epoch: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert date_asked() == day
    assert date_asked("2026-01-02") == "2026-01-02"


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    "epoch",
    ["abc", "1e9", "9" * 20, "9" * 5000, "٣.5", "٣", " ", " 12", "-1", "-86400", "+5", "1_000", "0x10",
     "7289654400", "99999999999", "253402300800", "nan"],
)  # fmt: skip
def test_an_epoch_that_is_no_day_of_office_work_is_refused_in_a_sentence(
    epoch: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with messages_in(lang), pytest.raises(UsageError) as refused:
        date_asked()
    assert refused.value.code == "date-invalid"
    assert ("plausible" if lang == "en" else "masuk akal") in refused.value.message
    assert "2201" in refused.value.hint
    assert len(str(refused.value)) < 250
