"""The documentation and the command line say the same."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from pages import ROOT, markdown_files, sections, shell_lines

from rupadata.cli.app import COMMANDS, command_of

REFERENCE = sections((ROOT / "docs/reference/cli.md").read_text(encoding="utf-8"))
OPTION = re.compile(r"--[a-z][a-z0-9-]*")


def leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for sub, below in command.commands.items():
            yield from leaves(below, f"{name} {sub}")
    else:
        yield name, command


def options_of(command: click.Command) -> set[str]:
    return {
        option
        for _, leaf in leaves(command, "")
        for parameter in leaf.params
        if isinstance(parameter, click.Option)
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--")
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_subcommand_has_its_place_in_the_reference(name: str) -> None:
    assert name in REFERENCE
    for path, _ in leaves(command_of(name), name):
        assert f"rupadata {path}" in REFERENCE[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_every_documented_option_exists(name: str) -> None:
    documented = set(OPTION.findall(REFERENCE[name]))
    assert documented - {"--help"} == options_of(command_of(name)) - {"--help"}


def test_the_reference_documents_no_command_that_is_not_there() -> None:
    assert set(REFERENCE) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_the_language(name: str) -> None:
    assert "--lang" in options_of(command_of(name))


def test_every_command_shown_in_the_documentation_exists_with_its_options() -> None:
    wrong = []
    for path in markdown_files():
        for line in shell_lines(path.read_text(encoding="utf-8")):
            words = shlex.split(line.replace("|", " ")) if line.startswith("rupadata ") else []
            if len(words) < 2 or not re.fullmatch(r"[a-z]+", words[1]):
                continue
            if words[1] not in COMMANDS:
                wrong.append(f"{path.name}: {line}")
                continue
            unknown = set(OPTION.findall(line)) - options_of(command_of(words[1])) - {"--help"}
            wrong.extend(f"{path.name}: {line}: {option}" for option in unknown)
    assert wrong == []


def test_every_make_target_shown_in_the_documentation_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    shown = {
        line.split()[1]
        for path in markdown_files()
        for line in shell_lines(path.read_text(encoding="utf-8"))
        if line.startswith("make ")
    }
    assert {"demo", "test"} <= shown
    assert shown <= targets
