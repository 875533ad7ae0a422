"""Pages that were edited in another program come back: words become edits, changed figures are refused."""

from rupadata.take_back.comparing import Change, TakenBack, take_back

__all__ = ["Change", "TakenBack", "take_back"]
