from __future__ import annotations

import pickle

from rupadata.errors import InputRefusedError


def test_a_refusal_never_repeats_a_long_input() -> None:
    error = InputRefusedError("Nilai " + "y" * 50_000 + " salah.", code="x", hint="kata " * 2_000)
    assert error.message.startswith("Nilai yyy")
    assert error.message.endswith("yyy salah.")
    assert len(str(error)) < 2_500


def test_a_refusal_travels_between_processes_whole() -> None:
    error = pickle.loads(pickle.dumps(InputRefusedError("Berkas rusak.", code="file-damaged", hint="Unduh.")))
    assert (error.message, error.code, error.hint) == ("Berkas rusak.", "file-damaged", "Unduh.")
