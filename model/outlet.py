"""Who publishes, and how its pages read."""

from dataclasses import dataclass
from enum import StrEnum


class OutletKind(StrEnum):
    """What sort of publisher an outlet is."""

    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    WIRE = "wire"
    DIGITAL = "digital"
    AGGREGATOR = "aggregator"
    GOVERNMENT = "government"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One publisher of the catalog.

    `outlet_id` is a slug, `country` ISO 3166-1 alpha-2, `languages` BCP 47 tags; `owner` is the group the
    outlet belongs to, `collections` are the user's own groups of outlets. Only `outlet_id` and one of `feeds`
    and `sitemaps` (URLs) are always there. `is_robots_obeyed` is false only where the catalog says that the
    site is the user's own.
    """

    outlet_id: str
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...] = ()
    name: str = ""
    homepage: str | None = None
    domain: str | None = None
    country: str | None = None
    languages: tuple[str, ...] = ()
    owner: str | None = None
    collections: tuple[str, ...] = ()
    kind: OutletKind | None = None
    is_robots_obeyed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletReading:
    """How the pages of one outlet read, in one run or over many; shares are from 0 to 1.

    `empty_share` is the share of pages without the text of an article, `repeated_line_share` the share of
    characters in lines that most of its articles have; `median_char_count` is None where there are no
    articles.
    """

    outlet_id: str
    page_count: int
    article_count: int
    empty_share: float
    median_char_count: float | None
    repeated_line_share: float
    undated_share: float
    unauthored_share: float
