"""What a mistyped call is told, in the language of the messages; click itself speaks English only."""

from __future__ import annotations

import click

from rupadata.errors import nearest_name
from rupadata.language import say


def usage_message(error: click.ClickException) -> str:
    """Return one sentence: what is wrong, where, what to do."""
    if isinstance(error, click.NoSuchOption):
        return _unknown_option(error)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = _name(error.param)
        return say(id=f"{name} belum disebut. Lihat --help.", en=f"{name} is missing. See --help.")
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_value(error, error.param)
    return error.format_message()


def _name(param: click.Parameter) -> str:
    return param.opts[-1] if isinstance(param, click.Option) else (param.metavar or str(param.name)).upper()


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
    return f"{name}: {error.message}"
