"""The settings of the library's Django: no database, no sessions, nothing to sign in to."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import django
from django.conf import settings

LIBRARY: dict[str, Any] = {
    "ROOT_URLCONF": "rupadata.web.library.urls",
    "MIDDLEWARE": [
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.gzip.GZipMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "rupadata.web.library.views.content_policy",
    ],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).with_name("templates")],
        }
    ],
    "USE_TZ": True,
    "LANGUAGE_CODE": "id",
    "X_FRAME_OPTIONS": "DENY",
}


def configure(hosts: list[str]) -> None:
    """Set Django up once in this process; `hosts` are the names that it answers to."""
    if settings.configured:
        return
    settings.configure(SECRET_KEY=secrets.token_urlsafe(32), ALLOWED_HOSTS=hosts, **LIBRARY)
    django.setup()
