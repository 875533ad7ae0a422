"""Showing and correcting how a table was read: the guarded process that reads it, its growing recipe."""

from __future__ import annotations

import atexit
import json
import tempfile
import threading
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from django.db import transaction

from rupadata.errors import InputRefusedError, UsageError
from rupadata.guarded import GuardedCallError, GuardedProcess
from rupadata.language import message_language, say
from rupadata.limits import SERVER_LIMITS
from rupadata.tables.reading.recipe import as_toml, load_recipe, save_words
from rupadata.web.accounts.office_files import current_folder, keep_recipe
from rupadata.web.cases.bench import Bench
from rupadata.web.cases.known_recipes import HEADER_ROWS, lasting_header
from rupadata.web.cases.models import SourceUpload
from rupadata.web.cases.sheet_answers import CellView, Changed, Refused, SheetView

ROOM = "rupadata.web.cases.sheet_view"
MOST_BACK = 50
_guard = GuardedProcess(ROOM)
atexit.register(_guard.close)
_one_at_a_time = threading.Lock()
_View = TypeVar("_View", SheetView, CellView, Changed)


class SheetDesk(msgspec.Struct, frozen=True):
    """One table of a case, to be looked at sheet by sheet and corrected."""

    upload: SourceUpload

    @property
    def path(self) -> Path:
        """Return where the table lies on the bench."""
        return Bench(self.upload.case.key).tables / self.upload.name

    def show(self, number: int, first: int = 0) -> SheetView:
        """Return a sheet as it is read now; `number` counts from 0, `first` is the first row shown."""
        return self._call(SheetView, "show_sheet", self.upload.recipe, number, first)

    def cell(self, number: int, cell: str) -> CellView:
        """Return what a cell was taken for, and why."""
        return self._call(CellView, "show_cell", self.upload.recipe, number, cell)

    def answer(self, number: int, question: int, letter: str) -> Changed:
        """Take one of the two readings of a question; return what it changed."""
        if letter not in ("a", "b") or question < 1:
            raise _unknown_answer()
        text = self._text("answered", self.upload.recipe, number, f"{question}={letter}")
        return self._take(number, text)

    def correct(self, number: int, sheet: str, words: dict[str, Any]) -> Changed:
        """Take the words of a recipe for a sheet in place of those it had; return what they changed."""
        whole = tomllib.loads(self.upload.recipe)
        sheets = whole.pop("sheets", {})
        held = sheets.get(sheet, {}) if sheet else whole
        own = {**words, **{word: held[word] for word in _APART if word in held}}
        if sheet:
            sheets[sheet] = own
        return self._take(number, _as_recipe(whole if sheet else own, sheets))

    def correct_cell(self, number: int, cell: str, name: str) -> Changed:
        """Take one of the corrections that a cell offers; return what it changed."""
        words = json.loads(self._text("corrected", self.upload.recipe, number, cell, name))
        view = self.show(number)
        whole = tomllib.loads(self.upload.recipe)
        sheets = whole.pop("sheets", {})
        sheet = view.sheets[view.number].name
        if sheet:
            sheets[sheet] = words
        return self._take(number, _as_recipe(whole if sheet else words, sheets))

    def let_go(self, number: int) -> Changed:
        """Read a sheet without any correction; return what that changed."""
        view = self.show(number)
        sheet = view.sheets[view.number].name
        whole = tomllib.loads(self.upload.recipe)
        sheets = {name: words for name, words in whole.pop("sheets", {}).items() if name != sheet}
        alone = len(view.sheets) == 1
        return self._take(number, _as_recipe({} if alone else whole, sheets))

    def undo(self) -> bool:
        """Go back to the recipe before; False when there is none."""
        before = json.loads(self.upload.recipes_before)
        if not before:
            return False
        self.upload.recipe = before.pop()
        self.upload.recipes_before = json.dumps(before)
        self.upload.save(update_fields=["recipe", "recipes_before"])
        return True

    def remember(self, number: int, person: str) -> bool:
        """Keep what the recipe says of a sheet for the office, for next year's table of the same shape."""
        view = self.show(number)
        name = view.sheets[view.number].name
        content = tomllib.loads(self.upload.recipe)
        words = content.get("sheets", {}).get(name, content if not name else {})
        lasting = {word: value for word, value in words.items() if word in _LASTING}
        if HEADER_ROWS in words:
            lasting |= lasting_header(words[HEADER_ROWS], view.header)
        if not lasting:
            return False
        keep_recipe(view.shape, _as_recipe(lasting, {}).encode(), person)
        return True

    def _take(self, number: int, text: str) -> Changed:
        text = text if text.strip() else ""  # An empty recipe is none: a table without one is read freely.
        _check(text)
        changed = self._call(Changed, "compare", self.upload.recipe, text, number)
        with transaction.atomic():
            held = SourceUpload.objects.select_for_update().get(pk=self.upload.pk)
            if held.recipe != self.upload.recipe:
                raise InputRefusedError(
                    say(id="Pembacaan ini baru saja diubah.", en="This reading was changed just now."),
                    code="reading-changed",
                    hint=say(id="Muat ulang, lalu jawab lagi.", en="Load it again, then answer again."),
                )
            before = [*json.loads(held.recipes_before), held.recipe][-MOST_BACK:]
            held.recipe, held.recipes_before = text, json.dumps(before)
            held.save(update_fields=["recipe", "recipes_before"])
        self.upload.recipe, self.upload.recipes_before = held.recipe, held.recipes_before
        return changed

    def _text(self, name: str, *arguments: object) -> str:
        return self._ask(name, *arguments).decode()

    def _call(self, kind: type[_View], name: str, *arguments: object) -> _View:
        answer: _View | Refused = msgspec.json.decode(
            self._ask(name, *arguments, message_language()), type=kind | Refused
        )
        if isinstance(answer, Refused):
            raise InputRefusedError(answer.refused, code=answer.code, hint=answer.hint)
        return answer

    def _ask(self, name: str, *arguments: object) -> bytes:
        if not self.path.is_file():
            raise InputRefusedError(
                say(id="Tabel ini belum dibaca.", en="This table was not read yet."),
                code="tables-missing",
                hint=say(id="Tunggu pembacaannya selesai.", en="Wait until it was read."),
            )
        size = self.path.stat().st_size
        limits = SERVER_LIMITS
        try:
            with _one_at_a_time:
                return _guard.call(
                    f"{ROOM}:{name}",
                    str(self.path),
                    str(current_folder()),
                    *arguments,
                    seconds=limits.seconds_for(size) + _LARGE_SHEETS_SECONDS,
                    memory_bytes=limits.memory_for(size),
                )
        except GuardedCallError as error:
            raise InputRefusedError(
                say(id="Lembar ini tidak dapat diperlihatkan.", en="This sheet cannot be shown."),
                code="reading-stopped",
                hint=say(
                    id="Simpan tabelnya saja sebagai XLSX atau CSV, lalu unggah lagi.",
                    en="Save nothing but the table as XLSX or CSV, then upload it again.",
                ),
            ) from error


_LARGE_SHEETS_SECONDS = 20.0
_APART = ("accept", "codes", "total_rows", "part_rows")
"""What the form of corrections does not show."""
_LASTING = frozenset(
    (
        "title", "unit", "region_column", "year_column", "decimal", "drop_columns", "codes", "skip",
        "producer", "total_rows", "part_rows",
    )
)  # fmt: skip
"""What holds next year as well; a year and a checked cell do not, and a header by its words alone."""


def _as_recipe(whole: dict[str, Any], sheets: dict[str, dict[str, Any]]) -> str:
    """Return the text of a recipe."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recipe.toml"
        words = {"": whole, **sheets}
        save_words(
            path, {name: {word: as_toml(one) for word, one in said.items()} for name, said in words.items()}
        )
        return path.read_text(encoding="utf-8")


def _check(text: str) -> None:
    """Refuse a recipe that says what no recipe can say."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recipe.toml"
        path.write_text(text, encoding="utf-8")
        load_recipe(path)


def _unknown_answer() -> UsageError:
    return UsageError(
        say(id="Jawaban itu tidak dikenal.", en="That answer is unknown."),
        code="answer-invalid",
        hint=say(id="Muat ulang pertanyaannya.", en="Load the question again."),
    )
