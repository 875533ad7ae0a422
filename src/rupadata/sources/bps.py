"""Fetch dynamic tables from the WebAPI of BPS: one variable of one domain, all or some of its years."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from rupadata.errors import InputRefusedError
from rupadata.language import in_both
from rupadata.sources.web import Fetched, Web
from rupadata.whole_files import write_whole

ADDRESS = "https://webapi.bps.go.id/v1/api"
KEY_VARIABLE = "RUPADATA_BPS_KEY"
ADDRESS_VARIABLE = "RUPADATA_BPS_URL"
_FIRST_YEAR = 1900
"""The WebAPI numbers years from here: 124 is 2024."""


def fetch_bps(
    domain: str, variables: Sequence[int], output: Path, *, years: Sequence[int] = (), web: Web | None = None
) -> Fetched:
    """Fetch variables of a domain (3671; 0000 is Indonesia) into one JSON file each, as they come."""
    key = os.environ.get(KEY_VARIABLE, "").strip()
    if not key:
        raise InputRefusedError(
            in_both(id="Kunci WebAPI BPS belum ada.", en="The key of the BPS WebAPI is missing."),
            code="bps-key-missing",
            hint=in_both(
                id=f"Daftar di webapi.bps.go.id, lalu simpan kuncinya di variabel {KEY_VARIABLE}.",
                en=f"Register at webapi.bps.go.id and put the key into the variable {KEY_VARIABLE}.",
            ),
        )
    if re.fullmatch("[0-9]{4}", domain) is None:
        raise InputRefusedError(
            in_both(id=f"Domain {domain!r} tidak dikenal.", en=f"The domain {domain!r} is unknown."),
            code="bps-domain-unknown",
            hint=in_both(
                id="Pakai empat angka kode BPS: 3671 Kota Tangerang, 3600 Banten, 0000 Indonesia.",
                en="Use the four digits of BPS: 3671 Kota Tangerang, 3600 Banten, 0000 Indonesia.",
            ),
        )
    web = web or Web()
    root = os.environ.get(ADDRESS_VARIABLE, ADDRESS).rstrip("/")
    files = []
    for variable in variables:
        address = f"{root}/list/model/data/lang/ind/domain/{domain}/var/{variable}"
        if years:
            address += "/th/" + ";".join(str(year - _FIRST_YEAR) for year in years)
        content = web.get(f"{address}/key/{key}", secret=key)
        _check_answer(content, domain, variable)
        files.append(write_whole(output / f"bps-{domain}-var-{variable}.json", content))
    return Fetched(tuple(files), tuple(web.problems))


def _check_answer(content: bytes, domain: str, variable: int) -> None:
    what = f"{domain} var {variable}"
    try:
        answer = msgspec.json.decode(content, type=dict[str, Any])
        status = str(answer["status"])
    except (msgspec.MsgspecError, UnicodeError, RecursionError, KeyError) as error:
        raise InputRefusedError(
            in_both(id=f"BPS {what}: jawaban tidak dikenal.", en=f"BPS {what}: unknown answer."),
            code="source-answer-unknown",
            hint=in_both(id="Coba lagi nanti.", en="Try again later."),
        ) from error
    if status != "OK":
        message = str(answer.get("message") or status)[:300]
        raise InputRefusedError(
            in_both(id=f"BPS {what}: {message}", en=f"BPS {what}: {message}"),
            code="source-refused",
            hint=in_both(id=f"Periksa kunci di {KEY_VARIABLE}.", en=f"Check the key in {KEY_VARIABLE}."),
        )
    if answer.get("data-availability") != "available" or not answer.get("datacontent"):
        raise InputRefusedError(
            in_both(id=f"BPS {what}: data tidak tersedia.", en=f"BPS {what}: no data available."),
            code="source-empty",
            hint=in_both(
                id="Periksa domain, variabel, dan tahunnya.", en="Check domain, variable and years."
            ),
        )
