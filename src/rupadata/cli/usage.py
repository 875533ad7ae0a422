"""What a mistyped call is told, in the language of the messages; click itself speaks English only."""

from __future__ import annotations

import re

import click

from rupadata.cli.help_words import place_words
from rupadata.errors import nearest_name, shortened
from rupadata.language import say

_TOO_MANY = re.compile(r"Got unexpected extra arguments? \((?P<words>.*)\)", re.DOTALL)
_NO_COMMAND = re.compile(r"No such command '(?P<name>.*)'\.", re.DOTALL)


def usage_message(error: click.ClickException) -> str:
    """Return one sentence: what is wrong, where, what to do."""
    return " ".join(shortened(_words_of(error)).split())


def _words_of(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return _unknown_option(error)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = _name(error.param)
        return say(id=f"{name} belum disebut. Lihat --help.", en=f"{name} is missing. See --help.")
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_value(error, error.param)
    if type(error) is click.UsageError and (found := _TOO_MANY.match(error.message)):
        return say(
            id=f"Terlalu banyak kata: {found['words']}. Lihat --help.",
            en=f"Too many words: {found['words']}. See --help.",
        )
    if isinstance(error, click.BadOptionUsage):
        return _bad_option(error)
    if isinstance(error, click.UsageError) and (found := _NO_COMMAND.match(error.message)):
        return _unknown_command(error, found["name"])
    if type(error) is click.UsageError and error.message == "Missing command.":
        return say(id="Perintahnya belum disebut. Lihat --help.", en="The command is missing. See --help.")
    return error.format_message()


def _bad_option(error: click.BadOptionUsage) -> str:
    name = error.option_name
    if "does not take a value" in error.message:
        return say(id=f"{name} tidak menerima isi.", en=f"{name} takes no value.")
    return say(id=f"{name} belum diisi.", en=f"{name} needs a value.")


def _unknown_command(error: click.UsageError, name: str) -> str:
    """Name what is not there below a command, and what is near it."""
    below = error.ctx.command if error.ctx is not None else None
    known = list(below.commands) if isinstance(below, click.Group) else []
    near = nearest_name(name, known)
    offer = (
        say(id=f"Maksudnya {near}?", en=f"Did you mean {near}?")
        if near
        else say(id=f"Pilihannya {', '.join(known)}.", en=f"Choose from {', '.join(known)}.")
    )
    return say(id=f"Tidak ada perintah {name!r}. {offer}", en=f"There is no command {name!r}. {offer}")


def _name(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return param.opts[-1]
    return place_words((param.metavar or str(param.name)).upper())


def _unknown_option(error: click.NoSuchOption) -> str:
    known = error.ctx.command.params if error.ctx is not None else []
    near = nearest_name(error.option_name, [opt for param in known for opt in param.opts])
    offer = (
        say(id=f"Maksudnya {near}?", en=f"Did you mean {near}?")
        if near
        else say(id="Lihat --help.", en="See --help.")
    )
    return say(
        id=f"Tidak ada opsi {error.option_name}. {offer}",
        en=f"There is no option {error.option_name}. {offer}",
    )


def _bad_value(error: click.BadParameter, param: click.Parameter) -> str:
    name, kind = _name(param), param.type
    if isinstance(kind, click.Choice):
        choices = ", ".join(map(str, kind.choices))
        return say(id=f"{name}: pilihannya {choices}.", en=f"{name}: choose from {choices}.")
    if isinstance(kind, click.IntRange | click.FloatRange):
        return say(
            id=f"{name}: isi dengan angka dari {kind.min} sampai {kind.max}.",
            en=f"{name}: give a number from {kind.min} to {kind.max}.",
        )
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return say(id=f"{name}: isi dengan angka.", en=f"{name}: give a number.")
    return f"{name}: {error.message}"
