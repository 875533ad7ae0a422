"""A paper comes back signed: a PAdES signature is read, a scan is marked as one."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pikepdf
import pytest
from casework import case, make_build, new_case
from PIL import Image

pytest.importorskip("pyhanko")

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from rupadata.cli.case.arguments import open_service
from rupadata.documents.signing import sign_for_testing
from rupadata.errors import InputRefusedError
from rupadata.procedure.attaching import SignedFile


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Contoh Kepala Bidang")])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2026, 1, 1))
        .not_valid_after(dt.datetime(2036, 1, 1))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("p12") / "contoh.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"x", key, made, None, BestAvailableEncryption(b"rahasia"))
    )
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = new_case(tmp_path / "kasus")
    assert case("do", made, "order", "--as", "kabid", "--at", "2026-09-07T08:00") == 0
    return made


def signed(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    capsys.readouterr()
    assert case("show", folder, "--json") == 0
    shown: dict[str, dict[str, str]] = json.loads(capsys.readouterr().out)["signed"]
    return shown


def test_a_signed_pdf_is_read_and_compared_with_our_draft(
    folder: Path, tmp_path: Path, certificate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = (folder / "papers" / "01-surat-perintah.pdf").read_bytes()
    back = tmp_path / "kembali.pdf"
    back.write_bytes(sign_for_testing(draft, certificate, "rahasia"))
    number = "800.1.11.1/012/PALP/IX/2026"
    assert case("attach", folder, "01-surat-perintah", back, "--number", number, "--as", "kabid") == 0
    out = capsys.readouterr().out
    assert "Contoh Kepala Bidang" in out
    assert "sama dengan konsep kami" in out
    entry = signed(folder, capsys)["01-surat-perintah"]
    assert (entry["kind"], entry["number"]) == ("pades", number)
    assert (folder / entry["file"]).read_bytes() == back.read_bytes()
    assert case("verify", folder) == 0


def test_a_signed_pdf_of_another_paper_is_refused(folder: Path, tmp_path: Path, certificate: Path) -> None:
    build = make_build(tmp_path / "build", ("kesehatan/a",))
    words = ("--from", build, "--as", "kasie", "--at", "2026-09-07T09:00")
    assert case("do", folder, "schedule", *words) == 0
    back = tmp_path / "kembali.pdf"
    back.write_bytes(
        sign_for_testing((folder / "papers" / "02-jadwal.pdf").read_bytes(), certificate, "rahasia")
    )
    service, key = open_service(folder)
    with pytest.raises(InputRefusedError) as refused:
        service.attach(key, SignedFile("01", back.name, back.read_bytes()))
    assert refused.value.code == "paper-of-another"
    assert case("attach", folder, "02", back) == 0


def test_a_paper_of_another_work_order_is_refused(folder: Path, tmp_path: Path, certificate: Path) -> None:
    other = new_case(tmp_path / "lain", title="Lain")
    assert case("do", other, "order", "--as", "kabid", "--at", "2026-09-07T09:00") == 0
    back = tmp_path / "kembali.pdf"
    draft = (other / "papers" / "01-surat-perintah.pdf").read_bytes()
    back.write_bytes(sign_for_testing(draft, certificate, "rahasia"))
    assert case("attach", folder, "01", back) == 2
    assert case("attach", other, "01", back) == 0


def test_one_scan_and_one_number_are_of_one_paper(folder: Path, tmp_path: Path) -> None:
    scan, second = tmp_path / "scan.jpg", tmp_path / "dua.jpg"
    Image.new("RGB", (40, 60), "white").save(scan)
    Image.new("RGB", (40, 60), "gray").save(second)
    assert case("attach", folder, "01", scan, "--number", "800/1", "--as", "kabid") == 0
    assert case("attach", folder, "sop", scan, "--as", "kabid") == 2
    service, key = open_service(folder)
    with pytest.raises(InputRefusedError) as refused:
        service.attach(key, SignedFile("sop", "dua.jpg", second.read_bytes(), number="800/1", person="kabid"))
    assert refused.value.code == "number-taken"
    assert case("attach", folder, "sop", second, "--number", "800/2", "--as", "kabid") == 0


def test_a_signed_pdf_that_the_office_typed_itself_is_told_apart(
    folder: Path, tmp_path: Path, certificate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = io.BytesIO()
    typed = pikepdf.Pdf.new()
    typed.add_blank_page()
    typed.save(content)
    back = tmp_path / "kembali.pdf"
    back.write_bytes(sign_for_testing(content.getvalue(), certificate, "rahasia"))
    assert case("attach", folder, "01", back) == 0
    assert "BERBEDA" in capsys.readouterr().out


def test_a_pdf_changed_after_signing_is_not_intact(
    folder: Path, tmp_path: Path, certificate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = (folder / "papers" / "01-surat-perintah.pdf").read_bytes()
    content = bytearray(sign_for_testing(draft, certificate, "rahasia"))
    place = content.index(b"/Producer") if b"/Producer" in content else len(draft) // 2
    content[place + 3] ^= 1
    back = tmp_path / "kembali.pdf"
    back.write_bytes(bytes(content))
    code = case("attach", folder, "01", back)
    assert code == 2 or "TIDAK UTUH" in capsys.readouterr().out


def test_a_scan_needs_a_person_who_confirms_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = tmp_path / "scan.jpg"
    Image.new("RGB", (40, 60), "white").save(scan)
    assert case("attach", folder, "01-surat-perintah.pdf", scan) == 2
    assert case("attach", folder, "01-surat-perintah.pdf", scan, "--as", "kabid") == 0
    assert "pindaian" in capsys.readouterr().out
    assert signed(folder, capsys)["01-surat-perintah"]["kind"] == "scan"


def test_a_second_signed_paper_keeps_the_first(folder: Path, tmp_path: Path) -> None:
    for shade in ("white", "gray"):
        scan = tmp_path / f"{shade}.png"
        Image.new("RGB", (40, 60), shade).save(scan)
        assert case("attach", folder, "01", scan, "--as", "kabid") == 0
    assert len(list((folder / "papers" / "signed").iterdir())) == 2
    assert case("verify", folder) == 0


def test_a_signed_paper_that_changes_later_is_found(folder: Path, tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    Image.new("RGB", (40, 60), "white").save(scan)
    assert case("attach", folder, "01", scan, "--as", "kabid") == 0
    kept = next((folder / "papers" / "signed").iterdir())
    kept.chmod(0o644)
    kept.write_bytes(b"lain")
    assert case("verify", folder) == 1
