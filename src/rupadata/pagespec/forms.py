"""The written forms of a PageSpec: JSON, TOML, JSON Schema, and older versions brought up to date."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from rupadata.decoding import TOML_MISTAKES, explain_in, parse_toml
from rupadata.errors import InputRefusedError, nearest_name
from rupadata.language import in_both
from rupadata.pagespec.model import SPEC_VERSION, PageSpec


def encode_spec(spec: PageSpec) -> bytes:
    """Return the JSON of a spec: two spaces, fields in the order of the class, a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(spec), indent=2) + b"\n"


def spec_digest_source(spec: PageSpec) -> bytes:
    """Return the compact JSON with sorted keys, for digests."""
    return msgspec.json.encode(spec, order="sorted")


def parse_spec(text: str | bytes, *, form: str = "json", name: str = "page.json") -> PageSpec:
    """Return the spec of a JSON or TOML text.

    A wrong or unknown field is refused with its path; a field that is nearly right is named.
    """
    try:
        plain = parse_toml(text) if form == "toml" else msgspec.json.decode(text)
    except (msgspec.MsgspecError, *TOML_MISTAKES) as error:
        raise InputRefusedError(
            in_both(
                id=f"{name} bukan {form.upper()} yang sah: {error}.",
                en=f"{name} is not valid {form.upper()}: {error}.",
            ),
            code="spec-unreadable",
            hint=in_both(id="Perbaiki tanda baca di tempat itu.", en="Mend the punctuation at that place."),
        ) from error
    if not isinstance(plain, dict):
        raise InputRefusedError(
            in_both(id=f"{name} bukan spesifikasi halaman.", en=f"{name} is not a page spec."),
            code="spec-invalid",
        )
    plain = migrate_spec(plain, name=name)
    _refuse_unknown_fields(plain, name)
    try:
        return msgspec.convert(plain, PageSpec)
    except msgspec.ValidationError as error:
        why = in_both(id=explain_in(error, "id"), en=explain_in(error, "en"))
        raise InputRefusedError(
            in_both(id=f"{name}: {why.id}.", en=f"{name}: {why.en}."),
            code="spec-invalid",
            hint=in_both(
                id="Bandingkan dengan `rupadata schema page`.", en="Compare it with `rupadata schema page`."
            ),
        ) from error


def load_spec(path: Path) -> PageSpec:
    """Return the spec of a `.json` or `.toml` file."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise InputRefusedError(
            in_both(
                id=f"{path} tidak dapat dibaca: {explain_in(error, 'id')}.",
                en=f"{path} cannot be read: {explain_in(error, 'en')}.",
            ),
            code="spec-unreadable",
        ) from error
    form = "toml" if path.suffix.casefold() == ".toml" else "json"
    return parse_spec(text, form=form, name=path.name)


def spec_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a PageSpec."""
    schema = msgspec.json.schema(PageSpec)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "PageSpec", **schema}


def migrate_spec(plain: dict[str, Any], *, name: str = "page.json") -> dict[str, Any]:
    """Return the spec in the present version; one from a newer engine is refused.

    Version 1 had no ids of blocks: the page names the blocks that have none.
    """
    version = plain.get("version", SPEC_VERSION)
    if not isinstance(version, int) or not 1 <= version <= SPEC_VERSION:
        raise InputRefusedError(
            in_both(
                id=f"{name}: versi spesifikasi {version} tak dikenal; yang dikenal 1 sampai {SPEC_VERSION}.",
                en=f"{name}: spec version {version} is unknown; versions 1 to {SPEC_VERSION} are known.",
            ),
            code="spec-version-unknown",
            hint=in_both(id="Perbarui Rupadata.", en="Update Rupadata."),
        )
    return {**plain, "version": SPEC_VERSION}


@cache
def _plain_schema() -> dict[str, Any]:
    """Return the schema of a spec, worked out once: a page in the studio is parsed at every change."""
    return msgspec.json.schema(PageSpec)


def _refuse_unknown_fields(plain: Any, name: str) -> None:
    schema = _plain_schema()
    definitions = schema["$defs"]

    def walk(value: Any, shape: dict[str, Any], where: str) -> None:
        if "$ref" in shape:
            shape = definitions[shape["$ref"].rpartition("/")[2]]
        for choice in shape.get("anyOf", ()):
            if "$ref" in choice and isinstance(value, dict):
                walk(value, choice, where)
        if isinstance(value, dict) and "properties" in shape:
            for key, inner in value.items():
                known = shape["properties"]
                if key not in known:
                    near = nearest_name(key, known)
                    raise InputRefusedError(
                        in_both(
                            id=f'{name}: bidang "{where}{key}" tidak dikenal.',
                            en=f'{name}: the field "{where}{key}" is unknown.',
                        ),
                        code="spec-invalid",
                        hint=in_both(id=f'Maksudnya "{near}"?', en=f'Did you mean "{near}"?') if near else "",
                    )
                walk(inner, known[key], f"{where}{key}.")
        if isinstance(value, list) and isinstance(shape.get("items"), dict):
            for index, inner in enumerate(value):
                walk(inner, shape["items"], f"{where}{index}.")

    walk(plain, schema, "")
