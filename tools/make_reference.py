"""Write the Indonesian reference from what the program itself says: commands, settings, problems.

    python -m tools.make_reference [FOLDER]

The pages are `docs/reference/id/*.md`; nobody edits them. Tests compare them with what this writes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import click

from rupadata.cli.app import COMMANDS, command_of
from rupadata.cli.help_words import HelpContext, speak
from rupadata.language import messages_in
from rupadata.problems.catalogue import load_catalogue

TARGET = Path(__file__).resolve().parents[1] / "docs" / "reference" / "id"
_WIDTH = 100
_ARGUMENT = re.compile(r"\{(\w+)[^}]*\}")
_SEVERITIES = {"error": "galat", "warning": "peringatan", "info": "keterangan"}
_PARTS = {
    "Reading tables": "Membaca tabel",
    "Service data and surveys": "Data layanan dan survei",
    "Fetching": "Mengambil tabel",
    "Regions and boundaries": "Wilayah dan batasnya",
    "Subjects": "Substansi",
    "Checks of pages": "Pemeriksaan halaman",
    "The office's settings": "Pengaturan kantor",
    "Procedure and schedule": "SOP dan jadwal",
}
_MADE = (
    "Halaman ini ditulis oleh `python -m tools.make_reference` dari kata-kata programnya sendiri; "
    "jangan disunting."
)


def make_pages() -> Mapping[str, str]:
    """Return the pages by their file names."""
    return {"masalah.md": problem_page(), "pengaturan.md": settings_page(), "perintah.md": command_page()}


def command_page() -> str:
    """Return what `--help` says of every command."""
    with messages_in("id"):
        parts = [f"## {name}\n\n```\n{told}```\n" for name, told in _helps()]
    head = f"# Perintah `rupadata`\n\n[English](../cli.md). {_MADE}\n"
    codes = (
        "Kode keluar: 0 selesai; 1 pemeriksaan menemukan galat; 2 salah tulis atau berkas ditolak; "
        "pada `case` juga 3 bukan wewenang Anda, 4 belum waktunya, 5 versinya sudah berubah.\n"
    )
    return "\n".join([head, codes, *parts])


def settings_page() -> str:
    """Return the pattern of `office.toml`, whose comments say what each setting is."""
    pattern = (files("rupadata.office") / "pattern.toml").read_text(encoding="utf-8")
    return (
        f"# Pengaturan kantor: `office.toml`\n\n{_MADE}\n\n"
        "`rupadata office new FOLDER` menanyakan isinya di terminal dan menulis berkas ini; "
        f"`rupadata office check` memeriksanya. Setiap baris boleh dikosongkan.\n\n```toml\n{pattern}```\n"
    )


def problem_page() -> str:
    """Return what each problem says, and what to do about it, in the parts of the catalogue."""
    text = (files("rupadata.problems") / "catalogue.toml").read_text(encoding="utf-8")
    wordings = load_catalogue()
    lines = [
        f"# Masalah yang disebut program\n\n[English](../problems/tables.md). {_MADE}\n",
        "Galat menghentikan pengajuan; peringatan untuk dipertimbangkan; keterangan sekadar diketahui. "
        "Kata dalam kurung sudut diganti nama atau angkanya.",
    ]
    for line in text.splitlines():
        if line.startswith("# ") and line[2:] in _PARTS:
            head = "| kode | beratnya | yang dikatakan | yang dilakukan |\n|---|---|---|---|"
            lines.append(f"\n## {_PARTS[line[2:]]}\n\n{head}")
        found = re.fullmatch(r"\[([a-z0-9-]+)\]", line)
        wording = wordings.get((found[1], "")) if found else None
        if found and wording is not None:
            said, hint = wording.message["id"], wording.hint.get("id", "")
            lines.append(
                f"| `{found[1]}` | {_SEVERITIES[wording.severity]} | {_plain(said)} | {_plain(hint)} |"
            )
    return "\n".join(lines) + "\n"


def _plain(sentence: str) -> str:
    """Return a sentence with its arguments in angle brackets, as a cell of a table."""
    return _ARGUMENT.sub(r"‹\1›", sentence).replace("|", "\\|").replace("\n", " ")


def _helps() -> Iterator[tuple[str, str]]:
    for name in COMMANDS:
        # Help texts are said when a command is imported, which happens here first: in this language.
        yield from _helps_below(speak(command_of(name)), f"rupadata {name}")


def _helps_below(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _helps_below(below, f"{path} {name}")
        return
    settings = {"terminal_width": _WIDTH, "max_content_width": _WIDTH, "help_option_names": ["-h", "--help"]}
    with HelpContext(command, info_name=path, **settings) as context:  # type: ignore[arg-type]
        yield path, f"{command.get_help(context)}\n"


def main(target: Path) -> None:
    """Write the pages into a folder."""
    with messages_in("id"):
        target.mkdir(parents=True, exist_ok=True)
        for name, text in make_pages().items():
            (target / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
