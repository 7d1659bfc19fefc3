"""Follow records to the body they stand for, and write one that only points at another whole."""

from pathlib import Path

from extractors.archive.reading import read_raw
from extractors.archive.writing import Archive, Place
from extractors.http.answer import Answer
from model import Outcome

_MOST_BYTES = 2**31


def body_place(data: Path, place: Place) -> Place:
    """Return where the body of an archived answer is: a revisit's is in the record it refers to.

    Raises PermanentError where no record can be read.
    """
    return read_raw(data, place, _MOST_BYTES).origin or place


def write_anew(data: Path, place: Place, stem: str) -> Place:
    """Write an archived answer whole into a file of its own, `<stem>.warc.gz`; return where it is now."""
    found = read_raw(data, place, _MOST_BYTES)
    answer = Answer(
        url=found.url,
        final_url=found.url,
        requested_at=found.requested_at,
        elapsed_ms=0,
        outcome=Outcome.FETCHED,
        status=found.status,
        reason=found.reason,
        headers=found.headers,
        raw=found.raw,
    )
    with Archive(data, stem, len(found.raw) + 1) as archive:
        return archive.append(answer)
