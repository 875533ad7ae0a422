"""Signatures in PDF papers: read the ones that come back; a PKCS#12 test path for offices without a service.

A signature made here is never an official electronic signature (TTE): that is the state's own service.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rupadata.errors import InputRefusedError, MissingPartError
from rupadata.language import say
from rupadata.procedure.attaching import SignatureReading


def read_signature(content: bytes, drafts: Sequence[bytes]) -> SignatureReading | None:
    """Return what the last signature of a PDF says; None for a PDF without one, which is then a scan.

    The first revision of a signed PDF is what was signed: it must be one of the drafts, byte by byte.
    """
    try:
        from pyhanko.pdf_utils.misc import PdfError
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.general import SigningError
    except ImportError as error:
        if b"/ByteRange" not in content:
            return None
        raise _missing_part() from error
    try:
        signatures = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
    except (PdfError, ValueError) as error:
        raise InputRefusedError(
            say(id="PDF itu tidak terbaca.", en="That PDF cannot be read."), code="paper-unreadable"
        ) from error
    if not signatures:
        return None
    last = signatures[-1]
    try:
        last.compute_integrity_info()
        status = last.summarise_integrity_info()
        intact = bool(status["intact"]) and bool(status["valid"])
    except (SigningError, ValueError, KeyError):
        intact = False
    subject = last.signer_cert.subject.native
    return SignatureReading(
        signer=str(subject.get("common_name", last.signer_cert.subject.human_friendly)),
        signed_at=last.self_reported_timestamp.isoformat() if last.self_reported_timestamp else "",
        intact=intact,
        matches=any(content.startswith(draft) for draft in drafts),
    )


def sign_for_testing(paper: bytes, certificate: Path, password: str, *, field: str = "TandaTangan") -> bytes:
    """Return a PDF with a PAdES signature by a PKCS#12 certificate; the first revision stays as it was."""
    try:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
        from pyhanko.sign.fields import SigSeedSubFilter
    except ImportError as error:
        raise _missing_part() from error
    load_certificate: Any = signers.SimpleSigner.load_pkcs12
    signer = load_certificate(str(certificate), passphrase=password.encode())
    if signer is None:
        raise InputRefusedError(
            say(id=f"{certificate} tidak dapat dibuka.", en=f"{certificate} cannot be opened."),
            code="certificate-unreadable",
        )
    signed = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(paper)),
        signers.PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES),
        signer=signer,
    )
    return bytes(signed.getvalue())


def _missing_part() -> MissingPartError:
    return MissingPartError(
        say(id="Pembaca tanda tangan belum terpasang.", en="The reader of signatures is not installed."),
        code="part-missing",
        hint="pip install 'rupadata[sign]'",
    )
