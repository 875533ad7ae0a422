"""Passwords that everybody in the office would try first: made of the office's own words."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from rupadata.language import say
from rupadata.web.accounts.models import Person, current_office

WORDS = frozenset({
    "rupadata", "infografis", "statistik", "sektoral", "diskominfo", "kominfo", "bps", "dinas", "bidang",
    "seksi", "kepala", "staf", "kota", "kabupaten", "provinsi", "data", "indonesia", "merdeka", "sandi",
    "kata", "kunci", "rahasia", "masuk", "akun", "admin", "administrator", "password", "secret",
})  # fmt: skip
"""Words of the trade; those of the office's letterhead and of the person's name come to them."""
_LETTERS = re.compile(r"[^\W\d_]+")


class OfficeWordsValidator:
    """Refuses a password that holds nothing but such words, figures and signs."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise Django's `ValidationError`, its code spelt like those of its own validators."""
        found = _LETTERS.findall(password.casefold())
        if found and all(_is_made_of(word, _known(user)) for word in found):
            raise ValidationError(self.get_help_text(), code="password_office_words")

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return say(
            id="Kata sandi tidak boleh hanya tersusun dari kata kantor, nama Anda, dan angka.",
            en="The password must not be made of the office's words, your name and figures alone.",
        )


def _known(user: Person | None) -> frozenset[str]:
    version = current_office()
    letterhead = version.office.letterhead if version else None
    texts = [letterhead.office, letterhead.government, letterhead.division] if letterhead else []
    texts += [user.name, user.username] if user is not None else []
    return WORDS | {word for text in texts for word in _LETTERS.findall(text.casefold()) if len(word) > 2}


def _is_made_of(word: str, known: frozenset[str]) -> bool:
    """Return whether a run of letters is known words one after the other."""
    return word in known or any(
        word.startswith(one) and _is_made_of(word[len(one) :], known) for one in known if len(one) < len(word)
    )
