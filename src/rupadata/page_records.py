"""What a page was made from, kept beside it: the same page is not drawn again by a build that resumes.

The record stands in the page's folder and appears with it, whole or not at all, so that a build that was
killed leaves one for every page that it finished.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec.structs import astuple

from rupadata.checked import Sha256
from rupadata.edition import edition_digest
from rupadata.folder import RECORD_FILE, PageJob, draw_request, made_file
from rupadata.language import Said, message_language
from rupadata.model.edition import Edition
from rupadata.sink import Sink
from rupadata.version import __version__


class PageRecord(msgspec.Struct, frozen=True):
    """A page as it was made: the key of all that it was made from, and its edition."""

    key: Sha256
    edition: Edition


def page_key(job: PageJob, beside: Mapping[str, bytes], digest: str = "") -> str:
    """Return a digest of all that the files and the record of a page follow from.

    These are its edition's digest (worked out where none is given), the whole book, how files are wanted,
    sources, problems, edits and what is kept `beside` it by name, the language of messages, and the engine's
    version.
    """
    digest = digest or edition_digest(job.spec, job.book, job.office, draw_request(job))
    book, request = job.book, job.request
    made_from = (
        __version__,
        message_language(),
        digest,
        (request.sizes, request.formats, astuple(request.files)),
        (book.subject, book.region_code, book.region, book.indicators, book.pages, book.regions_listed),
        sorted(book.plain.items()),
        [(source.file, source.sha256) for source in job.sources],
        [problem.as_dict() for problem in job.problems],
        (job.edited, repr(job.misfits), sorted(beside.items())),
    )
    return hashlib.sha256(msgspec.msgpack.encode(made_from, enc_hook=_in_plain_words)).hexdigest()


def _in_plain_words(value: object) -> tuple[str, str]:
    """Return words in both languages for a digest, such as why an indicator stands on no page."""
    if not isinstance(value, Said):
        raise NotImplementedError(f"no part of a page: {type(value).__name__}")
    return value.id, value.en


def encode_record(key: str, edition: Edition) -> bytes:
    """Return the record of a page as it is kept."""
    return msgspec.json.encode(PageRecord(key, edition)) + b"\n"


def find_record(sink: Sink, place: str) -> PageRecord | None:
    """Return the record of a page whose files all stand as they were made; None for any other."""
    content = sink.read(f"{place}/{RECORD_FILE}")
    if content is None:
        return None
    try:
        record = msgspec.json.decode(content, type=PageRecord)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None  # Damaged: the page is made again.
    if record.edition.path != place:
        return None
    for file in record.edition.files:
        made = sink.read(file.path)
        if made is None or made_file(file.path, made) != file:
            return None
    return record
