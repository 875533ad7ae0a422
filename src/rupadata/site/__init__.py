"""A build as a web site: an index to search, the pages, the data, and files for other machines."""

from rupadata.site.make import SiteRequest, make_site

__all__ = ["SiteRequest", "make_site"]
