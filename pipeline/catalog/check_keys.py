"""The keys of the catalog that say whether a feed answers: `checked`, `checked_by` and `doubtful`.

An outlet's keys are about its feeds that are written as plain URLs. A feed written as a table, such as
`{ url = "https://...", checked = 2026-01-31 }`, has its own.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from model import FeedCheck
from model.credentials import masked

CHECK_KEYS = ("checked", "checked_by", "doubtful")
_TABLE_KEYS = frozenset(("url", *CHECK_KEYS))


def url_of(item: Any) -> Any:
    """Return the URL of an item of `feeds` or `sitemaps`: the item itself, or the `url` of a table."""
    return item.get("url") if isinstance(item, Mapping) else item


def feed_check(outlet: Mapping[str, Any], item: Any) -> FeedCheck:
    """Return what a valid catalog says of one item of `feeds` or `sitemaps` of an outlet."""
    source = item if isinstance(item, Mapping) else outlet
    return FeedCheck(
        checked_on=source.get("checked"),
        checked_by=source.get("checked_by"),
        doubt=source.get("doubtful"),
    )


def table_problems(key: str, item: Any) -> Iterator[str]:
    """Yield what is wrong with an item of `feeds` or `sitemaps`, its URL excepted."""
    if not isinstance(item, Mapping):
        return
    for name in sorted(set(item) - _TABLE_KEYS):
        there = ", ".join(sorted(_TABLE_KEYS))
        yield f"`{key}` has a table with the unknown key {name!r}; there are: {there}"
    for problem in check_problems(item):
        yield f"`{key}` has {masked(repr(item.get('url')))}, whose {problem}"


def check_problems(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the keys of an outlet or a feed that say whether it answers."""
    checked = table.get("checked")
    if "checked" in table and (not isinstance(checked, date) or isinstance(checked, datetime)):
        yield f"`checked` is {checked!r}: give a day without quotation marks, such as 2026-01-31"
    for key in ("checked_by", "doubtful"):
        if key in table and not _is_line(table[key]):
            yield f"`{key}` is {table[key]!r}: give a text on one line"
    if "checked_by" in table and "checked" not in table:
        yield "`checked_by` has no `checked` beside it: give the day of the check too"


def _is_line(text: Any) -> bool:
    return isinstance(text, str) and text.isprintable() and text.strip() != ""
