"""Keep what a request brought: the answer in the archive, a Fetch record of where."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from extractors.archive import ArchiveWriter
from extractors.http import Answer, Limits
from model import Fetch, TargetKind
from pipeline.settings import Settings
from transforms.text import clean_line
from transforms.urls import digest_id, host_of

HOSTS_AT_ONCE = 100
# A proxy is one server to us, whatever the number of hosts behind it.
HOSTS_AT_ONCE_BY_PROXY = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenArchive:
    """An archive file being written, and what its records are told by: a path relative to the data."""

    writer: ArchiveWriter
    name: str

    @classmethod
    def of(cls, settings: Settings, path: Path, writer: ArchiveWriter) -> "OpenArchive":
        """Return the archive at `path`, named relative to the data folder."""
        return cls(writer=writer, name=str(path.relative_to(settings.data)))

    def keep(self, answer: Answer, run_id: str, kind: TargetKind) -> Fetch:
        """Archive an answer (where one came at all) and return its record."""
        offset = self.writer.append(answer) if answer.status is not None else None
        return Fetch(
            fetch_id=digest_id(run_id, kind, answer.url),
            run_id=run_id,
            target_kind=kind,
            url=answer.url,
            final_url=clean_line(answer.final_url, 4_000),
            host=host_of(answer.url),
            requested_at=answer.requested_at,
            elapsed_ms=answer.elapsed_ms,
            outcome=answer.outcome,
            http_status=answer.status,
            content_type=clean_line(answer.header("Content-Type"), 200) or None,
            body_bytes=len(answer.body),
            body_sha256=hashlib.sha256(answer.body).hexdigest() if answer.body else None,
            archive_file=self.name if offset is not None else None,
            archive_offset=offset,
            error=answer.error,
        )


def limits(settings: Settings, max_body_bytes: int) -> Limits:
    """Return the limits of a request under these settings."""
    return Limits(
        user_agent=settings.user_agent,
        proxy=settings.proxy,
        host_delay_s=settings.host_delay_s,
        hosts_at_once=HOSTS_AT_ONCE_BY_PROXY if settings.proxy else HOSTS_AT_ONCE,
        max_body_bytes=max_body_bytes,
    )
