"""Options that mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from rupadata.language import LANGUAGES, message_language, say

F = TypeVar("F", bound=Callable[..., Any])


def lang_option(function: F) -> F:
    """Add `--lang id|en`: the language of messages, and of pages where a command draws any."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=message_language(),
        show_default=True,
        help=say(id="Bahasa pesan dan halaman.", en="Language of messages and pages."),
    )(function)
