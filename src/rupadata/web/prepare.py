"""Preparations before the server starts, in a process of their own: `python -m rupadata.web.prepare`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rupadata.errors import RupadataError
from rupadata.language import say
from rupadata.web.serving import prepare


def main() -> int:
    """Prepare the home folder that the environment names; print the demo's sign-ins."""
    demo = os.environ.get("RUPADATA_DEMO") == "1"
    try:
        prepare(Path(os.environ["RUPADATA_HOME"]), demo=demo, tell=_tell)
    except RupadataError as error:
        _tell(str(error))
        return error.exit_code
    if demo:
        from rupadata.web.demo import ADMINISTRATOR, PASSWORD, PEOPLE

        _tell(
            say(
                id="Masuk (hanya contoh, kata sandi sama untuk semua):",
                en="Sign in (examples, one password for all):",
            )
        )
        for username, _ in (*PEOPLE, (ADMINISTRATOR, "")):
            _tell(f"  {username:<22} {PASSWORD}")
    return 0


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
