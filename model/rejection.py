"""What was dropped on the way into the warehouse, and why.

Whether a rejection is final (`Rejection.is_final`) follows from the stage:

- poll: never. The feed is requested again when it is next due, whatever was wrong with its answer.
- select: always, unless put off. What was read is the entry itself, and the next run would read the same.
- fetch: where the server says so: it refuses the request, or the page is gone (410). A failure that may pass,
  and a page that is not found (404), is final only at the last allowed attempt
  (`transforms.polling.attempts_after_fetch`), and never where no request was sent (`model.fetch.NEVER_SENT`).
- read: where the text says so. A page without enough text, and one that says that something failed, may be an
  article soon: it is fetched again, a few times (`transforms.polling.attempts_after_reading`). Others lie in
  the archive and would read the same again, those that took too long or ended their reader included: trying
  them in every run would cost the most for the least. `parallax reprocess` reads pages again.

What is put off (`RejectionReason.PUT_OFF`) was not tried, because its outlet or the run had spent its time:
it comes first in the next run, and that was no attempt. For a page that was fetched and then not read it was
one, so that it is not fetched for ever.
"""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where in a run an item was dropped."""

    POLL = "poll"
    SELECT = "select"
    FETCH = "fetch"
    READ = "read"


class RejectionReason(StrEnum):
    """Why an item was dropped.

    Where its request failed, the reason is the error of the `Fetch` instead: a `FetchCause`, `http_<status>`
    or, for want of both, its outcome.
    """

    # Anything: the time or the pages that its outlet, or the run, may take were spent.
    PUT_OFF = "put_off"
    # The feed (stage poll).
    NOT_A_FEED = "not_a_feed"
    NESTED_TOO_DEEP = "nested_too_deep"
    TOO_MANY_ENTRIES = "too_many_entries"
    # The feed or the page.
    READ_TIMEOUT = "read_timeout"
    READER_DIED = "reader_died"
    UNREADABLE = "unreadable"
    # The entry (stage select).
    NO_LINK = "no_link"
    NOT_HTTP = "not_http"
    TOO_OLD = "too_old"
    # The entry or the page.
    ERASED = "erased"
    HOME_PAGE = "home_page"
    # The page (stage read).
    ARCHIVE_UNREADABLE = "archive_unreadable"
    NOT_HTML = "not_html"
    PARKED_DOMAIN = "parked_domain"
    ERROR_PAGE = "error_page"
    CONSENT_WALL = "consent_wall"
    LISTING = "listing"
    NO_TEXT = "no_text"
    TOO_SHORT = "too_short"
    NO_PROSE = "no_prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One dropped item: `key` is its URL (or its id where it has none), `reason` as in RejectionReason.

    `is_final` is false where a later run will try the item again. `feed_id` and `entry_id` name
    the entry; `entry_id` is None where a whole feed was dropped.
    """

    run_id: str
    stage: Stage
    key: str
    reason: str
    detail: str = ""
    feed_id: str | None = None
    entry_id: str | None = None
    is_final: bool = True
