"""Fetch datasets from a CKAN portal: the figures as the datastore gives them, else the files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlunsplit

import msgspec

from rupadata.checked import PlainName
from rupadata.errors import InputRefusedError
from rupadata.language import in_both
from rupadata.problems import Place, Problem, Severity
from rupadata.sources.web import Fetched, Web, file_name, split_address
from rupadata.whole_files import write_whole

PAGE_ROWS = 10_000
MOST_ROWS = 10_000_000
RECORD = ".fetched.json"
"""The record in a dataset's folder that all of it was fetched."""
PAGE_DATASETS = 100
"""How many datasets of a portal are asked for at once."""
"""A server that never comes to an end is asked for no more than so many."""
READABLE = frozenset({"csv", "tsv", "xlsx", "xlsm", "xls", "xlsb", "ods", "json", "parquet", "html", "zip"})

Record = Mapping[str, Any]


class _Record(msgspec.Struct):
    """That a dataset was fetched whole: the digest of its description, and its files with their bytes."""

    described: str
    sizes: dict[PlainName, int]


class _Answer(msgspec.Struct):
    success: bool
    result: dict[str, Any] = {}
    error: Any = None


def fetch_ckan(
    url: str,
    output: Path,
    *,
    query: str = "",
    limit: int = 20,
    everything: bool = False,
    web: Web | None = None,
) -> Fetched:
    """Fetch the datasets that an address names, or that a portal finds for a query, into a folder each.

    `url` is a portal, the page of a dataset, or an action of its API. Each folder holds `package_show.json`
    and one file per resource: rows of the datastore as JSON, else the published file. With `everything` all
    that the portal finds are fetched, whatever the limit, and those that stand complete in `output` as the
    portal describes them now are left as they are.
    """
    web = web or Web()
    portal, action, arguments = _read_address(url)
    if action == "datastore_search":
        name = file_name(arguments.get("resource_id", ""), "datastore")
        return Fetched((_fetch_rows(web, portal, arguments, output / f"{name}.json"),), tuple(web.problems))
    packages: Iterable[Record]
    if action == "package_show":
        packages = [_answer(web, portal, action, arguments)]
    elif everything:
        packages = _all_packages(web, portal, {"q": query, **arguments})
    else:
        arguments = {"q": query, "rows": str(limit), **arguments}
        packages = _records(portal, _answer(web, portal, "package_search", arguments).get("results"))[:limit]
    files: list[Path] = []
    found = False
    for package in packages:
        found = True
        files.extend(_fetch_package(web, portal, package, output, again=not everything))
    if not found:
        raise InputRefusedError(
            in_both(
                id=f"{portal}: tidak ada dataset untuk {query!r}.", en=f"{portal}: no dataset for {query!r}."
            ),
            code="source-empty",
            hint=in_both(id="Coba kata lain dengan --query.", en="Try other words with --query."),
        )
    return Fetched(tuple(files), tuple(web.problems))


def _all_packages(web: Web, portal: str, arguments: Mapping[str, str]) -> Iterator[Record]:
    """Yield every dataset that a portal finds, each once, a page of them at a time."""
    start, seen = 0, set[str]()
    while True:
        page = {**arguments, "sort": "name asc", "rows": str(PAGE_DATASETS), "start": str(start)}
        result = _answer(web, portal, "package_search", page)
        packages = _records(portal, result.get("results"))
        for package in packages:
            key = str(package.get("id") or package.get("name"))
            if key not in seen:
                seen.add(key)
                yield package
        start += len(packages)
        count = result.get("count")
        if not packages or not isinstance(count, int) or start >= count:
            return


def _read_address(url: str) -> tuple[str, str, dict[str, str]]:
    """Return the portal, the action that an address means, and its arguments."""
    parts = split_address(url)
    arguments = dict(parse_qsl(parts.query))
    if found := re.search(r"^(?P<root>.*?)/api/(?:3/)?action/(?P<action>\w+)/?$", parts.path):
        return urlunsplit((parts.scheme, parts.netloc, found["root"], "", "")), found["action"], arguments
    if found := re.search(r"^(?P<root>.*?)/dataset/(?P<name>[^/]+)", parts.path):
        portal = urlunsplit((parts.scheme, parts.netloc, found["root"], "", ""))
        return portal, "package_show", {"id": found["name"]}
    root = re.sub(r"/(?:dataset)?/?$", "", parts.path)
    return urlunsplit((parts.scheme, parts.netloc, root, "", "")), "", arguments


