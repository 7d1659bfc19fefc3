"""The log of one batch's requests: each answer goes to the archive, and a Fetch records where it is."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from extractors.archive.writing import Archive, Reference
from extractors.http.answer import Answer
from extractors.http.freshness import opt_outs
from extractors.http.urls import asked_host
from model import Fetch, Outcome, TargetKind
from model.limits import MAX_NAME_CHARS, MAX_URL_CHARS
from pipeline.handoff import RunFolder
from pipeline.settings import Settings
from transforms.text import clean_key, clean_line
from transforms.urls import digest_id


class FetchLog:
    """Archives the answers of one batch, and records the request behind each."""

    def __init__(self, archive: Archive, run_id: str) -> None:
        """Write into an open archive."""
        self.fetches: list[Fetch] = []
        self._archive = archive
        self.run_id = run_id
        self._by_final_url: dict[str, Fetch] = {}

    def keep(self, answer: Answer, kind: TargetKind, same_as: Reference | None = None) -> Fetch:
        """Archive an answer, if there was one, and return the record of its request.

        `same_as` is where an equal body was archived before.
        """
        fetch = self._record(answer, kind)
        if answer.is_repeat and (first := self._by_final_url.get(answer.final_url)):
            fetch = replace(
                fetch,
                body_bytes=first.body_bytes,
                body_sha256=first.body_sha256,
                archive_file=first.archive_file,
                archive_offset=first.archive_offset,
            )
        elif answer.status is not None:
            location = self._archive.append(answer, same_as=same_as)
            fetch = replace(fetch, archive_file=location.file, archive_offset=location.offset)
            self._by_final_url.setdefault(answer.final_url, fetch)
        self.fetches.append(fetch)
        return fetch

    def keep_robots(self, answer: Answer) -> None:
        """Archive the answer to a request for robots.txt."""
        self.keep(answer, TargetKind.ROBOTS)

    def _record(self, answer: Answer, kind: TargetKind) -> Fetch:
        return Fetch(
            fetch_id=digest_id(self.run_id, kind, answer.url),
            run_id=self.run_id,
            target_kind=kind,
            url=answer.url,
            final_url=clean_key(answer.final_url, MAX_URL_CHARS),
            host=asked_host(answer.url),
            requested_at=answer.requested_at,
            elapsed_ms=answer.elapsed_ms,
            outcome=answer.outcome,
            http_status=answer.status,
            content_type=clean_line(answer.header("Content-Type"), MAX_NAME_CHARS) or None,
            body_bytes=len(answer.body),
            body_sha256=body_sha256(answer),
            error=answer.error,
            opt_outs=opt_outs(answer.headers),
        )


def body_sha256(answer: Answer) -> str | None:
    """Return the SHA-256 of an answer's body; None without a body."""
    return hashlib.sha256(answer.body).hexdigest() if answer.body else None


@contextmanager
def open_fetch_log(settings: Settings, folder: RunFolder, part: str, now: datetime) -> Iterator[FetchLog]:
    """Open the log of one batch; its archive files get their final names when the batch is complete."""
    stem = f"archive/{now:%Y/%m/%d}/{folder.run_id}-{part}"
    with Archive(settings.work, stem, settings.archive_file_bytes) as archive:
        yield FetchLog(archive, folder.run_id)


def was_answered(fetch: Fetch) -> bool:
    """Say whether a request brought its target, or the answer that it has not changed."""
    return fetch.outcome in {Outcome.FETCHED, Outcome.NOT_MODIFIED}
