"""The whole workplace in one ZIP: every row as JSON, every stored file by digest; from one database to
another.

Sessions, caches and drawings that can be made again are left out. A backup holds passwords' hashes and second
factors: it is to be kept like the database itself.
"""

from __future__ import annotations

import json
import lzma
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction

from rupadata.checked import PLAIN_NAME, RELATIVE_PATH, follows
from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.limits import current_limits
from rupadata.office.settings import parse_settings
from rupadata.version import __version__
from rupadata.web.serving import disk_trouble
from rupadata.whole_files import whole_file

FORMAT = 1
RESTORED = "workplace-restored"
"""The event under which the log keeps the digest of a backup that was restored."""
_LEFT_OUT = {"contenttypes", "sessions"}
_MADE_AGAIN = {"cases.Waiting", "cases.Duty", "cases.WorkStamp"}
"""Rows that a restored workplace makes from its histories: nothing in a backup is trusted for them."""
_PATHS = {"accounts.OfficeFile.name": RELATIVE_PATH, "accounts.OfficeVersion.logo_name": PLAIN_NAME,
          "cases.CaseFile.name": RELATIVE_PATH, "cases.SourceUpload.name": PLAIN_NAME}  # fmt: skip
"""Fields that become paths, each with its rule."""
_FOLDERS = ("blobs", "bench")
_BLOB = re.compile(r"blobs/([0-9a-f]{2})/\1[0-9a-f]{62}")
_PIECE = 1 << 20
"""Bytes of a stored file that are in memory at a time."""
_LEAST_UNPACKED = 80_000_000
"""Bytes that any backup may unpack to."""
_LEAST_ROWS, _ROWS_RATIO = 20_000_000, 20
"""Bytes that the rows of any backup may have, and how many times its size: they are read at once."""
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    msgspec.MsgspecError,
    serializers.base.DeserializationError,
    ValidationError,
    DatabaseError,
)
"""What a damaged archive, one with a password, or rows that no workplace holds raise."""


def write_backup(target: Path) -> tuple[int, int]:
    """Write the backup; return how many files it holds, and its size in bytes."""
    count = 0
    with (
        whole_file(target, durable=True) as part,
        zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        transaction.atomic(),
    ):
        archive.writestr("backup.json", json.dumps({"format": FORMAT, "version": __version__}))
        for model in _models():
            rows = model._default_manager.order_by("pk").iterator()
            archive.writestr(f"rows/{model._meta.label}.json", serializers.serialize("json", rows))
        for folder in _FOLDERS:
            for path in sorted((Path(settings.STORAGE) / folder).rglob("*")):
                if path.is_file() and not path.name.startswith("."):
                    archive.write(path, path.relative_to(settings.STORAGE).as_posix())
                    count += 1
    return count, target.stat().st_size


def read_backup(source: Path) -> int:
    """Read a backup into an empty workplace; return how many work orders it holds.

    One that was restored here already changes nothing. A backup that is damaged, or was made by somebody
    hostile, is refused with an InputRefusedError and leaves nothing behind.
    """
    from rupadata.web.accounts.models import Person
    from rupadata.web.audit.log import note
    from rupadata.web.cases.models import CaseRow

    if Person.objects.exists() or CaseRow.objects.exists():
        if source.is_file() and _was_restored(_digest_of(source)):
            return CaseRow.objects.count()
        raise InputRefusedError(
            say(id="Tempat kerja ini sudah berisi.", en="This workplace is not empty."),
            code="workplace-not-empty",
            hint=say(
                id="Pulihkan ke folder dan basis data yang baru.",
                en="Restore into a new folder and database.",
            ),
        )
    with source.open("rb") as content, _damage_told(source):
        archive = zipfile.ZipFile(content)
        about = msgspec.json.decode(archive.read("backup.json"), type=dict[str, Any])
        if about.get("format") != FORMAT:
            raise _unreadable(source)
        _check_size(archive, source)
        with transaction.atomic(), _no_files_left_on_failure():
            for name in archive.namelist():
                if name.startswith(tuple(f"{folder}/" for folder in _FOLDERS)):
                    _put_back(archive, name)
            with connection.constraint_checks_disabled():
                for model in _models():
                    if model._meta.label not in _MADE_AGAIN:
                        _read_rows(archive, model)
            connection.check_constraints()
            _renew_sequences()
            _open_settings()
            _renew_cases()
            note(RESTORED, "", sha256=_digest_of(source))
    return CaseRow.objects.count()


