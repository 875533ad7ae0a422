"""Files to observations."""

from rupadata.tables.reading import read_tables

__all__ = ["read_tables"]
