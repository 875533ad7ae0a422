"""The command line: one thin file a command, each loaded when it is called."""

from __future__ import annotations


def main() -> None:
    """Run the `rupadata` command."""
    from rupadata.cli.app import run

    raise SystemExit(run())
