"""How far a foreign archive file has been read in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveImport:
    """A foreign WARC file (absolute path); `next_offset` is `file_bytes` when all of it is in."""

    file: str
    file_bytes: int
    next_offset: int = 0
    page_count: int = 0
    run_id: str = ""
