"""The frame of a help text in the language of the messages: click writes its own headings in English."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from rupadata.language import say

_PLACES = {
    "TEXT": "TEKS",
    "INTEGER": "ANGKA",
    "FLOAT": "ANGKA",
    "PERSON": "PELAKSANA",
    "FILE": "BERKAS",
    "DIR": "FOLDER",
    "PATH": "LOKASI",
    "TIME": "WAKTU",
    "DATE": "TANGGAL",
    "PERIOD": "PERIODE",
    "CASE": "KASUS",
    "ACTION": "TINDAKAN",
    "PAPER": "NASKAH",
    "INPUT": "MASUKAN",
    "INPUTS": "MASUKAN",
    "NAME": "NAMA",
    "WORDS": "KATA",
    "PAGE": "HALAMAN",
    "PAGES": "HALAMAN",
    "SPEC": "SPESIFIKASI",
    "SUBJECT": "SUBSTANSI",
    "OPTIONS": "PILIHAN",
    "COMMAND": "PERINTAH",
    "ARGS": "ISIAN",
}
"""What stands in a call for what somebody types there, as an Indonesian help names it."""
_PLACE = re.compile(rf"(?<![\w.-])({'|'.join(_PLACES)})(?: RANGE)?(?![\w.-]*[a-z])\b")
_EXTRA = re.compile(r"\[(?:[^\[\]]*; )?(?:default: [^\[\]]*|env var: [^\[\]]*|required)\]$")


def place_words(text: str) -> str:
    """Return a text in which the places of a call are named in the language of the messages."""
    return say(id=_PLACE.sub(lambda found: _PLACES[found[1]], text), en=text)


class HelpFormatter(click.HelpFormatter):
    """Writes help texts with Indonesian headings and places; in English as click does."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, place_words(args), prefix or say(id="Pemakaian: ", en="Usage: "))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        words = {
            "Options": say(id="Pilihan", en="Options"),
            "Commands": say(id="Perintah", en="Commands"),
            "Positional arguments": say(id="Isian", en="Positional arguments"),
        }
        super().write_heading(words.get(heading, heading))

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        super().write_text(place_words(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and what they mean."""
        super().write_dl([(place_words(name), _meaning(text)) for name, text in rows], col_max, col_spacing)


class HelpContext(click.Context):
    """The context of our commands: its help is written by our formatter."""

    formatter_class = HelpFormatter


def speak(command: click.Command) -> click.Command:
    """Let a command and those below it write their help in the language of the messages."""
    command.context_class = HelpContext
    if isinstance(command, click.Group):
        for below in command.commands.values():
            speak(below)
    return command


def _meaning(text: str) -> str:
    """Return what an option means; click's own words about its default and need follow the language too."""
    own = {
        "Show this message and exit.": say(id="Tampilkan keterangan ini.", en="Show this message and exit."),
        "Show the version and exit.": say(id="Tampilkan versinya.", en="Show the version and exit."),
    }
    text = place_words(own.get(text, text))
    return say(id=_EXTRA.sub(_indonesian, text), en=text)


def _indonesian(extra: re.Match[str]) -> str:
    words = extra[0].replace("default: ", "bawaan: ").replace("env var: ", "variabel: ")
    return words.replace("required]", "wajib]")
