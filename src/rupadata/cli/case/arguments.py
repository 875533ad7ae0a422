"""What the commands of a case share: its folder, its people and its moments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from rupadata.language import say
from rupadata.procedure.office import Office, parse_time
from rupadata.procedure.store import FileStore

F = TypeVar("F", bound=Callable[..., Any])


def open_store(folder: Path) -> tuple[FileStore, str]:
    """Return the store and the key of a case folder."""
    resolved = folder.resolve()
    return FileStore(resolved.parent), resolved.name


def moment(text: str | None, office: Office) -> datetime:
    """Return the moment that the call names, else now in the office's time zone."""
    if text is not None:
        return parse_time(text, office)
    return datetime.now(office.zone).replace(microsecond=0)


def case_argument(function: F) -> F:
    """Add the argument CASE: the folder of a case."""
    return click.argument("case", metavar="CASE", type=click.Path(path_type=Path))(function)


def person_option(*, required: bool = True) -> Callable[[F], F]:
    """Add `--as PERSON`: the id of an official in office.toml."""
    return click.option(
        "--as",
        "person",
        metavar="PERSON",
        required=required,
        envvar="RUPADATA_AS",
        help=say(id="Pelaksana: id dalam office.toml.", en="Who acts: an id in office.toml."),
    )


def time_option(function: F) -> F:
    """Add `--at TIME`: when it happened, now when left out."""
    return click.option(
        "--at",
        metavar="TIME",
        help=say(
            id="Waktu, mis. 2026-09-07T08:30; bawaan: sekarang.",
            en="When, like 2026-09-07T08:30; default: now.",
        ),
    )(function)
