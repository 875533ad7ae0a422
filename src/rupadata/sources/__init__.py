"""Where files come from when they are not there yet: data portals (CKAN) and the WebAPI of BPS."""

from rupadata.sources.bps import fetch_bps
from rupadata.sources.ckan import fetch_ckan
from rupadata.sources.web import Fetched, Web, file_name, split_address

__all__ = ["Fetched", "Web", "fetch_bps", "fetch_ckan", "file_name", "split_address"]
