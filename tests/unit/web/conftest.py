"""A workplace for each test: no rows from the test before, the example office's people, their browsers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import web_home


@pytest.fixture
def workplace() -> dict[str, Any]:
    web_home.set_django_up()
    web_home.empty_workplace()
    return web_home.make_people()


@pytest.fixture
def browser(workplace: dict[str, Any]) -> Callable[[str], Any]:
    """Return a client that is signed in as somebody; as nobody for an empty name."""
    from django.test import Client

    def signed_in(name: str) -> Any:
        client = Client()
        if name:
            client.force_login(workplace[name])
        return client

    return signed_in