def _answer(web: Web, portal: str, action: str, arguments: Mapping[str, str]) -> Record:
    """Return the result of an action of the API."""
    content = web.get(f"{portal}/api/3/action/{action}", arguments)
    try:
        answer = msgspec.json.decode(content, type=_Answer)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _unknown(portal) from error
    if not answer.success:
        said = answer.error.get("message") if isinstance(answer.error, dict) else answer.error
        message = str(said or action)[:300]
        raise InputRefusedError(
            in_both(id=f"{portal}: {message}", en=f"{portal}: {message}"),
            code="source-refused",
            hint=in_both(id="Periksa nama datasetnya.", en="Check the name of the dataset."),
        )
    return answer.result


def _unknown(portal: str) -> InputRefusedError:
    return InputRefusedError(
        in_both(id=f"{portal}: bukan portal CKAN.", en=f"{portal}: not a CKAN portal."),
        code="source-answer-unknown",
        hint=in_both(id="Tulis alamat utama portalnya.", en="Write the main address of the portal."),
    )


def _records(portal: str, said: object) -> list[Record]:
    """Return a list of records out of an answer; an answer without one is none of CKAN."""
    if said is None:
        return []
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise _unknown(portal)
    return said


def _fetch_package(web: Web, portal: str, package: Record, output: Path, *, again: bool) -> list[Path]:
    """Fetch the resources of a dataset and write its description, then the record that all of it stands.

    Unless it is to be fetched `again`, one that stands complete as it is described now is left alone.
    """
    folder = output / file_name(str(package.get("name") or package.get("id") or ""), "dataset")
    shown = json.dumps({"success": True, "result": package}, ensure_ascii=False, indent=1).encode()
    described = hashlib.sha256(shown).hexdigest()
    if not again and (standing := _standing(folder, described)) is not None:
        return standing
    (folder / RECORD).unlink(missing_ok=True)
    files = [write_whole(folder / "package_show.json", shown)]
    whole = True
    taken: set[str] = set()
    for resource in _records(portal, package.get("resources")):
        name = file_name(str(resource.get("name") or resource.get("id") or ""), "resource")
        while name in taken:
            name += "-2"
        taken.add(name)
        try:
            file = _fetch_resource(web, portal, resource, folder / name)
        except InputRefusedError as error:
            # One resource that is gone does not keep the others away; one that did not answer may come later.
            web.problems.append(Problem.of_error(error, Place(name), severity=Severity.WARNING))
            whole = whole and error.code != "source-unreachable"
            continue
        if file is not None:
            files.append(file)
    if whole:
        sizes = {file.name: file.stat().st_size for file in files}
        write_whole(folder / RECORD, msgspec.json.encode(_Record(described, sizes)))
    return files


def _standing(folder: Path, described: str) -> list[Path] | None:
    """Return the files of a dataset that stands complete as it is described; None for any other."""
    try:
        record = msgspec.json.decode((folder / RECORD).read_bytes(), type=_Record)
        whole = all((folder / name).stat().st_size == size for name, size in record.sizes.items())
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return [folder / name for name in record.sizes] if whole and record.described == described else None


def _fetch_resource(web: Web, portal: str, resource: Record, stem: Path) -> Path | None:
    if resource.get("datastore_active") in (True, "true", "True"):
        return _fetch_rows(
            web, portal, {"resource_id": str(resource.get("id", ""))}, stem.with_name(f"{stem.name}.json")
        )
    try:
        address = urljoin(f"{portal}/", str(resource.get("url") or ""))
    except ValueError:  # No address: nothing stands there.
        address = ""
    ending = PurePosixPath(split_address(address).path).suffix.lower().lstrip(".")
    if ending not in READABLE:
        ending = str(resource.get("format") or "").lower().lstrip(".")
    if not address or ending not in READABLE:
        web.problems.append(Problem.of("resource-not-readable", Place(stem.name), ending=ending or "?"))
        return None
    return write_whole(stem.with_name(f"{stem.name}.{ending}"), web.get(address))


def _fetch_rows(web: Web, portal: str, arguments: Mapping[str, str], path: Path) -> Path:
    """Write all rows of a datastore as one answer of `datastore_search`."""
    whole: dict[str, Any] = {}
    records: list[Any] = []
    while True:
        page = {**arguments, "limit": str(PAGE_ROWS), "offset": str(len(records))}
        result = _answer(web, portal, "datastore_search", page)
        rows = _records(portal, result.get("records"))
        records.extend(rows)
        whole = whole or {"success": True, "result": {k: v for k, v in result.items() if k != "_links"}}
        total = result.get("total")
        if not rows or not isinstance(total, int) or len(records) >= min(total, MOST_ROWS):
            break
    whole["result"]["records"] = records
    return write_whole(path, json.dumps(whole, ensure_ascii=False, indent=1).encode())
