"""Work in the background as the administrator's page tells it."""

from __future__ import annotations

from rupadata.language import say
from rupadata.web.jobs.models import Job


def kind_words(kind: str) -> str:
    """Return what a piece of work is; one of another version by its own name."""
    words = {
        "read-tables": say(id="membaca tabel", en="reading tables"),
        "make-papers": say(id="membuat naskah", en="making papers"),
        "export-page": say(id="membuat berkas infografis", en="making files of an infographic"),
    }
    return words.get(kind, kind)


def state_words(job: Job) -> str:
    """Return how a piece of work stands, one under way with how far it is."""
    words = {
        "queued": say(id="menunggu", en="waiting"),
        "running": say(id="berjalan", en="under way"),
        "done": say(id="selesai", en="done"),
        "stopped": say(id="dihentikan", en="stopped"),
        "failed": say(id="gagal", en="failed"),
    }
    told = words.get(job.state, job.state)
    return f"{told}, {job.done}/{job.total}" if job.state == "running" and job.total else told
