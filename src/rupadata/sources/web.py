"""Ask a server, patiently: tries again with growing pauses, and keeps every answer for when it is away."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import time
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from urllib.parse import SplitResult, urlencode, urlsplit

from msgspec import Struct, field

from rupadata.cache import cache_folder, keep
from rupadata.errors import InputRefusedError
from rupadata.language import in_both
from rupadata.logs import get_log
from rupadata.problems import Place, Problem
from rupadata.version import __version__

log = get_log(__name__)

LARGEST_ANSWER = 500_000_000
_WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504})
_UNCHANGED = 304
_MARKS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
"""How a server marks an answer, and how it is asked whether that one still stands."""
_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, socket.EAI_SERVICE})


class Fetched(Struct, frozen=True):
    """The files that fetching wrote, and what is imperfect about them."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


class Web(Struct):
    """A way to ask servers. `fresh_hours` is how long a kept answer is taken without asking again.

    A server is asked at most once in `apart_s` seconds. An answer that it marked (ETag, Last-Modified) is
    asked for again only if it changed.
    """

    tries: int = 4
    apart_s: float = 0.0
    first_pause: float = 1.0
    timeout: float = 60.0
    fresh_hours: float = 12.0
    sleep: Callable[[float], None] = time.sleep
    folder: Path = field(default_factory=lambda: cache_folder() / "web")
    problems: list[Problem] = field(default_factory=list)
    clock: Callable[[], float] = time.monotonic
    _asked_at: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, query: Mapping[str, str] | None = None, *, secret: str = "") -> bytes:
        """Return what stands at an address; the last kept answer, with a problem, when nobody answers.

        `secret` is a part of the address that neither a message nor the cache may show.
        """
        address = url + ("?" + urlencode(query) if query else "")
        shown = address.replace(secret, "***") if secret else address
        if split_address(address, shown).scheme not in ("http", "https"):
            raise _unusable(shown)
        kept = self.folder / hashlib.sha256(shown.encode()).hexdigest()
        if kept.is_file() and time.time() - kept.stat().st_mtime < self.fresh_hours * 3600:
            return kept.read_bytes()
        marks = kept.with_suffix(".marks.json")
        try:
            answer = self._ask(address, shown, _load_marks(marks) if kept.is_file() else {})
        except InputRefusedError as error:
            if error.code != "source-unreachable" or not kept.is_file():
                raise
            self.problems.append(self._from_cache(shown, kept))
            return kept.read_bytes()
        if answer is None:
            content = kept.read_bytes()
            keep(kept, content)  # It is fresh again.
            return content
        content, said = answer
        keep(kept, content)
        keep(marks, json.dumps(said).encode())
        return content

    def _wait_for(self, server: str) -> None:
        """Wait until a server may be asked again."""
        now = self.clock()
        wait = self._asked_at.get(server, now - self.apart_s) + self.apart_s - now
        if wait > 0:
            self.sleep(wait)
        self._asked_at[server] = now + max(0.0, wait)

    def _ask(
        self, address: str, shown: str, marks: Mapping[str, str]
    ) -> tuple[bytes, Mapping[str, str]] | None:
        """Return an answer and its marks; None where the marked one still stands."""
        reason, made = "", 0
        headers = {"User-Agent": f"rupadata/{__version__}", **marks}
        while made < self.tries:
            made += 1
            request = urllib.request.Request(address, headers=headers)
            pause = self.first_pause * 2 ** (made - 1)
            self._wait_for(urlsplit(address).netloc)
            try:
                with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                    content: bytes = answer.read(LARGEST_ANSWER + 1)
                    said = {ask: answer.headers[mark] for mark, ask in _MARKS.items() if answer.headers[mark]}
                if len(content) > LARGEST_ANSWER:
                    raise InputRefusedError(
                        in_both(
                            id=f"{shown}: jawaban terlalu besar.", en=f"{shown}: the answer is too large."
                        ),
                        code="source-too-large",
                    )
                return content, said
            except urllib.error.HTTPError as error:
                with error:
                    if error.code == _UNCHANGED and marks:
                        return None
                    if error.code not in _WORTH_ANOTHER_TRY:
                        raise _refused(shown, error.code) from None
                    reason = f"HTTP {error.code}"
                    pause = _asked_pause(error.headers, pause)
            except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
                # The reason of the system only: the text of the error may hold the whole address.
                cause = getattr(error, "reason", error)
                reason = str(cause) or type(error).__name__
                if _is_settled(cause):
                    break
            log.info("%s: %s, try %d of %d", shown, reason, made, self.tries)
            if made < self.tries:
                self.sleep(pause)
        server = urlsplit(shown).netloc
        raise InputRefusedError(
            in_both(
                id=f"{server} tidak menjawab setelah {made} kali dicoba ({reason}).",
                en=f"{server} does not answer after {made} {'try' if made == 1 else 'tries'} ({reason}).",
            ),
            code="source-unreachable",
            hint=in_both(
                id="Periksa sambungan, coba lagi nanti, atau unduh berkasnya sendiri lalu rupadata read.",
                en="Check the connection, try later, or download the file yourself, then rupadata read.",
            ),
        )

    def _from_cache(self, shown: str, kept: Path) -> Problem:
        day = time.strftime("%Y-%m-%d", time.localtime(kept.stat().st_mtime))
        server = urlsplit(shown).netloc
        return Problem.of("source-from-cache", Place(shown), server=server, day=day)


def split_address(address: str, shown: str = "") -> SplitResult:
    """Return the parts of a web address; one that has none is refused, told as `shown`."""
    try:
        return urlsplit(address)
    except ValueError:  # Brackets of an address in numbers that do not close, or hold none.
        raise _unusable(shown or address) from None


def _unusable(shown: str) -> InputRefusedError:
    return InputRefusedError(
        in_both(id=f"{shown}: bukan alamat http.", en=f"{shown}: not an http address."),
        code="source-address-unusable",
        hint=in_both(id="Tulis alamat lengkap dengan https://.", en="Write it in full with https://."),
    )


def _load_marks(path: Path) -> dict[str, str]:
    """Return the marks of a kept answer as headers; none where they are damaged or there are none."""
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    known = said if isinstance(said, dict) else {}
    return {name: text for name in _MARKS.values() if isinstance(text := known.get(name), str)}


def _is_settled(cause: object) -> bool:
    """Return whether waiting cannot help: nobody listens at the address, or no computer has the name."""
    named_nobody = isinstance(cause, socket.gaierror) and cause.errno in _NO_SUCH_NAME
    return named_nobody or isinstance(cause, ConnectionRefusedError)


def _asked_pause(headers: Message, own: float) -> float:
    """Return the pause that a server asks for in seconds, at most a minute; else our own."""
    asked = headers.get("Retry-After", "")
    return min(60.0, max(own, float(asked))) if asked.isdigit() else own


def _refused(shown: str, status: int) -> InputRefusedError:
    missing = status in (404, 410)
    return InputRefusedError(
        in_both(id=f"{shown}: HTTP {status}.", en=f"{shown}: HTTP {status}."),
        code="source-not-found" if missing else "source-refused",
        hint=in_both(id="Periksa alamatnya.", en="Check the address.")
        if missing
        else in_both(
            id="Server menolak; periksa alamat dan kuncinya.", en="The server refuses; check address and key."
        ),
    )


def file_name(text: str, fallback: str = "data") -> str:
    """Return a text as a safe file name without an ending: lower case letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or fallback
