"""What the commands of a case share: its service, its people and its moments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rupadata.cli.options import PathName
from rupadata.errors import InputRefusedError
from rupadata.language import say

if TYPE_CHECKING:
    from rupadata.problems import Problem
    from rupadata.procedure import Case, CaseService
    from rupadata.procedure.tasks import OpenTask

F = TypeVar("F", bound=Callable[..., Any])


def open_service(folder: Path) -> tuple[CaseService, str]:
    """Return the service over the folder that holds a case's folder, and the key of the case."""
    resolved = folder.resolve()
    return service_in(resolved.parent), resolved.name


def service_in(folder: Path) -> CaseService:
    """Return the service over a folder of cases."""
    from rupadata.documents import PaperDesk
    from rupadata.procedure import CaseService, FolderStore

    return CaseService(FolderStore(folder.resolve()), PaperDesk())


def moment(text: str | None, case: Case) -> datetime | None:
    """Return the moment that the call names, in the office's time where it has no offset; None for now."""
    from rupadata.office.settings import parse_time

    return None if text is None else parse_time(text, case.office)


def read_file(path: Path) -> bytes:
    """Return the content of a file that the call names."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputRefusedError(
            say(id=f"Berkas {path} tidak ada atau tidak terbaca.", en=f"The file {path} cannot be read."),
            code="file-unreadable",
        ) from error


def echo_next(case: Case, tasks: tuple[OpenTask, ...]) -> None:
    """Say which steps are open now, and for whom."""
    waiting: dict[str, list[OpenTask]] = {}
    for task in tasks:
        waiting.setdefault(task.step, []).append(task)
    for mine in waiting.values():
        first = mine[0]
        who = ", ".join(case.procedure.title_of(role) for role in first.roles)
        items = [task.item for task in mine if task.item]
        what = f" [{', '.join(items[:4])}{' …' if len(items) > 4 else ''}]" if items else ""
        names = "/".join(first.actions)
        click.echo(
            say(
                id=f"Langkah berikut: {first.row} {names}{what} ({who}).",
                en=f"Next: {first.row} {names}{what} ({who}).",
            ),
            err=True,
        )


def echo_warnings(warnings: Iterable[Problem]) -> None:
    """Say what people should be aware of."""
    for warning in warnings:
        words = f"{warning.message} {warning.hint}".strip()
        click.echo(say(id=f"Peringatan: {words}", en=f"Warning: {words}"), err=True)


def case_argument(function: F) -> F:
    """Add the argument CASE: the folder of a case."""
    return click.argument("case", metavar="CASE", type=PathName())(function)


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
    """Add `--at TIME`, when it happened, now when left out; and `--confirm-time`, that it is meant."""
    confirm = click.option(
        "--confirm-time",
        "confirmed_time",
        is_flag=True,
        help=say(id="Waktu --at memang jauh di depan.", en="The time of --at is meant to be far ahead."),
    )
    at = click.option(
        "--at",
        metavar="TIME",
        help=say(
            id="Waktu, mis. 2026-09-07T08:30; bawaan: sekarang.",
            en="When, like 2026-09-07T08:30; default: now.",
        ),
    )
    return at(confirm(function))
