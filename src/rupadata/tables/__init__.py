"""Files to observations."""

from rupadata.tables.from_frame import from_frame
from rupadata.tables.read_files import read_tables

__all__ = ["from_frame", "read_tables"]
