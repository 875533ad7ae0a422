"""One problem: a code and its arguments, said in either language when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from rupadata.errors import RupadataError
from rupadata.language import Said, message_language
from rupadata.problems.catalogue import AS_SAID, Argument, get_wording, say_in

_LONGEST = 300
"""Letters of a text that a problem names."""


class Severity(StrEnum):
    """How much a problem matters: an error stops a page from being approved."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(Struct, frozen=True):
    """Where a problem stands: a file, in it a sheet, in it one cell or one range (`C7`, `C7:C19`).

    A problem of a page names the page's folder as `file` and the node's id as `cell`.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.sheet, self.cell) if part)


class Problem(Struct, frozen=True):
    """One imperfection: a stable documented code, how much it matters, where, and the arguments of its words.

    Make one with `Problem.of`; what it says stands in `catalogue.toml` under the code.
    """

    code: str
    severity: Severity
    where: Place
    arguments: tuple[tuple[str, Argument], ...] = ()
    variant: str = ""

    @classmethod
    def of(
        cls,
        code: str,
        where: Place,
        *,
        severity: Severity | None = None,
        variant: str = "",
        **arguments: Argument,
    ) -> Problem:
        """Return a problem of the catalogue, with its severity unless another is given.

        `variant` names one of several wordings of a code. Arguments that are not the ones of the sentence
        are a ValueError, an unknown code is a KeyError: both are faults of the program.
        """
        return cls.with_arguments(code, where, arguments, severity=severity, variant=variant)

    @classmethod
    def with_arguments(
        cls,
        code: str,
        where: Place,
        arguments: Mapping[str, Argument],
        *,
        severity: Severity | None = None,
        variant: str = "",
    ) -> Problem:
        """Return a problem as `of` does, for arguments that were put together before."""
        wording = get_wording(code, variant)
        if arguments.keys() != wording.arguments:
            raise ValueError(f"{code} {variant}: {sorted(arguments)} for {sorted(wording.arguments)}")
        # Sentences of errors are short where they are made.
        most = None if variant == AS_SAID else _LONGEST
        kept = tuple((name, _kept(value, most)) for name, value in arguments.items())
        return cls(code, severity or Severity(wording.severity), where, kept, variant)

    @classmethod
    def of_error(
        cls, error: RupadataError, where: Place, *, severity: Severity = Severity.ERROR, code: str = ""
    ) -> Problem:
        """Return the problem of an error that the work goes on after, with the error's own words."""
        words = {"message": error.message, "hint": error.hint}
        return cls.with_arguments(code or error.code, where, words, severity=severity, variant=AS_SAID)

    @classmethod
    def from_dict(cls, entry: Mapping[str, Any]) -> Problem:
        """Return a problem from the shape of `problems.json`; one without arguments keeps its sentences."""
        where = Place(**entry["where"])
        variant = entry.get("variant", "")
        arguments = {
            name: Said(value["id"], value["en"]) if isinstance(value, Mapping) else value
            for name, value in (entry.get("arguments") or {}).items()
        }
        if entry.get("arguments") is None or not _is_known(entry["code"], variant, arguments):
            variant = AS_SAID
            arguments = {"message": entry["message"], "hint": entry.get("hint", "")}
        return cls(entry["code"], Severity(entry["severity"]), where, tuple(arguments.items()), variant)

    @property
    def message(self) -> str:
        """What is wrong, in the language of messages."""
        return self.message_in(message_language())

    @property
    def message_with_place(self) -> str:
        """Where it stands and what is wrong, in the language of messages; a problem of all has no place."""
        return f"{self.where}: {self.message}" if str(self.where) else self.message

    @property
    def hint(self) -> str:
        """The way out, in the language of messages; empty where nothing is to be done."""
        return self.hint_in(message_language())

    def message_in(self, lang: str) -> str:
        """Return what is wrong in a language."""
        return say_in(get_wording(self.code, self.variant).message[lang], dict(self.arguments), lang)

    def hint_in(self, lang: str) -> str:
        """Return the way out in a language."""
        return say_in(get_wording(self.code, self.variant).hint[lang], dict(self.arguments), lang)

    def as_dict(self) -> dict[str, object]:
        """Return the shape of `problems.json`; the sentences are in the language of messages."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "where": {"file": self.where.file, "sheet": self.where.sheet, "cell": self.where.cell},
            "message": self.message,
            "hint": self.hint,
            "variant": self.variant,
            "arguments": {
                name: {"id": value.id, "en": value.en} if isinstance(value, Said) else value
                for name, value in self.arguments
            },
        }


def _kept(value: Argument, most: int | None) -> Argument:
    """Return an argument so that two equal problems are equal whatever the language they were found in, a
    text with no more than *most* letters: what a file says must not fill a screen."""
    if isinstance(value, Said):
        return Said(value.id, value.en)
    if most is not None and isinstance(value, str) and len(value) > most:
        return f"{value[:most]}…"
    return value


def _is_known(code: str, variant: str, arguments: Mapping[str, Argument]) -> bool:
    """Tell whether this version has words for a stored problem: another version may have had others."""
    try:
        return get_wording(code, variant).arguments == arguments.keys()
    except KeyError:
        return False
