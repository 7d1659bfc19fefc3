"""Whether an outlet's pages read differently from before: a sign that its site changed and reading fails."""

from model import OutletReading

# Fewer pages, now or in the past, say nothing.
LEAST_PAGES = 5
LEAST_PAST_PAGES = 20
_MUCH_EMPTY, _MUCH_REPEATED, _MUCH_MISSING = 0.5, 0.4, 0.8
_RISE = 0.3
_SHORT, _LONG = 0.4, 3.0


def drift(now: OutletReading, past: OutletReading | None) -> str | None:
    """Return in words how an outlet's pages read differently from before, None where they do not.

    A change of the text counts by itself; missing dates and authors count only where both rise together.
    """
    if past is None or now.page_count < LEAST_PAGES or past.page_count < LEAST_PAST_PAGES:
        return None
    signs = [
        _risen("pages without an article's text", now.empty_share, past.empty_share, _MUCH_EMPTY),
        _risen(
            "text in lines that most articles have",
            now.repeated_line_share,
            past.repeated_line_share,
            _MUCH_REPEATED,
        ),
        _length(now, past),
    ]
    gaps = [
        _risen("articles without a date", now.undated_share, past.undated_share, _MUCH_MISSING),
        _risen("articles without an author", now.unauthored_share, past.unauthored_share, _MUCH_MISSING),
    ]
    reported = [sign for sign in signs if sign] + ([gap for gap in gaps if gap] if all(gaps) else [])
    return "; ".join(reported) or None


def _risen(what: str, now: float, past: float, much: float) -> str | None:
    if now < much or now - past < _RISE:
        return None
    return f"{what}: {now:.0%}, before {past:.0%}"


def _length(now: OutletReading, past: OutletReading) -> str | None:
    if not now.median_char_count or not past.median_char_count or now.article_count < LEAST_PAGES:
        return None
    ratio = now.median_char_count / past.median_char_count
    if _SHORT <= ratio <= _LONG:
        return None
    return f"characters of a text: {now.median_char_count:.0f}, before {past.median_char_count:.0f}"
