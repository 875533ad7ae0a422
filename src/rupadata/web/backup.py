"""The whole workplace in one ZIP: every row as JSON, every stored file by digest; from one database to
another.

Sessions, caches and drawings that can be made again are left out. A backup holds passwords' hashes and second
factors: it is to be kept like the database itself.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction

from rupadata.errors import InputRefusedError
from rupadata.language import say
from rupadata.version import __version__
from rupadata.whole_files import whole_file

FORMAT = 1
_LEFT_OUT = {"contenttypes", "sessions"}
_FOLDERS = ("blobs", "bench")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    NotImplementedError,
    RuntimeError,
)
"""What a damaged archive, or one with a password, raises."""


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
    """Read a backup into an empty workplace; return how many work orders it holds."""
    from rupadata.web.accounts.models import Person
    from rupadata.web.cases.models import CaseRow

    if Person.objects.exists() or CaseRow.objects.exists():
        raise InputRefusedError(
            say(id="Tempat kerja ini sudah berisi.", en="This workplace is not empty."),
            code="workplace-not-empty",
            hint=say(
                id="Pulihkan ke folder dan basis data yang baru.",
                en="Restore into a new folder and database.",
            ),
        )
    try:
        archive = zipfile.ZipFile(source)
        about = msgspec.json.decode(archive.read("backup.json"), type=dict[str, Any])
    except (*_DAMAGED, msgspec.MsgspecError) as error:
        raise _unreadable(source) from error
    if about.get("format") != FORMAT:
        raise _unreadable(source)
    try:
        with archive, transaction.atomic():
            for name in archive.namelist():
                if name.startswith(tuple(f"{folder}/" for folder in _FOLDERS)):
                    _put_back(archive, name)
            with connection.constraint_checks_disabled():
                for model in _models():
                    rows = archive.read(f"rows/{model._meta.label}.json")
                    for row in serializers.deserialize("json", rows):
                        row.save()
            connection.check_constraints()
            _renew_sequences()
    except (*_DAMAGED, serializers.base.DeserializationError, ValidationError, DatabaseError) as error:
        raise _unreadable(source) from error
    return CaseRow.objects.count()


def _put_back(archive: zipfile.ZipFile, name: str) -> None:
    parts = PurePosixPath(name).parts
    if ".." in parts or PurePosixPath(name).is_absolute() or "\0" in name or "\\" in name:
        raise _unreadable(Path(name))
    content = archive.read(name)
    if parts[0] == "blobs" and sha256(content).hexdigest() != parts[-1]:
        raise _unreadable(Path(name))
    target = Path(settings.STORAGE) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(target) as part:
        part.write_bytes(content)


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
