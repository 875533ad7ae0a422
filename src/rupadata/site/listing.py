"""What a site lists: a page with its files, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from rupadata.model.edition import Edition
from rupadata.pagespec import BrandSpec

DATA = "data.csv"
"""The file with the data behind a page."""


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of the site: its name below it, what kind it is, and its content."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Listed:
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
