"""Help texts and refusals of mistyped calls are in one language, down to their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from rupadata.cli.app import COMMANDS, command_of, run

ENGLISH = (
    r"Usage:|Options:|Commands:|Show this|Show the version|\[required\]|\bdefault: |env var|Missing|No such"
    r"|\b(?:OPTIONS|COMMAND|ARGS|TEXT|INTEGER|FLOAT|RANGE|FILE|DIR|PATH|PERSON|CASE|ACTION|TIME|DATE|INPUTS?)\b"
)


def commands() -> Iterator[tuple[str, ...]]:
    yield ()
    for name in COMMANDS:
        command = command_of(name)
        yield (name,)
        if isinstance(command, click.Group):
            yield from ((name, below) for below in command.commands)


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_an_indonesian_help_has_no_english_frame(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUPADATA_LANG", "id")
    assert run([*words, "--help"]) == 0
    told = capsys.readouterr().out
    assert "Pemakaian: rupadata" in told
    assert "Pilihan:" in told
    assert re.findall(ENGLISH, told) == []


def test_an_english_help_stays_as_it_was(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUPADATA_LANG", "en")
    assert run(["case", "do", "--help"]) == 0
    told = capsys.readouterr().out
    assert "Usage: rupadata case do [OPTIONS] CASE ACTION" in told
    assert "Options:" in told
    assert "[required]" in told
    assert "--note TEXT" in told


@pytest.mark.parametrize(
    ("words", "lang", "told"),
    [
        (("case", "sho"), "id", "Tidak ada perintah 'sho'. Maksudnya show?"),
        (("case", "sho"), "en", "There is no command 'sho'. Did you mean show?"),
        (("office", "xyz"), "id", "Tidak ada perintah 'xyz'. Pilihannya new, check."),
        (("office", "xyz"), "en", "There is no command 'xyz'. Choose from new, check."),
        (("case", "show"), "id", "KASUS belum disebut. Lihat --help."),
        (("case", "show"), "en", "CASE is missing. See --help."),
    ],
)
def test_a_mistyped_call_is_answered_in_the_asked_language(
    words: tuple[str, ...],
    lang: str,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RUPADATA_LANG", lang)
    assert run(words) == 2
    assert capsys.readouterr().err == f"rupadata: {told}\n"