def _digest_of(source: Path) -> str:
    with source.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _was_restored(digest: str) -> bool:
    """Tell whether this backup was restored here: a call made again, as after a kill, is recognised."""
    from rupadata.web.audit.models import AuditEntry

    restored = AuditEntry.objects.filter(event=RESTORED).order_by("-number").values_list("facts", flat=True)
    return digest in "".join(restored[:1])


@contextmanager
def _damage_told(source: Path) -> Iterator[None]:
    """Say of damage in the archive that it is no readable backup.

    An error of the disk that files are put back on has a number of the system, one of a damaged archive has
    none: the first is not the archive's fault and goes on.
    """
    try:
        yield
    except _DAMAGED as error:
        if isinstance(error, DatabaseError) and disk_trouble(error):
            raise
        raise _unreadable(source) from error
    except OSError as error:
        if error.errno is not None and error.filename is not None:
            raise
        raise _unreadable(source) from error


def _check_size(archive: zipfile.ZipFile, source: Path) -> None:
    """Refuse an archive that unpacks to more than a workplace's can."""
    packed = source.stat().st_size
    for beginning, least, ratio in (
        ("", _LEAST_UNPACKED, current_limits().unpacked_ratio),
        ("rows/", _LEAST_ROWS, _ROWS_RATIO),
    ):
        unpacked = sum(one.file_size for one in archive.infolist() if one.filename.startswith(beginning))
        if unpacked > max(least, ratio * packed):
            raise _unreadable(source)


@contextmanager
def _no_files_left_on_failure() -> Iterator[None]:
    """Take the files of an archive that could not be read to its end away again."""
    folders = [Path(settings.STORAGE) / name for name in _FOLDERS]
    empty = [folder for folder in folders if not folder.is_dir() or not any(folder.iterdir())]
    try:
        yield
    except BaseException:
        for folder in empty:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _read_rows(archive: zipfile.ZipFile, model: type[models.Model]) -> None:
    """Save the rows of one model, each held against the rules of its fields."""
    for row in serializers.deserialize("json", archive.read(f"rows/{model._meta.label}.json")):
        if type(row.object) is not model:
            raise ValueError(f"a row of {type(row.object)._meta.label} among those of {model._meta.label}")
        for field in model._meta.concrete_fields:
            value = getattr(row.object, field.attname)
            field.run_validators(value)
            if field.unique and value == "":
                raise ValueError(f"{field.attname} of {model._meta.label} is empty")
            rule = _PATHS.get(f"{model._meta.label}.{field.attname}")
            if rule and value and not follows(value, rule):
                raise ValueError(f"no place in a workplace: {value}")
        row.save()


def _open_settings() -> None:
    """Refuse settings of the office that cannot be read: no page of the workplace would open with them."""
    from rupadata.web.accounts.models import OfficeVersion

    newest = OfficeVersion.objects.first()
    if newest is not None:
        parse_settings(newest.text)


def _renew_cases() -> None:
    """Make anew what lists show of each work order, from its history; one that cannot be read is named."""
    from rupadata.web.cases.store import DatabaseStore

    store = DatabaseStore()
    keys = store.keys()
    for key in keys:
        store.renew(key)


def _put_back(archive: zipfile.ZipFile, name: str) -> None:
    path = PurePosixPath(name)
    if ".." in path.parts or path.as_posix() != name or "\0" in name or "\\" in name:
        raise ValueError(f"no place in a workplace: {name}")
    if path.parts[0] == "blobs" and not _BLOB.fullmatch(name):
        raise ValueError(f"no stored file: {name}")
    target = Path(settings.STORAGE) / name
    counted = sha256()
    with whole_file(target) as part:
        with archive.open(name) as packed, part.open("wb") as growing:
            while piece := packed.read(_PIECE):
                counted.update(piece)
                growing.write(piece)
        if path.parts[0] == "blobs" and counted.hexdigest() != path.name:
            raise ValueError(f"changed: {name}")


def _models() -> list[type[models.Model]]:
    """Return the models in an order in which each comes after those it points to."""
    chosen = [
        model
        for model in apps.get_models()
        if model._meta.app_label not in _LEFT_OUT and model._meta.managed and not model._meta.proxy
    ]
    ordered: list[type[models.Model]] = []

    def visit(model: type[models.Model]) -> None:
        if model in ordered:
            return
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if field.many_to_one and other is not None and other in chosen and other is not model:
                visit(other)
        ordered.append(model)

    for model in chosen:
        visit(model)
    return ordered


def _renew_sequences() -> None:
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _unreadable(source: Path) -> InputRefusedError:
    return InputRefusedError(
        say(id=f"{source} bukan cadangan yang terbaca.", en=f"{source} is no readable backup."),
        code="backup-unreadable",
    )
