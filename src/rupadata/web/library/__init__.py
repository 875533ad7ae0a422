"""The library of finished pages: what one build's folder holds, read in a browser; it changes nothing."""

from rupadata.web.library.builds import Library, open_library, pictures

__all__ = ["Library", "open_library", "pictures"]
