"""The glossary: standard indicators with their units, kinds of figures and names as tables write them."""

from rupadata.glossary.lookup import Found, Glossary, load_glossary
from rupadata.glossary.standard import Kind, Span, StandardIndicator

__all__ = ["Found", "Glossary", "Kind", "Span", "StandardIndicator", "load_glossary"]
