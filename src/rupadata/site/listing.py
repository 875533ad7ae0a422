"""What a site lists: a page with its files, and what is said of it."""

from __future__ import annotations

from msgspec import Struct

from rupadata.model.edition import Edition
from rupadata.pagespec import BrandSpec

DATA = "data.csv"
"""The file with the data behind a page."""


class PublishedFile(Struct, frozen=True):
    """A file of the site: its name below it, what kind it is, and its content."""

    name: str
    media_type: str
    content: bytes


class Listed(Struct, frozen=True):
    """One page of the site. `folder` ends without a slash; `day` is the last day of its newest data, ISO."""

    edition: Edition
    folder: str
    files: tuple[PublishedFile, ...]
    picture: str
    standfirst: str
    publisher: str
    brand: BrandSpec
    illustrative: bool
    day: str
    period: str
