"""What an archive keeps of papers that others took the place of."""

from __future__ import annotations

from hashlib import sha256
from types import SimpleNamespace

from rupadata.documents.archive import replaced_papers
from rupadata.procedure.decision import SignedPaper
from tests.unit.documents.test_documents_papers import SHORT


class Kept:
    """The files of a case, by name."""

    def __init__(self, **files: bytes) -> None:
        self.files = files

    def names(self, under: str) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.files if name.startswith(under)))

    def find(self, name: str) -> bytes | None:
        return self.files.get(name)


def aside(stem: str, content: bytes, ending: str = "pdf") -> dict[str, bytes]:
    digest = sha256(content).hexdigest()[:12]
    return {f"papers/superseded/{stem}-keputusan-2-{digest}.{ending}": content}


def test_printed_sheets_that_were_replaced_are_kept_and_nothing_else() -> None:
    files = {
        **aside("02-jadwal", b"semula"),
        **aside("02-jadwal", b"lembar kerja", "xlsx"),
        **aside("07-dokumentasi", b"arsip", "zip"),
        "papers/superseded/02-jadwal-keputusan-2-000000000000.pdf": b"berubah",
        "papers/superseded/asing.pdf": b"asing",
        "papers/02-jadwal.pdf": b"sekarang",
    }
    found = replaced_papers(SHORT, Kept(**files))  # type: ignore[arg-type]
    assert list(found.values()) == [b"semula"]
    assert all(name.startswith("02-jadwal-keputusan-2-") for name in found)


def test_what_was_signed_before_is_kept_with_its_own_digest_alone() -> None:
    def signed(name: str, content: bytes) -> SignedPaper:
        return SignedPaper("01-surat-perintah", f"papers/signed/{name}", sha256(content).hexdigest(), "scan")

    case = SimpleNamespace(
        decisions=[SimpleNamespace(paper=None)]
        + [SimpleNamespace(paper=signed(f"{name}.pdf", name.encode())) for name in "abc"],
        progress=SimpleNamespace(signed={"01-surat-perintah": signed("c.pdf", b"c")}),
    )  # fmt: skip
    files = {"papers/signed/a.pdf": b"a", "papers/signed/b.pdf": b"lain", "papers/signed/c.pdf": b"c"}
    assert replaced_papers(case, Kept(**files)) == {"a.pdf": b"a"}  # type: ignore[arg-type]
