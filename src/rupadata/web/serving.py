"""The workplace started on a machine: database prepared, first administrator, worker beside the server."""

from __future__ import annotations

import errno
import getpass
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from rupadata.errors import InputRefusedError, UsageError
from rupadata.language import say
from rupadata.web.secret import find_secret

STOP_SECONDS = 10
"""So long a process that serves may take to end; one that is still loading does not hear that it should."""
_DISK_TROUBLES = (
    ("readonly database", errno.EROFS),
    ("unable to open database file", errno.EACCES),
    ("disk is full", errno.ENOSPC),
    ("disk I/O error", errno.EIO),
)
"""What SQLite says when the disk does not let it write, and which error of the system that is."""


class Start(Struct, frozen=True):
    """How the workplace is to be started. Two processes serve where there are two cores: fifty people at work
    take more than one, and each process holds the engine in memory. Each has few threads: those that draw
    share one interpreter, and the more of them take turns, the later each picture comes."""

    home: Path
    host: str = "127.0.0.1"
    port: int = 8000
    demo: bool = False
    worker: bool = True
    threads: int = 2
    processes: int = min(2, os.cpu_count() or 1)


def set_up(home: Path, *, demo: bool = False) -> None:
    """Load Django with the settings of a home folder."""
    os.environ["RUPADATA_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rupadata.web.settings"
    if demo:
        os.environ["RUPADATA_DEMO"] = "1"
    import django

    django.setup()


@contextmanager
def disk_told(home: Path) -> Iterator[None]:
    """Raise what a database says of its disk as the error of the system that it is, with the home's place.

    Other faults of a database go on as they are.
    """
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        if number := disk_trouble(error):
            raise OSError(number, os.strerror(number), str(home)) from error
        raise


def disk_trouble(error: Exception) -> int:
    """Return the number of the error of the system that a database tells of; 0 for another fault."""
    return next((number for words, number in _DISK_TROUBLES if words in str(error)), 0)


def open_workplace(home: Path) -> None:
    """Load Django over a workplace that is there: a home folder whose database was made."""
    set_up(home)
    from django.db import DatabaseError, connection

    try:
        made = "django_migrations" in connection.introspection.table_names()
    except DatabaseError as error:
        file = Path(str(connection.settings_dict["NAME"]))
        if file.is_file() and (number := disk_trouble(error)):
            raise OSError(number, os.strerror(number), str(home)) from error
        made = False
    if not made:
        raise InputRefusedError(
            say(id=f"Tidak ada tempat kerja di {home}.", en=f"There is no workplace in {home}."),
            code="workplace-missing",
            hint=say(id="Sebut foldernya dengan --home.", en="Name its folder with --home."),
        )


def upgrade() -> None:
    """Bring the database to this version; a new one is made."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    from rupadata.web.cases.glance import renew_glances

    renew_glances()


def ensure_administrator(ask: Callable[[str], str] = input) -> str:
    """Make the first administrator when there is nobody: from the environment, else asked in the terminal."""
    from rupadata.web.accounts.models import Person

    if Person.objects.filter(is_administrator=True).exists():
        return ""
    username = os.environ.get("RUPADATA_ADMIN_USER", "")
    password = find_secret("RUPADATA_ADMIN_PASSWORD")
    if not username or not password:
        if not sys.stdin.isatty():
            raise UsageError(
                say(id="Belum ada administrator.", en="There is no administrator yet."),
                code="administrator-missing",
                hint=say(
                    id="Isi RUPADATA_ADMIN_USER dan RUPADATA_ADMIN_PASSWORD, atau jalankan dari terminal.",
                    en="Set RUPADATA_ADMIN_USER and RUPADATA_ADMIN_PASSWORD, or start it in a terminal.",
                ),
            )
        username = ask(say(id="Nama pengguna administrator: ", en="User name of the administrator: ")).strip()
        password = getpass.getpass(say(id="Kata sandi: ", en="Password: "))
    _check_password(username, password)
    Person.objects.create_person(
        username.casefold(),
        password,
        name=os.environ.get("RUPADATA_ADMIN_NAME", username),
        is_administrator=True,
    )
    return username


def prepare(home: Path, *, demo: bool, tell: Callable[[str], None]) -> None:
    """Make ready what a server needs: the database, somebody who can administrate it, the demo's office."""
    set_up(home, demo=demo)
    upgrade()
    if demo:
        from rupadata.web.demo import prepare_demo

        prepare_demo(tell)
    else:
        ensure_administrator()


def serve(start: Start, tell: Callable[[str], None]) -> None:
    """Serve until stopped, the worker beside.

    Preparations run in a process of their own: the server forks, and a fork after threads worked can hang.
    """
    os.environ["RUPADATA_HOME"] = str(start.home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rupadata.web.settings"
    if start.demo:
        os.environ["RUPADATA_DEMO"] = "1"
    done = subprocess.run([sys.executable, "-m", "rupadata.web.prepare"], check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
    tell(_address(start))
    child = subprocess.Popen([sys.executable, "-m", "rupadata.web.jobs.worker"]) if start.worker else None
    try:
        _run_server(start)
    finally:
        if child is not None:
            child.terminate()
            child.wait(timeout=20)


def _check_password(username: str, password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from rupadata.web.accounts.models import Person

    if not username:
        raise UsageError(
            say(id="Nama pengguna kosong.", en="The user name is empty."), code="administrator-missing"
        )
    try:
        validate_password(password, Person(username=username))
    except ValidationError as error:
        raise InputRefusedError(" ".join(error.messages), code="password-weak") from error


def _address(start: Start) -> str:
    name = "localhost" if start.host in ("127.0.0.1", "::1") else start.host
    path = os.environ.get("RUPADATA_PATH", "").strip("/")
    return f"http://{name}:{start.port}/" + (f"{path}/" if path else "")


def _run_server(start: Start) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    path = os.environ.get("RUPADATA_PATH", "").strip("/")
    Granian(
        "rupadata.web.wsgi:application",
        address=start.host,
        port=start.port,
        interface=Interfaces.WSGI,
        log_access=False,
        log_enabled=False,
        workers=start.processes,
        blocking_threads=start.threads,
        workers_kill_timeout=STOP_SECONDS,
        url_path_prefix=f"/{path}" if path else None,
    ).serve()
