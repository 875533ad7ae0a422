"""Files to observations."""

from rupadata.tables.read_files import read_tables

__all__ = ["read_tables"]
