"""What happened, as the audit log tells people: a sentence for each kind of event, and its facts."""

from __future__ import annotations

import json

from rupadata.language import say
from rupadata.web.audit.models import AuditEntry


def event_words(event: str) -> str:
    """Return an event in words; one of another version as it was written."""
    words = {
        "sign-in": say(id="masuk", en="signed in"),
        "sign-out": say(id="keluar", en="signed out"),
        "sign-in-failed": say(id="gagal masuk", en="could not sign in"),
        "password-changed": say(id="mengganti kata sandi", en="changed the password"),
        "factor-added": say(id="memasang faktor kedua", en="set up a second factor"),
        "factor-removed": say(id="melepas faktor kedua", en="took a second factor off"),
        "person-added": say(id="membuat akun", en="made an account"),
        "person-lock": say(id="mengunci akun", en="locked an account"),
        "person-unlock": say(id="membuka kunci akun", en="unlocked an account"),
        "person-password": say(id="memberi kata sandi sementara", en="gave a temporary password"),
        "person-factors": say(id="melepas faktor kedua orang lain", en="took another's second factor off"),
        "person-official": say(id="menetapkan pejabat suatu akun", en="set an account's official"),
        "office-saved": say(id="menyimpan pengaturan kantor", en="saved the office's settings"),
        "office-fonts-saved": say(id="mengganti huruf halaman", en="changed the fonts of pages"),
        "indicator-named": say(id="menamai indikator", en="named an indicator"),
        "office-file-saved": say(id="menyimpan berkas kantor", en="kept a file of the office"),
        "office-file-removed": say(id="melepas berkas kantor", en="took a file of the office away"),
        "table-uploaded": say(id="mengunggah tabel", en="uploaded a table"),
        "table-removed": say(id="melepas tabel", en="took a table away"),
        "reading-corrected": say(id="memperbaiki pembacaan", en="corrected a reading"),
        "recipe-remembered": say(id="mengingat cara baca", en="remembered how to read"),
        "paper-sent": say(id="mengunduh naskah", en="downloaded a paper"),
        "paper-attached": say(id="mengunggah naskah bertanda tangan", en="uploaded a signed paper"),
        "overview-sent": say(id="mengunduh ikhtisar", en="downloaded the overview"),
        "link-made": say(id="membuat tautan tinjauan", en="made a review link"),
        "link-ended": say(id="mengakhiri tautan tinjauan", en="ended a review link"),
        "guest-remark": say(id="catatan tamu lewat tautan", en="a guest's remark by a link"),
        "refused": say(id="ditolak", en="was refused"),
    }
    return words.get(event, event)


def fact_words(entry: AuditEntry) -> str:
    """Return the facts of an entry: `akun kasie.contoh; berkas tabel.xlsx`, digests cut short."""
    names = {
        "username": say(id="akun", en="account"),
        "official": say(id="pejabat", en="official"),
        "tried": say(id="dengan nama", en="with the name"),
        "why": say(id="sebab", en="cause"),
        "kind": say(id="jenis", en="kind"),
        "case": say(id="perintah kerja", en="work order"),
        "item": say(id="infografis", en="infographic"),
        "name": say(id="berkas", en="file"),
        "sha256": say(id="sidik", en="digest"),
        "code": say(id="alasan", en="reason"),
        "path": say(id="alamat", en="address"),
    }
    facts: dict[str, str] = json.loads(entry.facts)
    return "; ".join(
        f"{names.get(key, key)} {_cut(key, str(value))}" for key, value in facts.items() if value
    )


def _cut(key: str, value: str) -> str:
    return value[:10] if key == "sha256" else value
