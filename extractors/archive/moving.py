"""Follow a record to the body it refers to, and write a record that only refers to a body out in full."""

from pathlib import Path

from extractors.archive.reading import read_raw
from extractors.archive.writing import Archive, RecordLocation
from extractors.http.answer import Answer
from model import Outcome

_MOST_BYTES = 2**31


def body_location(data: Path, location: RecordLocation) -> RecordLocation:
    """Return where the body of an archived answer is: for a revisit, the record it refers to.

    Raises PermanentError where no record can be read.
    """
    return read_raw(data, location, _MOST_BYTES).origin or location


def write_anew(data: Path, location: RecordLocation, stem: str) -> RecordLocation:
    """Write an archived answer in full to a file of its own, `<stem>.warc.gz`; return its new location.

    Raises PermanentError where no record can be read.
    """
    archived = read_raw(data, location, _MOST_BYTES)
    answer = Answer(
        url=archived.url,
        final_url=archived.url,
        requested_at=archived.requested_at,
        elapsed_ms=0,
        outcome=Outcome.FETCHED,
        status=archived.status,
        reason=archived.reason,
        headers=archived.headers,
        raw=archived.raw,
        is_truncated=archived.is_truncated,
    )
    with Archive(data, stem, len(archived.raw) + 1) as archive:
        return archive.append(answer)
