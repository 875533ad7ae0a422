"""What a page says: the PageSpec, its written forms and its schema."""

from rupadata.pagespec.forms import encode_spec, load_spec, parse_spec, spec_digest_source, spec_schema
from rupadata.pagespec.model import (
    SPEC_VERSION,
    BlockSpec,
    BrandSpec,
    CommentSpec,
    MissingElement,
    PageSpec,
    RegionSpec,
    SourceSpec,
    SubjectSpec,
    TitleSpec,
    Words,
)

__all__ = [
    "SPEC_VERSION",
    "BlockSpec",
    "BrandSpec",
    "CommentSpec",
    "MissingElement",
    "PageSpec",
    "RegionSpec",
    "SourceSpec",
    "SubjectSpec",
    "TitleSpec",
    "Words",
    "encode_spec",
    "load_spec",
    "parse_spec",
    "spec_digest_source",
    "spec_schema",
]
