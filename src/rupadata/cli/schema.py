"""`rupadata schema`: the JSON Schemas of what Rupadata writes."""

from __future__ import annotations

import json
from typing import Any

import click
import msgspec

from rupadata.cli.options import lang_option
from rupadata.language import say
from rupadata.model.edition import Manifest, ProblemEntry
from rupadata.pagespec import spec_schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `page`, `manifest` or `problems`."""
    if name == "page":
        return spec_schema()
    shape = Manifest if name == "manifest" else tuple[ProblemEntry, ...]
    return {"$schema": _DIALECT, "title": name, **msgspec.json.schema(shape)}


@click.command(
    help=say(
        id="Cetak JSON Schema dari page.json, manifest.json atau problems.json.",
        en="Print the JSON Schema of page.json, manifest.json or problems.json.",
    )
)
@click.argument("name", type=click.Choice(["page", "manifest", "problems"]))
@lang_option
def command(name: str, lang: str) -> None:
    """Print one schema."""
    click.echo(json.dumps(schema_of(name), indent=2))
