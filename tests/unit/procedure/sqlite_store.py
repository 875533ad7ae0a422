"""A second store, on SQLite: proof that cases need no folder, and the pattern of one in a database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from rupadata.errors import InputRefusedError
from rupadata.procedure.store import Glance, check_name

_TABLES = """
CREATE TABLE IF NOT EXISTS cases (key TEXT PRIMARY KEY, header BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS lines (key TEXT, number INTEGER, line BLOB NOT NULL, PRIMARY KEY (key, number));
CREATE TABLE IF NOT EXISTS blobs (key TEXT, name TEXT, content BLOB NOT NULL, PRIMARY KEY (key, name));
"""


class SqliteStore:
    """Cases in one database file; two deciders at once are told apart by the number of the line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._connect() as database:
            database.executescript(_TABLES)

    def keys(self) -> tuple[str, ...]:
        return tuple(key for (key,) in self._rows("SELECT key FROM cases ORDER BY key"))

    def create(self, key: str, header: bytes, blobs: Mapping[str, bytes]) -> None:
        try:
            with self._connect() as database:
                database.execute("INSERT INTO cases VALUES (?, ?)", (key, header))
                database.executemany(
                    "INSERT INTO blobs VALUES (?, ?, ?)",
                    [(key, check_name(name), content) for name, content in blobs.items()],
                )
        except sqlite3.IntegrityError as error:
            raise InputRefusedError(f"{key} sudah ada.", code="case-exists") from error

    def header(self, key: str) -> bytes:
        rows = self._rows("SELECT header FROM cases WHERE key = ?", key)
        if not rows:
            raise InputRefusedError(f"{key} tidak ada.", code="case-missing")
        header: bytes = rows[0][0]
        return header

    def history(self, key: str) -> bytes:
        self.header(key)
        return b"".join(
            line for (line,) in self._rows("SELECT line FROM lines WHERE key = ? ORDER BY number", key)
        )

    def glance(self, key: str) -> Glance:
        title = json.loads(self.header(key))["title"]
        last = self._rows("SELECT line FROM lines WHERE key = ? ORDER BY number DESC LIMIT 1", key)
        return Glance(title, last[0][0].rstrip(b"\n") if last else b"")

    def append(self, key: str, line: bytes, *, number: int) -> bool:
        try:
            with self._connect() as database:
                (count,) = database.execute("SELECT count(*) FROM lines WHERE key = ?", (key,)).fetchone()
                if count != number - 1:
                    return False
                database.execute("INSERT INTO lines VALUES (?, ?, ?)", (key, number, line))
        except sqlite3.IntegrityError:
            return False
        return True

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        """Promise nothing: `append` alone decides who was first."""
        self.header(key)
        yield

    def names(self, key: str, under: str = "") -> tuple[str, ...]:
        rows = self._rows("SELECT name FROM blobs WHERE key = ? ORDER BY name", key)
        return tuple(name for (name,) in rows if name.startswith(under))

    def find(self, key: str, name: str) -> bytes | None:
        rows = self._rows("SELECT content FROM blobs WHERE key = ? AND name = ?", key, check_name(name))
        return rows[0][0] if rows else None

    def write(self, key: str, name: str, content: bytes, *, frozen: bool = False) -> None:
        self.header(key)
        with self._connect() as database:
            database.execute(
                "INSERT OR REPLACE INTO blobs VALUES (?, ?, ?)", (key, check_name(name), content)
            )

    def delete(self, key: str, name: str) -> None:
        with self._connect() as database:
            database.execute("DELETE FROM blobs WHERE key = ? AND name = ?", (key, check_name(name)))

    def _rows(self, query: str, *values: str) -> list[tuple[bytes, ...]]:
        with self._connect() as database:
            return database.execute(query, values).fetchall()

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        """Open, commit and close: connections outlive neither a call nor a fork."""
        with closing(sqlite3.connect(self.path, timeout=20)) as database, database:
            yield database
