"""The files of a page as it stands on the bench, drawn in the background and packed into one archive."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from rupadata.compose import NAMED_SIZES
from rupadata.errors import UsageError
from rupadata.folder import PageJob, draw_page
from rupadata.language import messages_in, say
from rupadata.pagespec import encode_spec
from rupadata.render import DATA_FORMATS, FORMATS, PAGE_FORMATS
from rupadata.request import BuildRequest
from rupadata.version import __version__
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.studio import Draft, open_draft
from rupadata.web.jobs.models import Job
from rupadata.web.jobs.queue import KINDS, Pulse
from rupadata.whole_files import write_whole

EXPORT = "export-page"
_ONCE = (*DATA_FORMATS, *PAGE_FORMATS)


def check_export(sizes: list[str], formats: list[str]) -> None:
    """Refuse an export of nothing, and of sizes and formats that there are not."""
    if not sizes or not formats or {*sizes} - {*NAMED_SIZES} or {*formats} - {*FORMATS}:
        raise UsageError(
            say(id="Pilih ukuran dan bentuk berkas.", en="Choose sizes and formats."), code="option-unknown"
        )


def export_page(job: Job, facts: dict[str, Any], pulse: Pulse) -> dict[str, Any]:
    """Draw the page in each size asked for, telling how far it is, and pack the files."""
    draft = open_draft(Bench(job.case_key), facts["path"])
    sizes, formats = facts["sizes"], facts["formats"]
    target = archive_path(draft, sizes, formats)
    files: dict[str, bytes] = {}
    for done, size in enumerate(sizes):
        pulse.tell(done, len(sizes), size)
        # What is the same for all sizes comes with the first one.
        wanted = formats if done == 0 else [one for one in formats if one not in _ONCE]
        if wanted:
            files |= _drawn(draft, size, wanted)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, packed.getvalue())
    pulse.tell(len(sizes), len(sizes))
    return {"archive": target.name, "files": len(files), "bytes": packed.tell()}


def archive_path(draft: Draft, sizes: list[str], formats: list[str]) -> Path:
    """Return where the archive of a page stands: named by all that its content depends on."""
    facts = (draft.origin, draft.date, sizes, formats, encode_spec(draft.spec).decode(), __version__)
    return draft.bench.folder / "exports" / f"{sha256(repr(facts).encode()).hexdigest()[:32]}.zip"


def _drawn(draft: Draft, size: str, formats: list[str]) -> dict[str, bytes]:
    request = BuildRequest(
        sizes=(size,), formats=tuple(formats), lang=draft.lang, theme=draft.spec.theme or "default"
    )
    with messages_in(draft.lang):
        job = PageJob(draft.spec, draft.book, request, draft.date, (), (), office=draft.office)
        return draw_page(job).files


KINDS[EXPORT] = export_page
