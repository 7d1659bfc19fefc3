"""Page bytes to characters: the same rule as for feeds."""

from extractors.charsets.documents import decode_page

__all__ = ["decode_page"]
